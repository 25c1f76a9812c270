/* regex.c - see regex.h */
#include "base/regex.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct regex {
	pcre2_code *code;
};

/* PCRE2's memory comes from the arena and goes with it. */
static void *take(size_t size, void *arena)
{
	return arena_alloc(arena, size, 16);
}

static void give(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

struct regex *regex_new(struct arena *arena, str pattern, struct regex_error *error)
{
	pcre2_general_context *memory = must_have(pcre2_general_context_create(take, give, arena));
	pcre2_compile_context *context = must_have(pcre2_compile_context_create(memory));
	int code;
	PCRE2_SIZE at;
	struct regex *regex = ARENA_NEW(arena, struct regex);
	regex->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
				    PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &code, &at, context);
	if (regex->code)
		return regex;
	PCRE2_UCHAR message[128];
	pcre2_get_error_message(code, message, sizeof message);
	error->message = arena_printf(arena, "error parsing regexp: %s: `%.*s`", (char *)message,
				      STR_ARG(pattern));
	error->at = at;
	return NULL;
}

bool regex_matches(const struct regex *regex, str subject)
{
	pcre2_match_data *data =
		must_have(pcre2_match_data_create_from_pattern(regex->code, NULL));
	const int found = pcre2_match(regex->code, (PCRE2_SPTR)subject.at, subject.len, 0, 0, data,
				      NULL);
	pcre2_match_data_free(data);
	return found >= 0;
}

struct regex *regex_new_anchored(struct arena *arena, str pattern, struct regex_error *error)
{
	return regex_new(arena, arena_printf(arena, "^(?:%.*s)$", STR_ARG(pattern)), error);
}
