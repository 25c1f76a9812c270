/* configmap.c - a ConfigMap from files, literals and env files */
#include "base/utf8.h"
#include "kustomize/generators/object.h"
#include "kustomize/generators/table.h"

static struct node *map_under(struct arena *arena, struct node *root, str field)
{
	struct node *map = node_get(root, field);
	if (!map) {
		map = node_new_map(arena, root->at);
		node_set(arena, root, field, map);
	}
	return map;
}

bool generate_config_map(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	struct node *root;
	struct key_values pairs;
	if (!object_new(generate, "ConfigMap", out, &root, &pairs, diags))
		return false;
	for (size_t i = 0; i < pairs.len; i++) {
		const struct key_value *pair = &pairs.at[i];
		const bool is_text = utf8_is_valid(pair->value);
		const str value = is_text ? pair->value : object_base64(arena, pair->value);
		node_set(arena, map_under(arena, root, is_text ? STR("data") : STR("binaryData")),
		         pair->key, object_data(arena, value, pair->at));
	}
	return true;
}
