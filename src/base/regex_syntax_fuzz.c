/*
 * regex_syntax_fuzz.c - a pattern, a line end, a subject
 *
 * Whatever is accepted must mean the same to both engines; whatever is refused must be refused with
 * a place inside the pattern.
 */
#include "base/regex_linear.h"
#include "base/regex_pcre.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	enum { SMALL = 20000 }; /* instructions: larger programs only cost time */
	struct arena *arena = arena_create();
	struct regex_error error;
	str pattern, subject;
	str_cut((str){(const char *)data, len}, '\n', &pattern, &subject);
	const struct regex_node *tree = regex_parse(arena, pattern, REGEX_GO_NEWEST, &error);
	if (!tree) {
		must(error.at <= pattern.len);
		must(str_starts_with(error.message, STR("error parsing regexp: ")));
	} else if (tree->size < SMALL && utf8_is_valid(subject)) {
		struct regex_pcre *pcre = regex_pcre_new(arena, tree);
		struct regex_linear *linear = regex_linear_new(arena, tree);
		const enum regex_answer answer =
			pcre ? regex_pcre_matches(pcre, subject) : REGEX_GAVE_UP;
		const bool matches = regex_linear_matches(linear, subject);
		must(answer == REGEX_GAVE_UP || matches == (answer == REGEX_YES));
	}
	arena_destroy(arena);
	return 0;
}
