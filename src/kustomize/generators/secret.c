/* secret.c - a Secret from files, literals and env files */
#include "kustomize/generators/object.h"
#include "kustomize/generators/table.h"

bool generate_secret(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	struct node *root;
	struct key_values pairs;
	if (!object_new(generate, "Secret", out, &root, &pairs, diags))
		return false;
	const str type = node_get_text(generate->config, STR("type"));
	node_set(arena, root, STR("type"),
	         object_string(arena, type.len > 0 ? type : STR("Opaque"), generate->at));
	/* Unlike a ConfigMap's, there even when it is empty: kustomize's hash counts on it. */
	struct node *data = node_new_map(arena, generate->at);
	node_set(arena, root, STR("data"), data);
	for (size_t i = 0; i < pairs.len; i++)
		node_set(arena, data, pairs.at[i].key,
		         object_data(arena, object_base64(arena, pairs.at[i].value),
		                     pairs.at[i].at));
	return true;
}
