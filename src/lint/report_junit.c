/*
 * report_junit.c - JUnit XML: a suite an overlay, a case a check
 *
 * Two schemas are in use, that of Jenkins and the older one of Ant. What is
 * written is valid by both, which is why a suite has a host, a time stamp and
 * properties that nobody reads, and why no case is ever skipped. No report says when it was made,
 * so that the stamp is the beginning of time.
 */
#include "base/map.h"
#include "base/utf8.h"
#include "lint/report_formats.h"
#include "lint/report_text.h"

/* The checks, by the families of rules that they stand for. */
static const struct check {
	const char *name;
	const char *families[2];
	bool if_any; /* a case only where there is a finding */
} CHECKS[] = {
	{"build", {"YML", "KUS"}, false},    {"schema", {"SCH", NULL}, false},
	{"reference", {"OCI", NULL}, false}, {"channel", {"CHN", "TAG"}, false},
	{"other", {NULL, NULL}, true},
};
enum { CHECKS_LEN = sizeof CHECKS / sizeof *CHECKS, OTHER = CHECKS_LEN - 1 };

/* What one overlay's suite says. */
struct suite {
	str overlay;
	bool is_rendered;
	struct finding_list cases[CHECKS_LEN];
	size_t tests, failures;
};

struct junit {
	struct buf *out;
	struct report report;  /* plain */
	struct map by_overlay; /* directory -> struct suite */
	ARRAY(struct suite *) suites;
};

/* ---- XML ---- */

/* Characters that XML 1.0 does not have at all are shown as what could not be read. */
static void add_character(struct buf *out, uint32_t code, bool is_attribute)
{
	const bool is_space = code == '\t' || code == '\n' || code == '\r';
	if (code == '<')
		buf_add(out, STR("&lt;"));
	else if (code == '>')
		buf_add(out, STR("&gt;"));
	else if (code == '&')
		buf_add(out, STR("&amp;"));
	else if (code == '"')
		buf_add(out, STR("&quot;"));
	else if (is_space && (is_attribute || code == '\r'))
		buf_printf(out, "&#%u;", code);
	else if ((code < ' ' && !is_space) || code == 0xFFFE || code == 0xFFFF)
		utf8_encode(out, UTF8_INVALID);
	else
		utf8_encode(out, code);
}

static void add_escaped(struct buf *out, str text, bool is_attribute)
{
	for (size_t len; text.len > 0; text = str_from(text, len))
		add_character(out, utf8_decode(text, &len), is_attribute);
}

/* name="value", with a space before. */
static void add_attribute(struct buf *out, const char *name, str value)
{
	buf_printf(out, " %s=\"", name);
	add_escaped(out, value, true);
	buf_add_char(out, '"');
}

/* ---- what belongs where ---- */

static size_t check_of(const struct diag *diag)
{
	const str code = str_of(diag->code ? diag->code : "");
	for (size_t i = 0; i < OTHER; i++)
		for (size_t j = 0; j < 2 && CHECKS[i].families[j]; j++)
			if (str_starts_with(code, str_of(CHECKS[i].families[j])))
				return i;
	return OTHER;
}

static bool fails(const struct junit *junit, const struct finding *finding)
{
	return finding->diag->severity <= junit->report.fail_on;
}

static bool any_fails(const struct junit *junit, const struct finding_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		if (fails(junit, list->at[i]))
			return true;
	return false;
}

/* What cannot be rendered has passed no other check: none was made. */
static bool is_shown(const struct suite *suite, size_t check)
{
	const bool is_made = check == 0 || (suite->is_rendered && !CHECKS[check].if_any);
	return is_made || suite->cases[check].len > 0;
}

static struct suite *suite_of(struct junit *junit, str overlay)
{
	struct suite *suite = map_get(&junit->by_overlay, overlay);
	if (suite)
		return suite;
	suite = ARENA_NEW(junit->report.arena, struct suite);
	suite->overlay = overlay;
	map_set(junit->report.arena, &junit->by_overlay, overlay, suite);
	*ARRAY_ADD(junit->report.arena, &junit->suites) = suite;
	return suite;
}

/*
 * A finding fails the suite of every overlay that it was found in. Files that were looked at by
 * themselves are in none, and have a suite a directory.
 */
