/* git.c - see git.h */
#include "base/git.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"

/* What people run into, and the way out where git does not say it in its first line. */
static const struct {
	const char *words, *fix;
} WAYS_OUT[] = {
	{"unknown revision",
         "in a shallow clone, fetch more: 'fetch-depth: 0' for actions/checkout"},
	{"bad revision", "in a shallow clone, fetch more: 'fetch-depth: 0' for actions/checkout"},
	{"Not a valid object",
         "in a shallow clone, fetch more: 'fetch-depth: 0' for actions/checkout"},
	{"not a git repository", "run it in a clone, or 'git init'"},
	/* Containers of CI run as somebody else than who checked out. */
	{"dubious ownership", "git config --global --add safe.directory '*', if you trust it"},
};

static bool say_way_out(str complaint, struct diags *diags)
{
	for (size_t i = 0; i < sizeof WAYS_OUT / sizeof *WAYS_OUT; i++)
		if (str_contains(complaint, str_of(WAYS_OUT[i].words)))
			return diag_note(diags, NO_MARK, "fix", "%s", WAYS_OUT[i].fix);
	return false;
}

/* git's own words are the best there are: the first line of them. */
static bool failed(const struct git *git, const struct git_call *call,
                   const struct process_result *result, struct diags *diags)
{
	str line, rest;
	str_cut(result->err, '\n', &line, &rest);
	if (str_starts_with(line, STR("fatal: ")))
		line = str_from(line, 7);
	diag_error(diags, NO_MARK, "git %.*s: %.*s", STR_ARG(call->args[0]),
	           STR_ARG(line.len ? line : process_end_text(git->arena, result)));
	say_way_out(result->err, diags);
	return diag_code(diags, NULL);
}

static struct process process_of(const struct git *git, const struct git_call *call)
{
	ARRAY(str) args = {0};
	*ARRAY_ADD(git->arena, &args) = git->program;
	for (size_t i = 0; call->args[i].len > 0; i++)
		*ARRAY_ADD(git->arena, &args) = call->args[i];
	for (size_t i = 0; call->paths && i < call->paths->len; i++)
		*ARRAY_ADD(git->arena, &args) = call->paths->at[i];
	return (struct process){.args = args.at,
	                        .args_len = args.len,
	                        .env = &call->env,
	                        .env_len = call->env.len > 0,
	                        .dir = call->dir};
}

bool git_run_all(const struct git *git, const struct git_call *calls, size_t count, str *outs,
                 struct diags *diags)
{
	struct process *processes = ARENA_ARRAY(git->arena, struct process, count);
	struct process_result *results = ARENA_ARRAY(git->arena, struct process_result, count);
	for (size_t i = 0; i < count; i++)
		processes[i] = process_of(git, &calls[i]);
	const bool ok = process_run_all(git->arena, processes, count, results);
	for (size_t i = 0; i < count; i++) {
		if (!ok && (results[i].end != PROCESS_EXITED || results[i].code != 0))
			return failed(git, &calls[i], &results[i], diags);
		outs[i] = results[i].out;
	}
	return true;
}

bool git_run(const struct git *git, const struct git_call *call, str *out, struct diags *diags)
{
	return git_run_all(git, call, 1, out, diags);
}

static bool ask(const struct git *git, const str *args, str *out, struct diags *diags)
{
	return git_run(git, &(struct git_call){.args = args}, out, diags);
}

bool git_expect_revision(str rev, struct diags *diags)
{
	if (!str_starts_with(rev, STR("-")))
		return true;
	diag_error(diags, NO_MARK, "no revision begins with a hyphen: '%.*s'", STR_ARG(rev));
	return diag_code(diags, NULL);
}

/* A worktree's .git is a file. */
str git_find_top(struct arena *arena, str dir)
{
	for (;; dir = path_dir(dir)) {
		if (file_kind(arena, path_join(arena, dir, STR(".git"))) != FILE_NONE)
			return dir;
		if (str_eq(dir, STR("/")))
			return STR("");
	}
}

bool git_branches_and_tags(const struct git *git, str *names, struct diags *diags)
{
	const str args[] = {STR("for-each-ref"), STR("--format=%(refname:short)"), STR("")};
	return ask(git, args, names, diags);
}

/*
 * One call says both where we are and whether that is in a working tree: each takes as long as a
 * dozen overlays. What is left of the current directory without the prefix is the top.
 */
static bool find_place(struct git *git, struct diags *diags)
{
	const str args[] = {STR("rev-parse"), STR("--is-inside-work-tree"), STR("--show-prefix"),
	                    STR("")};
	const str here = file_current_dir(git->arena);
	str answer = {0}, inside;
	if (!ask(git, args, &answer, diags))
		return false;
	str_cut(answer, '\n', &inside, &git->prefix);
	if (str_ends_with(git->prefix, STR("\n")))
		git->prefix = str_slice(git->prefix, 0, git->prefix.len - 1);
	git->top = str_slice(here, 0, here.len > git->prefix.len ? here.len - git->prefix.len : 0);
	if (git->prefix.len == 0)
		git->top = here;
	if (str_eq(inside, STR("true")))
		return true;
	diag_error(diags, NO_MARK, "this is no working tree of git's");
	return diag_code(diags, NULL);
}

bool git_open(struct arena *arena, str search_path, struct git *out, struct diags *diags)
{
	*out = (struct git){.arena = arena,
	                    .program = process_find(arena, STR("git"), search_path)};
	if (out->program.len == 0) {
		diag_error(diags, NO_MARK, "git is needed here, and is not installed");
		return diag_code(diags, NULL);
	}
	return find_place(out, diags);
}

