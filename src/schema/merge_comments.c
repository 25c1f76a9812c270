/* merge_comments.c - see merge_comments.h */
#include "schema/merge_comments.h"

#include "base/map.h"
#include "yaml/value.h"

struct merge_comment_cache {
	struct arena *arena;
	struct map by_text; /* the address of a file's text, as bytes -> struct merge_comments */
};

struct merge_comment_cache *merge_comments_new(struct arena *arena)
{
	struct merge_comment_cache *cache = ARENA_NEW(arena, struct merge_comment_cache);
	cache->arena = arena;
	return cache;
}

/* A comment that is the JSON of an object with anything in it is a schema; others mean nothing. */
static struct node *parse_schema(struct arena *arena, str comment, struct mark at)
{
	struct diags ignored;
	struct node *schema;
	diags_init(&ignored, arena);
	while (str_starts_with(comment, STR("#")))
		comment = str_from(comment, 1);
	comment = str_trim(comment);
	if (!str_starts_with(comment, STR("{")) ||
	    !value_from_json(arena, comment, (struct origin){.at = at}, &schema, &ignored))
		return NULL;
	return node_is_empty(schema) ? NULL : schema;
}

/* Where the comment of a line begins, quotes left aside: what is no comment is hardly JSON. */
static size_t comment_start(str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] == '#' &&
		    (i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '\t'))
			return i;
	return STR_NONE;
}

static void search(struct arena *arena, const struct source *source, struct merge_comments *out)
{
	str rest = source->text, line;
	bool follows_comment = false; /* one of several lines is not JSON to kustomize */
	for (uint32_t no = 1; rest.len > 0; no++) {
		str_cut(rest, '\n', &line, &rest);
		const size_t start = comment_start(line);
		const bool alone =
			start != STR_NONE && str_trim(str_slice(line, 0, start)).len == 0;
		struct node *schema = NULL;
		if (start != STR_NONE && !(alone && follows_comment))
			schema = parse_schema(arena, str_from(line, start),
			                      (struct mark){source, no, (uint32_t)start + 1});
		if (schema)
			*ARRAY_ADD(arena, out) = (struct merge_comment){no, alone, schema};
		follows_comment = alone;
	}
}

const struct merge_comments *merge_comments_of(struct merge_comment_cache *cache,
                                               const struct source *source)
{
	const str key = {(const char *)&source, sizeof source};
	struct merge_comments *comments = map_get(&cache->by_text, key);
	if (comments)
		return comments;
	comments = ARENA_NEW(cache->arena, struct merge_comments);
	search(cache->arena, source, comments);
	map_set(cache->arena, &cache->by_text, arena_copy(cache->arena, key), comments);
	return comments;
}

const struct node *merge_comments_find(const struct merge_comments *comments, uint32_t line)
{
	size_t from = 0, to = comments->len;
	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const struct merge_comment *comment = &comments->at[middle];
		if (comment->line + comment->alone == line)
			return comment->schema;
		if (comment->line < line)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}
