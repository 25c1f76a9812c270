/*
 * suppress_comments.c - see suppress_comments.h
 *
 * A patch that is written out in a kustomization is a text to YAML, and a file of its own to
 * people: its comments are read as those of one, and counted in the lines of the file around it.
 * Other texts, a script in a ConfigMap say, are nobody's manifests.
 */
#include "lint/suppress_comments.h"

#include "yaml/load.h"
#include "yaml/source.h"

#define MARKER "kustoc: ignore"

struct reading {
	struct arena *arena;
	const struct source *source;
	struct suppress_comments *out;
};

/* The line that a comment is about: its own, or the next that holds more than a comment. */
static uint32_t line_meant(const struct source_view *view, const struct source_comment *comment)
{
	uint32_t line = comment->at.line;
	if (!comment->alone)
		return line;
	do
		line++;
	while (line <= source_line_count(view) &&
	       (str_trim(source_line(view, line)).len == 0 ||
	        str_starts_with(str_trim(source_line(view, line)), STR("#"))));
	return line;
}

/* "[OCI203, KUS007] reason"; what comes without brackets, or with empty ones, names no rule. */
static void read_rules(struct arena *arena, str text, struct suppress_comment *out)
{
	str words, word;
	out->is_malformed = true;
	if (!str_starts_with(text, STR("[")) ||
	    !str_cut(str_from(text, 1), ']', &words, &out->suppression.reason))
		return;
	out->suppression.reason = str_trim(out->suppression.reason);
	while (words.len > 0) {
		str_cut(words, ',', &word, &words);
		ARRAY_ADD(arena, &out->rules)->word = str_trim(word);
	}
	out->is_malformed = out->rules.len == 0;
	for (size_t i = 0; i < out->rules.len; i++)
		out->rules.at[i].is_used = false;
}

/* Where the text that is read stands: a file's, or a part of it. */
static struct mark place_in_file(const struct reading *reading, struct origin origin,
                                 struct mark inside)
{
	const uint32_t shift = inside.line == 1 ? origin.at.col - 1 : origin.indent;
	return (struct mark){reading->source, origin.at.line + inside.line - 1, inside.col + shift};
}

static void read_comment(const struct reading *reading, const struct source_view *view,
                         struct origin origin, const struct source_comment *found)
{
	if (!str_starts_with(found->text, STR(MARKER)))
		return;
	struct suppress_comment *comment = ARENA_NEW(reading->arena, struct suppress_comment);
	const str rest = str_from(found->text, sizeof MARKER - 1);
	const bool is_file = str_starts_with(rest, STR("-file"));
	comment->suppression.at = place_in_file(reading, origin, found->at);
	comment->line = is_file ? 0 : origin.at.line + line_meant(view, found) - 1;
	read_rules(reading->arena, is_file ? str_from(rest, 5) : rest, comment);
	*ARRAY_ADD(reading->arena, reading->out) = comment;
}

static void read_text(const struct reading *reading, const struct source *text,
                      struct origin origin)
{
	struct source_view *view = source_view_new(reading->arena, text);
	const struct source_comments *comments = source_comments(view);
	for (size_t i = 0; i < comments->len; i++)
		read_comment(reading, view, origin, &comments->at[i]);
}

/* ---- patches that are written out ---- */

/* Only in a literal block are the lines those of the file. */
static void read_patch(const struct reading *reading, const struct node *patch)
{
	if (patch->kind != NODE_SCALAR || patch->style != STYLE_LITERAL ||
	    !str_contains(patch->text, STR(MARKER)))
		return;
	struct source *text = ARENA_NEW(reading->arena, struct source);
	*text = (struct source){.path = reading->source->path, .text = patch->text};
	read_text(reading, text, origin_of_scalar(patch));
}

/* kustomize's and Flux' name for one; the other field holds a list of them. */
static bool is_patch_field(str key)
{
	return str_eq(key, STR("patch")) || str_eq(key, STR("patchesStrategicMerge"));
}

static void read_patches(const struct reading *reading, const struct node *node, bool is_patch)
{
	switch (node->kind) {
	case NODE_SCALAR:
		if (is_patch)
			read_patch(reading, node);
		break;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node)
			read_patches(reading, pair->value, is_patch_field(pair->key.text));
		break;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node)
			read_patches(reading, item->value, is_patch);
		break;
	}
}

struct suppress_comments suppress_comments_read(struct arena *arena, const struct source *source)
{
	struct suppress_comments out = {0};
	const struct reading reading = {arena, source, &out};
	struct documents documents = {0};
	struct diags unheard;
	/* Scanning is dear and such comments are rare. */
	if (!str_contains(source->text, STR(MARKER)))
		return out;
	read_text(&reading, source, origin_of_source(source));
	diags_init(&unheard, arena);
	if (load_documents(arena, source->text, origin_of_source(source), &documents, &unheard))
		for (size_t i = 0; i < documents.len; i++)
			read_patches(&reading, documents.at[i], false);
	return out;
}
