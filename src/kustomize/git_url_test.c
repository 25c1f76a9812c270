/* git_url_test.c - what is a git URL, and what git and kustomize make of its parts */
#include "kustomize/remote.h"
#include "testing/table.h"

static const struct row {
	const char *name, *url;
	const char *repo; /* NULL: not a git URL */
	const char *path, *ref;
} ROWS[] = {
	{"GitHub without a scheme", "github.com/org/repo", "https://github.com/org/repo", "", ""},
	{"GitHub with a path", "github.com/org/repo/a/b", "https://github.com/org/repo", "a/b", ""},
	{"GitHub in http becomes https", "http://github.com/org/repo",
         "https://github.com/org/repo", "", ""},
	{"GitHub in capitals", "HTTPS://GitHub.com/org/repo", "https://github.com/org/repo", "",
         ""},
	{"GitHub over ssh", "ssh://git@github.com/org/repo", "git@github.com:org/repo", "", ""},
	{"GitHub in scp style", "git@github.com:org/repo/a", "git@github.com:org/repo", "a", ""},
	{"GitHub with a colon and no user", "github.com:org/repo", "https://github.com/org/repo",
         "", ""},
	{"a reference", "https://github.com/org/repo//a?ref=v1.0.0", "https://github.com/org/repo",
         "a", "v1.0.0"},
	{"version is another word for ref", "github.com/org/repo?version=v1",
         "https://github.com/org/repo", "", "v1"},
	{"ref wins over version", "github.com/org/repo?version=v1&ref=v2",
         "https://github.com/org/repo", "", "v2"},
	{"an escaped reference", "github.com/org/repo?ref=a%2Fb+c", "https://github.com/org/repo",
         "", "a/b c"},
	{"a broken query counts as none", "github.com/org/repo?ref=a%2",
         "https://github.com/org/repo", "", ""},
	{"another host", "https://example.com/org/repo/a", "https://example.com/org/repo", "a", ""},
	{"another host needs a scheme", "example.com/org/repo", NULL, "", ""},
	{"two slashes mark the repository", "https://example.com/a/b/c//d",
         "https://example.com/a/b/c", "d", ""},
	{".git marks the repository", "https://example.com/a/b/c.git/d",
         "https://example.com/a/b/c.git", "d", ""},
	{"_git marks Azure's", "https://u@dev.azure.com/org/project/_git/repo/a",
         "https://u@dev.azure.com/org/project/_git/repo", "a", ""},
	{"scp style", "user@example.com:org/repo.git//a", "user@example.com:org/repo.git", "a", ""},
	{"a user needs a letter first", "1u@example.com:org/repo", NULL, "", ""},
	{"a file's path is the repository", "file:///srv/a/b/c", "file:///srv/a/b/c", "", ""},
	{"a file with a base in it", "file:///srv/repo.git//a?ref=x", "file:///srv/repo.git", "a",
         "x"},
	{"git:: is dropped", "git::https://example.com/org/repo", "https://example.com/org/repo",
         "", ""},
	{"a path is none", "../base", NULL, "", ""},
	{"an absolute path is none", "/srv/repo.git", NULL, "", ""},
	{"a host alone is none", "https://example.com", NULL, "", ""},
	{"one segment is not enough", "https://example.com/org", NULL, "", ""},
	{"a base outside the repository is none", "https://example.com/org/repo//../x", NULL, "",
         ""},
	{"dots that stay inside are fine", "https://example.com/org/repo//a/../b",
         "https://example.com/org/repo", "a/../b", ""},
	{"an empty text is none", "", NULL, "", ""},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct git_url url;
	assert_int_equal(remote_is_git_url(arena, str_of(row->url), &url), row->repo != NULL);
	if (row->repo) {
		ASSERT_STR(url.repo, row->repo);
		ASSERT_STR(url.path, row->path);
		ASSERT_STR(url.ref, row->ref);
	}
	arena_destroy(arena);
}

static const struct limit_row {
	const char *name, *query;
	unsigned timeout_millis;
	bool submodules;
} LIMIT_ROWS[] = {
	{"nothing said", "", 27000, true},
	{"seconds", "timeout=61", 61000, true},
	{"a Go duration", "timeout=1m30.5s", 90500, true},
	{"milliseconds", "timeout=250ms", 250, true},
	{"nonsense is the default", "timeout=soon", 27000, true},
	{"a bare fraction is nonsense", "timeout=1.5", 27000, true},
	{"zero is the default", "timeout=0", 27000, true},
	{"a negative time is the default", "timeout=-5", 27000, true},
	{"no submodules", "submodules=false", 27000, false},
	{"no submodules, in a digit", "submodules=0", 27000, false},
	{"a bool that is none", "submodules=no", 27000, true},
};

static void limits(void **state)
{
	const struct limit_row *row = *state;
	struct arena *arena = arena_create();
	struct git_url url;
	const str text = arena_printf(arena, "https://example.com/a/b?%s", row->query);
	assert_true(remote_is_git_url(arena, text, &url));
	assert_int_equal(url.timeout_millis, row->timeout_millis);
	assert_int_equal(url.submodules, row->submodules);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("kustomize/git_url", ROWS, reads) +
	       TABLE_RUN("kustomize/git_url limits", LIMIT_ROWS, limits);
}
