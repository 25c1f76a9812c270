/* proof.c - see proof.h */
#include "lint/proof.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "flux/prove/prove.h"

/* A source as it is asked: its variables filled in, ready for each release. */
struct asked {
	struct proof_source *source;
	struct selector *selectors; /* one a release */
	bool is_known;              /* its reference is one, to every release */
};

struct proof {
	struct arena *arena;
	const struct config *config;
	const struct flux_releases *releases;
	struct asked *asked;
	struct proof_sources *sources;
};

/* ---- breaches ---- */

bool proof_is_warning(const struct proof_breach *breach)
{
	const str code = str_of(breach->code);
	return str_eq(code, STR("CHN004")) || str_eq(code, STR("CHN006")) ||
	       str_eq(code, STR("OCI105"));
}

static void add_breach(const struct proof *proof, struct proof_source *source,
                       struct proof_breach breach)
{
	*ARRAY_ADD(proof->arena, &source->breaches) = breach;
	if (str_eq(str_of(breach.code), STR("CHN005"))) {
		if (source->verdict == PROOF_PROVED)
			source->verdict = PROOF_UNDECIDED;
	} else if (!proof_is_warning(&breach)) {
		source->verdict = PROOF_REFUTED;
	}
}

static void add_undecided(const struct proof *proof, struct proof_source *source, str field,
                          str reason)
{
	add_breach(proof, source,
	           (struct proof_breach){.code = "CHN005", .what = reason, .field = field});
}

static str join_releases(struct arena *arena, const struct flux_releases *releases,
                         const bool *which, bool wanted)
{
	struct buf out;
	size_t left = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < releases->len; i++)
		left += !which || which[i] == wanted;
	for (size_t i = 0; i < releases->len; i++) {
		if (which && which[i] != wanted)
			continue;
		buf_add(&out, str_of(releases->at[i]->name));
		left--;
		buf_add(&out, str_of(left == 0 ? "" : left == 1 ? " and " : ", "));
	}
	return buf_text(&out);
}

str proof_releases_text(struct arena *arena, const struct flux_releases *releases)
{
	const str names = join_releases(arena, releases, NULL, true);
	return arena_printf(arena, "Flux %.*s", STR_ARG(names));
}

/* "selects v1.0.0-rc.1 (Flux 2.9); safe on 2.6": which[i] says whether release i does. */
static str say_what(const struct proof *proof, const char *verb, str tag, const bool *which)
{
	const str bad = join_releases(proof->arena, proof->releases, which, true);
	const str safe = join_releases(proof->arena, proof->releases, which, false);
	if (safe.len == 0)
		return arena_printf(proof->arena, "%s %.*s", verb, STR_ARG(tag));
	return arena_printf(proof->arena, "%s %.*s (Flux %.*s); safe on %.*s", verb, STR_ARG(tag),
	                    STR_ARG(bad), STR_ARG(safe));
}

/* ---- questions ---- */

/* One question, asked of every release. */
struct question {
	const char *code, *verb;
	str policy;
	struct mark policy_at;
	/* What a tag must fit besides; terms of pairs get the release's selector of `other`. */
	struct prove_term terms[PROVE_MOST_TERMS];
	size_t count;
	const struct asked *other;
	bool not_other;
};

static void ask(const struct proof *proof, const struct asked *asked, struct question *question)
{
	bool found[FLUX_MAX_RELEASES] = {false};
	str witness = {"", 0};
	for (size_t i = proof->releases->len; i-- > 0;) {
		struct prove_term terms[PROVE_MOST_TERMS + 2] = {
			{.selector = &asked->selectors[i]}};
		size_t count = 1;
		if (question->other)
			terms[count++] =
				(struct prove_term){.selector = &question->other->selectors[i],
			                            .negated = question->not_other};
		for (size_t k = 0; k < question->count; k++)
			terms[count++] = question->terms[k];
		const struct prove_answer answer = prove_find(proof->arena, terms, count);
		if (answer.outcome == PROVE_UNDECIDED) {
			add_undecided(proof, asked->source, STR(""), answer.reason);
			return;
		}
		found[i] = answer.outcome == PROVE_TAG;
		if (found[i] && witness.len == 0)
			witness = prove_example(proof->arena, terms, count, answer.witness);
	}
	if (witness.len > 0)
		add_breach(proof, asked->source,
		           (struct proof_breach){.code = question->code,
		                                 .what = say_what(proof, question->verb, witness,
		                                                  found),
		                                 .witness = witness,
		                                 .policy = question->policy,
		                                 .policy_at = question->policy_at});
}

static str channel_words(const struct proof *proof, const struct channel *channel)
{
	if (channel->is_assumed)
		return STR("production");
	if (channel->name.len == 0)
		return STR("the command line");
	return arena_printf(proof->arena, "channel '%.*s'", STR_ARG(channel->name));
}

/* ---- what a channel asks ---- */

