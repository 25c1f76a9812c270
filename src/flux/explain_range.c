/*
 * explain_range.c - explain_range() and what belongs to it; see explain.h
 *
 * A group of comparators is a stretch of versions (range_bounds.h), and that is put into words. The
 * examples are versions on both sides of every constant: a range that is misread is misread there.
 */
#include "flux/explain.h"
#include "flux/explain_lines.h"
#include "flux/range_bounds.h"

enum { MAX_EXAMPLES = 24, SHOWN_EXAMPLES = 5 };

static bool is_lowest_prerelease(const struct semver *version)
{
	return str_eq(version->prerelease, STR("0"));
}

static str without_prerelease(struct arena *arena, struct semver version)
{
	version.prerelease = version.metadata = (str){"", 0};
	return semver_to_text(arena, &version);
}

/* ---- one group in words ---- */

/* The lower bound as far as it says something: nothing is below 0.0.0. */
static str lower_words(struct arena *arena, const struct range_bounds *bounds)
{
	const struct range_bound *lower = &bounds->lower;
	const struct semver zero = {0};
	if (!lower->is_set ||
	    (lower->is_inclusive && semver_compare(&lower->version, &zero) <= 0 &&
	     (!bounds->takes_prereleases || is_lowest_prerelease(&lower->version))))
		return (str){"", 0};
	/* Among releases, from 1.2.3-a on and from 1.2.3 on are the same. */
	const bool plain = !bounds->takes_prereleases;
	const bool from = lower->is_inclusive || (plain && semver_is_prerelease(&lower->version));
	const str text = plain ? without_prerelease(arena, lower->version)
	                       : semver_to_text(arena, &lower->version);
	return arena_printf(arena, " %s %.*s", from ? "from" : "above", STR_ARG(text));
}

/* The upper bound; with the trap that a plain one lets in its own prereleases. */
static str upper_words(struct arena *arena, const struct range_bounds *bounds)
{
	const struct range_bound *upper = &bounds->upper;
	if (!upper->is_set)
		return bounds->lower.is_set && lower_words(arena, bounds).len > 0 ? STR(" on")
		                                                                  : STR("");
	const bool plain = !bounds->takes_prereleases || is_lowest_prerelease(&upper->version);
	const str text = plain ? without_prerelease(arena, upper->version)
	                       : semver_to_text(arena, &upper->version);
	if (upper->is_inclusive && !(plain && semver_is_prerelease(&upper->version)))
		return arena_printf(arena, " up to and with %.*s", STR_ARG(text));
	if (!bounds->takes_prereleases)
		return arena_printf(arena, " below %.*s", STR_ARG(text));
	if (is_lowest_prerelease(&upper->version))
		return arena_printf(arena, " below %.*s and its prereleases", STR_ARG(text));
	if (semver_is_prerelease(&upper->version))
		return arena_printf(arena, " below %.*s", STR_ARG(text));
	return arena_printf(arena, " below %.*s, so every %.*s-... too", STR_ARG(text),
	                    STR_ARG(text));
}

static bool is_exact(const struct range_bounds *bounds)
{
	return bounds->lower.is_set && bounds->upper.is_set && bounds->lower.is_inclusive &&
	       bounds->upper.is_inclusive &&
	       semver_compare(&bounds->lower.version, &bounds->upper.version) == 0;
}

static str exceptions_words(struct arena *arena, const struct range_bounds *bounds)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < bounds->exceptions.len; i++) {
		const str text = bounds->exceptions.at[i]->text;
		size_t at = 0;
		while (at < text.len && str_find_char(STR("!= \t\n\f\r"), text.at[at]) != STR_NONE)
			at++;
		buf_printf(&out, "%s%.*s", i ? ", " : "; not ", STR_ARG(str_from(text, at)));
	}
	return buf_text(&out);
}

/* One group in words: what kinds of versions, from where, up to where, and what not. */
static str group_words(struct arena *arena, const struct range *range,
                       const struct range_group *group)
{
	const struct range_bounds bounds = range_group_bounds(arena, range, group);
	if (range_bounds_are_empty(&bounds))
		return STR("nothing");
	if (is_exact(&bounds))
		return arena_printf(arena, "only %.*s",
		                    STR_ARG(semver_to_text(arena, &bounds.lower.version)));
	const str lower = lower_words(arena, &bounds), upper = upper_words(arena, &bounds);
	const bool all = lower.len == 0 && upper.len == 0;
	const char *kinds =
		bounds.takes_prereleases
			? (all ? "every release and every prerelease" : "releases and prereleases")
			: (all ? "every release, no prerelease" : "releases");
	const str exceptions = exceptions_words(arena, &bounds);
	return arena_printf(arena, "%s%.*s%.*s%.*s", kinds, STR_ARG(lower), STR_ARG(upper),
	                    STR_ARG(exceptions));
}

str explain_range_words(struct arena *arena, const struct range *range)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < range->groups.len; i++) {
		if (i > 0)
			buf_add(&out, STR("; or "));
		buf_add(&out, group_words(arena, range, &range->groups.at[i]));
	}
	return buf_text(&out);
}

/* ---- examples ---- */

struct examples {
	struct semver at[MAX_EXAMPLES];
	size_t len;
};

static void add_example(struct examples *examples, uint64_t major, uint64_t minor, uint64_t patch,
                        const char *prerelease)
{
	const struct semver version = {major, minor, patch, str_of(prerelease), {"", 0}};
	for (size_t i = 0; i < examples->len; i++)
		if (semver_compare(&examples->at[i], &version) == 0)
			return;
	if (examples->len < MAX_EXAMPLES)
		examples->at[examples->len++] = version;
}

