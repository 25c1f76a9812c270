/* report_limits_test.c - what is left out where a forge shows only so much, and that it is said */
#include "lint/report.h"

#include <string.h>

#include "testing/table.h"

/* A report of so many findings of each severity, each in an overlay of its own. */
static struct report made(struct arena *arena, const size_t counts[3], size_t message_len)
{
	struct lint_result *result = ARENA_NEW(arena, struct lint_result);
	struct source *source = ARENA_NEW(arena, struct source);
	struct diags diags;
	char *message = ARENA_ARRAY(arena, char, message_len + 1);
	memset(message, 'm', message_len);
	*source = (struct source){.path = STR("f.yaml"), .text = STR("a: b\n")};
	diags_init(&diags, arena);
	for (int severity = DIAG_NOTE; severity >= DIAG_ERROR; severity--)
		for (size_t i = 0; i < counts[severity]; i++) {
			struct finding *finding = ARENA_NEW(arena, struct finding);
			finding->diag =
				diag_add(&diags, (enum diag_severity)severity, "OCI203",
			                 (struct mark){.source = source, .line = 1, .col = 4},
			                 "%d-%zu %s", severity, i, message);
			*ARRAY_ADD(arena, &finding->overlays) =
				arena_printf(arena, "overlays/%d-%zu", severity, i);
			*ARRAY_ADD(arena, &result->findings) = finding;
		}
	return report_of(arena, result);
}

static str written(struct arena *arena, const char *format, const struct report *report)
{
	struct buf out;
	buf_init(&out, arena);
	report_format_find(str_of(format))->write(&out, report);
	return buf_text(&out);
}

static size_t count(str text, str needle)
{
	size_t count = 0;
	for (size_t at; (at = str_find(text, needle)) != STR_NONE;
	     text = str_from(text, at + needle.len))
		count++;
	return count;
}

/* ---- annotations ---- */

static const struct github_row {
	const char *name;
	size_t counts[3], shown[3]; /* errors, warnings, notes */
	const char *notice;         /* how it begins; NULL: none */
} GITHUB_ROWS[] = {
	{"all fit", {10, 10, 9}, {10, 10, 9}, NULL},
	{"one too many", {11, 0, 0}, {10, 0, 0}, "::notice::1 more finding is not"},
	{"the last notice needs a place", {0, 0, 10}, {0, 0, 9}, "::notice::1 more finding is not"},
	{"what is too much of all is added up",
         {12, 13, 20},
         {10, 10, 9},
         "::notice::16 more findings are not"},
};

static void shows_what_github_shows(void **state)
{
	const struct github_row *row = *state;
	struct arena *arena = arena_create();
	const struct report report = made(arena, row->counts, 4);
	const str got = written(arena, "github", &report);
	assert_int_equal(count(got, STR("::error file=")), row->shown[DIAG_ERROR]);
	assert_int_equal(count(got, STR("::warning file=")), row->shown[DIAG_WARNING]);
	assert_int_equal(count(got, STR("::notice file=")), row->shown[DIAG_NOTE]);
	assert_int_equal(count(got, STR("\nf.yaml:1:4: ")),
	                 report.findings.len - row->shown[0] - row->shown[1] - row->shown[2]);
	assert_int_equal(count(got, STR("::notice::")), row->notice != NULL);
	if (row->notice)
		assert_true(str_contains(got, str_of(row->notice)));
	/* The worst come first, though they were found last. */
	if (row->counts[DIAG_ERROR])
		assert_true(str_starts_with(got, STR("::error ")));
	arena_destroy(arena);
}

static void says_once_what_is_equal(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct report report = made(arena, (size_t[]){1, 0, 0}, 4);
	struct finding *twice = report.findings.at[0];
	*ARRAY_ADD(arena, &report.findings) = twice;
	assert_int_equal(count(written(arena, "github", &report), STR("::error ")), 1);
	arena_destroy(arena);
}

/* ---- a comment ---- */

enum { COMMENT_MAX = 60000 };

static const struct markdown_row {
	const char *name;
	size_t errors, message_len;
	const char *rest; /* in the last line; NULL: nothing is left out */
} MARKDOWN_ROWS[] = {
	{"what is short is whole", 20, 40, NULL},
	{"details go before the table", 200, 100, "the lines in question of"},
	{"then rows go, too", 2000, 40, "2000 of 2000 overlays, and "},
};

static void stays_within_the_budget(void **state)
{
	const struct markdown_row *row = *state;
	struct arena *arena = arena_create();
	const struct report report = made(arena, (size_t[]){row->errors, 0, 0}, row->message_len);
	const str got = written(arena, "markdown", &report);
	assert_true(got.len <= COMMENT_MAX);
	assert_true(str_starts_with(got, STR("<!-- kustoc:lint -->\n")));
	assert_int_equal(count(got, STR("<details>")), count(got, STR("</details>")));
	const bool is_short = str_contains(got, STR("Left out to keep this short"));
	assert_int_equal(is_short, row->rest != NULL);
	if (row->rest)
		assert_true(str_contains(got, str_of(row->rest)));
	if (!is_short)
		assert_int_equal(count(got, STR("<details>")), report.findings.len);
	arena_destroy(arena);
}

static void fences_backticks(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct report report = made(arena, (size_t[]){1, 0, 0}, 4);
	report.findings.at[0]->diag->message = STR("a ```` b");
	assert_true(str_contains(written(arena, "markdown", &report), STR("\n`````text\n")));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_once_what_is_equal),
		cmocka_unit_test(fences_backticks),
	};
	return TABLE_RUN("lint/report as annotations", GITHUB_ROWS, shows_what_github_shows) +
	       TABLE_RUN("lint/report as a comment", MARKDOWN_ROWS, stays_within_the_budget) +
	       cmocka_run_group_tests_name("lint/report limits", tests, NULL, NULL);
}
