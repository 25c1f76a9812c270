/*
 * select.c - see select.h
 *
 * The order of the steps is source-controller's, and it shows: a filter sees the tag as the
 * registry has it, the range sees a version, and of two bad fields the filter is the one that is
 * reported.
 */
#include "flux/select.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/quote.h"
#include "base/utf8.h"

enum {
	SHA256_DIGITS = 64,
	STABLE_SORT = 12, /* Go sorts up to so many by insertion, which keeps the order of equals */
};

/* ---- the reference ---- */

static bool refuse(struct selector *selector, enum oci_field field, str error)
{
	selector->guilty = field;
	selector->error = error;
	return false;
}

static size_t find_non_hex(str digits)
{
	for (size_t i = 0; i < digits.len; i++)
		if (!ascii_is_lower_hex(digits.at[i]))
			return i;
	return STR_NONE;
}

/* What go-containerregistry says about a digest; empty when it is fine. */
static str digest_problem(struct arena *arena, str digest)
{
	str algorithm, digits;
	str_cut(digest, ':', &algorithm, &digits);
	if (algorithm.len == 0 || digits.len == 0) {
		const str quoted = quote_go_new(arena, digest);
		return arena_printf(arena, "cannot parse hash: %.*s", STR_ARG(quoted));
	}
	const size_t bad = find_non_hex(digits);
	if (bad != STR_NONE) { /* a byte, printed as the character of that number */
		struct buf character;
		buf_init(&character, arena);
		utf8_encode(&character, (unsigned char)digits.at[bad]);
		return arena_printf(arena, "found non-hex character in hash: %.*s",
		                    STR_ARG(buf_text(&character)));
	}
	if (!str_eq(algorithm, STR("sha256"))) {
		const str quoted = quote_go_new(arena, algorithm);
		return arena_printf(arena, "unsupported hash: %.*s", STR_ARG(quoted));
	}
	if (digits.len != SHA256_DIGITS)
		return arena_printf(arena, "wrong number of hex digits for sha256: %.*s",
		                    STR_ARG(digits));
	return (str){"", 0};
}

static bool check_digest(struct arena *arena, struct selector *selector)
{
	const str problem = digest_problem(arena, selector->ref.digest);
	if (problem.len == 0)
		return true;
	return refuse(selector, OCI_FIELD_DIGEST,
	              arena_printf(arena, "failed to determine artifact digest: %.*s",
	                           STR_ARG(problem)));
}

/* The filter first: of two bad fields Flux complains about that one. */
static bool parse_semver(struct arena *arena, struct selector *selector)
{
	const struct flux_release *release = selector->release;
	selector->has_filter = selector->ref.filter.len > 0 && release->has_filter;
	if (selector->has_filter) {
		struct regex_error error;
		if (!tagfilter_parse(arena, selector->ref.filter, release, &selector->filter,
		                     &error)) {
			selector->at = error.at;
			return refuse(selector, OCI_FIELD_FILTER, error.message);
		}
	}
	str problem;
	if (range_parse(arena, selector->ref.semver, release, &selector->range, &problem))
		return true;
	return refuse(selector, OCI_FIELD_SEMVER,
	              arena_printf(arena, "semver '%.*s' parse error: %.*s",
	                           STR_ARG(selector->ref.semver), STR_ARG(problem)));
}

/* Only what decides is parsed: a filter beside a tag may be nonsense, and Flux never notices. */
bool selector_init(struct arena *arena, const struct oci_ref *ref, str media_type,
                   const struct flux_release *release, struct selector *out)
{
	*out = (struct selector){
		.release = release,
		.kind = oci_ref_kind(ref),
		.ref = *ref,
		.is_helm = release->helm_plus && oci_is_helm(media_type),
	};
	switch (out->kind) {
	case OCI_REF_DIGEST: return check_digest(arena, out);
	case OCI_REF_SEMVER: return parse_semver(arena, out);
	case OCI_REF_TAG:
	case OCI_REF_LATEST: return true;
	}
	return true;
}

/* ---- one tag ---- */

/* A Helm chart's tag stands for a version with '+', which no tag can hold. */
static str tag_as_version(struct arena *arena, const struct selector *selector, str tag)
{
	if (!selector->is_helm || str_find_char(tag, '_') == STR_NONE)
		return tag;
	char *text = arena_alloc(arena, tag.len, 1);
	for (size_t i = 0; i < tag.len; i++)
		text[i] = tag.at[i] == '_' ? '+' : tag.at[i];
	return (str){text, tag.len};
}

/* Is it refused because it is a prerelease, and for nothing else? */
static bool is_refused_prerelease(const struct range *range, const struct semver *version)
{
	struct semver release = *version;
	release.prerelease = (str){"", 0};
	return semver_is_prerelease(version) && !range_asks_for_prereleases(range) &&
	       range_takes(range, &release);
}

/* Sets the fate by the range; of its groups the one that comes closest speaks. */
static void judge_by_range(const struct range *range, struct tag_candidate *candidate)
{
	const struct semver *version = &candidate->version;
	if (range_takes(range, version)) {
		candidate->fate = TAG_LOWER;
		return;
	}
	candidate->fate =
		is_refused_prerelease(range, version) ? TAG_NO_PRERELEASES : TAG_OUT_OF_RANGE;
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_comparator *guilty = NULL;
		const enum range_refusal refusal =
			range_group_asks(range, &range->groups.at[i], version, &guilty);
		if (guilty)
			candidate->detail = guilty->text;
		if (refusal == RANGE_NO_PRERELEASES) {
			candidate->fate = TAG_NO_PRERELEASES;
			return;
		}
	}
}

