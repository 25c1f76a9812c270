/* glob_test.c - which paths a pattern means */
#include "base/glob.h"

#include "testing/table.h"

static const struct row {
	const char *name, *pattern, *path;
	bool matches, covers;
} ROWS[] = {
	{"itself", "apps/a", "apps/a", true, true},
	{"another name", "apps/a", "apps/b", false, false},
	{"what is below is covered", "apps/a", "apps/a/x.yaml", false, true},
	{"what only begins alike is not", "apps/a", "apps/ab/x.yaml", false, false},
	{"a star stays within a name", "apps/*/overlays", "apps/a/overlays", true, true},
	{"a star is no slash", "apps/*", "apps/a/b", false, true},
	{"a star in a word", "*-prod", "eu-west-prod", true, true},
	{"two stars in a word", "a*b*c", "a-b-b-c", true, true},
	{"a question mark is one byte", "stage?", "stage1", true, true},
	{"two stars are any depth", "apps/**", "apps/a/b/c.yaml", true, true},
	{"two stars in between", "**/overlays/prod", "apps/a/overlays/prod", true, true},
	{"two stars may be nothing", "**/prod", "prod", true, true},
	{"and leave the end to the rest", "**/prod", "apps/staging", false, false},
	{"a pattern longer than the path", "a/b/c", "a/b", false, false},
};

static void fits(void **state)
{
	const struct row *row = *state;
	assert_int_equal(glob_matches(str_of(row->pattern), str_of(row->path)), row->matches);
	assert_int_equal(glob_covers(str_of(row->pattern), str_of(row->path)), row->covers);
}

int main(void)
{
	return TABLE_RUN("base/glob", ROWS, fits);
}
