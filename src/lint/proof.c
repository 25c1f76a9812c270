/* proof.c - see proof.h */
#include "lint/proof.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "lint/proof_ask.h"

/* Do both pull from the same repository, in two environments? */
static bool are_rivals(const struct asked *a, const struct asked *b)
{
	return a->is_known && b->is_known && a->source->source.url.len > 0 &&
	       str_eq(a->source->source.url, b->source->source.url) &&
	       !str_eq(a->source->environment, b->source->environment);
}

/* ---- the run ---- */

/* Fills in variables; false, noted as undecided, when one has no value. */
static bool fill_in(const struct proof *proof, struct proof_source *source, str *text,
                    const char *field)
{
	str unknown;
	const str filled = channel_substitute(proof->arena, proof->config, *text, &unknown);
	if (unknown.len == 0) {
		*text = filled;
		return true;
	}
	proof_add_undecided(proof, source, str_of(field),
	                    arena_printf(proof->arena, "ref.%s is %.*s; set substitute.%.*s", field,
	                                 STR_ARG(*text), STR_ARG(unknown)));
	return false;
}

/* What a Flux Kustomization makes of a reference is not followed, and so nothing is known. */
static bool is_patched(const struct proof *proof, struct proof_source *source)
{
	struct arena *arena = proof->arena;
	for (size_t i = 0; i < proof->sources->patchers.len; i++) {
		const struct proof_patcher *patcher = &proof->sources->patchers.at[i];
		const str overlay = path_join(arena, file_current_dir(arena), source->overlay);
		const str tail = arena_printf(arena, "/%.*s", STR_ARG(patcher->path));
		if (!str_ends_with(path_clean(arena, overlay), tail))
			continue;
		proof_add_undecided(proof, source, STR(""),
		                    arena_printf(arena,
		                                 "Flux Kustomization %.*s patches it, which is not "
		                                 "followed",
		                                 STR_ARG(patcher->name)));
		return true;
	}
	return false;
}

static struct asked prepare(const struct proof *proof, struct proof_source *source)
{
	struct asked asked = {.source = source,
	                      .selectors = ARENA_ARRAY(proof->arena, struct selector,
	                                               proof->releases->len)};
	struct oci_ref ref = source->source.ref;
	if (is_patched(proof, source))
		return asked;
	if (!fill_in(proof, source, &ref.digest, "digest") ||
	    !fill_in(proof, source, &ref.semver, "semver") ||
	    !fill_in(proof, source, &ref.filter, "semverFilter") ||
	    !fill_in(proof, source, &ref.tag, "tag"))
		return asked;
	for (size_t i = 0; i < proof->releases->len; i++) {
		struct selector *selector = &asked.selectors[i];
		if (selector_init(proof->arena, &ref, source->source.media_type,
		                  proof->releases->at[i], selector))
			continue;
		const str what =
			arena_printf(proof->arena, "Flux %s refuses the reference: %.*s",
		                     proof->releases->at[i]->name, STR_ARG(selector->error));
		proof_add_breach(
			proof, source,
			(struct proof_breach){.code = "CHN005", .what = what, .has_rule = true});
		return asked;
	}
	asked.is_known = true;
	return asked;
}

/*
 * An empty reference breaks no rule, and that is no reason to be content. False when nobody knows:
 * nothing else will be found out then.
 */
static bool ask_empty(const struct proof *proof, const struct asked *asked)
{
	const size_t newest = proof->releases->len - 1;
	const struct prove_term term = {.selector = &asked->selectors[newest]};
	const struct prove_answer answer = prove_find(proof->arena, &term, 1);
	if (answer.outcome == PROVE_UNDECIDED)
		proof_add_undecided(proof, asked->source, STR(""), answer.reason);
	if (asked->selectors[newest].kind != OCI_REF_SEMVER || answer.outcome != PROVE_NO_TAG)
		return answer.outcome != PROVE_UNDECIDED;
	const str why = prove_why_empty(proof->arena, &asked->selectors[newest]);
	proof_add_breach(proof, asked->source,
	                 (struct proof_breach){.code = "OCI204",
	                                       .what = arena_printf(proof->arena,
	                                                            "selects nothing: %.*s",
	                                                            STR_ARG(why)),
	                                       .field = STR("semver"),
	                                       .has_rule = true});
	return true;
}

