/*
 * source_fuzz.c - whatever the text, its view has every token and comment inside it
 *
 * libfyaml is only used on files that are shown to people, broken ones above all: it must survive
 * everything that a loader refuses.
 */
#include "yaml/source.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("f.yaml"), .text = {(const char *)data, len}};
	struct source_view *view = source_view_new(arena, &source);
	for (uint32_t line = 1; line <= source_line_count(view) && line < 100; line++) {
		const struct source_span span = source_line_span(view, line);
		check(span.start <= span.end && span.end <= len);
		for (uint32_t col = 1; col < 20; col++) {
			const size_t offset = source_offset(view, line, col);
			const struct source_span token = source_token_at(view, offset).span;
			check(offset >= span.start && offset <= span.end);
			check(token.start == offset && token.end >= token.start &&
			      token.end <= len);
		}
	}
	const struct source_comments *comments = source_comments(view);
	for (size_t i = 0; i < comments->len; i++) {
		const struct source_comment *comment = &comments->at[i];
		check(comment->span.start < comment->span.end && comment->span.end <= len);
		check(source.text.at[comment->span.start] == '#');
		check(i == 0 || comments->at[i - 1].span.end <= comment->span.start);
	}
	arena_destroy(arena);
	return 0;
}
