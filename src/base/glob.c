/* glob.c - see glob.h */
#include "base/glob.h"

/*
 * One name. Where a star was too short, one byte more is tried: the last star alone needs to be
 * remembered, so the time is bounded by the product of the two lengths.
 */
static bool name_matches(str pattern, str name)
{
	size_t p = 0, n = 0, star = STR_NONE, star_end = 0;
	while (n < name.len) {
		if (p < pattern.len && pattern.at[p] == '*') {
			star = p++;
			star_end = n;
		} else if (p < pattern.len &&
		           (pattern.at[p] == '?' || pattern.at[p] == name.at[n])) {
			p++;
			n++;
		} else if (star != STR_NONE) {
			p = star + 1;
			n = ++star_end;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.at[p] == '*')
		p++;
	return p == pattern.len;
}

bool glob_matches(str pattern, str path)
{
	str wanted, name;
	while (pattern.len > 0) {
		str_cut(pattern, '/', &wanted, &pattern);
		if (!str_eq(wanted, STR("**"))) {
			if (path.len == 0)
				return false;
			str_cut(path, '/', &name, &path);
			if (!name_matches(wanted, name))
				return false;
			continue;
		}
		if (pattern.len == 0)
			return true;
		for (; path.len > 0; str_cut(path, '/', &name, &path))
			if (glob_matches(pattern, path))
				return true;
		return false;
	}
	return path.len == 0;
}

bool glob_covers(str pattern, str path)
{
	for (;;) {
		if (glob_matches(pattern, path))
			return true;
		const size_t slash = str_find_last_char(path, '/');
		if (slash == STR_NONE)
			return false;
		path = str_slice(path, 0, slash);
	}
}
