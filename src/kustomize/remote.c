/* remote.c - see remote.h; git_url.c reads the URLs */
#include "kustomize/remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/process.h"
#include "registry/http.h"

/* A clone about to be made. */
struct cloning {
	struct arena *arena;
	const struct git_url *url;
	struct mark at;
	str git; /* the program */
	str dir; /* where it works */
	struct diags *diags;
};

/*
 * kustoc may run inside a hook of another repository, whose whereabouts git passes on in these.
 * Nobody is there to answer a question about a password.
 */
static const str GIT_ENV[] = {
	STR_INIT("GIT_DIR"),    STR_INIT("GIT_WORK_TREE"),        STR_INIT("GIT_INDEX_FILE"),
	STR_INIT("GIT_PREFIX"), STR_INIT("GIT_OBJECT_DIRECTORY"), STR_INIT("GIT_TERMINAL_PROMPT=0"),
};

enum { GIT_ARGS_MAX = 8 };

/* Runs git with arguments ending in an empty one. */
static bool git_run(const struct cloning *cloning, const str *args, struct process_result *result)
{
	str all[GIT_ARGS_MAX] = {cloning->git};
	size_t len = 1;
	while (args[len - 1].len > 0) {
		all[len] = args[len - 1];
		len++;
	}
	const struct process process = {.args = all,
	                                .args_len = len,
	                                .env = GIT_ENV,
	                                .env_len = sizeof GIT_ENV / sizeof *GIT_ENV,
	                                .dir = cloning->dir,
	                                .timeout_millis = cloning->url->timeout_millis};
	return process_run(cloning->arena, &process, result);
}

static bool git_failed(const struct cloning *cloning, const str *args,
                       const struct process_result *result)
{
	struct buf command;
	buf_init(&command, cloning->arena);
	buf_add(&command, cloning->git);
	for (; args->len > 0; args++)
		buf_printf(&command, " %.*s", STR_ARG(*args));
	const str line = buf_text(&command);
	if (result->end == PROCESS_TIMED_OUT) {
		diag_error(cloning->diags, cloning->at, "git took longer than %u ms: '%.*s'",
		           cloning->url->timeout_millis, STR_ARG(line));
		return diag_sentence(cloning->diags, "hit %gs timeout running '%.*s'",
		                     cloning->url->timeout_millis / 1000.0, STR_ARG(line));
	}
	str said, more;
	str_cut(str_trim(result->err), '\n', &said, &more);
	diag_error(cloning->diags, cloning->at, "cannot clone '%.*s': git says: %.*s",
	           STR_ARG(cloning->url->repo), STR_ARG(said));
	return diag_sentence(cloning->diags, "failed to run '%.*s': %.*s%.*s: %.*s", STR_ARG(line),
	                     STR_ARG(result->out), STR_ARG(result->err),
	                     STR_ARG(process_end_text(cloning->arena, result)));
}

static bool git(const struct cloning *cloning, const str *args)
{
	struct process_result result;
	return git_run(cloning, args, &result) || git_failed(cloning, args, &result);
}

static bool is_commit(str ref)
{
	if (ref.len != 40 && ref.len != 64)
		return false;
	for (size_t i = 0; i < ref.len; i++)
		if (!ascii_is_lower_hex(ref.at[i]))
			return false;
	return true;
}

/* The object under `name` in what ls-remote printed: lines of id, tab, name. */
static str listed_id(str list, str name)
{
	while (list.len > 0) {
		str line, id, listed;
		str_cut(list, '\n', &line, &list);
		if (str_cut(line, '\t', &id, &listed) && str_eq(listed, name))
			return id;
	}
	return STR("");
}

/*
 * The commit that `ref` stands for now, by git's order of looking names up; "" when that cannot be
 * found out: the clone will say why.
 */
static str commit_of(const struct cloning *cloning, str ref)
{
	static const struct {
		const char *before, *after;
	} PLACES[] = {{"", ""},
	              {"refs/", ""},
	              {"refs/tags/", "^{}"},
	              {"refs/tags/", ""},
	              {"refs/heads/", ""}};
	if (is_commit(ref))
		return ref;
	struct process_result result;
	const str peeled = arena_concat(cloning->arena, ref, STR("^{}"));
	const str args[] = {STR("ls-remote"), cloning->url->repo, ref, peeled, STR("")};
	if (!git_run(cloning, args, &result))
		return STR("");
	for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
		const str name = arena_printf(cloning->arena, "%s%.*s%s", PLACES[i].before,
		                              STR_ARG(ref), PLACES[i].after);
		const str id = listed_id(result.out, name);
		if (id.len > 0)
			return id;
	}
	return STR("");
}

