/*
 * tag_troubles.c - see tag_troubles.h
 *
 * What people take for the newest tag is a guess, and a wrong guess is a false alarm. Two are safe
 * enough: a number that grew, in tags that are otherwise alike up to it, and a tag that is a
 * version to everybody but Flux.
 */
#include "flux/tag_troubles.h"

#include "base/ascii.h"
#include "base/closest.h"

struct looking {
	struct arena *arena;
	const struct selector *selector;
	const struct selection *selection;
	struct tag_troubles *out;
};

static void add(const struct looking *looking, const char *code, str what, str nearest)
{
	*ARRAY_ADD(looking->arena, looking->out) = (struct tag_trouble){code, what, nearest};
}

/* ---- what would be a version, were Flux less strict ---- */

static bool skip_word(str *text, str word)
{
	if (!str_eq_nocase(str_slice(*text, 0, word.len), word))
		return false;
	*text = str_from(*text, word.len);
	return true;
}

/* "release-1.2.3", "V1.2.3", "ver_1.2": words that say of what follows that it is a version. */
static str without_prefix(str tag)
{
	static const str WORDS[] = {STR_INIT("release"), STR_INIT("version"), STR_INIT("rel"),
	                            STR_INIT("ver")};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (skip_word(&tag, WORDS[i]))
			break;
	if (tag.len > 0 && (tag.at[0] == '-' || tag.at[0] == '_' || tag.at[0] == '.'))
		tag = str_from(tag, 1);
	skip_word(&tag, STR("v"));
	return tag;
}

/* Takes "1", ".2" off the front; false when no number is there. */
static bool take_number(str *text, bool is_first, str *number)
{
	const str rest = is_first ? *text : str_from(*text, 1);
	if (!is_first && (text->len == 0 || text->at[0] != '.'))
		return false;
	const size_t digits = ascii_count_digits(rest);
	*number = str_slice(rest, 0, digits);
	if (digits > 0)
		*text = str_from(rest, digits);
	return digits > 0;
}

/*
 * Reads a tag as people do. A number alone is none: it may be a date or a build. A fourth number is
 * left out, so the version is not greater than what is meant.
 */
static bool read_loosely(struct arena *arena, str tag, struct semver *out)
{
	str text = without_prefix(tag), numbers[3] = {STR("0"), STR("0"), STR("0")}, number,
	    problem;
	size_t count = 0;
	while (take_number(&text, count == 0, &number)) {
		if (count < 3)
			numbers[count] = number;
		count++;
	}
	const bool is_prerelease = text.len > 1 && text.at[0] == '-';
	if (count < 2 || (text.len > 0 && !is_prerelease && text.at[0] != '_'))
		return false;
	const str strict =
		arena_printf(arena, "%.*s.%.*s.%.*s%.*s", STR_ARG(numbers[0]), STR_ARG(numbers[1]),
	                     STR_ARG(numbers[2]), STR_ARG(is_prerelease ? text : STR("")));
	return semver_parse_tag(arena, strict, flux_release_newest(), out, &problem);
}

/* A tag that the filter lets pass, and the range would, were it a version to Flux. */
static bool would_fit(const struct looking *looking, const struct tag_candidate *candidate,
                      struct semver *version)
{
	return candidate->fate == TAG_NO_VERSION &&
	       read_loosely(looking->arena, candidate->tag, version) &&
	       range_takes(&looking->selector->range, version);
}

/* ---- TAG001 ---- */

/*
 * How near a refused tag is: a version that only another range would take is nearer than a word,
 * and what the filter refuses is farthest, since it was not meant.
 */
static int distance_of(const struct tag_candidate *candidate)
{
	switch (candidate->fate) {
	case TAG_NO_PRERELEASES: return 0;
	case TAG_OUT_OF_RANGE: return 1;
	case TAG_NO_VERSION: return 2;
	case TAG_FILTERED: return 3;
	case TAG_SELECTED:
	case TAG_TIED:
	case TAG_LOWER:
	case TAG_NOT_NAMED: break;
	}
	return 4;
}

static bool is_nearer(const struct looking *looking, const struct tag_candidate *a,
                      const struct tag_candidate *b)
{
	struct semver left, right;
	const bool left_fits = would_fit(looking, a, &left);
	const bool right_fits = would_fit(looking, b, &right);
	if (left_fits != right_fits)
		return left_fits;
	if (left_fits)
		return semver_compare(&left, &right) > 0;
	if (distance_of(a) != distance_of(b))
		return distance_of(a) < distance_of(b);
	return distance_of(a) < 2 && semver_compare(&a->version, &b->version) > 0;
}

static str nearest_refused(const struct looking *looking)
{
	const struct selection *selection = looking->selection;
	const struct tag_candidate *nearest = NULL;
	for (size_t i = 0; i < selection->count; i++)
		if (!nearest || is_nearer(looking, &selection->candidates[i], nearest))
			nearest = &selection->candidates[i];
	if (!nearest)
		return STR("");
	if (nearest->fate == TAG_FILTERED)
		return STR("none: the filter matches no listed tag");
	const str reason = tag_reason(looking->arena, nearest, selection);
	return arena_printf(looking->arena, "%.*s (%.*s)", STR_ARG(nearest->tag), STR_ARG(reason));
}

