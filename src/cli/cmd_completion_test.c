/* cmd_completion_test.c - what is offered, and that real shells show it */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/process.h"
#include "cli/cli.h"
#include "testing/table.h"

#define HERE "-C", "overlays-examples/activity"

/* clang-format off */
static const struct row {
	const char *name;
	const char *words[6];
	const char *out; /* whole when it ends in a newline, else a part */
} ROWS[] = {
	{"a command",                     {"li"},        "lint\tfind what is wrong in the kustomizations below a directory\n"
	                                                 "list\tlist overlays with their environments\n:4\n"},
	{"every command",                 {""},          "\nversion\tsay which version this is\n"},
	{"nothing for what is no command", {"x", ""},     ":4\n"},
	{"a flag of every command",       {"--vers"},     "--version\tprint the version\n:4\n"},
	{"the command behind a flag",     {HERE, "aff"}, "affected\tlist the overlays that a change concerns\n:4\n"},
	{"a flag of a command",           {"lint", "--exit"}, "--exit-zero\texit with 0 whatever is found\n:4\n"},
	{"a letter without a name",       {"lint", "-"}, "\n-h\thelp on one screen\n"},
	{"what a boolean's denial is",    {"lint", "--no-quie"}, "--no-quiet\tnot: no warnings and no summary on standard error\n:4\n"},
	{"choices",                       {"lint", "--fail-on", ""}, "error\nwarning\nnote\n:4\n"},
	{"choices behind a sign",         {"lint", "--color=a"}, "--color=auto\n--color=always\n:4\n"},
	{"formats of a report",           {"lint", "-o", "sa"}, "sarif\n:4\n"},
	{"and its file",                  {"lint", "-o", "sarif=o"}, ":0\n"},
	{"the value of the last letter",  {"lint", "-qo", "gitl"}, "gitlab\n:4\n"},
	{"codes",                         {"lint", "--select", "KUS00"}, "\nKUS002\ta file or directory"},
	{"codes behind a comma",          {"lint", "--select=OCI101,SUP00"}, "--select=OCI101,SUP001\t"},
	{"names of rules",                {"explain", "filter-i"}, "filter-invalid\t"},
	{"words of usage",                {"hook", "i"}, "install\n:4\n"},
	{"only once",                     {"hook", "install", ""}, ":4\n"},
	{"a word, then a path",           {"config", "show", ""}, ":0\n"},
	{"shells",                        {"completion", ""}, "bash\nzsh\nfish\n:4\n"},
	{"directories",                   {"build", ""}, ":16\n"},
	{"environments",                  {HERE, "lint", "-E", "st"}, "staging\tenvironment\n:4\n"},
	{"environments, or directories",  {HERE, "diff", "sta"}, "staging\tenvironment\n:0\n"},
	{"directories where no name fits", {HERE, "diff", "ov"}, ":16\n"},
	{"commands to be explained",      {"help", "bu"}, "build\trender one kustomization as kustomize does\n:4\n"},
	{"no flags behind --",            {"build", "--", "--o"}, ":16\n"},
};
/* clang-format on */

static void offers(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	char *argv[9] = {NULL};
	const char *first[2] = {"kustoc", "__complete"};
	memcpy(argv, first, sizeof first);
	memcpy(argv + 2, row->words, sizeof row->words);
	const struct cli_result result = cli_execute(arena, argv);
	ASSERT_STR(result.err, "");
	assert_int_equal(result.status, 0);
	if (row->out[strlen(row->out) - 1] == '\n' && row->out[0] != '\n')
		ASSERT_STR(result.out, row->out);
	else if (!str_contains(result.out, str_of(row->out)))
		ASSERT_STR(result.out, row->out);
	arena_destroy(arena);
}

/* ---- in real shells ---- */

/* What bash does at a TAB; the words as it splits them. */
#define BASH(words, count)                                                                         \
	". <(kustoc completion bash); COMP_WORDS=(" words "); COMP_CWORD=" #count                  \
	"; _kustoc; printf '%s\\n' \"${COMPREPLY[@]}\""
/* A terminal, keys once the line editor takes them, and what then stands there. */
#define ZSH(keys)                                                                                  \
	"zmodload zsh/zpty; zpty z zsh -f -i; "                                                    \
	"zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; . <(kustoc completion zsh); "      \
	"zle-line-init() { print read''y }; zle -N zle-line-init'; "                               \
	"while zpty -r z line && [[ $line != *ready* ]]; do :; done; "                             \
	"zpty -w z $'" keys "; print en\\'\\'d'; "                                                 \
	"while zpty -r z line; do print -r -- $line; [[ $line == *end* ]] && break; done; "        \
	"zpty -d z"
