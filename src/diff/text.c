/*
 * text.c - see text.h
 *
 *	apps/payments   staging → production   1 resource changed
 *	OCIRepository payments/payments
 *	  ~ spec.ref.semver  ">=0.0.0-0" → ">=0.0.0"  patches/oci-repository-patch.yaml:7
 *
 * Columns are as wide as the resource at hand needs, so they are measured first.
 */
#include "diff/text.h"

#include <assert.h>

#include "base/path.h"
#include "diff/show.h"

/* Wider columns are not waited for: the one long value would push every place out of sight. */
enum { MAX_PATH = 44, MAX_VALUE = 56, CONTEXT = 2 };

struct writer {
	struct buf *out;
	const struct diff *diff;
	const struct diff_text *how;
	struct arena *arena;
};

struct column {
	size_t path, value; /* widths in the resource that is being written */
};

static const struct {
	const char *sign;
	enum look_role role;
} SIGNS[] = {
	[DIFF_ADDED] = {"+", LOOK_ADDED},
	[DIFF_REMOVED] = {"-", LOOK_REMOVED},
	[DIFF_CHANGED] = {"~", LOOK_CHANGED},
};

static const char *arrow(const struct writer *writer)
{
	return writer->how->look->unicode ? "\xe2\x86\x92" : "->";
}

static void pad(struct writer *writer, size_t width, size_t column)
{
	for (; width < column; width++)
		buf_add_char(writer->out, ' ');
}

/* ---- places ---- */

/* Both are paths from the same directory unless one is absolute; then nothing is relative. */
static str seen_from(struct arena *arena, str root, str path)
{
	if (root.len == 0 || path_is_absolute(root) != path_is_absolute(path) ||
	    str_starts_with(path, STR("..")) || str_starts_with(root, STR("..")))
		return path;
	if (path_is_absolute(root))
		return path_relative(arena, root, path);
	return path_relative(arena, path_join(arena, STR("/"), root),
	                     path_join(arena, STR("/"), path));
}

/* Of the line to edit: on the new side, unless the value is gone from it. */
static str place_of(struct writer *writer, const struct node *before, const struct node *after)
{
	assert(before || after);
	const struct mark at = (after ? after : before)->at;
	const struct diff_side *side = after ? &writer->diff->after : &writer->diff->before;
	if (!at.source)
		return STR("");
	const str path = seen_from(writer->arena, side->root, at.source->path);
	return arena_printf(writer->arena, "%.*s%s%.*s:%u", STR_ARG(after ? STR("") : side->name),
	                    after ? "" : ": ", STR_ARG(path), at.line);
}

/* ---- values ---- */

/* What of a Secret is shown at all is that there is something. */
static str one_value(struct writer *writer, const struct diff_change *change,
                     const struct node *node)
{
	const bool unicode = writer->how->look->unicode;
	if (change->secret && !writer->how->show_secrets)
		return unicode ? STR("\xc2\xabmasked\xc2\xbb") : STR("<masked>");
	return show_value(writer->arena, node);
}

static str value_of(struct writer *writer, const struct diff_change *change)
{
	if (change->kind == DIFF_ADDED)
		return one_value(writer, change, change->after);
	if (change->kind == DIFF_REMOVED)
		return one_value(writer, change, change->before);
	if (change->secret && !writer->how->show_secrets)
		return writer->how->look->unicode ? STR("\xc2\xabmasked, changed\xc2\xbb")
		                                  : STR("<masked, changed>");
	const str before = one_value(writer, change, change->before);
	const str after = one_value(writer, change, change->after);
	return arena_printf(writer->arena, "%.*s %s %.*s", STR_ARG(before), arrow(writer),
	                    STR_ARG(after));
}

/* ---- strings of several lines: the lines that changed, with a little around them ---- */

struct lines {
	str *at;
	size_t len, cap;
};

static struct lines split(struct arena *arena, str text)
{
	struct lines lines = {0};
	while (text.len) {
		str line;
		str_cut(text, '\n', &line, &text);
		*ARRAY_ADD(arena, &lines) = line;
	}
	return lines;
}

static void write_lines(struct writer *writer, enum look_role role, const char *sign,
                        const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const str line =
			arena_printf(writer->arena, "      %s %.*s", sign, STR_ARG(lines->at[i]));
		look_add(writer->out, writer->how->look, role, line);
		buf_add_char(writer->out, '\n');
	}
}

/* Equal lines at both ends are left out but for the nearest; what is between is replaced. */
static void write_hunk(struct writer *writer, const struct diff_change *change)
{
	const struct lines a = split(writer->arena, change->before->text);
	const struct lines b = split(writer->arena, change->after->text);
	const size_t shorter = a.len < b.len ? a.len : b.len;
	size_t head = 0, tail = 0;
	while (head < shorter && str_eq(a.at[head], b.at[head]))
		head++;
	while (tail < shorter - head && str_eq(a.at[a.len - 1 - tail], b.at[b.len - 1 - tail]))
		tail++;
	const size_t shown = head < CONTEXT ? head : CONTEXT;
	const size_t after = tail < CONTEXT ? tail : CONTEXT;
	write_lines(writer, LOOK_FRAME, " ", &a, head - shown, head);
	write_lines(writer, LOOK_REMOVED, "-", &a, head, a.len - tail);
	write_lines(writer, LOOK_ADDED, "+", &b, head, b.len - tail);
	write_lines(writer, LOOK_FRAME, " ", &b, b.len - tail, b.len - tail + after);
}

