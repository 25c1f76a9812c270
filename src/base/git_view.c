/*
 * git_view.c - see git_view.h
 *
 * git's words, each with a NUL behind a name. Of `git ls-files -s -t`, where S means that a file is
 * left out of a sparse checkout, and of `git ls-tree -r`:
 *
 *	H 100644 1b2c3d4… 0<TAB>apps/search/base/kustomization.yaml<NUL>
 *	100644 blob 1b2c3d4…<TAB>apps/search/base/kustomization.yaml<NUL>
 *
 * of `git diff --raw`, with the mode there, the mode here, and what happened in between:
 *
 *	:100644 100644 1b2c3d4 0000000 M<NUL>apps/search/base/kustomization.yaml<NUL>
 *
 * and of `git status --porcelain=v2`, with a letter for the index and one for the working tree, and
 * the modes in HEAD, the index and the working tree:
 *
 *	1 M. N... 100644 100644 100644 1b2c3d4… 5e6f708… apps/search/base/kustomization.yaml<NUL>
 */
#include "base/git_view.h"

#include "base/path.h"
#include "base/process.h"

enum { MANY = 256 }; /* files; more are faster written all at once */

/* Cuts the next word off, which a blank, a tab or a NUL ends. */
static str word(str *text)
{
	size_t end = 0;
	while (end < text->len && text->at[end] != ' ' && text->at[end] != '\t' && text->at[end])
		end++;
	const str cut = str_slice(*text, 0, end);
	*text = str_from(*text, end + 1);
	return cut;
}

static str name(str *text)
{
	str cut;
	str_cut(*text, '\0', &cut, text);
	return cut;
}

static bool is_submodule(str mode)
{
	return str_eq(mode, STR("160000"));
}

static bool is_link(str mode)
{
	return str_eq(mode, STR("120000"));
}

/* ---- what is not so here ---- */

/* What lies there but not in the revision is no matter: it is not in the listing. */
static void note_change(const struct git *git, struct git_snapshot *out, str mode, char status,
                        str path)
{
	if (status == 'A' || is_submodule(mode))
		return;
	*ARRAY_ADD(git->arena, &out->not_so_here) = path;
	out->is_involved |= is_link(mode) || out->not_so_here.len > MANY;
}

static void read_raw(const struct git *git, str text, struct git_snapshot *out)
{
	while (text.len > 0) {
		const str mode = str_from(word(&text), 1);
		for (int i = 0; i < 3; i++) /* the mode here, and two objects */
			word(&text);
		const str status = word(&text);
		note_change(git, out, mode, status.len ? status.at[0] : 'A', name(&text));
	}
}

static void read_status(const struct git *git, str text, struct git_paths *staged,
                        struct git_snapshot *out)
{
	while (text.len > 0) {
		if (!str_eq(word(&text), STR("1"))) {
			out->is_involved = true; /* a merge that is not done */
			name(&text);
			continue;
		}
		const str letters = word(&text);
		word(&text); /* whether it is a submodule */
		word(&text); /* the mode in HEAD */
		const str mode = word(&text);
		for (int i = 0; i < 3; i++) /* the mode here, and two objects */
			word(&text);
		const str path = name(&text);
		if (letters.len < 2)
			continue;
		if (letters.at[0] != '.')
			*ARRAY_ADD(git->arena, staged) = git_path_from_here(git, path);
		if (letters.at[1] != '.')
			note_change(git, out, mode, letters.at[1], path);
	}
}

static void note_left_out(const struct git *git, struct git_snapshot *out)
{
	str text = out->listing;
	while (text.len > 0) {
		const bool is_left_out = str_eq(word(&text), STR("S"));
		const str mode = word(&text);
		word(&text);
		word(&text);
		const str path = name(&text);
		if (is_left_out)
			note_change(git, out, mode, 'D', path);
	}
}

/* ---- asking ---- */

/* What differs here and what there is, at once. */
static bool ask_both(const struct git *git, const str *differs, const str *lists, str *answer,
                     struct git_snapshot *out, struct diags *diags)
{
	/* No lock is taken: while a hook runs, git holds the index. */
	const str env = STR("GIT_OPTIONAL_LOCKS=0");
	const struct git_call calls[] = {{.args = differs, .dir = git->top, .env = env},
	                                 {.args = lists, .dir = git->top, .env = env}};
	str answers[2];
	if (!git_run_all(git, calls, 2, answers, diags))
		return false;
	*answer = answers[0];
	out->listing = answers[1];
	return true;
}