/* What kustomize does, in the same order, so that git fails in the same places. */
static bool fill(const struct cloning *cloning, str ref)
{
	const str repo = cloning->url->repo;
	const str init[] = {STR("init"), STR("")};
	const str remote[] = {STR("remote"), STR("add"), STR("origin"), repo, STR("")};
	const str fetch[] = {STR("fetch"), STR("--depth=1"), repo, ref, STR("")};
	const str checkout[] = {STR("checkout"), STR("FETCH_HEAD"), STR("")};
	const str submodules[] = {STR("submodule"), STR("update"), STR("--init"),
	                          STR("--recursive"), STR("")};
	return git(cloning, init) && git(cloning, remote) && git(cloning, fetch) &&
	       git(cloning, checkout) && (!cloning->url->submodules || git(cloning, submodules));
}

static bool is_local(const struct git_url *url)
{
	return str_starts_with(url->repo, STR("file://"));
}

/* A commit's place in the cache; trees with and without submodules differ. */
static str place_of(const struct cloning *cloning, str shelf, str commit)
{
	return arena_printf(cloning->arena, "%.*s/%.*s%s", STR_ARG(shelf), STR_ARG(commit),
	                    cloning->url->submodules ? "" : "-bare");
}

/*
 * Clones beside the place and moves the finished tree there, which succeeds or does not: other
 * runs never see half a tree.
 */
static bool clone_to_shelf(struct cloning *cloning, str shelf, str ref, str *top)
{
	struct arena *arena = cloning->arena;
	if (file_make_dirs(arena, shelf) != 0 ||
	    file_make_scratch(arena, shelf, "new", &cloning->dir) != 0)
		return diag_error(cloning->diags, cloning->at, "cannot write to the cache '%.*s'",
		                  STR_ARG(shelf));
	struct process_result head;
	const str rev_parse[] = {STR("rev-parse"), STR("HEAD"), STR("")};
	if (!fill(cloning, ref) ||
	    (!git_run(cloning, rev_parse, &head) && !git_failed(cloning, rev_parse, &head))) {
		file_remove_scratch(arena, cloning->dir);
		remove(arena_cstr(arena, shelf)); /* if there is nothing else on it */
		return false;
	}
	*top = place_of(cloning, shelf, str_trim(head.out));
	if (rename(arena_cstr(arena, cloning->dir), arena_cstr(arena, *top)) == 0) {
		interrupt_forget(cloning->dir);
		return true;
	}
	file_remove_scratch(arena, cloning->dir); /* another run was first */
	return file_kind(arena, *top) == FILE_DIRECTORY ||
	       diag_error(cloning->diags, cloning->at, "cannot write to the cache '%.*s'",
	                  STR_ARG(shelf));
}

/* The tree of the URL's commit, from the cache or from where it comes from. */
static bool find_top(struct cloning *cloning, const struct remote_access *access, str *top)
{
	struct arena *arena = cloning->arena;
	const struct git_url *url = cloning->url;
	const str ref = url->ref.len > 0 ? url->ref : STR("HEAD");
	const str name = str_slice(digest_sha256_hex(arena, url->repo), 0, 16);
	const str shelf =
		arena_printf(arena, "%.*s/git/%.*s", STR_ARG(access->cache_dir), STR_ARG(name));
	const bool barred = access->offline && !is_local(url);
	const str commit = barred && !is_commit(ref) ? STR("") : commit_of(cloning, ref);
	*top = place_of(cloning, shelf, commit);
	if (commit.len > 0 && file_kind(arena, *top) == FILE_DIRECTORY)
		return true;
	if (!barred)
		return clone_to_shelf(cloning, shelf, ref, top);
	diag_error(cloning->diags, cloning->at, "cannot clone '%.*s' while offline",
	           STR_ARG(url->repo));
	diag_code(cloning->diags, "KUS011");
	return diag_note(cloning->diags, NO_MARK, "fix",
	                 is_commit(ref) ? "build once without --offline: the clone is kept"
	                                : "build once with ?ref= naming a commit and without "
	                                  "--offline: that clone is kept");
}

