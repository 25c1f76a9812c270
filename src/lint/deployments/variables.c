/*
 * variables.c - see variables.h
 *
 * As the controller does (fluxcd/pkg/kustomize, SubstituteVariables): `substituteFrom` in order,
 * later objects over earlier ones, and `substitute` over all; line breaks are taken out of values.
 * A value that is encrypted, or an object of which there are two that differ, makes a name unknown,
 * and what is unknown is never proved.
 */
#include "lint/deployments/variables.h"

#include "base/digest.h"
#include "yaml/value.h"

void variable_objects_add(struct arena *arena, const struct resource *resource, str cluster,
                          struct variable_objects *out)
{
	const struct resource_id *id = &resource->id;
	if (id->gvk.group.len > 0 ||
	    (!str_eq(id->gvk.kind, STR("ConfigMap")) && !str_eq(id->gvk.kind, STR("Secret"))))
		return;
	*ARRAY_ADD(arena, out) = (struct variable_object){.kind = id->gvk.kind,
	                                                  .namespace = id->namespace,
	                                                  .name = id->name,
	                                                  .cluster = cluster,
	                                                  .root = resource->root};
}

void variable_objects_add_all(struct arena *arena, const struct variable_objects *from,
                              struct variable_objects *out)
{
	for (size_t i = 0; i < from->len; i++)
		*ARRAY_ADD(arena, out) = from->at[i];
}

/* ---- one object ---- */

/* The controller takes line breaks out, so that no value can end a line. */
static str without_breaks(struct arena *arena, str text)
{
	struct buf out;
	str line;
	if (str_find_char(text, '\n') == STR_NONE)
		return text;
	buf_init(&out, arena);
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		buf_add(&out, line);
	}
	return buf_text(&out);
}

static void add_values(struct arena *arena, const struct node *from, bool is_encoded,
                       struct node *out)
{
	if (!node_is_map(from))
		return;
	NODE_EACH_PAIR (pair, from) {
		str text = node_text(pair->value);
		if (is_encoded && !digest_base64_decode(arena, text, &text))
			continue;
		node_set(arena, out, pair->key.text,
		         node_new_str(arena, without_breaks(arena, text), pair->value->at))
			->key.at = pair->key.at;
	}
}

/* What it holds, by name. */
static struct node *values_of(struct arena *arena, const struct variable_object *object)
{
	struct node *values = node_new_map(arena, object->root->at);
	const bool is_secret = str_eq(object->kind, STR("Secret"));
	add_values(arena, node_get(object->root, STR("data")), is_secret, values);
	if (is_secret)
		add_values(arena, node_get(object->root, STR("stringData")), false, values);
	return values;
}

/* NULL when none is there, or several that differ: then nobody knows which one the cluster has. */
static const struct node *find_values(struct arena *arena, const struct variable_objects *objects,
                                      str kind, str namespace, str name, str cluster)
{
	const struct node *found = NULL;
	for (size_t i = 0; i < objects->len; i++) {
		const struct variable_object *object = &objects->at[i];
		if (!str_eq(object->kind, kind) || !str_eq(object->name, name) ||
		    !str_eq(object->namespace, namespace) || !str_eq(object->cluster, cluster))
			continue;
		const struct node *values = values_of(arena, object);
		if (found && !value_eq(found, values))
			return NULL;
		found = values;
	}
	return found;
}

/* ---- all of them ---- */

static bool check_names(const struct node *values, struct diags *diags)
{
	if (!node_is_map(values))
		return true;
	NODE_EACH_PAIR (pair, values) {
		if (substitute_is_name(pair->key.text))
			continue;
		diag_error(diags, pair->key.at, "Flux takes no variable '%.*s'",
		           STR_ARG(pair->key.text));
		diag_label(diags, "letters, digits and '_', no digit first");
		return diag_sentence(diags,
		                     "'%.*s' var name is invalid, must match "
		                     "'^[_[:alpha:]][_[:alpha:][:digit:]]*$'",
		                     STR_ARG(pair->key.text));
	}
	return true;
}

bool known_variables_init(struct arena *arena, const struct flux_kustomization *k, str cluster,
                          const struct variable_objects *objects, const struct config *config,
                          struct known_variables *out, struct diags *diags)
{
	const struct node *post_build = node_get(k->spec, STR("postBuild"));
	const struct node *from = node_get(post_build, STR("substituteFrom"));
	struct node *values = node_new_map(arena, k->at);
	add_values(arena, node_get(post_build, STR("substitute")), false, values);
	*out = (struct known_variables){.config = config, .substitute = values};
	if (!check_names(values, diags))
		return false;
	if (!node_is_seq(from))
		return true;
	NODE_EACH_ITEM (item, from) {
		const struct node *found =
			find_values(arena, objects, node_get_text(item->value, STR("kind")),
		                    k->id.namespace, node_get_text(item->value, STR("name")),
		                    cluster);
		if (!check_names(found, diags))
			return false;
		*ARRAY_ADD(arena, &out->from) = found;
	}
	return true;
}

/* SOPS' values, and what waits for another Kustomization's variables, are nothing to go by. */
static bool is_readable(str value)
{
	return !str_contains(value, STR("ENC[")) && !str_contains(value, STR("${"));
}

/* What the config says counts where the repository does not know. */
static enum variable_state ask_config(const struct known_variables *variables, str name, str *value,
                                      enum variable_state otherwise)
{
	const struct config *config = variables->config;
	const struct node *configured =
		config ? node_get(node_get(config->fields, STR("substitute")), name) : NULL;
	if (!configured)
		return otherwise;
	*value = configured->text;
	return VARIABLE_SET;
}

enum variable_state known_variables_find(const void *context, str name, str *value)
{
	const struct known_variables *variables = context;
	const struct node *set = node_get(variables->substitute, name);
	for (size_t i = variables->from.len; i-- > 0 && !set;) {
		if (!variables->from.at[i])
			return ask_config(variables, name, value, VARIABLE_UNKNOWN);
		set = node_get(variables->from.at[i], name);
	}
	if (!set)
		return ask_config(variables, name, value, VARIABLE_UNSET);
	if (!is_readable(set->text))
		return ask_config(variables, name, value, VARIABLE_UNKNOWN);
	*value = set->text;
	return VARIABLE_SET;
}

void known_variables_print(struct buf *out, const struct known_variables *variables)
{
	value_to_json(out, variables->substitute);
	for (size_t i = 0; i < variables->from.len; i++) {
		if (variables->from.at[i])
			value_to_json(out, variables->from.at[i]);
		buf_add_char(out, '\n');
	}
}