static void sort_out(struct junit *junit, const struct report *report)
{
	struct arena *arena = report->arena;
	for (size_t i = 0; i < report->overlays.len; i++)
		suite_of(junit, report->overlays.at[i].dir)->is_rendered =
			report->overlays.at[i].is_rendered;
	for (size_t i = 0; i < report->findings.len; i++) {
		struct finding *finding = report->findings.at[i];
		const size_t check = check_of(finding->diag);
		for (size_t j = 0; j < finding->overlays.len; j++) {
			struct suite *suite = suite_of(junit, finding->overlays.at[j]);
			*ARRAY_ADD(arena, &suite->cases[check]) = finding;
		}
		if (finding->overlays.len == 0)
			*ARRAY_ADD(arena, &suite_of(junit, STR("."))->cases[check]) = finding;
	}
}

static void count(const struct junit *junit, struct suite *suite)
{
	for (size_t i = 0; i < CHECKS_LEN; i++) {
		suite->tests += is_shown(suite, i);
		suite->failures += any_fails(junit, &suite->cases[i]);
	}
}

/* ---- out ---- */

static void add_findings(struct junit *junit, const struct finding_list *list, bool failing)
{
	struct buf text;
	buf_init(&text, junit->report.arena);
	for (size_t i = 0; i < list->len; i++)
		if (fails(junit, list->at[i]) == failing)
			report_text_finding(&text, &junit->report, list->at[i], REPORT_FULL);
	add_escaped(junit->out, buf_text(&text), false);
}

/* Of a list in which one fails. The first message is what most viewers show. */
static void add_failure(struct junit *junit, const struct finding_list *list)
{
	const struct diag *first = list->at[0]->diag;
	size_t failing = 0;
	for (size_t i = 0; i < list->len; i++) {
		if (!fails(junit, list->at[i]))
			continue;
		if (failing++ == 0)
			first = list->at[i]->diag;
	}
	str message = first->message;
	if (failing > 1)
		message = arena_printf(junit->report.arena, "%.*s (and %zu more)", STR_ARG(message),
		                       failing - 1);
	buf_add(junit->out, STR("      <failure"));
	add_attribute(junit->out, "type", str_of(first->code ? first->code : "kustoc"));
	add_attribute(junit->out, "message", message);
	buf_add(junit->out, STR(">"));
	add_findings(junit, list, true);
	buf_add(junit->out, STR("</failure>\n"));
}

static void add_case(struct junit *junit, const struct suite *suite, size_t check)
{
	struct buf *out = junit->out;
	buf_add(out, STR("    <testcase"));
	add_attribute(out, "classname", suite->overlay);
	add_attribute(out, "name", str_of(CHECKS[check].name));
	buf_add(out, STR(" time=\"0\""));
	if (any_fails(junit, &suite->cases[check])) {
		buf_add(out, STR(">\n"));
		add_failure(junit, &suite->cases[check]);
		buf_add(out, STR("    </testcase>\n"));
	} else {
		buf_add(out, STR("/>\n"));
	}
}

/* What does not fail is no failure to JUnit either, but worth reading: it goes to the output. */
static void add_suite(struct junit *junit, struct suite *suite, size_t id)
{
	struct buf *out = junit->out;
	count(junit, suite);
	buf_printf(out, "  <testsuite id=\"%zu\" package=\"kustoc\"", id);
	add_attribute(out, "name", suite->overlay);
	buf_printf(out,
	           " timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\" tests=\"%zu\""
	           " failures=\"%zu\" errors=\"0\" time=\"0\">\n",
	           suite->tests, suite->failures);
	buf_add(out, STR("    <properties>\n      <property name=\"kustoc\" value=\"" KUSTOC_VERSION
	                 "\"/>\n    </properties>\n"));
	for (size_t i = 0; i < CHECKS_LEN; i++)
		if (is_shown(suite, i))
			add_case(junit, suite, i);
	buf_add(out, STR("    <system-out>"));
	for (size_t i = 0; i < CHECKS_LEN; i++)
		add_findings(junit, &suite->cases[i], false);
	buf_add(out, STR("</system-out>\n    <system-err/>\n  </testsuite>\n"));
}

void report_as_junit(struct buf *out, const struct report *report)
{
	struct junit junit = {.out = out, .report = report_plain(report)};
	sort_out(&junit, report);
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"));
	for (size_t i = 0; i < junit.suites.len; i++)
		add_suite(&junit, junit.suites.at[i], i);
	buf_add(out, STR("</testsuites>\n"));
}
