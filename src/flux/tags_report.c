/*
 * tags_report.c - see tags_report.h
 *
 * The table is for a glance: one line an entry, whatever happens. What needs a sentence stands
 * below it, in the same order. JSON says everything, for scripts that decide by it.
 */
#include "flux/tags_report.h"

#include <string.h>

#include "base/quote.h"
#include "base/utf8.h"

/* ---- the table ---- */

enum { COLUMNS = 6, GAP = 2 };

struct line {
	str cells[COLUMNS];
};

static str or_dash(str text)
{
	return text.len > 0 ? text : STR("-");
}

/* What is next in line when the selected version goes. */
static str next_tag(const struct selection *selection)
{
	const size_t next = selection->tied > 1 ? selection->tied : 1;
	return selection->ranked_count > next ? selection->ranked[next]->tag : STR("-");
}

/* What does not decide is a dash: the range beside a tag, the filter without a range. */
static struct line line_of(const struct tags_entry *entry)
{
	const struct selector *selector = &entry->selector;
	const bool by_range = selector->kind == OCI_REF_SEMVER;
	return (struct line){{
		or_dash(entry->environment),
		or_dash(entry->id.name),
		by_range ? selector->ref.semver : STR("-"),
		selector->has_filter ? selector->ref.filter : STR("-"),
		or_dash(entry->selection.pick),
		next_tag(&entry->selection),
	}};
}

static void add_padded(struct buf *out, str text, size_t width)
{
	buf_add(out, text);
	for (size_t i = utf8_count(text); i < width + GAP; i++)
		buf_add_char(out, ' ');
}

static void add_line(struct buf *out, const struct line *line, const size_t *widths)
{
	for (size_t i = 0; i + 1 < COLUMNS; i++)
		add_padded(out, line->cells[i], widths[i]);
	buf_add(out, line->cells[COLUMNS - 1]);
	buf_add_char(out, '\n');
}

static bool fits(const size_t *widths, const struct look *look)
{
	size_t total = (size_t)GAP * (COLUMNS - 1);
	for (size_t i = 0; i < COLUMNS; i++)
		total += widths[i];
	return !look->is_paged || total <= look->width;
}

/* "staging search", and below it what there is, the tag first: that is what was asked for. */
static void add_block(struct buf *out, const struct line *line)
{
	static const struct {
		const char *label;
		size_t cell;
	} CELLS[] = {{"selected", 4}, {"next", 5}, {"range", 2}, {"filter", 3}};
	buf_printf(out, "%.*s %.*s\n", STR_ARG(line->cells[0]), STR_ARG(line->cells[1]));
	for (size_t i = 0; i < sizeof CELLS / sizeof *CELLS; i++) {
		const str cell = line->cells[CELLS[i].cell];
		if (!str_eq(cell, STR("-")))
			buf_printf(out, "  %-8s  %.*s\n", CELLS[i].label, STR_ARG(cell));
	}
}

static str entry_label(struct arena *arena, const struct tags_entry *entry)
{
	if (entry->environment.len == 0)
		return entry->id.name.len > 0 ? entry->id.name : STR("the reference");
	return arena_printf(arena, "%.*s %.*s", STR_ARG(entry->environment),
	                    STR_ARG(entry->id.name));
}

static size_t label_width(struct arena *arena, const struct tags_entries *entries)
{
	size_t width = 0;
	for (size_t i = 0; i < entries->len; i++) {
		const size_t own = utf8_count(entry_label(arena, &entries->at[i]));
		width = own > width ? own : width;
	}
	return width;
}

/* "production search: no match found for semver: >=2 (TAG001); nearest: v1.9.0 (…)" */
static void add_trouble(struct buf *out, str label, const struct tag_trouble *trouble)
{
	buf_printf(out, "%.*s: %.*s (%s)", STR_ARG(label), STR_ARG(trouble->what), trouble->code);
	if (trouble->nearest.len > 0)
		buf_printf(out, "; nearest: %.*s", STR_ARG(trouble->nearest));
	buf_add_char(out, '\n');
}

