/*
 * source.h - a YAML file as text: where its words begin and end
 *
 * A node knows only where it starts. What is shown to people, and what is
 * changed for them, needs the rest: how far a scalar reaches, quotes included,
 * and the comments, which no node keeps. libfyaml's parser finds them. A text
 * that it refuses is no failure here, since a broken file is just what people
 * are shown: from there on the words are found by their look.
 *
 * Scanning costs more than loading, so a view is made only when there is
 * something to show, and scans when first asked for a token or a comment.
 */
#ifndef YAML_SOURCE_H
#define YAML_SOURCE_H

#include "yaml/node.h"

/* Byte offsets in the source's text. */
struct source_span {
	size_t start, end;
};

/* A scalar with its quotes or block indicator, an alias, or a flow map or list with brackets. */
struct source_token {
	struct source_span span;
	enum node_kind kind;
	enum node_style style;
};

struct source_comment {
	struct source_span span; /* from '#' to the end of the line */
	struct mark at;
	str text;   /* without '#' and the white space around */
	bool alone; /* nothing else on its line */
};

struct source_comments {
	struct source_comment *at; /* in file order */
	size_t len, cap;
};

struct source_view;

/* Finds the lines; tokens and comments only when asked. Borrows `source`. */
struct source_view *source_view_new(struct arena *arena, const struct source *source);
const struct source *source_view_source(const struct source_view *view);

/* Lines are counted from 1 as in a mark; a line that is not there is empty. */
size_t source_line_count(const struct source_view *view);
/* A line without its line break. */
str source_line(const struct source_view *view, uint32_t line);
struct source_span source_line_span(const struct source_view *view, uint32_t line);
/* The byte at which a mark stands; places outside are brought to the nearest inside. */
size_t source_offset(const struct source_view *view, uint32_t line, uint32_t col);
struct mark source_mark(const struct source_view *view, size_t offset);

/* What starts at `offset`. Never longer than the text; one byte long when there is no telling. */
struct source_token source_token_at(struct source_view *view, size_t offset);
/* All comments of the file, found once and borrowed from the view. */
const struct source_comments *source_comments(struct source_view *view);

#endif
