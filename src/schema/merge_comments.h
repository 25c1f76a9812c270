/*
 * merge_comments.h - schemas that stand in the comments of a manifest
 *
 * Hardly anybody writes them, so a file is searched once and what was found is
 * kept by line; nodes do not carry comments.
 */
#ifndef SCHEMA_MERGE_COMMENTS_H
#define SCHEMA_MERGE_COMMENTS_H

#include "yaml/node.h"

struct merge_comment {
	uint32_t line;
	bool alone; /* nothing else on its line, so it belongs to the next */
	struct node *schema;
};

/* In the order of lines. */
struct merge_comments {
	struct merge_comment *at;
	size_t len, cap;
};

struct merge_comment_cache;

/* Knows no file yet; each is looked through once. */
struct merge_comment_cache *merge_comments_new(struct arena *arena);
/* The schemas in the comments of a file. */
const struct merge_comments *merge_comments_of(struct merge_comment_cache *cache,
                                               const struct source *source);
/* The schema (a value) of a key on `line`, NULL when there is none. */
const struct node *merge_comments_find(const struct merge_comments *comments, uint32_t line);

#endif