/* The base in the tree; a link must not lead out of it. */
static bool find_root(const struct cloning *cloning, struct clone *out)
{
	struct arena *arena = cloning->arena;
	const str path = path_join(arena, out->top, cloning->url->path);
	str missing;
	if (file_resolve(arena, path, &out->root) != 0) {
		missing = out->root;
		diag_error(cloning->diags, cloning->at, "'%.*s' has no directory '%.*s'",
		           STR_ARG(cloning->url->repo), STR_ARG(cloning->url->path));
		return diag_sentence(cloning->diags,
		                     "evalsymlink failure on '%.*s' : lstat %.*s: no such file or "
		                     "directory",
		                     STR_ARG(path), STR_ARG(missing));
	}
	if (file_kind(arena, out->root) != FILE_DIRECTORY) {
		diag_error(cloning->diags, cloning->at,
		           "'%.*s' in '%.*s' is a file, not a directory",
		           STR_ARG(cloning->url->path), STR_ARG(cloning->url->repo));
		return diag_sentence(cloning->diags,
		                     "'%.*s' refers to file '%.*s'; expecting directory",
		                     STR_ARG(path), STR_ARG(path_base(path)));
	}
	if (path_is_below(out->top, out->root))
		return true;
	diag_error(cloning->diags, cloning->at, "'%.*s' is a link out of the repository '%.*s'",
	           STR_ARG(cloning->url->path), STR_ARG(cloning->url->repo));
	return diag_sentence(cloning->diags,
	                     "\"%.*s\" refers to directory outside of repo \"%.*s\"", STR_ARG(path),
	                     STR_ARG(out->top));
}

bool remote_clone(struct arena *arena, const struct git_url *url,
                  const struct remote_access *access, struct mark at, struct clone *out,
                  struct diags *diags)
{
	struct cloning cloning = {.arena = arena, .url = url, .at = at, .diags = diags};
	if (str_starts_with(url->ref, STR("-")))
		return diag_error(diags, at, "'%.*s' is no name of a commit", STR_ARG(url->ref));
	if (access->cache_dir.len == 0)
		return diag_error(
			diags, at,
			"'%.*s' needs a cache to be cloned to: set XDG_CACHE_HOME or HOME",
			STR_ARG(url->repo));
	if (url->forced) {
		struct diag *warning = diag_add(diags, DIAG_WARNING, "KUS006", at,
		                                "'git::' before a URL means nothing");
		warning->sentence = STR(
			"Warning: Forcing the git protocol using the 'git::' URL prefix is not "
			"supported. Kustomize currently strips this invalid prefix, but will stop "
			"doing so in a future release. Please remove the 'git::' prefix from your "
			"configuration.");
	}
	cloning.git = process_find(arena, STR("git"), access->search_path);
	if (cloning.git.len == 0) {
		diag_error(diags, at, "'%.*s' needs git, which is not installed",
		           STR_ARG(url->repo));
		return diag_sentence(diags, "no 'git' program on path: exec: \"git\": executable "
		                            "file not found in $PATH");
	}
	if (!find_top(&cloning, access, &out->top))
		return false;
	if (file_resolve(arena, out->top, &out->top) != 0)
		return diag_error(diags, at, "the clone '%.*s' is gone", STR_ARG(out->top));
	return find_root(&cloning, out);
}

/* A status that is no success. A git repository may still be there: kustomize goes on to clone. */
static bool refused(struct arena *arena, str url, long status, struct mark at, struct diags *diags)
{
	struct git_url git_url;
	diag_error(diags, at, "'%.*s' cannot be fetched: status %ld %s", STR_ARG(url), status,
	           http_status_text(status));
	if (remote_is_git_url(arena, url, &git_url))
		return diag_sentence(diags, "URL is a git repository");
	return diag_sentence(diags, "HTTP Error: status code %ld (%s)", status,
	                     http_status_text(status));
}

bool remote_read(struct arena *arena, str url, const struct remote_access *access, struct mark at,
                 const struct source **out, struct diags *diags)
{
	if (access->offline) {
		diag_error(diags, at, "cannot fetch '%.*s' while offline", STR_ARG(url));
		return diag_code(diags, "KUS011");
	}
	struct http *http = http_create();
	struct http_response response;
	const bool answered =
		http_get(http, arena, &(struct http_request){.url = url}, at, &response, diags);
	http_destroy(http);
	if (!answered)
		return false;
	if (response.status < 200 || response.status > 299)
		return refused(arena, url, response.status, at, diags);
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = url, .text = response.body};
	*out = source;
	return true;
}
