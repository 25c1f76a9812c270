/* prove_test.c - what makes a naive proof wrong */
#include "flux/prove/prove.h"
#include "testing/table.h"

/* "semver;filter" of one or two references; "=tag" for a reference to a tag. */
static const struct row {
	const char *name, *a, *b;
	enum prove_outcome outcome;
	size_t length; /* of the shortest witness */
} ROWS[] = {
	{"production and staging are apart", ">=0.0.0", ">=0.0.0-0;.*-staging-test-deploy-.*",
         PROVE_NO_TAG, 0},
	{"without the filter they are not", ">=0.0.0", ">=0.0.0-0", PROVE_TAG, 5},
	{"a filter that needs a prerelease", ">=0.0.0;-staging-", NULL, PROVE_NO_TAG, 0},
	{"the leak below the next major", ">=1.0.0-0 <2.0.0", ">=2.0.0-0", PROVE_TAG, 7},
	{"leading zeros meet", ">=2.0.0;^v?0[0-9]\\.", NULL, PROVE_TAG, 6},
	{"missing numbers", ">=1.0.0-0;^[0-9]+-", NULL, PROVE_TAG, 7},
	{"a number too large is a text", ">=1.0.0-0a;^1\\.0\\.0-[0-9]+$", NULL, PROVE_TAG, 26},
	{"the largest number", ">18446744073709551615", NULL, PROVE_NO_TAG, 0},
	{"neighbours in the order", ">1.2.3-a <1.2.3-a.0", NULL, PROVE_NO_TAG, 0},
	{"one between them", ">1.2.3-a <1.2.3-a.1", NULL, PROVE_TAG, 9},
	{"a tag is too long", "*;^.{129}$", NULL, PROVE_NO_TAG, 0},
	{"a tag just fits", "*-0;^.{128}$", NULL, PROVE_TAG, 128},
	{"a tag begins with no hyphen", ">=0.0.0-0;^-", NULL, PROVE_NO_TAG, 0},
	{"a reference to a tag", "=v1.2.3", ">=1", PROVE_TAG, 6},
	{"to another", "=main", ">=1", PROVE_NO_TAG, 0},
	{"the edge of a word", "*-0;a\\b-", NULL, PROVE_TAG, 8},
	{"a character that no tag has", "*-0;[ +/:]", NULL, PROVE_NO_TAG, 0},
	{"a prerelease is shunned in every patch", "!=1.2-beta", "1.2-beta;^1\\.2\\.[0-9]+-beta$",
         PROVE_NO_TAG, 0},
	{"but not the patches without it", "~1.2.3 !=1.2-beta", NULL, PROVE_TAG, 5},
	{"nor any prerelease of a patch", "~1.0.1-a.a !=1.0", "~1.0.1-a.a", PROVE_TAG, 7},
	{"a hostile pattern", ">=0.0.0-0;(a|b|c|[0-9]){60,100}x(a.{20,40}b.{20,40}){3}c", NULL,
         PROVE_UNDECIDED, 0},
};

static struct selector select_text(struct arena *arena, const char *text)
{
	struct selector selector;
	struct oci_ref ref = {.tag = {"", 0}};
	str_cut(str_of(text), ';', &ref.semver, &ref.filter);
	if (text[0] == '=')
		ref = (struct oci_ref){.tag = str_of(text + 1)};
	assert_true(selector_init(arena, &ref, STR(""), flux_release_newest(), &selector));
	return selector;
}

static void is_decided(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct selector a = select_text(arena, row->a);
	const struct selector b = select_text(arena, row->b ? row->b : row->a);
	const struct prove_term terms[] = {{.selector = &a}, {.selector = &b}};
	const struct prove_answer answer = prove_find(arena, terms, row->b ? 2 : 1);
	assert_int_equal(answer.outcome, row->outcome);
	if (answer.outcome == PROVE_TAG)
		assert_int_equal(answer.witness.len, row->length);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("flux/prove", ROWS, is_decided);
}