static str nearest_name(const struct looking *looking)
{
	struct closest closest = closest_to(looking->selection->pick);
	for (size_t i = 0; i < looking->selection->count; i++)
		closest_try(&closest, looking->selection->candidates[i].tag);
	return closest.best;
}

/* In Flux's words, which the object's condition has as well. */
static void find_no_match(const struct looking *looking)
{
	const struct selection *selection = looking->selection;
	if (selection->error.len > 0)
		add(looking, "TAG001",
		    arena_printf(looking->arena, "%.*s%s", STR_ARG(selection->error),
		                 selection->count == 0 ? "; nothing is listed" : ""),
		    nearest_refused(looking));
	else if (!selection_find(selection, selection->pick))
		add(looking, "TAG001",
		    arena_printf(looking->arena, "%.*s is not among the listed tags",
		                 STR_ARG(selection->pick)),
		    nearest_name(looking));
}

/* ---- TAG002 ---- */

static void find_tie(const struct looking *looking)
{
	const struct selection *selection = looking->selection;
	if (selection->tied < 2)
		return;
	add(looking, "TAG002",
	    arena_printf(looking->arena, "%.*s and %.*s are one version; %s",
	                 STR_ARG(selection->ranked[0]->tag), STR_ARG(selection->ranked[1]->tag),
	                 selection->tie_is_open ? "which of them Flux pulls is chance"
	                                        : "the registry's order decides"),
	    STR(""));
}

/* ---- TAG003 ---- */

/* A number that is compared as one by people: nothing goes on behind it but the next part. */
static bool ends_number(str rest)
{
	return rest.len == 0 || rest.at[0] == '-' || rest.at[0] == '.';
}

/*
 * Is `tag` as `other`, up to a number that is greater? "rc10" after "rc9", "main-10-0c1d" after
 * "main-9-f3a7". In hashes digits and letters mix, so a number in one hardly ends with the hash, in
 * both, at another length.
 */
static bool has_greater_number(str tag, str other)
{
	size_t at = 0;
	while (at < tag.len && at < other.len && tag.at[at] == other.at[at])
		at++;
	while (at > 0 && ascii_is_digit(tag.at[at - 1]))
		at--;
	const str left = str_from(tag, at), right = str_from(other, at);
	const size_t left_digits = ascii_count_digits(left);
	const size_t right_digits = ascii_count_digits(right);
	return right_digits > 0 && left_digits > right_digits && left.at[0] != '0' &&
	       ends_number(str_from(left, left_digits)) &&
	       ends_number(str_from(right, right_digits));
}

static bool have_same_numbers(const struct semver *a, const struct semver *b)
{
	return a->major == b->major && a->minor == b->minor && a->patch == b->patch;
}

/* One in the running that Flux puts behind the pick, since it compares as text. */
static bool find_later_build(const struct looking *looking)
{
	const struct selection *selection = looking->selection;
	const struct tag_candidate *pick = selection->ranked[0], *later = pick;
	for (size_t i = 1; i < selection->ranked_count; i++) {
		const struct tag_candidate *other = selection->ranked[i];
		if (have_same_numbers(&other->version, &pick->version) &&
		    has_greater_number(other->version.prerelease, later->version.prerelease))
			later = other;
	}
	if (later == pick)
		return false;
	add(looking, "TAG003",
	    arena_printf(looking->arena, "keeps %.*s although %.*s is listed: compared as text",
	                 STR_ARG(pick->tag), STR_ARG(later->tag)),
	    STR(""));
	return true;
}

static void find_passed_over(const struct looking *looking)
{
	const struct selection *selection = looking->selection;
	const struct tag_candidate *newest = NULL;
	struct semver version, best = selection->ranked[0]->version;
	for (size_t i = 0; i < selection->count; i++) {
		if (!would_fit(looking, &selection->candidates[i], &version) ||
		    semver_compare(&version, &best) <= 0)
			continue;
		newest = &selection->candidates[i];
		best = version;
	}
	if (newest)
		add(looking, "TAG003",
		    arena_printf(looking->arena, "keeps %.*s although %.*s is listed (%.*s)",
		                 STR_ARG(selection->pick), STR_ARG(newest->tag),
		                 STR_ARG(tag_reason(looking->arena, newest, selection))),
		    STR(""));
}

struct tag_troubles tag_troubles_find(struct arena *arena, const struct selector *selector,
                                      const struct selection *selection)
{
	struct tag_troubles out = {0};
	const struct looking looking = {arena, selector, selection, &out};
	if (selector->error.len > 0 || selector->kind == OCI_REF_DIGEST)
		return out;
	find_no_match(&looking);
	find_tie(&looking);
	if (selection->ranked_count > 0 && !find_later_build(&looking))
		find_passed_over(&looking);
	return out;
}
