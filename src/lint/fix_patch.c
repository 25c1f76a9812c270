/*
 * fix_patch.c - the plan of fix.h as a unified diff
 *
 * The edits are known, so nothing has to be compared: lines that an edit touches
 * are the old side, and the same with the edits done the new one.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/git.h"
#include "base/path.h"
#include "lint/fix.h"
#include "yaml/source.h"

enum { CONTEXT = 3 };

/* Lines from `first` to `last` that change together, from 1. */
struct block {
	uint32_t first, last;
	size_t from, to; /* its edits */
};

struct patch {
	struct buf *out;
	const struct fix_file *file;
	struct source_view *view;
	ARRAY(struct block) blocks;
};

static void find_blocks(struct arena *arena, struct patch *patch)
{
	for (size_t i = 0; i < patch->file->edits.len; i++) {
		const struct diag_edit *edit = patch->file->edits.at[i];
		const uint32_t first = source_mark(patch->view, edit->start).line;
		const uint32_t last = source_mark(patch->view, edit->end).line;
		struct block *block =
			patch->blocks.len ? &patch->blocks.at[patch->blocks.len - 1] : NULL;
		if (block && first <= block->last + 1) {
			block->last = last > block->last ? last : block->last;
			block->to = i + 1;
		} else {
			*ARRAY_ADD(arena, &patch->blocks) = (struct block){first, last, i, i + 1};
		}
	}
}

static size_t line_start(const struct patch *patch, uint32_t line)
{
	return line > source_line_count(patch->view) ? patch->file->source->text.len
	                                             : source_line_span(patch->view, line).start;
}

static str new_text(struct arena *arena, const struct patch *patch, const struct block *block)
{
	const str text = patch->file->source->text;
	size_t at = line_start(patch, block->first);
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = block->from; i < block->to; i++) {
		const struct diag_edit *edit = patch->file->edits.at[i];
		buf_add(&out, str_slice(text, at, edit->start));
		buf_add(&out, edit->text);
		at = edit->end;
	}
	buf_add(&out, str_slice(text, at, line_start(patch, block->last + 1)));
	return buf_text(&out);
}

static void add_lines(struct patch *patch, char sign, str text)
{
	str line;
	while (text.len > 0) {
		const bool ends = str_cut(text, '\n', &line, &text);
		buf_printf(patch->out, "%c%.*s\n", sign, STR_ARG(line));
		if (!ends)
			buf_add(patch->out, STR("\\ No newline at end of file\n"));
	}
}

static str old_text(const struct patch *patch, uint32_t first, uint32_t last)
{
	return str_slice(patch->file->source->text, line_start(patch, first),
	                 line_start(patch, last + 1));
}

static size_t count_lines(str text)
{
	size_t count = 0;
	str line;
	for (; text.len > 0; count++)
		str_cut(text, '\n', &line, &text);
	return count;
}

/* Blocks [from, to), whose contexts meet. `*shift`: how many lines were added before. */
static void add_hunk(struct patch *patch, size_t from, size_t to, long *shift)
{
	struct arena *arena = patch->out->arena;
	const struct block *blocks = patch->blocks.at;
	const uint32_t lines = (uint32_t)count_lines(patch->file->source->text);
	const uint32_t first = blocks[from].first > CONTEXT ? blocks[from].first - CONTEXT : 1;
	const uint32_t wanted = blocks[to - 1].last + CONTEXT;
	const uint32_t last = wanted < lines ? wanted : lines;
	long grown = 0;
	for (size_t i = from; i < to; i++)
		grown += (long)count_lines(new_text(arena, patch, &blocks[i])) -
		         (long)(blocks[i].last - blocks[i].first + 1);
	buf_printf(patch->out, "@@ -%u,%u +%ld,%ld @@\n", first, last - first + 1,
	           (long)first + *shift, (long)(last - first + 1) + grown);
	uint32_t at = first;
	for (size_t i = from; i < to; i++) {
		add_lines(patch, ' ', old_text(patch, at, blocks[i].first - 1));
		add_lines(patch, '-', old_text(patch, blocks[i].first, blocks[i].last));
		add_lines(patch, '+', new_text(arena, patch, &blocks[i]));
		at = blocks[i].last + 1;
	}
	add_lines(patch, ' ', old_text(patch, at, last));
	*shift += grown;
}

