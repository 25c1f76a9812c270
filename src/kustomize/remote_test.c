/* remote_test.c - clones of local repositories, and files from a server on this machine */
#include "kustomize/remote.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "kustomize/pipeline/pipeline.h"
#include "testing/server.h"
#include "testing/table.h"

/* A bare repository with a branch, an annotated tag and a link that leads outside. */
static const char SETUP[] =
	"set -e; export HOME=$PWD GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b "
	"GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b; "
	"git init -q work; cd work; mkdir base; echo one >base/file; "
	"printf 'configMapGenerator: [{name: cm, files: [file]}]' >base/kustomization.yaml; "
	"ln -s /tmp out; "
	"git add -A; git commit -qm one; git tag -am tag v1; "
	"git checkout -qb later; echo two >base/file; git commit -qam two; "
	"git clone -q --bare . ../repo.git";

static struct arena *arena;
static char dir[] = "/tmp/kustoc-remote-XXXXXX";
static struct remote_access access_here;

static str shell(const char *script)
{
	const str args[] = {STR("/bin/sh"), STR("-c"), str_of(script)};
	const struct process process = {.args = args, .args_len = 3, .dir = str_of(dir)};
	struct process_result result;
	if (!process_run(arena, &process, &result))
		fail_msg("%.*s", STR_ARG(result.err));
	return str_trim(result.out);
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_create();
	if (!mkdtemp(dir))
		return -1;
	shell(SETUP);
	access_here = (struct remote_access){
		.cache_dir = arena_printf(arena, "%s/cache", dir),
		.search_path = STR("/usr/local/bin:/usr/bin:/bin"),
	};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	file_remove_tree(arena, str_of(dir));
	arena_destroy(arena);
	return 0;
}

static bool clone_of(const char *rest, const struct remote_access *access, struct clone *out,
                     struct diags *diags)
{
	struct git_url url;
	diags_init(diags, arena);
	assert_true(remote_is_git_url(arena, arena_printf(arena, "file://%s/%s", dir, rest), &url));
	return remote_clone(arena, &url, access, NO_MARK, out, diags);
}

static void clones(const char *rest, const char *content)
{
	struct clone clone;
	struct diags diags;
	str text;
	if (!clone_of(rest, &access_here, &clone, &diags))
		fail_msg("%.*s", STR_ARG(diags.last->message));
	assert_int_equal(
		file_read(arena, arena_printf(arena, "%.*s/file", STR_ARG(clone.root)), &text), 0);
	ASSERT_STR(text, content);
}

static void refuses(const char *rest, const struct remote_access *access, const char *sentence)
{
	struct clone clone;
	struct diags diags;
	assert_false(clone_of(rest, access, &clone, &diags));
	assert_int_equal(diags.errors, 1);
	if (!str_contains(diags.last->sentence, str_of(sentence)))
		fail_msg("got '%.*s'", STR_ARG(diags.last->sentence));
}

static void clones_branches_tags_and_commits(void **state)
{
	(void)state;
	clones("repo.git//base?ref=later", "two\n");
	clones("repo.git//base?ref=v1", "one\n");
	const str commit = shell("git -C repo.git rev-parse v1^{}");
	clones(arena_printf(arena, "repo.git//base?ref=%.*s", STR_ARG(commit)).at, "one\n");
	clones("repo.git//base", "two\n");
}

static void finds_a_commit_in_the_cache(void **state)
{
	(void)state;
	struct clone clone;
	struct diags diags;
	struct remote_access offline = access_here;
	offline.offline = true;
	const str commit = shell("git -C repo.git rev-parse v1^{}");
	const char *pinned = arena_printf(arena, "repo.git//base?ref=%.*s", STR_ARG(commit)).at;
	clones(pinned, "one\n");
	shell("mv repo.git gone.git");
	assert_true(clone_of(pinned, &offline, &clone, &diags));
	shell("mv gone.git repo.git");
	assert_string_equal(shell("ls cache/git/* | grep -c new- || true").at, "0\n");
}

static void follows_a_branch_that_moved(void **state)
{
	(void)state;
	clones("repo.git//base?ref=later", "two\n");
	shell("cd work && echo three >base/file && GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b "
	      "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b git commit -qam three && "
	      "git push -q ../repo.git later");
	clones("repo.git//base?ref=later", "three\n");
}

static void refuses_what_is_not_there(void **state)
{
	(void)state;
	refuses("repo.git//base?ref=nope", &access_here, "fatal: couldn't find remote ref nope");
	refuses("none.git//base", &access_here,
	        "failed to run '/usr/bin/git fetch --depth=1 file://");
	refuses("repo.git//nope", &access_here, "no such file or directory");
	refuses("repo.git//base/file", &access_here, "refers to file 'file'; expecting directory");
	refuses("repo.git//out", &access_here, "refers to directory outside of repo");
	refuses("repo.git//base?ref=--upload-pack=x", &access_here, "is no name of a commit");
}

