/*
 * selection.c - see selection.h
 *
 * Everything is asked as the newest Flux would decide it. What differs between releases is OCI105's
 * to say, and only where the config lists several.
 */
#include "lint/rules/selection.h"

/* "" for a field that is not set. */
static str text_of(const struct node *field)
{
	return field ? field->text : STR("");
}

/* A digest wins over the range, and a variable may become anything. */
static bool is_known(const struct repository *repository)
{
	return repository->semver && !repository->digest && !repository_is_open(repository->semver);
}

/*
 * The tag is left out on purpose: it never decides where there is a range, and in a memo's key it
 * would tell apart what is the same.
 */
bool selection_of(struct rule_check *check, const struct repository *repository,
                  struct selector *out)
{
	const struct ocirepository source = ocirepository_get(repository->resource->root);
	const struct oci_ref ref = {.semver = text_of(repository->semver),
	                            .filter = text_of(repository->filter)};
	return is_known(repository) && !repository_is_open(repository->filter) &&
	       selector_init(check->arena, &ref, source.media_type, flux_release_newest(), out);
}

bool selection_of_any(struct rule_check *check, const struct repository *repository,
                      struct selector *out)
{
	const struct ocirepository source = ocirepository_get(repository->resource->root);
	return !repository->digest && !repository_is_open(repository->semver) &&
	       !repository_is_open(repository->filter) && !repository_is_open(repository->tag) &&
	       selector_init(check->arena, &source.ref, source.media_type, flux_release_newest(),
	                     out);
}

bool selection_of_range(struct rule_check *check, const struct repository *repository,
                        struct selector *out)
{
	const struct ocirepository source = ocirepository_get(repository->resource->root);
	const struct oci_ref ref = {.semver = text_of(repository->semver)};
	return is_known(repository) &&
	       selector_init(check->arena, &ref, source.media_type, flux_release_newest(), out);
}

/* The layer's type stays: with that of charts a '_' is read as '+'. */
static bool with_ref(struct rule_check *check, const struct selector *selector,
                     const struct oci_ref *ref, struct selector *out)
{
	return selector_init(check->arena, ref, selector->is_helm ? STR(HELM_LAYER) : STR(""),
	                     selector->release, out);
}

bool selection_with_range(struct rule_check *check, const struct selector *selector, str range,
                          struct selector *out)
{
	struct oci_ref ref = selector->ref;
	ref.semver = range;
	return with_ref(check, selector, &ref, out);
}

bool selection_with_filter(struct rule_check *check, const struct selector *selector, str filter,
                           struct selector *out)
{
	struct oci_ref ref = selector->ref;
	ref.filter = filter;
	return with_ref(check, selector, &ref, out);
}

str selection_tag(struct rule_check *check, const struct prove_term *terms, size_t count)
{
	const struct prove_answer answer = prove_find_known(check->memo, terms, count);
	return answer.outcome == PROVE_TAG ? answer.witness : STR("");
}

str selection_difference(struct rule_check *check, const struct selector *more,
                         const struct selector *less)
{
	const struct prove_term terms[] = {
		{.selector = more},
		{.selector = less, .negated = true},
	};
	return selection_tag(check, terms, 2);
}

bool selection_is_none(struct rule_check *check, const struct prove_term *terms, size_t count)
{
	return prove_find_known(check->memo, terms, count).outcome == PROVE_NO_TAG;
}

/* The pattern is the rule's own, so that one which Flux refuses is a mistake here, and no tag. */
str selection_tag_matching(struct rule_check *check, const struct selector *selector, str pattern,
                           bool negated)
{
	struct tagfilter filter;
	struct regex_error error;
	if (!tagfilter_parse(check->arena, pattern, selector->release, &filter, &error))
		return STR("");
	const struct prove_term terms[] = {
		{.selector = selector},
		{.pattern = &filter, .negated = negated},
	};
	return selection_tag(check, terms, 2);
}

/* Two patterns are the same when neither has a tag of its own. */
enum prove_outcome selection_compare(struct rule_check *check, str one, str other)
{
	struct tagfilter filters[2];
	struct regex_error error;
	if (!tagfilter_parse(check->arena, one, flux_release_newest(), &filters[0], &error) ||
	    !tagfilter_parse(check->arena, other, flux_release_newest(), &filters[1], &error))
		return PROVE_UNDECIDED;
	enum prove_outcome outcome = PROVE_NO_TAG;
	for (int i = 0; i < 2 && outcome == PROVE_NO_TAG; i++) {
		const struct prove_term terms[] = {
			{.pattern = &filters[i]},
			{.pattern = &filters[!i], .negated = true},
		};
		outcome = prove_find_known(check->memo, terms, 2).outcome;
	}
	return outcome;
}