/* A changed string of several lines is shown by its lines, unless nobody may see it. */
static bool is_hunk(const struct writer *writer, const struct diff_change *change)
{
	return change->kind == DIFF_CHANGED && change->before->kind == NODE_SCALAR &&
	       change->after->kind == NODE_SCALAR &&
	       (show_is_long(change->before) || show_is_long(change->after)) &&
	       !(change->secret && !writer->how->show_secrets);
}

/* ---- lines ---- */

static void write_change(struct writer *writer, const struct diff_change *change,
                         struct column column)
{
	struct buf *out = writer->out;
	const struct look *look = writer->how->look;
	const bool hunk = is_hunk(writer, change);
	const str value = hunk ? STR("") : value_of(writer, change);
	buf_add(out, STR("  "));
	look_begin(out, look, SIGNS[change->kind].role);
	buf_printf(out, "%s %.*s", SIGNS[change->kind].sign, STR_ARG(change->path));
	pad(writer, show_width(change->path), column.path);
	buf_printf(out, "  %.*s", STR_ARG(value));
	look_end(out, look, SIGNS[change->kind].role);
	const str place = place_of(writer, change->before, change->after);
	if (place.len) {
		pad(writer, show_width(value), column.value);
		buf_add(out, STR("  "));
		look_add(out, look, LOOK_PLACE, place);
	}
	buf_add_char(out, '\n');
	if (hunk)
		write_hunk(writer, change);
}

/* The widest path and value that are not too wide to wait for. */
static struct column columns_of(struct writer *writer, const struct diff_changes *changes)
{
	struct column column = {0};
	for (size_t i = 0; i < changes->len; i++) {
		const struct diff_change *change = &changes->at[i];
		const size_t path = show_width(change->path);
		const size_t value =
			is_hunk(writer, change) ? 0 : show_width(value_of(writer, change));
		if (path > column.path && path <= MAX_PATH)
			column.path = path;
		if (value > column.value && value <= MAX_VALUE)
			column.value = value;
	}
	return column;
}

static str name_of(struct writer *writer, const struct resource *resource)
{
	const struct resource_id id = resource->id;
	return arena_printf(writer->arena, "%.*s %.*s%s%.*s", STR_ARG(id.gvk.kind),
	                    STR_ARG(id.namespace), id.namespace.len ? "/" : "", STR_ARG(id.name));
}

/* Its name, and the old one before it when that was another. */
static str heading_of(struct writer *writer, const struct diff_resource *resource)
{
	const str after = name_of(writer, resource->after ? resource->after : resource->before);
	if (resource->kind != DIFF_CHANGED)
		return after;
	assert(resource->before && resource->after);
	const str before = name_of(writer, resource->before);
	if (str_eq(before, after))
		return after;
	const str rest = str_from(after, resource->after->id.gvk.kind.len + 1);
	return arena_printf(writer->arena, "%.*s %s %.*s", STR_ARG(before), arrow(writer),
	                    STR_ARG(rest));
}

static void write_resource(struct writer *writer, const struct diff_resource *resource)
{
	struct buf *out = writer->out;
	const struct look *look = writer->how->look;
	const str heading = heading_of(writer, resource);
	if (resource->kind != DIFF_CHANGED) {
		look_begin(out, look, SIGNS[resource->kind].role);
		buf_printf(out, "%s %.*s", SIGNS[resource->kind].sign, STR_ARG(heading));
		look_end(out, look, SIGNS[resource->kind].role);
		const str place = place_of(writer, resource->before ? resource->before->root : NULL,
		                           resource->after ? resource->after->root : NULL);
		buf_add(out, STR("  "));
		look_add(out, look, LOOK_PLACE, place);
		buf_add_char(out, '\n');
		return;
	}
	look_add(out, look, LOOK_MESSAGE, heading);
	buf_add_char(out, '\n');
	const struct column column = columns_of(writer, &resource->changes);
	for (size_t i = 0; i < resource->changes.len; i++)
		write_change(writer, &resource->changes.at[i], column);
}

/* Counts by what happened: "2 resources changed, 1 added". */
static void write_head(struct writer *writer)
{
	static const char *const VERBS[] = {
		[DIFF_ADDED] = "added", [DIFF_REMOVED] = "removed", [DIFF_CHANGED] = "changed"};
	const struct diff *diff = writer->diff;
	size_t counts[3] = {0};
	for (size_t i = 0; i < diff->resources.len; i++)
		counts[diff->resources.at[i].kind]++;
	buf_printf(writer->out, "%.*s%s%.*s %s %.*s   ", STR_ARG(writer->how->title),
	           writer->how->title.len ? "   " : "", STR_ARG(diff->before.name), arrow(writer),
	           STR_ARG(diff->after.name));
	static const enum diff_kind ORDER[] = {DIFF_CHANGED, DIFF_ADDED, DIFF_REMOVED};
	const char *between = "";
	for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
		const size_t count = counts[ORDER[i]];
		if (count == 0)
			continue;
		if (*between)
			buf_printf(writer->out, ", %zu %s", count, VERBS[ORDER[i]]);
		else
			buf_printf(writer->out, "%zu resource%s %s", count, count == 1 ? "" : "s",
			           VERBS[ORDER[i]]);
		between = ", ";
	}
	buf_add(writer->out, *between ? STR("\n") : STR("no difference\n"));
}

void diff_to_text(struct buf *out, const struct diff *diff, const struct diff_text *how)
{
	struct writer writer = {out, diff, how, out->arena};
	write_head(&writer);
	for (size_t i = 0; i < diff->resources.len; i++)
		write_resource(&writer, &diff->resources.at[i]);
}
