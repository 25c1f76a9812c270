/* golden.c - see golden.h */
#include "testing/golden.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"

/* "" when there is no such file. */
static str read(struct arena *arena, str folder, const char *name, bool *found)
{
	str text = {0};
	*found = file_read(arena, path_join(arena, folder, str_of(name)), &text) == 0;
	return text;
}

static struct golden_case load_case(struct arena *arena, str root, str name)
{
	const str folder = path_join(arena, root, name);
	bool found, has_output, has_error;
	struct golden_case one = {.name = arena_cstr(arena, name)};
	const str output = read(arena, folder, "want.yaml", &has_output);
	const str error = read(arena, folder, "want.err", &has_error);
	one.fails = has_error;
	one.want = has_error ? error : output;
	if (has_output == has_error) {
		fprintf(stderr, "%s must hold either want.yaml or want.err\n",
		        arena_cstr(arena, folder));
		abort();
	}
	one.dir = path_join(arena, folder, str_trim(read(arena, folder, "dir", &found)));
	str flags = read(arena, folder, "flags", &found), flag;
	while (flags.len > 0) {
		str_cut(flags, '\n', &flag, &flags);
		if (flag.len > 0)
			*ARRAY_ADD(arena, &one.flags) = flag;
	}
	read(arena, folder, "differs", &one.differs);
	return one;
}

struct golden_cases golden_load(struct arena *arena, str root)
{
	struct golden_cases cases = {0};
	struct file_names names = {0};
	if (file_list(arena, root, &names) != 0) {
		fprintf(stderr, "%s cannot be read\n", arena_cstr(arena, root));
		abort();
	}
	for (size_t i = 0; i < names.len; i++)
		if (file_kind(arena, path_join(arena, root, names.at[i])) == FILE_DIRECTORY)
			*ARRAY_ADD(arena, &cases) = load_case(arena, root, names.at[i]);
	return cases;
}

str golden_missing_lines(struct arena *arena, str want, str text)
{
	struct buf missing;
	str line;
	buf_init(&missing, arena);
	while (want.len > 0) {
		str_cut(want, '\n', &line, &want);
		if (str_contains(text, line))
			continue;
		buf_add(&missing, line);
		buf_add_char(&missing, '\n');
	}
	return buf_text(&missing);
}
