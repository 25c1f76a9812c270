/* empty_branch.c - what stands between two "||" and has no version in it: OCI114 */
#include "base/buf.h"
#include "lint/rules/comparators.h"

/* Is no version in `branch`, to this release of Flux? */
static bool is_empty(struct rule_check *check, str branch, const struct flux_release *release)
{
	struct selector selector;
	const struct oci_ref ref = {.semver = branch};
	return selector_init(check->arena, &ref, STR(""), release, &selector) &&
	       prove_emptiness_known(check->memo, &selector) == PROVE_EMPTY_RANGE;
}

/* Up to Flux 2.6 another one may hold something. */
static bool is_empty_everywhere(struct rule_check *check, str branch)
{
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++)
		if (!is_empty(check, branch, &FLUX_RELEASES[i]))
			return false;
	return true;
}

/* What stands between two "||"; false behind the last one. */
static bool next_branch(str *rest, str *branch)
{
	if (!rest->at)
		return false;
	const size_t at = str_find(*rest, STR("||"));
	*branch = str_trim(str_slice(*rest, 0, at));
	*rest = at == STR_NONE ? (str){NULL, 0} : str_from(*rest, at + 2);
	return true;
}

/* The range without `branch`. */
static str without(struct arena *arena, str range, str branch)
{
	struct buf out;
	str other;
	buf_init(&out, arena);
	while (next_branch(&range, &other))
		if (other.at != branch.at)
			buf_printf(&out, "%s%.*s", out.len ? " || " : "", STR_ARG(other));
	return buf_text(&out);
}

static size_t count_branches(str range)
{
	size_t count = 0;
	for (str branch; next_branch(&range, &branch);)
		count++;
	return count;
}

static void report_branch(struct rule_check *check, const struct repository *repository, str branch)
{
	const str mended = without(check->arena, repository->semver->text, branch);
	rule_report(check, repository->semver->at, "'%.*s' can never match: no version is in it",
	            STR_ARG(branch));
	rule_note_base(check, check->diags->last, repository->resource);
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(mended));
	rule_mend(check, repository->semver, is_empty_everywhere(check, branch), mended);
}

/* Where all branches are empty the range is, and has another rule. */
void check_empty_branch(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	while (range_next(check, &each)) {
		const struct repository *repository = &each.repository;
		const str text = repository->semver->text;
		str rest = text, branch;
		/* A hyphen range may swallow a "||", and then the branches are others. */
		if (each.range.groups.len < 2 || count_branches(text) != each.range.groups.len ||
		    is_empty(check, text, flux_release_newest()))
			continue;
		while (next_branch(&rest, &branch))
			if (is_empty(check, branch, flux_release_newest()))
				report_branch(check, repository, branch);
	}
}
