/*
 * answer_lines.c - answers questions about ranges, tags, patterns and variables, one a line
 *
 * For testdata/tools/differential.py, which asks programs written in Go the same. A question is
 * fields in hexadecimal between tabs; errors come back in hexadecimal too.
 *
 *	answer_lines check RELEASE    range, tag       yes, no, bad-range ERROR, bad-tag
 *	answer_lines compare RELEASE  tag, tag         -1, 0, 1, bad-tag
 *	answer_lines pattern GO       pattern, subject match, no, error ERROR, or DIFFER when the
 *	                                               two engines disagree
 *	answer_lines substitute -     text, NAME=VALUE lines  text TEXT, open, error
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/regex_linear.h"
#include "base/regex_pcre.h"
#include "base/utf8.h"
#include "flux/range.h"
#include "flux/substitute.h"

static str from_hex(struct arena *arena, const char *hex)
{
	const size_t len = strlen(hex) / 2;
	char *out = arena_alloc(arena, len + 1, 1);
	for (size_t i = 0; i < len; i++) {
		const char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};
		out[i] = (char)strtoul(digits, NULL, 16);
	}
	return (str){out, len};
}

static void print_error(const char *kind, str message)
{
	printf("%s ", kind);
	for (size_t i = 0; i < message.len; i++)
		printf("%02x", (unsigned char)message.at[i]);
	putchar('\n');
}

static void check(struct arena *arena, const char *how, str text, str tag)
{
	const struct flux_release *release = flux_release_find(str_of(how));
	struct range range;
	struct semver version;
	str problem;
	if (!range_parse(arena, text, release, &range, &problem))
		print_error("bad-range", problem);
	else if (!semver_parse_tag(arena, tag, release, &version, &problem))
		puts("bad-tag");
	else
		puts(range_takes(&range, &version) ? "yes" : "no");
}

static void compare(struct arena *arena, const char *how, str left, str right)
{
	const struct flux_release *release = flux_release_find(str_of(how));
	struct semver a, b;
	str problem;
	if (!semver_parse_tag(arena, left, release, &a, &problem) ||
	    !semver_parse_tag(arena, right, release, &b, &problem)) {
		puts("bad-tag");
		return;
	}
	const int order = semver_compare(&a, &b);
	printf("%d\n", (order > 0) - (order < 0));
}

static void match(struct arena *arena, const char *how, str pattern, str subject)
{
	struct regex_error error;
	const struct regex *regex =
		regex_new_for(arena, pattern, (unsigned)strtoul(how, NULL, 10), &error);
	if (!regex) {
		print_error("error", error.message);
		return;
	}
	const bool matches = regex_matches(regex, subject);
	struct regex_linear *linear = regex_linear_new(arena, regex_tree(regex));
	if (regex_linear_matches(linear, subject) != matches)
		puts("DIFFER");
	else
		puts(matches ? "match" : "no");
}

/* `context`: lines NAME=VALUE; what is not there is empty, as to the library in Go. */
static enum variable_state find_line(const void *context, str name, str *value)
{
	str lines = *(const str *)context, line;
	*value = STR("");
	while (lines.len > 0) {
		str known, text;
		str_cut(lines, '\n', &line, &lines);
		if (str_cut(line, '=', &known, &text) && str_eq(known, name))
			*value = text;
	}
	return VARIABLE_SET;
}

static void fill_in(struct arena *arena, const char *how, str text, str lines)
{
	(void)how;
	const struct variables variables = {find_line, &lines};
	struct substituted out;
	str problem;
	if (!substitute(arena, text, &variables, &out, &problem))
		puts("error");
	else if (out.open.len > 0)
		puts("open");
	else
		print_error("text", out.text);
}

static const struct mode {
	const char *name;
	void (*answer)(struct arena *arena, const char *how, str first, str second);
} MODES[] = {{"check", check}, {"compare", compare}, {"pattern", match}, {"substitute", fill_in}};

static void answer_all(const struct mode *mode, const char *how)
{
	static char line[1 << 20];
	while (fgets(line, sizeof line, stdin)) {
		char *tab = strchr(line, '\t');
		if (!tab)
			continue;
		*tab = '\0';
		tab[1 + strcspn(tab + 1, "\n")] = '\0';
		struct arena *arena = arena_create();
		mode->answer(arena, how, from_hex(arena, line), from_hex(arena, tab + 1));
		arena_destroy(arena);
	}
}

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 3 && i < sizeof MODES / sizeof *MODES; i++) {
		if (strcmp(argv[1], MODES[i].name) == 0) {
			answer_all(&MODES[i], argv[2]);
			return 0;
		}
	}
	fprintf(stderr, "usage: answer_lines check|compare RELEASE, pattern GO, or substitute -\n");
	return 2;
}
