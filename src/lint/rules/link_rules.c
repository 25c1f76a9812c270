/*
 * link_rules.c - objects that name others: LNK001 to LNK005
 *
 * An overlay may well name what another one brings, of this run or of another repository. So a
 * source that is not here is no finding by itself; one that is here under nearly that name is, when
 * no other overlay for the same environment has what is named.
 */
#include "lint/rules/run.h"
#include "yaml/rewrite.h"

typedef void link_check(struct rule_check *check, const struct link *link);

/* A check, and the function that it calls for every link. */
struct walk {
	struct rule_check *check;
	link_check *visit;
};

static void visit(void *context, const struct link *link)
{
	const struct walk *walk = context;
	walk->visit(walk->check, link);
}

static const struct resource *resource_at(const struct rule_check *check, size_t index)
{
	return &check->resources->at[index]->resource;
}

static void each_link(struct rule_check *check, link_check *visitor)
{
	struct walk walk = {check, visitor};
	for (size_t i = 0; i < check->resources->len; i++)
		if (!check->resources->at[i]->dropped)
			links_each(resource_at(check, i), visit, &walk);
}

typedef bool link_test(const struct link *link, const struct resource *target);

/* The first of these objects that is in this overlay and passes; NULL for none. */
static const struct resource *find(const struct rule_check *check, const struct link *link,
                                   const struct run_objects *objects, link_test *test)
{
	for (size_t i = 0; objects && i < objects->len; i++)
		if (objects->at[i].overlay == check->overlay && test(link, objects->at[i].resource))
			return objects->at[i].resource;
	return NULL;
}

/* Those of the kind and the name that the link names. */
static const struct run_objects *namesakes(const struct rule_check *check, const struct link *link)
{
	return run_find(check->run, link->kind, link->name);
}

/* Where one of them has no environment both may be in one cluster. */
static bool may_meet(str environment, str other)
{
	return environment.len == 0 || other.len == 0 || str_eq(environment, other);
}

/* Is what is named here, or may another overlay bring it? */
static bool is_there(const struct rule_check *check, const struct link *link)
{
	const struct run_objects *objects = namesakes(check, link);
	for (size_t i = 0; objects && i < objects->len; i++)
		if (may_meet(check->environment, objects->at[i].overlay->environment) &&
		    link_fits(link, objects->at[i].resource))
			return true;
	return false;
}

static void note_object(struct rule_check *check, const char *key, const struct resource *object)
{
	diag_note(check->diags, object->root->at, key, "%.*s",
	          STR_ARG(resource_id_for_people(check->arena, object->id)));
}

/* ---- LNK001 ---- */

/*
 * Two sources of similar names are common; one that nobody here names beside a name that is not
 * there is a slip. Of what applies them that is no sign: few Kustomizations are named by others.
 */
static bool is_unused(const struct rule_check *check, const struct resource *target)
{
	const struct run_links *links =
		run_find_links(check->run, target->id.gvk.kind, target->id.name);
	for (size_t i = 0; links && i < links->len; i++)
		if (links->at[i].overlay == check->overlay && link_fits(&links->at[i].link, target))
			return false;
	return true;
}

static bool is_alike(const struct link *link, const struct resource *target)
{
	enum { FAR = 2, SHORTEST = 4 };
	struct link renamed = *link;
	renamed.name = target->id.name;
	return link->name.len >= SHORTEST && link_fits(&renamed, target) &&
	       str_eq(target->id.gvk.group, STR("source.toolkit.fluxcd.io")) &&
	       target->root != link->from->root &&
	       str_distance(target->id.name, link->name, FAR) <= FAR;
}

static void find_misspelt(struct rule_check *check, const struct link *link)
{
	const struct node *name = node_get(link->ref, STR("name"));
	if (is_there(check, link))
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *target = resource_at(check, i);
		if (check->resources->at[i]->dropped || !is_alike(link, target) ||
		    !is_unused(check, target))
			continue;
		rule_report(check, name->at, "no %.*s '%.*s'; did you mean '%.*s'?",
		            STR_ARG(link->kind), STR_ARG(link->name), STR_ARG(target->id.name));
		note_object(check, "closest", target);
		if (name->at.source)
			rewrite_word(check->diags, false, name->at, target->id.name);
		return;
	}
}