bool git_snapshot_of(const struct git *git, str rev, struct git_snapshot *out, struct diags *diags)
{
	/* The dashes: there may be a file of the revision's name. */
	const str diff[] = {STR("diff"), STR("--raw"), STR("--no-renames"), STR("-z"), rev,
	                    STR("--"),   STR("")};
	const str list[] = {STR("ls-tree"), STR("-r"), STR("--full-tree"), STR("-z"), rev, STR("")};
	str raw;
	*out = (struct git_snapshot){.rev = rev};
	if (!git_expect_revision(rev, diags) || !ask_both(git, diff, list, &raw, out, diags))
		return false;
	read_raw(git, raw, out);
	return true;
}

bool git_snapshot_staged(const struct git *git, struct git_paths *staged, struct git_snapshot *out,
                         struct diags *diags)
{
	const str status[] = {STR("status"),       STR("--porcelain=v2"),
	                      STR("--no-renames"), STR("--untracked-files=no"),
	                      STR("-z"),           STR("")};
	const str list[] = {STR("ls-files"), STR("--stage"), STR("-t"), STR("-z"), STR("")};
	str text;
	*out = (struct git_snapshot){.rev = STR("")};
	if (!ask_both(git, status, list, &text, out, diags))
		return false;
	note_left_out(git, out);
	read_status(git, text, staged, out);
	return true;
}

/* ---- the view ---- */

/* By checkout-index: the content that a file would have there, line ends and filters included. */
static bool write_otherwise(const struct git *git, const struct git_snapshot *snapshot, str scratch,
                            struct diags *diags)
{
	struct git_call call = {.dir = git->top, .paths = &snapshot->not_so_here};
	const str prefix = arena_printf(git->arena, "--prefix=%.*s/", STR_ARG(scratch));
	const str args[] = {STR("checkout-index"), STR("--ignore-skip-worktree-bits"), prefix,
	                    STR("--"), STR("")};
	str out;
	call.args = args;
	return (snapshot->rev.len == 0 ||
	        git_read_index(git, snapshot->rev, scratch, &call.env, diags)) &&
	       git_run(git, &call, &out, diags);
}

static void add_listing(struct file_view *view, const struct git_snapshot *snapshot)
{
	str text = snapshot->listing;
	while (text.len > 0) {
		if (snapshot->rev.len == 0)
			word(&text); /* the letter */
		const str mode = word(&text);
		word(&text);
		word(&text);
		file_view_add(view, name(&text),
		              is_submodule(mode) ? FILE_VIEW_TREE
		              : is_link(mode)    ? FILE_VIEW_LINK
		                                 : FILE_VIEW_FILE);
	}
}

/* Whoever reads what git ignores has it made by somebody else, and will wherever it is built. */
static bool is_ignored(const void *context, str path)
{
	const struct git *git = context;
	/* git's own directory is there, and who looks for the top of a repository asks for it. */
	if (path_is_below(path_join(git->arena, git->top, STR(".git")), path))
		return true;
	const str args[] = {git->program, STR("check-ignore"), STR("--quiet"), STR("--"), path};
	const struct process process = {
		.args = args, .args_len = sizeof args / sizeof *args, .dir = git->top};
	struct process_result result;
	return process_run(git->arena, &process, &result);
}

bool git_view(const struct git *git, const struct git_snapshot *snapshot, str scratch,
              struct file_view **out, struct diags *diags)
{
	struct arena *arena = git->arena;
	const struct git_paths *otherwise = &snapshot->not_so_here;
	*out = file_view_new(arena, git->top);
	file_view_set_judge(*out, is_ignored, git);
	add_listing(*out, snapshot);
	if (otherwise->len > 0 && !write_otherwise(git, snapshot, scratch, diags))
		return false;
	for (size_t i = 0; i < otherwise->len; i++) {
		str text;
		/* It may have left the index since, in another process. */
		if (file_read(arena, path_join(arena, scratch, otherwise->at[i]), &text) == 0)
			file_view_put(*out, otherwise->at[i], text);
	}
	return true;
}