static void needs_git_and_a_cache(void **state)
{
	(void)state;
	struct remote_access access = access_here;
	access.search_path = STR("/nowhere");
	refuses("repo.git//base", &access, "no 'git' program on path");
	access = access_here;
	access.cache_dir = STR("");
	refuses("repo.git//base", &access, "needs a cache");
}

static void stays_offline(void **state)
{
	(void)state;
	struct remote_access access = access_here;
	access.offline = true;
	struct git_url url;
	struct clone clone;
	struct diags diags;
	const struct source *source;
	diags_init(&diags, arena);
	assert_true(remote_is_git_url(arena, STR("https://127.0.0.1:1/org/repo"), &url));
	assert_false(remote_clone(arena, &url, &access, NO_MARK, &clone, &diags));
	ASSERT_STR(diags.last->message,
	           "cannot clone 'https://127.0.0.1:1/org/repo' while offline");
	assert_false(
		remote_read(arena, STR("http://127.0.0.1:1/a"), &access, NO_MARK, &source, &diags));
	ASSERT_STR(diags.last->message, "cannot fetch 'http://127.0.0.1:1/a' while offline");
}

static void reads_files(void **state)
{
	(void)state;
	static const struct server_route ROUTE = {"/a.yaml", "200 OK", "", "a: b\n"};
	struct server server;
	struct diags diags;
	const struct source *source;
	diags_init(&diags, arena);
	server_start(&server, &ROUTE, 1);
	const str url = arena_printf(arena, "http://127.0.0.1:%d/a.yaml", server.port);
	assert_true(remote_read(arena, url, &access_here, NO_MARK, &source, &diags));
	ASSERT_STR(source->text, "a: b\n");
	assert_true(str_eq(source->path, url));
	const str missing = arena_printf(arena, "http://127.0.0.1:%d/b.yaml", server.port);
	assert_false(remote_read(arena, missing, &access_here, NO_MARK, &source, &diags));
	ASSERT_STR(diags.last->sentence, "HTTP Error: status code 404 (Not Found)");
	const str git = arena_printf(arena, "http://127.0.0.1:%d/org/b.yaml", server.port);
	assert_false(remote_read(arena, git, &access_here, NO_MARK, &source, &diags));
	ASSERT_STR(diags.last->sentence, "URL is a git repository");
	server_stop(&server);
}

static void renders_a_base_from_a_repository(void **state)
{
	(void)state;
	struct build build;
	struct diags diags;
	diags_init(&diags, arena);
	const struct build_options options = {.remote = access_here};
	const str url = arena_printf(arena, "file://%s/repo.git//base?ref=v1", dir);
	shell("mkdir overlay");
	const str text =
		arena_printf(arena, "resources: ['git::%.*s']\nnamePrefix: p-\n", STR_ARG(url));
	assert_int_equal(
		file_write(arena, arena_printf(arena, "%s/overlay/kustomization.yaml", dir), text),
		0);
	assert_true(
		build_run(arena, arena_printf(arena, "%s/overlay", dir), &options, &build, &diags));
	assert_int_equal(build.resources.len, 1);
	const struct node *root = build.resources.at[0]->resource.root;
	ASSERT_STR(node_get_text(node_get(root, STR("data")), STR("file")), "one\n");
	assert_true(str_starts_with(build.resources.at[0]->resource.id.name, STR("p-cm-")));
	assert_int_equal(diags.errors, 0);
	assert_int_equal(diags.len, 1); /* the warning about git:: */
	assert_true(build_run(arena, url, &options, &build, &diags));
}

static void reports_what_a_server_refuses_once(void **state)
{
	(void)state;
	static const struct server_route ROUTE = {"/a.yaml", "200 OK", "", "a: [b\n"};
	struct server server;
	struct build build;
	struct diags diags;
	diags_init(&diags, arena);
	const struct build_options options = {.remote = access_here};
	server_start(&server, &ROUTE, 1);
	shell("mkdir -p web");
	const str text =
		arena_printf(arena, "resources: ['http://127.0.0.1:%d/b.yaml']\n", server.port);
	assert_int_equal(
		file_write(arena, arena_printf(arena, "%s/web/kustomization.yaml", dir), text), 0);
	assert_false(
		build_run(arena, arena_printf(arena, "%s/web", dir), &options, &build, &diags));
	server_stop(&server);
	assert_int_equal(diags.errors, 1);
	assert_true(str_ends_with(diags.last->sentence,
	                          STR("b.yaml': HTTP Error: status code 404 (Not Found)")));
	assert_true(str_starts_with(diags.last->sentence,
	                            STR("accumulating resources: accumulating resources from ")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clones_branches_tags_and_commits),
		cmocka_unit_test(finds_a_commit_in_the_cache),
		cmocka_unit_test(follows_a_branch_that_moved),
		cmocka_unit_test(refuses_what_is_not_there),
		cmocka_unit_test(needs_git_and_a_cache),
		cmocka_unit_test(stays_offline),
		cmocka_unit_test(reads_files),
		cmocka_unit_test(renders_a_base_from_a_repository),
		cmocka_unit_test(reports_what_a_server_refuses_once),
	};
	return cmocka_run_group_tests_name("kustomize/remote", tests, set_up, tear_down);
}
