/* conformance.c - see conformance.h */
#include "testing/conformance.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"

enum { SHOWN_FAILURES = 20 };

/* Tests run in the project's root. */
static str folder(void)
{
	const char *named = getenv("KUSTOC_CONFORMANCE");
	return named && *named ? str_of(named) : STR("../shared/conformance");
}

struct conformance_lines conformance_load(struct arena *arena, const char *name)
{
	struct conformance_lines lines = {0};
	const str path = arena_printf(arena, "%.*s/%s", STR_ARG(folder()), name);
	str text, line;
	if (file_read(arena, path, &text) != 0) {
		print_message("no %.*s: skipped\n", STR_ARG(path));
		arena_destroy(arena); /* skip() does not return to who made it */
		skip();
	}
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		*ARRAY_ADD(arena, &lines) = line;
	}
	return lines;
}

static str unescape(struct arena *arena, str text)
{
	static const char NAMES[] = "tnrfv\\", VALUES[] = "\t\n\r\f\v\\";
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\\') {
			buf_add_char(&out, text.at[i]);
			continue;
		}
		const char c = text.at[++i];
		if (c == 'x') {
			buf_add_char(&out, (char)(ascii_hex_value(text.at[i + 1]) * 16 +
			                          ascii_hex_value(text.at[i + 2])));
			i += 2;
		} else {
			buf_add_char(&out, VALUES[str_find_char(str_of(NAMES), c)]);
		}
	}
	return buf_text(&out);
}

void conformance_columns(struct arena *arena, str line, str *columns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		str column;
		str_cut(line, '\t', &column, &line);
		columns[i] = unescape(arena, column);
	}
}

void conformance_count(struct conformance_score *score, bool passed, str what, str got, str want)
{
	score->passed += passed;
	score->failed += !passed;
	if (!passed && score->failed <= SHOWN_FAILURES)
		print_error("%s: %.*s\n  got  %.*s\n  want %.*s\n", score->name, STR_ARG(what),
		            STR_ARG(got), STR_ARG(want));
}

void conformance_finish(const struct conformance_score *score)
{
	print_message("%s: %zu of %zu\n", score->name, score->passed,
	              score->passed + score->failed);
	assert_int_equal(score->failed, 0);
	assert_true(score->passed > 0);
}