/* What the table has no room for. */
static void add_remarks(struct arena *arena, const struct tags_entry *entry, struct buf *out)
{
	const str label = entry_label(arena, entry);
	if (entry->selector.error.len > 0)
		buf_printf(out, "%.*s: %.*s\n", STR_ARG(label), STR_ARG(entry->selection.error));
	for (size_t i = 0; i < entry->troubles.len; i++)
		add_trouble(out, label, &entry->troubles.at[i]);
	if (entry->source.is_suspended)
		buf_printf(out, "%.*s: suspended: nothing is pulled\n", STR_ARG(label));
}

bool tags_entry_is_sound(const struct tags_entry *entry)
{
	for (size_t i = 0; i < entry->troubles.len; i++)
		if (strcmp(entry->troubles.at[i].code, "TAG001") == 0)
			return false;
	return entry->selection.error.len == 0;
}

void tags_report_table(struct arena *arena, const struct tags_entries *entries,
                       const struct look *look, struct buf *out)
{
	static const struct line HEAD = {{STR_INIT("ENV"), STR_INIT("SOURCE"), STR_INIT("RANGE"),
	                                  STR_INIT("FILTER"), STR_INIT("SELECTED"),
	                                  STR_INIT("NEXT")}};
	struct line *lines = ARENA_ARRAY(arena, struct line, entries->len + 1);
	size_t widths[COLUMNS] = {0};
	lines[0] = HEAD;
	for (size_t i = 0; i < entries->len; i++)
		lines[i + 1] = line_of(&entries->at[i]);
	for (size_t i = 0; i <= entries->len; i++)
		for (size_t k = 0; k < COLUMNS; k++)
			if (utf8_count(lines[i].cells[k]) > widths[k])
				widths[k] = utf8_count(lines[i].cells[k]);
	for (size_t i = 0; i <= entries->len && fits(widths, look); i++)
		add_line(out, &lines[i], widths);
	for (size_t i = 1; i <= entries->len && !fits(widths, look); i++)
		add_block(out, &lines[i]);
	for (size_t i = 0; i < entries->len; i++)
		add_remarks(arena, &entries->at[i], out);
}

/* ---- one tag ---- */

/* The first three fates are those of tags that the reference takes. */
static bool is_eligible(const struct tag_candidate *candidate)
{
	return candidate->fate <= TAG_LOWER;
}

/* The selection with `tag` pushed: listed last, unless it is listed already. */
static struct selection select_with(struct arena *arena, const struct tags_entry *entry, str tag)
{
	const struct selection *now = &entry->selection;
	str *tags = ARENA_ARRAY(arena, str, now->count + 1);
	size_t count = 0;
	for (; count < now->count; count++)
		tags[count] = now->candidates[count].tag;
	if (!selection_find(now, tag))
		tags[count++] = tag;
	return select_tag(arena, &entry->selector, tags, count);
}

/* "refuses it (the filter does not match)" */
static str verdict_words(struct arena *arena, const struct tag_candidate *candidate,
                         const struct selection *selection)
{
	if (!candidate) /* the reference is none */
		return selection->error;
	const str reason = tag_reason(arena, candidate, selection);
	if (candidate->fate == TAG_SELECTED)
		return STR("pulls it");
	return arena_printf(arena,
	                    is_eligible(candidate) ? "could pull it (%.*s)" : "refuses it (%.*s)",
	                    STR_ARG(reason));
}

