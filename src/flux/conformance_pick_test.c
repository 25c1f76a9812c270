/* conformance_pick_test.c - which tag Flux 2.9 pulls */
#include "flux/select.h"
#include "testing/conformance.h"
#include "yaml/value.h"

struct tags {
	str *at;
	size_t len, cap;
};

static struct tags read_list(struct arena *arena, const struct node *list)
{
	struct tags tags = {0};
	if (node_is_seq(list))
		NODE_EACH_ITEM (item, list)
			*ARRAY_ADD(arena, &tags) = item->value->text;
	return tags;
}

static bool holds(struct tags tags, str tag)
{
	for (size_t i = 0; i < tags.len; i++)
		if (str_eq(tags.at[i], tag))
			return true;
	return false;
}

static str kind_of(const struct selection *selection)
{
	if (selection->error.len > 0)
		return STR("error");
	return selection->kind == OCI_REF_DIGEST ? STR("digest") : STR("tag");
}

/* With a tie that Go's sort settles by accident any of the tied is right. */
static bool pick_is_right(struct arena *arena, const struct selection *selection,
                          const struct node *want)
{
	const struct tags tied = read_list(arena, node_get(want, STR("tied")));
	if (tied.len != (selection->tied > 1 ? selection->tied : 0))
		return false;
	if (selection->tie_is_open)
		return holds(tied, selection->pick);
	return str_eq(selection->pick, node_get_text(want, STR("pick")));
}

static bool count_is_right(struct arena *arena, const struct selection *selection,
                           const struct node *want)
{
	const str matches = node_get_text(want, STR("matches"));
	return matches.len == 0 ||
	       str_eq(matches, arena_printf(arena, "%zu", selection->ranked_count));
}

static void picks_as_flux_does(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "pick/cases.jsonl");
	struct conformance_score answers = {.name = "picks"};
	struct conformance_score texts = {.name = "picks: error texts"};
	struct diags diags;
	diags_init(&diags, arena);
	for (size_t i = 0; i < lines.len; i++) {
		struct node *value;
		assert_true(
			value_from_json(arena, lines.at[i], (struct origin){0}, &value, &diags));
		const struct node *want = node_get(value, STR("want"));
		const struct tags tags = read_list(arena, node_get(value, STR("tags")));
		const struct oci_ref ref = oci_ref_get(node_get(value, STR("ref")));
		struct selector selector;
		selector_init(arena, &ref, node_get_text(value, STR("mediaType")),
		              flux_release_newest(), &selector);
		const struct selection got = select_tag(arena, &selector, tags.at, tags.len);
		const bool failed = got.error.len > 0;
		const bool right = str_eq(kind_of(&got), node_get_text(want, STR("kind"))) &&
		                   (failed || (pick_is_right(arena, &got, want) &&
		                               count_is_right(arena, &got, want)));
		conformance_count(&answers, right, lines.at[i], got.pick,
		                  node_get_text(want, STR("pick")));
		if (failed)
			conformance_count(&texts,
			                  str_eq(got.error, node_get_text(want, STR("error"))),
			                  lines.at[i], got.error,
			                  node_get_text(want, STR("error")));
	}
	conformance_finish(&answers);
	conformance_finish(&texts);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(picks_as_flux_does)};
	return cmocka_run_group_tests_name("conformance/pick", tests, NULL, NULL);
}