/* All that is the same for sources with the same reference and channel. */
static str key_of(const struct proof *proof, const struct proof_source *source)
{
	const struct oci_ref *ref = &source->source.ref;
	return arena_printf(proof->arena, "%.*s\n%d\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s",
	                    STR_ARG(source->channel->name), source->channel->is_assumed,
	                    STR_ARG(ref->digest), STR_ARG(ref->semver), STR_ARG(ref->filter),
	                    STR_ARG(ref->tag), STR_ARG(source->source.media_type));
}

/* What can be asked without looking at other sources, once for all that are alike. */
static void ask_alone(const struct proof *proof, const struct asked *asked, struct map *known)
{
	struct proof_source *source = asked->source;
	const str key = key_of(proof, source);
	const struct proof_source *twin = map_get(known, key);
	if (!twin) {
		if (ask_empty(proof, asked)) {
			proof_ask_channel(proof, asked);
			proof_ask_releases(proof, asked);
			proof_ask_order(proof, asked);
		}
		/* As it is now: questions about pairs add to the source. */
		struct proof_source *copy = ARENA_NEW(proof->arena, struct proof_source);
		*copy = *source;
		map_set(proof->arena, known, key, copy);
		return;
	}
	for (size_t i = 0; i < twin->breaches.len; i++)
		proof_add_breach(proof, source, twin->breaches.at[i]);
}

static bool asks_about_pairs(const struct proof *proof, const struct proof_source *source)
{
	return source->channel->exclusive.len > 0 ||
	       channel_before(proof->config, source->environment).len > 0;
}

void proof_run(struct arena *arena, const struct config *config,
               const struct flux_releases *releases, struct proof_sources *sources)
{
	struct proof proof = {arena, config, releases, NULL, sources};
	struct map known = {0};
	proof.asked = ARENA_ARRAY(arena, struct asked, sources->len);
	for (size_t i = 0; i < sources->len; i++)
		proof.asked[i] = prepare(&proof, &sources->at[i]);
	for (size_t i = 0; i < sources->len; i++) {
		const struct asked *asked = &proof.asked[i];
		if (!asked->is_known)
			continue;
		ask_alone(&proof, asked, &known);
		const bool has_rivals = asks_about_pairs(&proof, &sources->at[i]);
		for (size_t k = 0; has_rivals && k < sources->len; k++) {
			if (!are_rivals(asked, &proof.asked[k]))
				continue;
			proof_ask_pair(&proof, asked, &proof.asked[k]);
		}
	}
}

/* ---- what an overlay says ---- */

static bool may_patch_sources(const struct node *patch)
{
	const str kind = node_get_text(node_get(patch, STR("target")), STR("kind"));
	return kind.len == 0 || str_eq(kind, STR("OCIRepository"));
}

/* Components may do anything, patches what their target says. */
static bool patches_sources(const struct node *spec)
{
	const struct node *patches = node_get(spec, STR("patches"));
	const struct node *components = node_get(spec, STR("components"));
	if (node_is_seq(components) && node_count(components) > 0)
		return true;
	if (node_is_seq(patches))
		NODE_EACH_ITEM (item, patches)
			if (may_patch_sources(item->value))
				return true;
	return false;
}

static void collect_patcher(struct arena *arena, const struct resource *resource,
                            struct proof_sources *out)
{
	const struct node *spec = node_get(resource->root, STR("spec"));
	const str path = node_get_text(spec, STR("path"));
	if (!str_eq(resource->id.gvk.group, STR("kustomize.toolkit.fluxcd.io")) ||
	    !str_eq(resource->id.gvk.kind, STR("Kustomization")) || path.len == 0 ||
	    !patches_sources(spec))
		return;
	str clean = path_clean(arena, path);
	if (str_starts_with(clean, STR("/")))
		clean = str_from(clean, 1);
	*ARRAY_ADD(arena, &out->patchers) =
		(struct proof_patcher){.path = clean, .name = resource->id.name};
}

void proof_collect(struct arena *arena, const struct resmap *resources, str overlay,
                   str environment, const struct channel *channel, struct proof_sources *out)
{
	for (size_t i = 0; i < resources->len; i++) {
		const struct resource *resource = &resources->at[i]->resource;
		if (resources->at[i]->dropped)
			continue;
		collect_patcher(arena, resource, out);
		if (ocirepository_is(resource))
			*ARRAY_ADD(arena, out) =
				(struct proof_source){.environment = environment,
			                              .overlay = overlay,
			                              .id = resource->id,
			                              .source = ocirepository_get(resource->root),
			                              .channel = channel};
	}
}