#define FISH(line) "kustoc completion fish | source; complete -C '" line "'"

/* clang-format off */
static const struct shell_row {
	const char *name, *shell, *script;
	const char *out; /* lines that must all be there, with a newline in front */
	const char *not_out;
} SHELL_ROWS[] = {
	{"bash, a command",  "bash", BASH("kustoc li", 1), "\nlint\nlist\n", "build"},
	{"bash, a flag",     "bash", BASH("kustoc lint --exi", 2), "\n--exit-zero\n", "--select"},
	{"bash, a value",    "bash", BASH("kustoc lint --fail-on ''", 3), "\nerror\nwarning\nnote\n", NULL},
	{"bash, a value behind a sign", "bash", BASH("kustoc lint --color = a", 4), "\nauto\nalways\n", "--color"},
	{"bash, right behind the sign", "bash", BASH("kustoc lint --color =", 3), "\nauto\nalways\nnever\n", "--color"},
	{"bash, a directory", "bash", BASH("kustoc build overlays-ex", 2), "\noverlays-examples\n", NULL},
	{"bash, a file",     "bash", BASH("kustoc lint --baseline README", 3), "\nREADME.md\n", NULL},
	{"bash, an environment", "bash", BASH("kustoc -C overlays-examples/activity lint -E st", 5), "\nstaging\n", NULL},
	{"zsh, a command",   "zsh",  ZSH("kustoc comp\\tzsh | head -n1"), "#compdef kustoc", NULL},
	{"zsh, a value",     "zsh",  ZSH("kustoc rules --color=al\\t | tail -n1"), "\x1b[1;31merror", NULL},
	{"zsh, a directory", "zsh",  ZSH("kustoc list overlays-exa\\tacti\\t"), "staging", NULL},
	{"fish, a command",  "fish", FISH("kustoc li"), "\nlint\tfind what is wrong", "build"},
	{"fish, a flag",     "fish", FISH("kustoc lint --exi"), "\n--exit-zero\texit with 0", "--select"},
	{"fish, a value",    "fish", FISH("kustoc lint --fail-on "), "\nwarning\n", NULL},
	{"fish, a value behind a sign", "fish", FISH("kustoc lint --color=al"), "\n--color=always\n", NULL},
	{"fish, a directory", "fish", FISH("kustoc build overlays-ex"), "\noverlays-examples/", NULL},
};
/* clang-format on */

/* zsh completes at a prompt only, and so needs a terminal; a bare chroot has none to give. */
static bool has_terminals(void)
{
	const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal >= 0)
		close(terminal);
	return terminal >= 0;
}

static void shells(void **state)
{
	const struct shell_row *row = *state;
	struct arena *arena = arena_create();
	const str path = str_of(getenv("PATH"));
	const str shell = process_find(arena, str_of(row->shell), path);
	const bool needs_terminal = str_eq(str_of(row->shell), STR("zsh"));
	if (shell.len == 0 || (needs_terminal && !has_terminals())) {
		print_message("skipped: no %s here\n", shell.len ? "pseudo terminal" : row->shell);
		arena_destroy(arena);
		skip();
	}
	const str args[] = {shell, STR("-c"), str_of(row->script)};
	const str env[] = {arena_printf(arena, "PATH=%.*s:%.*s",
	                                STR_ARG(path_dir(str_of(KUSTOC_BIN))), STR_ARG(path)),
	                   STR("HOME=/nonexistent"), STR("TERM=dumb"), STR("NO_COLOR"),
	                   STR("BASH_ENV")};
	const struct process process = {.args = args,
	                                .args_len = 3,
	                                .env = env,
	                                .env_len = sizeof env / sizeof *env,
	                                .timeout_millis = 20000};
	struct process_result result;
	process_run(arena, &process, &result);
	const str out = arena_printf(arena, "\n%.*s", STR_ARG(result.out));
	if (!str_contains(out, str_of(row->out)))
		fail_msg("%.*s%.*s", STR_ARG(out), STR_ARG(result.err));
	if (row->not_out)
		assert_false(str_contains(out, str_of(row->not_out)));
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("cli/cmd_completion", ROWS, offers) |
	       TABLE_RUN("cli/cmd_completion, shells", SHELL_ROWS, shells);
}
