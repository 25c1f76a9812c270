/*
 * path.c - see path.h
 *
 * filepath.Clean decides what every path in a sentence looks like, so it is followed to the letter:
 * ".." at the root vanishes, ".." at the start of a relative path stays.
 */
#include "base/path.h"

#include "base/buf.h"

bool path_is_absolute(str path)
{
	return path.len > 0 && path.at[0] == '/';
}

/* Takes the last element off `out`, unless it is itself "..": those stay. */
static bool drop_last(struct buf *out, size_t root)
{
	if (out->len <= root)
		return false;
	size_t slash = str_find_last_char(str_from(buf_text(out), root), '/');
	const size_t from = slash == STR_NONE ? root : root + slash + 1;
	if (str_eq(str_from(buf_text(out), from), STR("..")))
		return false;
	out->len = slash == STR_NONE ? root : root + slash;
	return true;
}

str path_clean(struct arena *arena, str path)
{
	struct buf out;
	buf_init(&out, arena);
	const bool absolute = path_is_absolute(path);
	if (absolute)
		buf_add_char(&out, '/');
	const size_t root = out.len;
	while (path.len > 0) {
		str element;
		str_cut(path, '/', &element, &path);
		if (element.len == 0 || str_eq(element, STR(".")))
			continue;
		if (str_eq(element, STR("..")) && (drop_last(&out, root) || absolute))
			continue;
		if (out.len > root)
			buf_add_char(&out, '/');
		buf_add(&out, element);
	}
	return out.len ? buf_text(&out) : STR(".");
}

str path_join(struct arena *arena, str a, str b)
{
	if (a.len == 0 || b.len == 0)
		return a.len + b.len ? path_clean(arena, a.len ? a : b) : STR("");
	return path_clean(arena, ARENA_JOIN(arena, '/', a, b));
}

str path_dir(str path)
{
	const size_t slash = str_find_last_char(path, '/');
	if (slash == STR_NONE)
		return STR(".");
	return slash == 0 ? STR("/") : str_slice(path, 0, slash);
}

str path_base(str path)
{
	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	if (path.len == 0)
		return STR(".");
	const size_t slash = str_find_last_char(path, '/');
	return slash == STR_NONE || path.len == 1 ? path : str_from(path, slash + 1);
}

bool path_is_below(str dir, str path)
{
	if (str_eq(dir, STR("/")))
		return path_is_absolute(path);
	return str_starts_with(path, dir) && (path.len == dir.len || path.at[dir.len] == '/');
}

str path_relative(struct arena *arena, str dir, str path)
{
	struct buf out;
	buf_init(&out, arena);
	while (!path_is_below(dir, path)) {
		buf_add(&out, STR("../"));
		dir = path_dir(dir);
	}
	const str rest = str_from(path, str_eq(dir, STR("/")) ? 1 : dir.len);
	buf_add(&out, str_starts_with(rest, STR("/")) ? str_from(rest, 1) : rest);
	return path_clean(arena, buf_text(&out));
}