/* A missing source is no error to Flux: the object waits, and is not ready. */
void check_source_missing(struct rule_check *check)
{
	each_link(check, find_misspelt);
}

/* ---- LNK002 ---- */

static void find_other_kind(struct rule_check *check, const struct link *link)
{
	const struct node *kind = node_get(link->ref, STR("kind"));
	const struct resource *source =
		find(check, link, run_find_named(check->run, link->name), link_fits_other_kind);
	if (!source || !kind || is_there(check, link))
		return;
	const str other = source->id.gvk.kind;
	rule_report(check, kind->at, "no %.*s '%.*s': the source of that name is of kind %.*s",
	            STR_ARG(link->kind), STR_ARG(link->name), STR_ARG(other));
	note_object(check, "source", source);
	diag_note(check->diags, NO_MARK, "fix", "kind: %.*s", STR_ARG(other));
	if (kind->at.source)
		rewrite_word(check->diags, false, kind->at, other);
}

void check_source_kind(struct rule_check *check)
{
	each_link(check, find_other_kind);
}

/* ---- LNK003 ---- */

/* Some fields look in their own namespace only. */
static void mend_namespace(struct rule_check *check, const struct link *link, str namespace)
{
	const struct pair *named = node_find_pair(link->ref, STR("namespace"));
	const str pair = arena_printf(check->arena, "namespace: %.*s", STR_ARG(namespace));
	if (!link->takes_namespace) {
		diag_note(check->diags, NO_MARK, "fix",
		          "move one of them: no namespace can be named");
		return;
	}
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(pair));
	if (!named)
		rewrite_add_pair(check->diags, false, node_find_pair(link->ref, STR("name")), pair);
	else if (named->value->at.source)
		rewrite_word(check->diags, false, named->value->at, namespace);
}

static void find_other_namespace(struct rule_check *check, const struct link *link)
{
	const struct resource *source =
		find(check, link, namesakes(check, link), link_fits_elsewhere);
	if (!source || is_there(check, link))
		return;
	rule_report(check, node_get(link->ref, STR("name"))->at,
	            "%.*s '%.*s' is looked for in namespace %.*s, and is in %.*s",
	            STR_ARG(link->kind), STR_ARG(link->name), STR_ARG(link->namespace),
	            STR_ARG(source->id.namespace));
	note_object(check, "source", source);
	mend_namespace(check, link, source->id.namespace);
}

void check_source_namespace(struct rule_check *check)
{
	each_link(check, find_other_namespace);
}

/* ---- LNK004, LNK005 ---- */

/* Works unless the controllers are told otherwise, as they are where tenants share a cluster. */
static void find_border(struct rule_check *check, const struct link *link)
{
	const str here = link->from->id.namespace;
	if (!link->is_source || here.len == 0 || str_eq(here, link->namespace))
		return;
	rule_report(check, node_get(link->ref, STR("namespace"))->at,
	            "the source is in namespace %.*s, its user in %.*s", STR_ARG(link->namespace),
	            STR_ARG(here));
	diag_note(check->diags, NO_MARK, "flux", "fails with --no-cross-namespace-refs=true");
	diag_note(check->diags, NO_MARK, "fix", "a source of its own in namespace %.*s",
	          STR_ARG(here));
}

void check_source_border(struct rule_check *check)
{
	each_link(check, find_border);
}

static void find_suspended(struct rule_check *check, const struct link *link)
{
	const struct resource *source = find(check, link, namesakes(check, link), link_fits);
	const struct node *suspend =
		source ? node_get(node_get(source->root, STR("spec")), STR("suspend")) : NULL;
	if (!link->is_source || !node_is_scalar(suspend) || !str_eq(suspend->text, STR("true")))
		return;
	rule_report(check, node_get(link->ref, STR("name"))->at,
	            "%.*s/%.*s gets nothing new: its source is suspended",
	            STR_ARG(link->from->id.gvk.kind), STR_ARG(link->from->id.name));
	diag_note(check->diags, suspend->at, "suspended", "%.*s",
	          STR_ARG(resource_id_for_people(check->arena, source->id)));
}

void check_source_suspended(struct rule_check *check)
{
	each_link(check, find_suspended);
}
