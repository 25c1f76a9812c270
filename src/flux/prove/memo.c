/*
 * memo.c - answers of prove.h that are remembered
 *
 * A proof takes milliseconds and a repository may have its one reference in four hundred overlays.
 * What is asked is written out as text, and equal texts are equal questions: lengths go before the
 * parts, so that no part runs into the next.
 */
#include "base/buf.h"
#include "flux/prove/prove.h"

struct prove_memo *prove_memo_new(struct arena *arena)
{
	struct prove_memo *memo = ARENA_NEW(arena, struct prove_memo);
	memo->arena = arena;
	return memo;
}

static void add_selector(struct buf *key, const struct selector *selector)
{
	const struct oci_ref *ref = &selector->ref;
	buf_printf(key, "%s %d %d %zu %zu %zu %zu %.*s%.*s%.*s%.*s", selector->release->name,
	           selector->is_helm, selector->has_filter, ref->digest.len, ref->semver.len,
	           ref->filter.len, ref->tag.len, STR_ARG(ref->digest), STR_ARG(ref->semver),
	           STR_ARG(ref->filter), STR_ARG(ref->tag));
}

enum prove_emptiness prove_emptiness_known(struct prove_memo *memo, const struct selector *selector)
{
	struct buf key;
	buf_init(&key, memo->arena);
	add_selector(&key, selector);
	enum prove_emptiness *known = map_get(&memo->emptiness, buf_text(&key));
	if (!known) {
		known = ARENA_NEW(memo->arena, enum prove_emptiness);
		*known = prove_emptiness(memo->arena, selector);
		map_set(memo->arena, &memo->emptiness, buf_text(&key), known);
	}
	return *known;
}

static str key_of_terms(struct arena *arena, const struct prove_term *terms, size_t count)
{
	struct buf key;
	buf_init(&key, arena);
	for (size_t i = 0; i < count; i++) {
		buf_add(&key, terms[i].negated ? STR("not ") : STR(""));
		if (terms[i].selector)
			add_selector(&key, terms[i].selector);
		else
			buf_printf(&key, "pattern %zu %.*s", terms[i].pattern->text.len,
			           STR_ARG(terms[i].pattern->text));
		buf_add_char(&key, '\n');
	}
	return buf_text(&key);
}

struct prove_answer prove_find_known(struct prove_memo *memo, const struct prove_term *terms,
                                     size_t count)
{
	const str key = key_of_terms(memo->arena, terms, count);
	struct prove_answer *known = map_get(&memo->answers, key);
	if (!known) {
		known = ARENA_NEW(memo->arena, struct prove_answer);
		*known = prove_find(memo->arena, terms, count);
		if (known->outcome == PROVE_TAG)
			known->witness = prove_example(memo->arena, terms, count, known->witness);
		map_set(memo->arena, &memo->answers, key, known);
	}
	return *known;
}

str prove_example_known(struct prove_memo *memo, const struct prove_term *terms, size_t count)
{
	const struct prove_answer answer = prove_find_known(memo, terms, count);
	return answer.outcome == PROVE_TAG ? answer.witness : (str){"", 0};
}
