/* generators.c - see generators.h */
#include "kustomize/generators/generators.h"

#include "kustomize/generators/table.h"

/* Alphabetical. */
static const struct generator GENERATORS[] = {
	{"ConfigMapGenerator", NULL, generate_config_map},
	{"HelmChartInflationGenerator", helm_chart_configure, helm_chart_generate},
	{"IAMPolicyGenerator", NULL, generate_iam_policy},
	{"SecretGenerator", NULL, generate_secret},
};

const struct generator *generator_find(str kind)
{
	for (size_t i = 0; i < sizeof GENERATORS / sizeof *GENERATORS; i++)
		if (str_eq(kind, str_of(GENERATORS[i].kind)))
			return &GENERATORS[i];
	return NULL;
}

/* The strings of both maps; the first wins. NULL when both are empty. */
static struct node *merge_strings(struct arena *arena, const struct node *own,
                                  const struct node *common)
{
	if (node_is_empty(own) && node_is_empty(common))
		return NULL;
	struct node *merged =
		node_is_map(common) ? node_copy(arena, common) : node_new_map(arena, own->at);
	if (node_is_map(own))
		NODE_EACH_PAIR (pair, own)
			node_set(arena, merged, pair->key.text, node_copy(arena, pair->value));
	return merged;
}

/* True when either says so: what generatorOptions turn on, an entry cannot turn off. */
static struct node *merge_flags(struct arena *arena, struct node *own, struct node *common)
{
	const bool is_common = node_is_scalar(common) && str_eq(common->text, STR("true"));
	struct node *flag = is_common ? common : own;
	return flag ? node_copy(arena, flag) : NULL;
}

struct node *generator_merge_options(struct arena *arena, const struct node *config,
                                     const struct node *generator_options)
{
	static const str MAPS[] = {STR_INIT("annotations"), STR_INIT("labels")};
	static const str FLAGS[] = {STR_INIT("disableNameSuffixHash"), STR_INIT("immutable")};
	struct node *result = node_copy(arena, config);
	if (!node_is_map(generator_options))
		return result;
	const struct node *own = node_get(config, STR("options"));
	struct node *options = node_new_map(arena, generator_options->at);
	for (size_t i = 0; i < sizeof MAPS / sizeof *MAPS; i++) {
		struct node *merged = merge_strings(arena, node_get(own, MAPS[i]),
		                                    node_get(generator_options, MAPS[i]));
		if (merged)
			node_set(arena, options, MAPS[i], merged);
	}
	for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
		struct node *flag = merge_flags(arena, node_get(own, FLAGS[i]),
		                                node_get(generator_options, FLAGS[i]));
		if (flag)
			node_set(arena, options, FLAGS[i], flag);
	}
	node_set(arena, result, STR("options"), options);
	return result;
}