/* A tag that is named, or what stands for none. */
static str named_tag(const struct selector *selector)
{
	return selector->kind == OCI_REF_TAG ? selector->ref.tag : STR("latest");
}

struct tag_candidate selector_judge(struct arena *arena, const struct selector *selector, str tag)
{
	struct tag_candidate candidate = {.tag = tag, .fate = TAG_NOT_NAMED};
	if (selector->kind != OCI_REF_SEMVER) {
		if (selector->kind != OCI_REF_DIGEST && str_eq(tag, named_tag(selector)))
			candidate.fate = TAG_SELECTED;
		return candidate;
	}
	if (selector->has_filter && !tagfilter_passes(&selector->filter, tag)) {
		candidate.fate = TAG_FILTERED;
		return candidate;
	}
	if (!semver_parse_tag(arena, tag_as_version(arena, selector, tag), selector->release,
	                      &candidate.version, &candidate.detail)) {
		candidate.fate = TAG_NO_VERSION;
		return candidate;
	}
	judge_by_range(&selector->range, &candidate);
	return candidate;
}

/* ---- all tags ---- */

/* Descending; equals as listed, for which candidates' addresses stand. */
static int compare_ranks(const void *a, const void *b)
{
	const struct tag_candidate *left = *(const struct tag_candidate *const *)a;
	const struct tag_candidate *right = *(const struct tag_candidate *const *)b;
	const int order = semver_compare(&right->version, &left->version);
	return order != 0 ? order : (left > right) - (left < right);
}

/* Sorts those in the running; the first is what Flux pulls. */
static void rank(struct arena *arena, struct tag_candidate *candidates, size_t count,
                 struct selection *out)
{
	out->ranked = ARENA_ARRAY(arena, const struct tag_candidate *, count);
	for (size_t i = 0; i < count; i++)
		if (candidates[i].fate == TAG_LOWER)
			out->ranked[out->ranked_count++] = &candidates[i];
	if (out->ranked_count == 0)
		return;
	qsort(out->ranked, out->ranked_count, sizeof *out->ranked, compare_ranks);
	const struct tag_candidate *best = out->ranked[0];
	while (out->tied < out->ranked_count &&
	       semver_compare(&out->ranked[out->tied]->version, &best->version) == 0)
		candidates[out->ranked[out->tied++] - candidates].fate = TAG_TIED;
	candidates[best - candidates].fate = TAG_SELECTED;
	out->pick = best->tag;
	out->tie_is_open = out->tied > 1 && out->ranked_count > STABLE_SORT;
}

/* A tag or a digest is pulled without a look at the list; whether it exists is found out later. */
struct selection select_tag(struct arena *arena, const struct selector *selector, const str *tags,
                            size_t count)
{
	struct tag_candidate *candidates = ARENA_ARRAY(arena, struct tag_candidate, count);
	struct selection out = {
		.kind = selector->kind, .error = selector->error, .candidates = candidates};
	if (selector->error.len > 0)
		return out;
	out.count = count;
	for (size_t i = 0; i < count; i++)
		candidates[i] = selector_judge(arena, selector, tags[i]);
	switch (selector->kind) {
	case OCI_REF_DIGEST: out.pick = selector->ref.digest; break;
	case OCI_REF_SEMVER: rank(arena, candidates, count, &out); break;
	case OCI_REF_TAG:
	case OCI_REF_LATEST: out.pick = named_tag(selector); break;
	}
	if (out.pick.len == 0)
		out.error = arena_printf(arena, "no match found for semver: %.*s",
		                         STR_ARG(selector->ref.semver));
	return out;
}

const struct tag_candidate *selection_find(const struct selection *selection, str tag)
{
	for (size_t i = 0; i < selection->count; i++)
		if (str_eq(selection->candidates[i].tag, tag))
			return &selection->candidates[i];
	return NULL;
}

/* ---- reasons ---- */

/* Why Flux passes over a tag, better than its library says it. */
static str version_reason(struct arena *arena, const struct tag_candidate *candidate)
{
	if (str_eq(candidate->detail, STR("invalid semantic version")))
		return STR("not a version: Flux passes over it");
	return arena_printf(arena, "not a version: %.*s", STR_ARG(candidate->detail));
}

str tag_reason(struct arena *arena, const struct tag_candidate *candidate,
               const struct selection *selection)
{
	const str best = selection->pick;
	switch (candidate->fate) {
	case TAG_SELECTED: return STR("selected");
	case TAG_TIED:
		return arena_printf(arena, "the same version as %.*s, which is listed first",
		                    STR_ARG(best));
	case TAG_LOWER: return arena_printf(arena, "lower than %.*s", STR_ARG(best));
	case TAG_FILTERED: return STR("the filter does not match");
	case TAG_NO_VERSION: return version_reason(arena, candidate);
	case TAG_NO_PRERELEASES: return STR("a prerelease; the range asks for releases only");
	case TAG_OUT_OF_RANGE:
		return arena_printf(arena, "%.*s does not hold", STR_ARG(candidate->detail));
	case TAG_NOT_NAMED: return STR("the reference names another");
	}
	return STR("");
}
