/* git.c - see git.h */
#include "base/git.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"

enum { ARGS_MAX = 12 };

/* Runs git in `dir` with arguments ending in an empty one; `env` may add one variable. */
static bool run(const struct git *git, str dir, str env, const str *args,
                struct process_result *result)
{
	str all[ARGS_MAX] = {git->program};
	size_t len = 1;
	for (; args[len - 1].len > 0; len++)
		all[len] = args[len - 1];
	const struct process process = {
		.args = all, .args_len = len, .env = &env, .env_len = env.len > 0, .dir = dir};
	return process_run(git->arena, &process, result);
}

/* git's own words are the best there are: the first line of them. */
static bool failed(const struct git *git, const str *args, const struct process_result *result,
                   struct diags *diags)
{
	str line, rest;
	str_cut(result->err, '\n', &line, &rest);
	if (str_starts_with(line, STR("fatal: ")))
		line = str_from(line, 7);
	diag_error(diags, NO_MARK, "git %.*s: %.*s", STR_ARG(args[0]),
	           STR_ARG(line.len ? line : process_end_text(git->arena, result)));
	if (str_contains(result->err, STR("unknown revision")) ||
	    str_contains(result->err, STR("bad revision")) ||
	    str_contains(result->err, STR("Not a valid object")))
		diag_note(diags, NO_MARK, "fix",
		          "in a shallow clone, fetch more: 'fetch-depth: 0' for actions/checkout");
	return diag_code(diags, NULL);
}

static bool ask(const struct git *git, const str *args, str *out, struct diags *diags)
{
	struct process_result result;
	if (!run(git, STR(""), STR(""), args, &result))
		return failed(git, args, &result, diags);
	*out = result.out;
	return true;
}

bool git_branches_and_tags(const struct git *git, str *names, struct diags *diags)
{
	const str args[] = {STR("for-each-ref"), STR("--format=%(refname:short)"), STR("")};
	return ask(git, args, names, diags);
}

bool git_open(struct arena *arena, str search_path, struct git *out, struct diags *diags)
{
	*out = (struct git){.arena = arena,
	                    .program = process_find(arena, STR("git"), search_path)};
	if (out->program.len == 0) {
		diag_error(diags, NO_MARK, "git is needed here, and is not installed");
		return diag_code(diags, NULL);
	}
	const str top[] = {STR("rev-parse"), STR("--show-toplevel"), STR("")};
	const str prefix[] = {STR("rev-parse"), STR("--show-prefix"), STR("")};
	if (!ask(out, top, &out->top, diags) || !ask(out, prefix, &out->prefix, diags))
		return false;
	out->top = str_trim_right(out->top);
	out->prefix = str_trim_right(out->prefix);
	return true;
}

/* ---- lists of files ---- */

/* git names files from the top, and ends each with a NUL, since names may hold line breaks. */
static void add_paths(const struct git *git, str names, struct git_paths *out)
{
	struct arena *arena = git->arena;
	const str here = path_join(arena, STR("/"), git->prefix);
	str name;
	while (names.len > 0) {
		str_cut(names, '\0', &name, &names);
		if (name.len > 0)
			*ARRAY_ADD(arena, out) =
				path_relative(arena, here, path_join(arena, STR("/"), name));
	}
}

static bool add_answer(const struct git *git, const str *args, struct git_paths *out,
                       struct diags *diags)
{
	str names = {0};
	if (!ask(git, args, &names, diags))
		return false;
	add_paths(git, names, out);
	return true;
}

static bool add_untracked(const struct git *git, struct git_paths *out, struct diags *diags)
{
	const str args[] = {STR("ls-files"),    STR("--others"), STR("--exclude-standard"),
	                    STR("--full-name"), STR("-z"),       STR("--"),
	                    STR(":/"),          STR("")};
	return add_answer(git, args, out, diags);
}

bool git_changed(const struct git *git, str from, str to, struct git_paths *out,
                 struct diags *diags)
{
	const str args[] = {STR("diff"),
	                    STR("--name-only"),
	                    STR("--no-renames"),
	                    STR("-z"),
	                    from,
	                    to.len ? to : STR("--"),
	                    STR("")};
	return add_answer(git, args, out, diags) && (to.len || add_untracked(git, out, diags));
}

bool git_staged(const struct git *git, struct git_paths *out, struct diags *diags)
{
	const str args[] = {STR("diff"),         STR("--cached"), STR("--name-only"),
	                    STR("--no-renames"), STR("-z"),       STR("")};
	return add_answer(git, args, out, diags);
}

bool git_is_tidy(const struct git *git, bool *is_tidy, struct diags *diags)
{
	const str args[] = {STR("diff"), STR("--name-only"), STR("-z"), STR("")};
	struct git_paths paths = {0};
	if (!add_answer(git, args, &paths, diags) || !add_untracked(git, &paths, diags))
		return false;
	*is_tidy = paths.len == 0;
	return true;
}

/* ---- files ---- */

/*
 * checkout-index writes what an index says of the directory that it runs in; a revision is read
 * into an index that is nobody's.
 */
bool git_export(const struct git *git, str rev, str dir, struct diags *diags)
{
	struct arena *arena = git->arena;
	struct process_result result;
	str variable = STR("");
	if (rev.len > 0) {
		variable = arena_printf(arena, "GIT_INDEX_FILE=%.*s/.kustoc-index", STR_ARG(dir));
		const str read[] = {STR("read-tree"), rev, STR("")};
		if (!run(git, git->top, variable, read, &result))
			return failed(git, read, &result, diags);
	}
	const str prefix = arena_printf(arena, "--prefix=%.*s/", STR_ARG(dir));
	const str write[] = {STR("checkout-index"), STR("--all"), prefix, STR("")};
	if (!run(git, git->top, variable, write, &result))
		return failed(git, write, &result, diags);
	return true;
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