static void ask_only(const struct proof *proof, const struct asked *asked,
                     const struct channel *channel)
{
	const str name = channel_words(proof, channel);
	struct question question = {.code = "CHN001", .verb = "selects"};
	struct buf texts;
	buf_init(&texts, proof->arena);
	for (size_t i = 0; i < channel->only.len; i++) {
		const struct channel_pattern *pattern = &channel->only.at[i];
		buf_printf(&texts, "%s'%.*s'", i ? " or " : "", STR_ARG(pattern->filter.text));
		if (question.count == PROVE_MOST_TERMS) {
			add_undecided(proof, asked->source, STR(""),
			              STR("too many patterns for one question"));
			return;
		}
		question.terms[question.count++] =
			(struct prove_term){.pattern = &pattern->filter, .negated = true};
	}
	if (question.count == 0)
		return;
	question.policy = arena_printf(proof->arena, "%.*s allows only %.*s", STR_ARG(name),
	                               STR_ARG(buf_text(&texts)));
	question.policy_at = channel->only.at[0].at;
	ask(proof, asked, &question);
}

static void ask_never(const struct proof *proof, const struct asked *asked,
                      const struct channel *channel)
{
	const str name = channel_words(proof, channel);
	for (size_t i = 0; i < channel->never.len; i++) {
		const struct channel_pattern *pattern = &channel->never.at[i];
		struct question question = {.code = "CHN001",
		                            .verb = "selects",
		                            .policy_at = pattern->at,
		                            .terms = {{.pattern = &pattern->filter}},
		                            .count = 1};
		question.policy =
			channel->is_assumed
				? STR("production takes no prereleases (assumed; run kustoc init)")
				: arena_printf(proof->arena, "%.*s never takes '%.*s'",
		                               STR_ARG(name), STR_ARG(pattern->filter.text));
		ask(proof, asked, &question);
	}
}

static bool is_selectable(const struct proof *proof, const struct selector *selector, str tag)
{
	const enum tag_fate fate = selector_judge(proof->arena, selector, tag).fate;
	return fate == TAG_SELECTED || fate == TAG_TIED || fate == TAG_LOWER;
}

/* Is `tag` selectable as it should be, in every release? */
static void ask_tag(const struct proof *proof, const struct asked *asked,
                    const struct channel_tag *tag, bool should)
{
	bool wrong[FLUX_MAX_RELEASES] = {false}, any = false;
	for (size_t i = 0; i < proof->releases->len; i++) {
		wrong[i] = is_selectable(proof, &asked->selectors[i], tag->tag) != should;
		any = any || wrong[i];
	}
	/* A tag or a digest that is named has no shape: nothing else is selectable. */
	if (!any || (should && asked->selectors[0].kind != OCI_REF_SEMVER))
		return;
	const str name = channel_words(proof, asked->source->channel);
	add_breach(proof, asked->source,
	           (struct proof_breach){
			   .code = should ? "CHN002" : "CHN001",
			   .what = say_what(proof, should ? "cannot select" : "selects", tag->tag,
	                                    wrong),
			   .witness = tag->tag,
			   .policy =
				   arena_printf(proof->arena, "%.*s must %s '%.*s'", STR_ARG(name),
	                                        should ? "accept" : "refuse", STR_ARG(tag->tag)),
			   .policy_at = tag->at});
}

static void ask_channel(const struct proof *proof, const struct asked *asked)
{
	const struct channel *channel = asked->source->channel;
	ask_only(proof, asked, channel);
	ask_never(proof, asked, channel);
	for (size_t i = 0; i < channel->accept.len; i++)
		ask_tag(proof, asked, &channel->accept.at[i], true);
	for (size_t i = 0; i < channel->refuse.len; i++)
		ask_tag(proof, asked, &channel->refuse.at[i], false);
}

/* ---- order ---- */

/* The tag without its last number, with another. */
static str renumber(struct arena *arena, str tag, const char *number)
{
	while (tag.len > 0 && tag.at[tag.len - 1] >= '0' && tag.at[tag.len - 1] <= '9')
		tag.len--;
	return arena_printf(arena, "%.*s%s", STR_ARG(tag), number);
}

/* Builds that differ in a number at the end: is the tenth above the ninth? */
static void ask_order(const struct proof *proof, const struct asked *asked)
{
	struct arena *arena = proof->arena;
	const struct selector *selector = &asked->selectors[proof->releases->len - 1];
	const struct prove_term term = {.selector = selector};
	if (selector->kind != OCI_REF_SEMVER || !selector->has_filter)
		return;
	const struct prove_answer answer = prove_find(arena, &term, 1);
	if (answer.outcome != PROVE_TAG)
		return;
	const str example = prove_example(arena, &term, 1, answer.witness);
	const str ninth = renumber(arena, example, "9");
	const str tenth = renumber(arena, example, "10");
	const struct tag_candidate low = selector_judge(arena, selector, ninth);
	const struct tag_candidate high = selector_judge(arena, selector, tenth);
	if (low.fate != TAG_LOWER || high.fate != TAG_LOWER ||
	    semver_compare(&low.version, &high.version) < 0)
		return;
	add_breach(proof, asked->source,
	           (struct proof_breach){
			   .code = "CHN006",
			   .what = arena_printf(arena, "keeps %.*s ahead of %.*s: compared as text",
	                                        STR_ARG(ninth), STR_ARG(tenth)),
			   .witness = ninth});
}

