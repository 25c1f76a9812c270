/* kubernetes_test.c - the definitions of Kubernetes, all of them, and its kinds */
#include "schema/kubernetes.h"

#include "schema/embedded.h"
#include "testing/table.h"

/* What "$ref"s lead to, wherever they are in a schema, is there. */
static void check_refs(struct arena *arena, const struct node *node)
{
	const str ref = node_get_text(node, STR("$ref"));
	if (ref.len > 0) {
		assert_true(str_starts_with(ref, STR(KUBERNETES_REF)));
		struct node *target =
			kubernetes_definition(arena, str_from(ref, sizeof KUBERNETES_REF - 1));
		if (!target)
			fail_msg("%.*s", STR_ARG(ref));
	}
	if (node_is_map(node))
		NODE_EACH_PAIR (pair, node)
			check_refs(arena, pair->value);
}

static void every_definition_is_found_and_leads_somewhere(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	str rest = KUBERNETES_TYPES, line, before = STR("");
	size_t count = 0;
	while (str_cut(rest, '\n', &line, &rest)) {
		if (line.at[0] == '\t' || line.at[0] == '#')
			continue;
		assert_true(str_cmp(before, line) < 0);
		const struct node *schema = kubernetes_definition(arena, line);
		assert_non_null(schema);
		check_refs(arena, schema);
		before = line;
		count++;
	}
	assert_true(count > 600);
	assert_null(kubernetes_definition(arena, STR("v1")));
	assert_null(kubernetes_definition(arena, STR("zzz")));
	assert_null(kubernetes_definition(arena, STR("")));
	arena_destroy(arena);
}

static void kinds_are_objects(void **state)
{
	(void)state;
	assert_true(kubernetes_has_kind(STR("v1"), STR("Pod")));
	assert_true(kubernetes_has_kind(STR("apps/v1"), STR("Deployment")));
	assert_true(kubernetes_has_kind(STR("storage.k8s.io/v1"), STR("StorageClass")));
	assert_false(kubernetes_has_kind(STR("v1"), STR("PodSpec")));
	assert_false(kubernetes_has_kind(STR("v1"), STR("Deployment")));
	assert_false(kubernetes_has_kind(STR("apps"), STR("Deployment")));
	assert_false(kubernetes_has_kind(STR("apps/v1"), STR("")));
}

static void slips_have_a_likely_meaning(void **state)
{
	(void)state;
	ASSERT_STR(kubernetes_closest_kind(STR("apps/v1"), STR("Deploymnt")), "Deployment");
	ASSERT_STR(kubernetes_closest_kind(STR("v1"), STR("configmap")), "ConfigMap");
	ASSERT_STR(kubernetes_closest_kind(STR("v1"), STR("Zebra")), "");
	ASSERT_STR(kubernetes_closest_kind(STR("v1"), STR("Template")), "");
	ASSERT_STR(kubernetes_version_of(STR("Ingress")), "networking.k8s.io/v1");
	ASSERT_STR(kubernetes_version_of(STR("HorizontalPodAutoscaler")), "autoscaling/v2");
	ASSERT_STR(kubernetes_version_of(STR("Zebra")), "");
}

static void removals_name_what_to_write(void **state)
{
	(void)state;
	const struct kubernetes_removal *removal =
		kubernetes_find_removal(STR("extensions/v1beta1"), STR("Ingress"));
	ASSERT_STR(removal->release, "1.22");
	ASSERT_STR(removal->now, "networking.k8s.io/v1");
	assert_false(removal->is_alike);
	assert_null(kubernetes_find_removal(STR("apps/v1"), STR("Deployment")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_definition_is_found_and_leads_somewhere),
		cmocka_unit_test(kinds_are_objects),
		cmocka_unit_test(slips_have_a_likely_meaning),
		cmocka_unit_test(removals_name_what_to_write),
	};
	return cmocka_run_group_tests_name("schema/kubernetes", tests, NULL, NULL);
}
