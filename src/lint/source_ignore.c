/*
 * source_ignore.c - see source_ignore.h
 *
 * source-controller reads these files with go-git's package gitignore. A pattern with a slash is
 * tied to the directory of its file, one without fits names at any depth below; the last pattern
 * that fits decides, those of deeper directories before those above.
 */
#include "lint/source_ignore.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"

struct pattern {
	str text;
	bool is_negated;     /* "!": what one before it left out is back */
	bool is_for_names;   /* without a slash: at any depth */
	bool is_for_folders; /* ends in a slash */
};

struct source_ignore {
	struct arena *arena;
	const struct source_ignore *above; /* NULL at the top */
	const struct source_ignore *last;  /* patterns with the last word */
	str path;                          /* of its directory, from the top; "" at the top */
	ARRAY(struct pattern) patterns;
};

static bool read_pattern(str line, struct pattern *out)
{
	line = str_trim_right(line);
	if (line.len == 0 || line.at[0] == '#')
		return false;
	*out = (struct pattern){.is_negated = line.at[0] == '!'};
	line = str_from(line, out->is_negated);
	out->is_for_folders = str_ends_with(line, STR("/"));
	line = str_slice(line, 0, line.len - out->is_for_folders);
	out->is_for_names = str_find_char(line, '/') == STR_NONE;
	out->text = str_starts_with(line, STR("/")) ? str_from(line, 1) : line;
	return out->text.len > 0;
}

static void read_patterns(struct source_ignore *ignore, str text)
{
	struct pattern pattern;
	str line;
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		if (read_pattern(line, &pattern))
			*ARRAY_ADD(ignore->arena, &ignore->patterns) = pattern;
	}
}

static void read_file(struct source_ignore *ignore, str dir)
{
	str text;
	if (file_read(ignore->arena, path_join(ignore->arena, dir, STR(".sourceignore")), &text) ==
	    0)
		read_patterns(ignore, text);
}

const struct source_ignore *source_ignore_new(struct arena *arena, str last, str dir)
{
	struct source_ignore *spoken = ARENA_NEW(arena, struct source_ignore);
	struct source_ignore *ignore = ARENA_NEW(arena, struct source_ignore);
	*spoken = (struct source_ignore){.arena = arena, .path = STR("")};
	*ignore = (struct source_ignore){.arena = arena, .last = spoken, .path = STR("")};
	read_patterns(spoken, last);
	read_file(ignore, dir);
	return ignore;
}

const struct source_ignore *source_ignore_enter(struct arena *arena,
                                                const struct source_ignore *above, str dir)
{
	struct source_ignore *ignore = ARENA_NEW(arena, struct source_ignore);
	*ignore = (struct source_ignore){.arena = arena,
	                                 .above = above,
	                                 .last = above->last,
	                                 .path = path_join(arena, above->path, path_base(dir))};
	read_file(ignore, dir);
	return ignore;
}

/* What CI keeps at the top of a repository, and source-controller leaves out unasked. */
static bool is_left_out_always(str name)
{
	static const str NAMES[] = {STR_INIT("appveyor.yml"), STR_INIT("cloudbuild.yaml"),
	                            STR_INIT("codeship-services.yml"),
	                            STR_INIT("codeship-steps.yml")};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_eq(name, NAMES[i]))
			return true;
	return false;
}

static bool fits(const struct pattern *pattern, str path, bool is_directory)
{
	return (!pattern->is_for_folders || is_directory) &&
	       glob_matches(pattern->text, pattern->is_for_names ? path_base(path) : path);
}

/* The last pattern of one level that fits; NULL: it says nothing. */
static const struct pattern *find_pattern(const struct source_ignore *level, str path,
                                          bool is_directory)
{
	const str below = level->path.len ? str_from(path, level->path.len + 1) : path;
	for (size_t i = level->patterns.len; i-- > 0;)
		if (fits(&level->patterns.at[i], below, is_directory))
			return &level->patterns.at[i];
	return NULL;
}

bool source_ignore_covers(const struct source_ignore *ignore, str name, bool is_directory)
{
	const str path = path_join(ignore->arena, ignore->path, name);
	const struct pattern *found = find_pattern(ignore->last, path, is_directory);
	for (const struct source_ignore *level = ignore; level && !found; level = level->above)
		found = find_pattern(level, path, is_directory);
	return found ? !found->is_negated : is_left_out_always(name);
}
