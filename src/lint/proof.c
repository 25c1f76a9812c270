/*
 * proof.c - see proof.h
 *
 * Questions about one source are asked once for all that have its reference and its channel, and
 * the breaches are copied: a repository has a hundred services and a handful of references. Those
 * about pairs come second, when every source is prepared; fixes last, as they must stand all of it.
 */
#include "lint/proof.h"

#include "base/map.h"
#include "lint/proof_ask.h"
#include "lint/proof_fix.h"

/* Do both pull from the same repository, in two environments? */
static bool are_rivals(const struct asked *a, const struct asked *b)
{
	return a->is_known && b->is_known && a->source->source.url.len > 0 &&
	       str_eq(a->source->source.url, b->source->source.url) &&
	       !str_eq(a->source->environment, b->source->environment);
}

/* ---- the run ---- */

/* Nothing is known of what arrives when it is not known what is done to it on the way. */
static bool is_followed(const struct proof *proof, struct proof_source *source)
{
	const struct deployment *by = source->by;
	if (!by || by->problem.len == 0)
		return true;
	proof_add_breach(proof, source,
	                 (struct proof_breach){.code = "CHN005",
	                                       .what = by->problem,
	                                       .has_rule = !by->rendering->is_rendered});
	return false;
}

static struct asked prepare(const struct proof *proof, struct proof_source *source)
{
	struct asked asked = {.source = source,
	                      .selectors = ARENA_ARRAY(proof->arena, struct selector,
	                                               proof->releases->len)};
	struct oci_ref ref = source->source.ref;
	str field;
	if (!is_followed(proof, source))
		return asked;
	const str unknown = channel_fill_in(proof->arena, proof->config, &ref, &field);
	if (unknown.len > 0) {
		proof_add_undecided(proof, source, field, unknown);
		return asked;
	}
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

static void ask_pairs(const struct proof *proof, const struct asked *asked)
{
	for (size_t i = 0; asks_about_pairs(proof, asked->source) && i < proof->sources->len; i++)
		if (are_rivals(asked, &proof->asked[i]))
			proof_ask_pair(proof, asked, &proof->asked[i]);
}

/* ---- fixes ---- */

static bool breaks(const struct proof *proof, const struct asked *trial)
{
	if (ask_empty(proof, trial))
		proof_ask_channel(proof, trial);
	if (trial->source->verdict == PROOF_PROVED)
		ask_pairs(proof, trial);
	return trial->source->verdict != PROOF_PROVED;
}

static bool has_breach(const struct proof_source *source, str code)
{
	for (size_t i = 0; i < source->breaches.len; i++)
		if (str_eq(str_of(source->breaches.at[i].code), code))
			return true;
	return false;
}

static bool breaks_somewhere(const struct proof *proof, const struct asked *trial)
{
	if (breaks(proof, trial))
		return true;
	proof_ask_releases(proof, trial);
	return has_breach(trial->source, STR("OCI105"));
}

struct fix {
	str range;
	bool is_for_all;
};

/* One that settles everything comes first; without it, one that keeps the channel will do. */
static struct fix find_fix(const struct proof *proof, const struct asked *asked, bool leaks)
{
	struct fix fix = {proof_find_fix(proof, asked, breaks_somewhere), true};
	if (fix.range.len == 0 && leaks)
		fix = (struct fix){proof_find_fix(proof, asked, breaks), false};
	return fix;
}

/*
 * Mends a range that takes too much, or other tags in other releases; where it takes too little, no
 * spelling is to blame. Once for those that are alike and whose pairs nobody asks about.
 */
static void mend(const struct proof *proof, const struct asked *asked, struct map *known)
{
	struct proof_source *source = asked->source;
	const bool leaks = has_breach(source, STR("CHN001")) || has_breach(source, STR("CHN003"));
	if (asked->selectors[0].kind != OCI_REF_SEMVER ||
	    !(leaks || has_breach(source, STR("OCI105"))))
		return;
	const bool is_alone = !asks_about_pairs(proof, source);
	const str key = key_of(proof, source);
	struct fix *fix = is_alone ? map_get(known, key) : NULL;
	if (!fix) {
		fix = ARENA_NEW(proof->arena, struct fix);
		*fix = find_fix(proof, asked, leaks);
		if (is_alone)
			map_set(proof->arena, known, key, fix);
	}
	source->fix = fix->range;
	source->fix_is_for_all = fix->is_for_all;
}

/* ---- all of it ---- */

void proof_run(struct arena *arena, const struct config *config,
               const struct flux_releases *releases, struct proof_sources *sources)
{
	struct proof proof = {arena, config, releases, NULL, sources};
	struct map known = {0}, fixes = {0};
	proof.asked = ARENA_ARRAY(arena, struct asked, sources->len);
	for (size_t i = 0; i < sources->len; i++)
		proof.asked[i] = prepare(&proof, &sources->at[i]);
	for (size_t i = 0; i < sources->len; i++) {
		const struct asked *asked = &proof.asked[i];
		if (!asked->is_known)
			continue;
		ask_alone(&proof, asked, &known);
		ask_pairs(&proof, asked);
	}
	for (size_t i = 0; i < sources->len; i++)
		if (proof.asked[i].is_known)
			mend(&proof, &proof.asked[i], &fixes);
}

/* ---- what an overlay says ---- */

void proof_collect(struct arena *arena, const struct resmap *resources, str overlay,
                   str environment, const struct channel *channel, const struct deployment *by,
                   struct proof_sources *out)
{
	for (size_t i = 0; i < resources->len; i++) {
		const struct resource *resource = &resources->at[i]->resource;
		if (resources->at[i]->dropped || !ocirepository_is(resource))
			continue;
		*ARRAY_ADD(arena, out) =
			(struct proof_source){.environment = environment,
		                              .overlay = overlay,
		                              .id = resource->id,
		                              .source = ocirepository_get(resource->root),
		                              .channel = channel,
		                              .by = by};
	}
}
