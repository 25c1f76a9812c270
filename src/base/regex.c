/*
 * regex.c - see regex.h
 *
 * Most patterns that are read are never asked: a patch target without a name pattern, a schema's
 * rule for a field that nobody sets. So only the syntax is checked at once. PCRE2 is the faster of
 * the two engines by far; the other one is there for what PCRE2 cannot do in bounded time.
 */
#include "base/regex.h"

#include "base/regex_linear.h"
#include "base/regex_pcre.h"
#include "base/utf8.h"

/* What a pattern is run with, made when it is first needed. */
struct engines {
	struct arena *arena;
	struct regex_pcre *pcre;
	struct regex_linear *linear;
	bool is_compiled; /* `pcre` was tried */
};

struct regex {
	const struct regex_node *tree;
	struct engines *engines;
};

struct regex *regex_new_for(struct arena *arena, str pattern, unsigned go,
                            struct regex_error *error)
{
	const struct regex_node *tree = regex_parse(arena, pattern, go, error);
	if (!tree)
		return NULL;
	struct regex *regex = ARENA_NEW(arena, struct regex);
	regex->tree = tree;
	regex->engines = ARENA_NEW(arena, struct engines);
	regex->engines->arena = arena;
	return regex;
}

struct regex *regex_new(struct arena *arena, str pattern, struct regex_error *error)
{
	return regex_new_for(arena, pattern, REGEX_GO_KUSTOMIZE, error);
}

struct regex *regex_new_anchored(struct arena *arena, str pattern, struct regex_error *error)
{
	struct regex *regex =
		regex_new(arena, arena_printf(arena, "^(?:%.*s)$", STR_ARG(pattern)), error);
	if (!regex) { /* the place is one in what the user wrote */
		error->at = error->at > 4 ? error->at - 4 : 0;
		if (error->at > pattern.len)
			error->at = pattern.len;
	}
	return regex;
}

bool regex_matches(const struct regex *regex, str subject)
{
	struct engines *engines = regex->engines;
	if (!engines->is_compiled) {
		engines->pcre = regex_pcre_new(engines->arena, regex->tree);
		engines->is_compiled = true;
	}
	/* Bytes that are not UTF-8 mean something to Go, and nothing to PCRE2. */
	if (engines->pcre && utf8_is_valid(subject)) {
		const enum regex_answer answer = regex_pcre_matches(engines->pcre, subject);
		if (answer != REGEX_GAVE_UP)
			return answer == REGEX_YES;
		engines->pcre = NULL; /* it would give up again, on the next tag of ten thousand */
	}
	if (!engines->linear)
		engines->linear = regex_linear_new(engines->arena, regex->tree);
	return regex_linear_matches(engines->linear, subject);
}

const struct regex_node *regex_tree(const struct regex *regex)
{
	return regex->tree;
}
