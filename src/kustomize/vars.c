/* vars.c - see vars.h */
#include "kustomize/vars.h"

#include "base/buf.h"

str var_to_text(struct arena *arena, const struct var *var, str field_path)
{
	const str gvk = gvk_to_text(arena, var->gvk);
	return arena_printf(arena, "{%.*s %.*s {%.*s}}", STR_ARG(var->name), STR_ARG(gvk),
	                    STR_ARG(field_path));
}

/* ---- registering ---- */

/*
 * The group and version of apiVersion win over those beside it. In kustomize's message about the
 * whole list apiVersion is not taken apart yet, so *written is what stands there.
 */
static struct var read_var(const struct node *node, struct gvk *written, struct resource_id *target)
{
	const struct node *objref = node_get(node, STR("objref"));
	const str api_version = node_get_text(objref, STR("apiVersion"));
	*written = (struct gvk){node_get_text(objref, STR("group")),
	                        node_get_text(objref, STR("version")),
	                        node_get_text(objref, STR("kind"))};
	*target = (struct resource_id){
		.gvk = api_version.len ? gvk_from(api_version, written->kind) : *written,
		.name = node_get_text(objref, STR("name")),
		.namespace = node_get_text(objref, STR("namespace")),
	};
	const str path = node_get_text(node_get(node, STR("fieldref")), STR("fieldPath"));
	return (struct var){
		.name = node_get_text(node, STR("name")),
		.gvk = target->gvk,
		.field_path = path.len ? path : STR("metadata.name"),
		.at = node->at,
	};
}

/* "[{V ConfigMap.[noVer].[noGrp] {}} {W …}]" */
static str list_in_words(struct arena *arena, const struct node *list)
{
	struct buf words;
	buf_init(&words, arena);
	buf_add_char(&words, '[');
	NODE_EACH_ITEM (item, list) {
		struct gvk written;
		struct resource_id target;
		struct var var = read_var(item->value, &written, &target);
		var.gvk = written;
		if (words.len > 1)
			buf_add_char(&words, ' ');
		buf_add(&words, var_to_text(arena, &var,
		                            node_get_text(node_get(item->value, STR("fieldref")),
		                                          STR("fieldPath"))));
	}
	buf_add_char(&words, ']');
	return buf_text(&words);
}

/* What a var's objref asks of an id: all of it exactly, empty parts too. */
struct wanted {
	const struct resmap *resources;
	struct resource_id id;
	bool any_namespace;
};

static bool is_wanted(struct resource_id id, void *context)
{
	const struct wanted *wanted = context;
	if (wanted->any_namespace)
		return str_eq(id.name, wanted->id.name) && gvk_eq(id.gvk, wanted->id.gvk);
	return resmap_same_id(wanted->resources, id, wanted->id);
}

/* The resource that a var reads, NULL for none; false when there are several. */
static bool find_source(const struct resmap *resources, struct resource_id target, struct var *var,
                        struct diags *diags)
{
	struct wanted wanted = {resources, target,
	                        target.namespace.len == 0 &&
	                                !resmap_is_cluster_scoped(resources, target)};
	/* Any id that a resource had will do: vars outlive prefixes. */
	const struct members *named = resmap_named(resources, target.name);
	size_t found = 0;
	for (size_t i = 0; named && i < named->len; i++) {
		struct member *member = named->at[i];
		if (member->dropped || member == var->source ||
		    !member_any_id(member, is_wanted, &wanted))
			continue;
		var->source = member;
		found++;
	}
	if (found <= 1)
		return true;
	const str words = var_to_text(resources->arena, var, var->field_path);
	diag_error(diags, var->at, "var '%.*s' may read from %zu resources", STR_ARG(var->name),
	           found);
	return diag_sentence(diags, "found %zu resId matches for var %.*s (unable to disambiguate)",
	                     found, STR_ARG(words));
}

static const struct var *find_var(const struct vars *vars, str name)
{
	for (size_t i = 0; i < vars->len; i++)
		if (str_eq(vars->at[i].name, name))
			return &vars->at[i];
	return NULL;
}

/* Names are global: a base and its overlay may not use one for two things. */
static bool add_var(struct arena *arena, struct vars *vars, const struct var *var,
                    struct diags *diags)
{
	const struct var *earlier = find_var(vars, var->name);
	if (!earlier) {
		*ARRAY_ADD(arena, vars) = *var;
		return true;
	}
	diag_error(diags, var->at, "there is a var '%.*s' already", STR_ARG(var->name));
	diag_sentence(diags, "var '%.*s' already encountered", STR_ARG(var->name));
	return diag_note(diags, earlier->at, "first", "declared here");
}

bool vars_register(struct vars *vars, const struct node *list, const struct resmap *resources,
                   struct diags *diags)
{
	if (!node_is_seq(list))
		return true;
	struct arena *arena = resources->arena;
	/* All look-ups come first in kustomize, so their errors do too. */
	struct vars own = {0};
	bool ok = true;
	NODE_EACH_ITEM (item, list) {
		struct gvk written;
		struct resource_id target;
		struct var *var = ARRAY_ADD(arena, &own);
		*var = read_var(item->value, &written, &target);
		ok = ok && find_source(resources, target, var, diags);
	}
	for (size_t i = 0; ok && i < own.len; i++)
		ok = add_var(arena, vars, &own.at[i], diags);
	if (ok)
		return true;
	return diag_prefix(diags, "merging vars %.*s: ", STR_ARG(list_in_words(arena, list)));
}

bool vars_merge(struct arena *arena, struct vars *vars, const struct vars *more, bool absorb,
                struct diags *diags)
{
	for (size_t i = 0; i < more->len; i++) {
		const struct var *var = &more->at[i], *present = find_var(vars, var->name);
		if (absorb && present && present->source == var->source &&
		    gvk_eq(present->gvk, var->gvk) && str_eq(present->field_path, var->field_path))
			continue;
		if (!add_var(arena, vars, var, diags))
			return false;
	}
	return true;
}