void tags_report_why(struct arena *arena, const struct tags_entries *entries, str tag,
                     struct buf *out)
{
	const size_t width = label_width(arena, entries);
	for (size_t i = 0; i < entries->len; i++) {
		const struct tags_entry *entry = &entries->at[i];
		const struct selection with = select_with(arena, entry, tag);
		const bool listed = selection_find(&entry->selection, tag);
		const str words = verdict_words(arena, selection_find(&with, tag), &with);
		if (i == 0)
			buf_printf(out, "%.*s: ", STR_ARG(tag));
		else
			add_padded(out, STR(""), utf8_count(tag));
		add_padded(out, entry_label(arena, entry), width);
		buf_printf(out, "%s%.*s\n",
		           listed || with.error.len > 0 ? "" : "were it listed: ", STR_ARG(words));
	}
}

/*
 * The first identifiers in which two prereleases differ, without what they share up to a hyphen:
 * of "staging-1c9d04e" and "staging-e0be771" the commits.
 */
static void find_difference(str a, str b, str *left, str *right)
{
	do {
		str_cut(a, '.', left, &a);
		str_cut(b, '.', right, &b);
	} while (str_eq(*left, *right) && (a.len > 0 || b.len > 0));
	size_t shared = 0;
	for (size_t i = 0; i < left->len && i < right->len && left->at[i] == right->at[i]; i++)
		if (left->at[i] == '-')
			shared = i + 1;
	*left = str_from(*left, shared);
	*right = str_from(*right, shared);
}

/*
 * Why a version that was just pushed is not the greatest. With the same numbers it is nearly
 * always that identifiers compare as text, which is worth saying.
 */
static str lower_reason(struct arena *arena, const struct semver *pushed, const struct semver *best)
{
	const bool same = pushed->major == best->major && pushed->minor == best->minor &&
	                  pushed->patch == best->patch;
	str left, right;
	if (!same || !semver_is_prerelease(pushed) || !semver_is_prerelease(best))
		return STR("it is the greater version");
	find_difference(pushed->prerelease, best->prerelease, &left, &right);
	return arena_printf(
		arena, "'%.*s' sorts before '%.*s'%s", STR_ARG(left), STR_ARG(right),
		semver_is_number(left) && semver_is_number(right) ? "" : " as text (CHN006)");
}

/* A push rolls out when the tag is what Flux would pull then; it need not be new. */
struct tags_push tags_if_pushed(struct arena *arena, const struct tags_entry *entry, str tag)
{
	const struct selection with = select_with(arena, entry, tag);
	const struct tag_candidate *candidate = selection_find(&with, tag);
	if (!candidate)
		return (struct tags_push){TAGS_NOT_ELIGIBLE,
		                          arena_printf(arena, "not eligible: %.*s",
		                                       STR_ARG(with.error))};
	if (!is_eligible(candidate)) {
		const str reason = tag_reason(arena, candidate, &with);
		return (struct tags_push){TAGS_NOT_ELIGIBLE,
		                          arena_printf(arena, "not eligible: %.*s",
		                                       STR_ARG(reason))};
	}
	if (candidate->fate == TAG_SELECTED) {
		const str before = entry->selection.pick;
		const bool same = str_eq(before, tag);
		return (struct tags_push){TAGS_ROLLS_OUT,
		                          same ? STR("rolls out: it is selected already")
		                               : arena_printf(arena, "rolls out: %.*s -> %.*s",
		                                              STR_ARG(or_dash(before)),
		                                              STR_ARG(tag))};
	}
	const str reason = candidate->fate == TAG_TIED ? STR("both are one version")
	                                               : lower_reason(arena, &candidate->version,
	                                                              &with.ranked[0]->version);
	return (struct tags_push){TAGS_STAYS,
	                          arena_printf(arena, "eligible, but stays on %.*s: %.*s",
	                                       STR_ARG(with.pick), STR_ARG(reason))};
}

void tags_report_push(struct arena *arena, const struct tags_entries *entries, size_t index,
                      const struct tags_push *push, struct buf *out)
{
	add_padded(out, entry_label(arena, &entries->at[index]), label_width(arena, entries));
	buf_add(out, push->words);
	buf_add_char(out, '\n');
}

/* ---- JSON ---- */