/* ---- several releases ---- */

/*
 * What every release reads as a version. Leading zeros and missing numbers are read by some only,
 * which no range can do anything about.
 */
#define NUMBER "(0|[1-9][0-9]*)"
static const str PLAIN = STR_INIT("^v?" NUMBER "\\." NUMBER "\\." NUMBER "(-|$)");
#undef NUMBER

/* A tag that one of two releases following each other in the list takes, and the other does not. */
static void ask_releases(const struct proof *proof, const struct asked *asked)
{
	struct arena *arena = proof->arena;
	struct tagfilter plain;
	struct regex_error error;
	if (!tagfilter_parse(arena, PLAIN, flux_release_newest(), &plain, &error))
		return;
	for (size_t i = 1; i < proof->releases->len; i++) {
		for (size_t way = 0; way < 2; way++) {
			const size_t takes = i - way, refuses = i - 1 + way;
			const struct prove_term terms[] = {
				{.selector = &asked->selectors[takes]},
				{.selector = &asked->selectors[refuses], .negated = true},
				{.pattern = &plain},
			};
			const struct prove_answer answer = prove_find(arena, terms, 3);
			if (answer.outcome != PROVE_TAG)
				continue;
			const str tag = prove_example(arena, terms, 3, answer.witness);
			add_breach(proof, asked->source,
			           (struct proof_breach){
					   .code = "OCI105",
					   .what = arena_printf(
						   arena, "Flux %s selects %.*s, Flux %s does not",
						   proof->releases->at[takes]->name, STR_ARG(tag),
						   proof->releases->at[refuses]->name),
					   .witness = tag,
					   .field = STR("semver")});
			return;
		}
	}
}

/* ---- pairs ---- */

/* Do both pull from the same repository, in two environments? */
static bool are_rivals(const struct asked *a, const struct asked *b)
{
	return a->is_known && b->is_known && a->source->source.url.len > 0 &&
	       str_eq(a->source->source.url, b->source->source.url) &&
	       !str_eq(a->source->environment, b->source->environment);
}

static void ask_exclusive(const struct proof *proof, const struct asked *asked,
                          const struct asked *other)
{
	const struct channel *channel = asked->source->channel;
	for (size_t i = 0; i < channel->exclusive.len; i++) {
		const struct channel_tag *exclusive = &channel->exclusive.at[i];
		if (!str_eq(exclusive->tag, other->source->channel->name))
			continue;
		struct question question = {
			.code = "CHN003", .other = other, .policy_at = exclusive->at};
		question.verb =
			arena_cstr(proof->arena, arena_printf(proof->arena, "shares with %.*s:",
		                                              STR_ARG(other->source->environment)));
		question.policy =
			arena_printf(proof->arena, "channels '%.*s' and '%.*s' share no tag",
		                     STR_ARG(channel->name), STR_ARG(exclusive->tag));
		ask(proof, asked, &question);
	}
}

static void ask_before(const struct proof *proof, const struct asked *asked,
                       const struct asked *other)
{
	const str before = channel_before(proof->config, asked->source->environment);
	if (before.len == 0 || !str_eq(before, other->source->environment))
		return;
	struct question question = {
		.code = "CHN004", .verb = "selects", .other = other, .not_other = true};
	question.policy =
		arena_printf(proof->arena, "'%.*s' comes after '%.*s', which never selects it",
	                     STR_ARG(asked->source->environment), STR_ARG(before));
	ask(proof, asked, &question);
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
	add_undecided(proof, source, str_of(field),
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
		add_undecided(proof, source, STR(""),
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
		add_breach(proof, source,
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
		add_undecided(proof, asked->source, STR(""), answer.reason);
	if (asked->selectors[newest].kind != OCI_REF_SEMVER || answer.outcome != PROVE_NO_TAG)
		return answer.outcome != PROVE_UNDECIDED;
	const str why = prove_why_empty(proof->arena, &asked->selectors[newest]);
	add_breach(proof, asked->source,
	           (struct proof_breach){.code = "OCI204",
	                                 .what = arena_printf(proof->arena, "selects nothing: %.*s",
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
			ask_channel(proof, asked);
			ask_releases(proof, asked);
			ask_order(proof, asked);
		}
		/* As it is now: questions about pairs add to the source. */
		struct proof_source *copy = ARENA_NEW(proof->arena, struct proof_source);
		*copy = *source;
		map_set(proof->arena, known, key, copy);
		return;
	}
	for (size_t i = 0; i < twin->breaches.len; i++)
		add_breach(proof, source, twin->breaches.at[i]);
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
			ask_exclusive(&proof, asked, &proof.asked[k]);
			ask_before(&proof, asked, &proof.asked[k]);
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