/* Versions around a constant: where a range that names it changes its mind. */
static void add_around(struct examples *examples, const struct semver *constant)
{
	const uint64_t major = constant->major, minor = constant->minor, patch = constant->patch;
	add_example(examples, major, minor, patch, "");
	add_example(examples, major, minor, patch, "rc.1");
	add_example(examples, major, minor, patch + (patch < UINT64_MAX), "");
	add_example(examples, major, minor + (minor < UINT64_MAX), 0, "");
	add_example(examples, major, minor + (minor < UINT64_MAX), 0, "rc.1");
	add_example(examples, major + (major < UINT64_MAX), 0, 0, "");
	if (major > 0)
		add_example(examples, major - 1, 9, 0, "");
}

static struct examples make_examples(const struct range *range)
{
	struct examples out = {.len = 0};
	for (size_t i = 0; i < range->groups.len; i++)
		for (size_t k = 0; k < range->groups.at[i].comparators.len; k++)
			add_around(&out, &range->groups.at[i].comparators.at[k].constant);
	return out;
}

/* The first few examples that the range takes, or refuses. */
static str list_examples(struct arena *arena, const struct range *range,
                         const struct examples *examples, bool taken)
{
	struct buf out;
	size_t shown = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < examples->len && shown < SHOWN_EXAMPLES; i++) {
		const struct semver *version = &examples->at[i];
		if (range_takes(range, version) == taken) {
			const str text = semver_to_text(arena, version);
			buf_printf(&out, "%s%.*s", shown++ ? ", " : "", STR_ARG(text));
		}
	}
	return shown ? buf_text(&out) : STR("none of the usual ones");
}

/* The greatest of the examples that a release would pull. */
static str pick_example(struct arena *arena, const struct range *range,
                        const struct examples *examples)
{
	const struct semver *best = NULL;
	for (size_t i = 0; i < examples->len; i++) {
		const struct semver *version = &examples->at[i];
		if (range_takes(range, version) && (!best || semver_compare(version, best) > 0))
			best = version;
	}
	return best ? semver_to_text(arena, best) : STR("none");
}

/* The greatest example to each release, unless they agree. */
static void add_picks(struct arena *arena, str text, const struct examples *examples,
                      struct buf *out)
{
	str picks[FLUX_MAX_RELEASES];
	struct buf line;
	buf_init(&line, arena);
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		struct range range;
		str problem;
		picks[i] = STR("nothing");
		if (range_parse(arena, text, &FLUX_RELEASES[i], &range, &problem))
			picks[i] = pick_example(arena, &range, examples);
	}
	if (explain_run(picks, FLUX_RELEASE_COUNT - 1) == 0)
		return;
	for (size_t last = FLUX_RELEASE_COUNT; last-- > 0;) {
		const size_t first = explain_run(picks, last);
		const str label = explain_run_label(arena, first, last);
		buf_printf(&line, "%s%.*s in %.*s", line.len ? ", " : "", STR_ARG(picks[last]),
		           STR_ARG(label));
		last = first;
	}
	explain_line(out, STR("greatest"), buf_text(&line));
}

/* ---- all of it ---- */

bool explain_is_range(struct arena *arena, str text)
{
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		struct range range;
		str problem;
		if (range_parse(arena, text, &FLUX_RELEASES[i], &range, &problem))
			return true;
	}
	return false;
}

/*
 * A bound with a prerelease on one side only is nearly always a mistake. Says what to write for
 * the two things that may have been meant.
 */
static void add_advice(struct arena *arena, const struct range *range, struct buf *out)
{
	if (range->groups.len != 1)
		return;
	const struct range_bounds bounds = range_group_bounds(arena, range, &range->groups.at[0]);
	if (!bounds.takes_prereleases || !bounds.lower.is_set || !bounds.lower.is_inclusive ||
	    !bounds.upper.is_set || bounds.upper.is_inclusive ||
	    semver_is_prerelease(&bounds.upper.version))
		return;
	const str low = without_prerelease(arena, bounds.lower.version);
	const str high = semver_to_text(arena, &bounds.upper.version);
	explain_line(out, STR("write"),
	             arena_printf(arena, "\">=%.*s <%.*s\" for releases only", STR_ARG(low),
	                          STR_ARG(high)));
	explain_line(out, STR(""),
	             arena_printf(arena, "\">=%.*s-0 <%.*s-0\" with prereleases, but those of %.*s",
	                          STR_ARG(low), STR_ARG(high), STR_ARG(high)));
}

/* The examples are judged by the newest release that takes the range at all. */
void explain_range(struct arena *arena, str text, struct buf *out)
{
	str answers[FLUX_MAX_RELEASES];
	struct range range, newest = {0};
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		str problem;
		if (range_parse(arena, text, &FLUX_RELEASES[i], &range, &problem)) {
			answers[i] = explain_range_words(arena, &range);
			newest = range;
		} else {
			answers[i] = arena_printf(arena, "refused: %.*s", STR_ARG(problem));
		}
	}
	explain_releases(arena, answers, out);
	if (!newest.release)
		return;
	const struct examples examples = make_examples(&newest);
	explain_line(out, STR("takes"), list_examples(arena, &newest, &examples, true));
	explain_line(out, STR("refuses"), list_examples(arena, &newest, &examples, false));
	add_picks(arena, text, &examples, out);
	add_advice(arena, &newest, out);
}