/* ---- names ---- */

/*
 * `git apply` and `patch` take names from where they run, but neither takes one that leads out of
 * there. Then all names are from the top of the repository, which a header of git's says.
 */
struct names {
	struct arena *arena;
	str here, top; /* top "": from here */
};

static bool leads_out(str path)
{
	return str_starts_with(path, STR("../")) || path_is_absolute(path);
}

static struct names names_of(struct arena *arena, const struct fix_plan *plan)
{
	struct names names = {arena, file_current_dir(arena), STR("")};
	for (size_t i = 0; i < plan->files.len; i++)
		if (plan->files.at[i]->edits.len > 0 && leads_out(plan->files.at[i]->source->path))
			names.top = git_find_top(arena, names.here);
	return names;
}

/* In quotes, as git has them, when there is no other way to tell where the name ends. */
static str header_name(const struct names *names, const char *side, str path)
{
	struct buf out;
	bool is_plain = true;
	if (names->top.len > 0)
		path = path_relative(
			names->arena, names->top,
			path_is_absolute(path) ? path : path_join(names->arena, names->here, path));
	buf_init(&out, names->arena);
	for (size_t i = 0; i < path.len; i++) {
		const unsigned char c = (unsigned char)path.at[i];
		is_plain &= c >= ' ' && c != 0x7f && c != '"' && c != '\\';
	}
	if (is_plain)
		return arena_printf(names->arena, "%s/%.*s", side, STR_ARG(path));
	buf_printf(&out, "\"%s/", side);
	for (size_t i = 0; i < path.len; i++) {
		const unsigned char c = (unsigned char)path.at[i];
		if (c < ' ' || c >= 0x7f || c == '"' || c == '\\')
			buf_printf(&out, "\\%03o", (unsigned)c);
		else
			buf_add_char(&out, path.at[i]);
	}
	buf_add_char(&out, '"');
	return buf_text(&out);
}

/* A tab ends a name that holds blanks. */
static void add_header(struct buf *out, const struct names *names, str path)
{
	const str before = header_name(names, "a", path), after = header_name(names, "b", path);
	const char *end = str_find_char(path, ' ') == STR_NONE ? "" : "\t";
	if (names->top.len > 0)
		buf_printf(out, "diff --git %.*s %.*s\n", STR_ARG(before), STR_ARG(after));
	buf_printf(out, "--- %.*s%s\n+++ %.*s%s\n", STR_ARG(before), end, STR_ARG(after), end);
}

static void add_file(struct buf *out, const struct fix_file *file)
{
	struct patch patch = {
		.out = out, .file = file, .view = source_view_new(out->arena, file->source)};
	long shift = 0;
	find_blocks(out->arena, &patch);
	for (size_t from = 0, to; from < patch.blocks.len; from = to) {
		to = from + 1;
		while (to < patch.blocks.len &&
		       patch.blocks.at[to].first <= patch.blocks.at[to - 1].last + 2 * CONTEXT)
			to++;
		add_hunk(&patch, from, to, &shift);
	}
}

void fix_add_patch(struct buf *out, const struct fix_plan *plan)
{
	const struct names names = names_of(out->arena, plan);
	/* git passes over what lies outside of where it is started, in silence. */
	if (names.top.len > 0)
		buf_add(out, STR("# names are from the top of the repository: apply it there\n"));
	for (size_t i = 0; i < plan->files.len; i++) {
		if (plan->files.at[i]->edits.len == 0)
			continue;
		add_header(out, &names, plan->files.at[i]->source->path);
		add_file(out, plan->files.at[i]);
	}
}