/* ---- lists of files ---- */

str git_path_from_here(const struct git *git, str name)
{
	const str here = path_join(git->arena, STR("/"), git->prefix);
	return path_relative(git->arena, here, path_join(git->arena, STR("/"), name));
}

/* git ends each name with a NUL, since names may hold line breaks. */
static void add_paths(const struct git *git, str names, struct git_paths *out)
{
	str name;
	while (names.len > 0) {
		str_cut(names, '\0', &name, &names);
		if (name.len > 0)
			*ARRAY_ADD(git->arena, out) = git_path_from_here(git, name);
	}
}

/* Both questions at once: git takes as long for the second as for the first. */
bool git_changed(const struct git *git, str from, str to, struct git_paths *out,
                 struct diags *diags)
{
	if (!git_expect_revision(from, diags) || !git_expect_revision(to, diags))
		return false;
	const str changed[] = {STR("diff"),
	                       STR("--name-only"),
	                       STR("--no-renames"),
	                       STR("-z"),
	                       from,
	                       to.len ? to : STR("--"), /* there may be a file of its name */
	                       to.len ? STR("--") : STR(""),
	                       STR("")};
	const str untracked[] = {STR("ls-files"),    STR("--others"), STR("--exclude-standard"),
	                         STR("--full-name"), STR("-z"),       STR("--"),
	                         STR(":/"),          STR("")};
	const struct git_call calls[] = {{.args = changed}, {.args = untracked}};
	str names[2] = {{0}, {0}};
	if (!git_run_all(git, calls, to.len ? 1 : 2, names, diags))
		return false;
	for (size_t i = 0; i < 2; i++)
		add_paths(git, names[i], out);
	return true;
}

/* ---- files ---- */

bool git_read_index(const struct git *git, str rev, str dir, str *env, struct diags *diags)
{
	const str args[] = {STR("read-tree"), rev, STR("")};
	str out;
	*env = arena_printf(git->arena, "GIT_INDEX_FILE=%.*s/.kustoc-index", STR_ARG(dir));
	return git_expect_revision(rev, diags) &&
	       git_run(git, &(struct git_call){.args = args, .dir = git->top, .env = *env}, &out,
	               diags);
}

/* checkout-index writes what an index says of the directory that it runs in. */
bool git_export(const struct git *git, str rev, str dir, struct diags *diags)
{
	struct git_call write = {.dir = git->top};
	str out;
	if (rev.len > 0 && !git_read_index(git, rev, dir, &write.env, diags))
		return false;
	const str prefix = arena_printf(git->arena, "--prefix=%.*s/", STR_ARG(dir));
	const str args[] = {STR("checkout-index"), STR("--all"), STR("--ignore-skip-worktree-bits"),
	                    prefix, STR("")};
	write.args = args;
	return git_run(git, &write, &out, diags);
}

/*
 * "<name> blob <length>\n<bytes>\n", or "<what was asked for> missing\n". False when it is neither:
 * then nothing that follows can be understood.
 */
static bool take_object(str *answer, str *text)
{
	str line, rest, length;
	if (!str_cut(*answer, '\n', &line, &rest))
		return false;
	*answer = rest;
	*text = (str){0};
	if (str_ends_with(line, STR(" missing")))
		return true;
	const size_t space = str_find_last_char(line, ' ');
	if (space == STR_NONE)
		return false;
	size_t len = 0;
	for (length = str_from(line, space + 1); length.len > 0; length = str_from(length, 1)) {
		if (!ascii_is_digit(length.at[0]))
			return false;
		len = len * 10 + (size_t)(length.at[0] - '0');
	}
	if (len >= rest.len)
		return false;
	*text = str_slice(rest, 0, len);
	*answer = str_from(rest, len + 1);
	return true;
}

/* Asks for paths from *next on, as many as git's standard input takes at once. */
static bool read_some(const struct git *git, str rev, const struct git_paths *paths, size_t *next,
                      str *texts)
{
	const str args[] = {git->program, STR("cat-file"), STR("--batch")};
	const str top = path_join(git->arena, STR("/"), git->prefix);
	const size_t first = *next;
	struct process_result result;
	struct buf input;
	buf_init(&input, git->arena);
	for (; *next < paths->len; (*next)++) {
		const str path = path_join(git->arena, top, paths->at[*next]);
		if (input.len > 0 && input.len + rev.len + path.len + 1 > PROCESS_INPUT_MAX)
			break;
		buf_printf(&input, "%.*s:%.*s\n", STR_ARG(rev), STR_ARG(str_from(path, 1)));
	}
	const struct process process = {
		.args = args, .args_len = 3, .input = buf_text(&input), .dir = git->top};
	if (!process_run(git->arena, &process, &result))
		return false;
	str answer = result.out;
	for (size_t i = first; i < *next; i++)
		if (!take_object(&answer, &texts[i]))
			return false;
	return true;
}

bool git_read(const struct git *git, str rev, const struct git_paths *paths, str *texts,
              struct diags *diags)
{
	for (size_t next = 0; next < paths->len;)
		if (!read_some(git, rev, paths, &next, texts)) {
			diag_error(diags, NO_MARK, "git cannot say what files held in '%.*s'",
			           STR_ARG(rev));
			return diag_code(diags, NULL);
		}
	return true;
}

bool git_hooks_dir(const struct git *git, str *out, struct diags *diags)
{
	const str args[] = {STR("rev-parse"), STR("--git-path"), STR("hooks"), STR("")};
	if (!ask(git, args, out, diags))
		return false;
	*out = str_trim_right(*out);
	return true;
}