static const char *const FATES[] = {
	[TAG_SELECTED] = "selected",
	[TAG_TIED] = "tied",
	[TAG_LOWER] = "lower",
	[TAG_FILTERED] = "filtered",
	[TAG_NO_VERSION] = "not-a-version",
	[TAG_NO_PRERELEASES] = "prerelease",
	[TAG_OUT_OF_RANGE] = "out-of-range",
	[TAG_NOT_NAMED] = "not-named",
};

static void add_member(struct buf *out, const char *name, str value)
{
	if (value.len == 0)
		return;
	if (out->at[out->len - 1] != '{')
		buf_add_char(out, ',');
	buf_printf(out, "\"%s\":", name);
	quote_json(out, value);
}

static void add_ranked(struct buf *out, const char *name, const struct selection *selection,
                       size_t count)
{
	buf_printf(out, ",\"%s\":[", name);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		quote_json(out, selection->ranked[i]->tag);
	}
	buf_add_char(out, ']');
}

/* Every listed tag that is not pulled, with the reason. */
static void add_refused(struct arena *arena, struct buf *out, const struct selection *selection)
{
	bool first = true;
	buf_add(out, STR(",\"others\":["));
	for (size_t i = 0; i < selection->count; i++) {
		const struct tag_candidate *candidate = &selection->candidates[i];
		if (candidate->fate == TAG_SELECTED)
			continue;
		buf_add(out, first ? STR("{") : STR(",{"));
		first = false;
		add_member(out, "tag", candidate->tag);
		add_member(out, "fate", str_of(FATES[candidate->fate]));
		add_member(out, "reason", tag_reason(arena, candidate, selection));
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

static void add_ref(struct buf *out, const struct oci_ref *ref)
{
	buf_add(out, STR(",\"ref\":{"));
	add_member(out, "digest", ref->digest);
	add_member(out, "semver", ref->semver);
	add_member(out, "semverFilter", ref->filter);
	add_member(out, "tag", ref->tag);
	buf_add_char(out, '}');
}

/* Under the names that lint's report has for the same. */
static void add_findings(struct buf *out, const struct tag_troubles *troubles)
{
	buf_add(out, STR(",\"findings\":["));
	for (size_t i = 0; i < troubles->len; i++) {
		buf_add(out, i == 0 ? STR("{") : STR(",{"));
		add_member(out, "code", str_of(troubles->at[i].code));
		add_member(out, "message", troubles->at[i].what);
		add_member(out, "nearest", troubles->at[i].nearest);
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

void tags_report_json(struct arena *arena, const struct tags_entry *entry, struct buf *out)
{
	static const char *const KINDS[] = {[OCI_REF_DIGEST] = "digest",
	                                    [OCI_REF_SEMVER] = "tag",
	                                    [OCI_REF_TAG] = "tag",
	                                    [OCI_REF_LATEST] = "tag"};
	const struct selection *selection = &entry->selection;
	const bool failed = selection->error.len > 0;
	buf_add_char(out, '{');
	add_member(out, "environment", entry->environment);
	add_member(out, "overlay", entry->overlay);
	add_member(out, "namespace", entry->id.namespace);
	add_member(out, "name", entry->id.name);
	add_member(out, "url", entry->source.url);
	add_member(out, "mediaType", entry->source.media_type);
	add_member(out, "flux", str_of(entry->selector.release->name));
	add_member(out, "kind", failed ? STR("error") : str_of(KINDS[selection->kind]));
	add_member(out, "selected", selection->pick);
	add_member(out, "error", selection->error);
	add_ref(out, &entry->selector.ref);
	add_ranked(out, "candidates", selection, selection->ranked_count);
	add_ranked(out, "tied", selection, selection->tied > 1 ? selection->tied : 0);
	buf_printf(out, ",\"tieIsOpen\":%s", selection->tie_is_open ? "true" : "false");
	add_findings(out, &entry->troubles);
	add_refused(arena, out, selection);
	buf_add_char(out, '}');
}
