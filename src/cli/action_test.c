/*
 * action_test.c - the GitHub Action, run as GitHub would
 *
 * The steps of action.yml are run one after the other with their environment
 * filled in and the files that GitHub gives a step. Nothing reaches the network:
 * gh and curl are scripts of the test's.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "testing/table.h"
#include "yaml/load.h"

/* A repository with two overlays and, in its second commit, a bad patch in one of them. */
static const char SETUP[] =
	"set -e; command -v git >/dev/null || exit 77\n"
	"mkdir -p \"$TOP/repo\" \"$TOP/fakes\" \"$TOP/runner\"; cd \"$TOP/repo\"\n"
	"git init -q .; git config user.email a@b; git config user.name a\n"
	"mkdir -p base overlays/staging overlays/production\n"
	"printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: app\\n' >base/app.yaml\n"
	"echo 'resources: [app.yaml]' >base/kustomization.yaml\n"
	"for i in staging production; do\n"
	"  echo 'resources: [../../base]' >overlays/$i/kustomization.yaml\n"
	"done\n"
	"git add .; git commit -qm one\n"
	"spoil() { echo 'patches: [{path: p.yaml}]' >>overlays/staging/kustomization.yaml\n"
	"  sed 's/app/none/' base/app.yaml >overlays/staging/p.yaml; git add .; git commit -qm "
	"two; }\n"
	"fake() { { echo '#!/bin/sh'; cat; } >\"$TOP/fakes/$1\"; chmod +x \"$TOP/fakes/$1\"; }\n"
	"flux() { printf 'apiVersion: source.toolkit.fluxcd.io/v1\\nkind: "
	"OCIRepository\\nmetadata:\\n"
	"  name: app\\n  namespace: default\\nspec:\\n  interval: 5m\\n  url: "
	"oci://localhost/app\\n"
	"  ref:\\n    semver: \">=1.0.0\"\\n' >base/app.yaml; printf '1.0.0\\n1.1.0\\n' >tags.txt; "
	"}\n"
	/* A release: what it holds starts the program under test. */
	"release() { cd \"$TOP\"; printf '#!/bin/sh\\nexec \"%s\" \"$@\"\\n' \"$PROGRAM\" >kustoc\n"
	"  chmod +x kustoc; for i in linux-amd64 linux-arm64 darwin-arm64; do\n"
	"  tar -czf kustoc-$i.tar.gz kustoc; done; rm kustoc\n"
	"  sha256sum kustoc-*.tar.gz >SHA256SUMS; cd repo\n"
	"  echo 'for i; do [ \"$b\" = --output ] && o=$i; b=$i; done; cp \"$TOP/${i##*/}\" \"$o\"'"
	" | fake curl; }\n";

/* clang-format off */
static const struct row {
	const char *name, *setup;
	const char *inputs[4]; /* "name=value"; "github.…" for what GitHub knows */
	int status;
	const char *check; /* in the repository, with the files of the steps and their $LOG */
	bool not_installed;
} ROWS[] = {
	{"nothing found", "", {0}, 0,
	 "has exit-code=0; has errors=0; has warnings=0; has changed=true\n"
	 "has 'affected=[\"overlays/production\",\"overlays/staging\"]'; has selected={}\n"
	 "has sarif-path=; has html-path=; grep '^\\*\\*kustoc\\*\\*' \"$GITHUB_STEP_SUMMARY\"\n", false},
	{"a finding is an annotation and fails the step", "spoil", {0}, 1,
	 "has exit-code=1; has errors=1; grep '^::error file=overlays/staging/.*KUS003' \"$LOG\"\n", false},
	{"the summary is written once", "spoil", {0}, 1,
	 "test $(grep -c '<!-- kustoc:lint -->' \"$GITHUB_STEP_SUMMARY\") = 1\n", false},
	{"what stood in it stays", "echo before >\"$TOP/GITHUB_STEP_SUMMARY\"", {0}, 0,
	 "head -n 1 \"$GITHUB_STEP_SUMMARY\" | grep before\n", false},
	{"or not at all", "spoil", {"comment=off"}, 1, "test ! -s \"$GITHUB_STEP_SUMMARY\"\n", false},
	{"no annotations", "spoil", {"annotations=false"}, 1,
	 "if grep '^::' \"$LOG\"; then exit 1; fi; grep 'error.KUS003' \"$LOG\"\n", false},
	{"only what is new since the base of a pull request", "spoil",
	 {"github.event.pull_request.base.sha=HEAD"}, 0,
	 "has exit-code=0; has changed=false; has 'affected=[]'\n", false},
	{"and what is", "spoil", {"github.event.pull_request.base.sha=HEAD~1"}, 1,
	 "has errors=1; has 'affected=[\"overlays/staging\"]'\n", false},
	{"a base that is not there is said, and no failure", "",
	 {"github.event.pull_request.base.sha=0123456789012345678901234567890123456789"}, 0,
	 "grep '^::notice::.*fetch-depth: 0' \"$LOG\"; has changed=true\n", false},
	{"unless somebody asked for it", "", {"from=nowhere"}, 2,
	 "has exit-code=2; grep 'fetch-depth: 0' \"$LOG\"\n", false},
	{"everything, if that is asked for", "spoil",
	 {"from=none", "github.event.pull_request.base.sha=HEAD"}, 1, "has errors=1\n", false},
	{"SARIF", "spoil", {"sarif=true"}, 1,
	 "grep '\"version\": *\"2.1.0\"' \"$(sed -n 's/^sarif-path=//p' \"$GITHUB_OUTPUT\")\"\n", false},
	{"paths and arguments are words", "spoil",
	 {"paths=overlays/production base", "args=--statistics --no-config"}, 0, "has errors=0\n", false},
	{"elsewhere, with files as the repository has them", "spoil",
	 {"working-directory=overlays/staging"}, 1,
	 "has errors=1; grep '^::error file=overlays/staging/' \"$LOG\"\n", false},
	{"warnings may fail", "spoil", {"fail-on=never"}, 2,
	 "grep -- '--fail-on must be one of' \"$LOG\"; has exit-code=2\n", false},
	{"a comment is made", "spoil; echo 'echo \"$@\" >>\"$TOP/gh.log\"' | fake gh",
	 {"comment=pr", "github.event.pull_request.number=7"}, 1,
	 "grep 'POST repos/acme/deploy/issues/7/comments' \"$TOP/gh.log\"\n", false},
	{"and kept up to date",
	 "echo 'echo \"$@\" >>\"$TOP/gh.log\"; case $* in *--jq*) echo 42 ;; esac' | fake gh",
	 {"comment=pr", "github.event.pull_request.number=7"}, 0,
	 "grep 'PATCH repos/acme/deploy/issues/comments/42' \"$TOP/gh.log\"\n", false},
	{"a fork's run has its summary", "echo 'exit 1' | fake gh",
	 {"comment=pr", "github.event.pull_request.number=7"}, 0,
	 "grep '^::notice::no comment' \"$LOG\"; grep kustoc:lint \"$GITHUB_STEP_SUMMARY\"\n", false},
	{"what each environment pulls", "command -v jq >/dev/null || exit 77; flux", {"tags=tags.txt"}, 0,
	 "has 'selected={\"production\":{\"app\":\"1.1.0\"},\"staging\":{\"app\":\"1.1.0\"}}'\n", false},
	{"another command", "", {"command=build", "paths=overlays/staging"}, 0,
	 "grep 'kind: ConfigMap' \"$LOG\"; grep 'kind: ConfigMap' \"$GITHUB_STEP_SUMMARY\"\n"
	 "has errors=; has exit-code=0\n", false},
	{"a release is checked and installed", "release; echo 'test \"$1\" = attestation' | fake gh",
	 {"version=v1.2.3"}, 0, "grep 'installed kustoc v1.2.3' \"$LOG\"; has exit-code=0\n", true},
	{"the one that the action was called by", "release; echo 'exit 0' | fake gh",
	 {"github.action_ref=v1.2.4"}, 0, "grep 'installed kustoc v1.2.4' \"$LOG\"\n", true},
	{"not with another checksum",
	 "release; echo 'exit 0' | fake gh; for i in \"$TOP\"/*.gz; do echo x >>$i; done",
	 {"version=v1.2.3"}, 2, "grep '^::error::.*not what SHA256SUMS says' \"$LOG\"\n", true},
	{"not without provenance", "release; echo 'exit 1' | fake gh", {"version=v1.2.3"}, 2,
	 "grep '^::error::.*has no provenance' \"$LOG\"\n", true},
	{"a branch is no release", "", {"github.action_ref=main"}, 2,
	 "grep '^::error::.*no release' \"$LOG\"\n", true},
};
/* clang-format on */

enum { NOT_HERE = 77 }; /* exit code of a setup that lacks a program */

/* One run of the action. */
struct action {
	struct arena *arena;
	const struct row *row;
	const struct node *fields; /* of action.yml */
	str top;                   /* holds the repository and what GitHub keeps */
	struct buf log;
};

static str in_top(const struct action *action, const char *name)
{
	return path_join(action->arena, action->top, str_of(name));
}

/* ---- ${{ … }} ---- */

static bool given(const struct action *action, str name, str *value)
{
	for (size_t i = 0; i < 4 && action->row->inputs[i]; i++) {
		str key;
		str_cut(str_of(action->row->inputs[i]), '=', &key, value);
		if (str_eq(key, name))
			return true;
	}
	return false;
}

static str expand(const struct action *action, str text);

static str expression(const struct action *action, str name)
{
	static const struct {
		const char *name, *value;
	} known[] = {
		{"github.action_path", KUSTOC_ROOT},
		{"github.action_repository", "acme/kustoc"},
		{"github.token", "secret"},
	};
	str value;
	if (given(action, name, &value))
		return value;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, str_of(known[i].name)))
			return str_of(known[i].value);
	if (!str_starts_with(name, STR("inputs."))) {
		assert_true(str_starts_with(name, STR("github.")));
		return STR("");
	}
	name = str_from(name, strlen("inputs."));
	const struct node *input = node_get(node_get(action->fields, STR("inputs")), name);
	assert_non_null(input); /* GitHub would pass an empty text in silence */
	return given(action, name, &value) ? value
	                                   : expand(action, node_get_text(input, STR("default")));
}

static str expand(const struct action *action, str text)
{
	struct buf out;
	buf_init(&out, action->arena);
	for (size_t at; (at = str_find(text, STR("${{"))) != STR_NONE;) {
		const size_t end = str_find(text, STR("}}"));
		assert_true(end != STR_NONE);
		buf_add(&out, str_slice(text, 0, at));
		buf_add(&out, expression(action, str_trim(str_slice(text, at + 3, end))));
		text = str_from(text, end + 2);
	}
	buf_add(&out, text);
	return buf_text(&out);
}

/* ---- running ---- */

struct environment {
	str *at;
	size_t len, cap;
};

static void set(const struct action *action, struct environment *environment, const char *name,
                str value)
{
	*ARRAY_ADD(action->arena, environment) =
		arena_printf(action->arena, "%s=%.*s", name, STR_ARG(value));
}

/* What a runner has: a program of ours only where it is installed. */
static void set_path(const struct action *action, struct environment *environment)
{
	struct arena *arena = action->arena;
	str path = str_of(getenv("PATH")), added = STR("");
	const bool any = file_read(arena, in_top(action, "GITHUB_PATH"), &added) == 0;
	if (!action->row->not_installed)
		path = arena_printf(arena, "%.*s:%.*s", STR_ARG(path_dir(str_of(KUSTOC_BIN))),
		                    STR_ARG(path));
	if (any && added.len)
		path = arena_printf(arena, "%.*s:%.*s", STR_ARG(str_trim(added)), STR_ARG(path));
	set(action, environment, "PATH",
	    arena_printf(arena, "%.*s:%.*s", STR_ARG(in_top(action, "fakes")), STR_ARG(path)));
}

static void set_all(const struct action *action, struct environment *environment)
{
	static const char *const files[] = {"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV",
	                                    "GITHUB_PATH", "LOG"};
	static const char *const none[] = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE",
	                                   "GIT_PREFIX", "GITHUB_SERVER_URL"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		set(action, environment, files[i], in_top(action, files[i]));
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		*ARRAY_ADD(action->arena, environment) = str_of(none[i]);
	set(action, environment, "TOP", action->top);
	set(action, environment, "PROGRAM", str_of(KUSTOC_BIN));
	set(action, environment, "RUNNER_TEMP", in_top(action, "runner"));
	set(action, environment, "GITHUB_REPOSITORY", STR("acme/deploy"));
	set_path(action, environment);
}

/* Exit code of a script in `dir`; what it says goes to the log. */
static int run(struct action *action, str script, str dir, const struct node *env)
{
	struct environment environment = {0};
	set_all(action, &environment);
	if (node_is_map(env))
		NODE_EACH_PAIR (pair, env)
			set(action, &environment, arena_cstr(action->arena, pair->key.text),
			    expand(action, node_text(pair->value)));
	const str args[] = {STR("/bin/sh"), STR("-e"), STR("-c"), script};
	const struct process process = {.args = args,
	                                .args_len = 4,
	                                .env = environment.at,
	                                .env_len = environment.len,
	                                .dir = dir};
	struct process_result result;
	const bool ok = process_run(action->arena, &process, &result);
	buf_add(&action->log, result.out);
	buf_add(&action->log, result.err);
	assert_true(ok || result.end == PROCESS_EXITED);
	return ok ? 0 : result.code;
}

/* A step that fails is the last one. */
static int run_steps(struct action *action)
{
	const struct node *steps = node_get(node_get(action->fields, STR("runs")), STR("steps"));
	const str repo = in_top(action, "repo");
	NODE_EACH_ITEM (item, steps) {
		const str dir = node_get_text(item->value, STR("working-directory"));
		ASSERT_STR(node_get_text(item->value, STR("shell")), "sh");
		const int status =
			run(action, expand(action, node_get_text(item->value, STR("run"))),
		            path_join(action->arena, repo, expand(action, dir)),
		            node_get(item->value, STR("env")));
		if (status != 0)
			return status;
	}
	return 0;
}

static struct node *load_file(struct arena *arena, str path)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct diags diags;
	struct documents documents = {0};
	diags_init(&diags, arena);
	source->path = path;
	assert_int_equal(file_read(arena, source->path, &source->text), 0);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	assert_int_equal(documents.len, 1);
	return documents.at[0];
}

static struct node *load_action(struct arena *arena)
{
	return load_file(arena, STR(KUSTOC_ROOT "/action.yml"));
}

static void give_up(struct action *action, const char *what)
{
	print_error("%.*s", STR_ARG(buf_text(&action->log)));
	fail_msg("%s", what);
}

static void check(struct action *action, int status)
{
	static const char has[] = "has() { grep -qxF -- \"$1\" \"$GITHUB_OUTPUT\" || "
				  "{ echo \"no $1 in\"; cat \"$GITHUB_OUTPUT\"; exit 1; }; }\n";
	struct arena *arena = action->arena;
	if (status != action->row->status)
		give_up(action, "another exit code");
	assert_int_equal(file_write(arena, in_top(action, "LOG"), buf_text(&action->log)), 0);
	if (run(action, arena_printf(arena, "%s%s", has, action->row->check),
	        in_top(action, "repo"), NULL) != 0)
		give_up(action, "the check failed");
}

static void runs(void **state)
{
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-action-XXXXXX";
	struct action action = {.arena = arena,
	                        .row = *state,
	                        .fields = load_action(arena),
	                        .top = str_of(mkdtemp(template))};
	buf_init(&action.log, arena);
	const int setup = run(&action, arena_printf(arena, "%s%s", SETUP, action.row->setup),
	                      action.top, NULL);
	if (setup != NOT_HERE && setup != 0)
		give_up(&action, "the setup failed");
	if (setup == 0)
		check(&action, run_steps(&action));
	file_remove_tree(arena, action.top);
	arena_destroy(arena);
	if (setup == NOT_HERE) {
		print_message("skipped: no git or no jq here\n");
		skip();
	}
}

/* ---- the examples for other forges ---- */

/* clang-format off */
static const struct example_row {
	const char *name, *file;
	const char *scripts; /* where they stand in the file; NULL: it is one */
	const char *setup, *env;
	int status;
	const char *check;
} EXAMPLES[] = {
	{"GitLab, nothing found", "gitlab-ci.yml", "kustoc/script", "", "", 0,
	 "test -s code-quality.json; grep '<testsuites' junit.xml\n"},
	{"GitLab, a finding", "gitlab-ci.yml", "kustoc/script", "spoil", "", 1,
	 "grep KUS003 code-quality.json; grep KUS003 junit.xml; grep KUS003 \"$LOG\"\n"},
	{"GitLab, one of this merge request", "gitlab-ci.yml", "kustoc/script", "spoil",
	 "CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD~1", 1, "grep KUS003 code-quality.json\n"},
	{"GitLab, none of this merge request", "gitlab-ci.yml", "kustoc/script", "spoil",
	 "CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD", 0, "grep '^\\[' code-quality.json\n"},
	{"Forgejo, a finding", "forgejo.yml", "jobs/kustoc/steps",
	 "spoil; git update-ref refs/remotes/origin/main HEAD~1", "GITHUB_BASE_REF=main", 1,
	 "grep KUS003 \"$LOG\"\n"},
	{"Forgejo, an old one", "forgejo.yml", "jobs/kustoc/steps",
	 "spoil; git update-ref refs/remotes/origin/main HEAD", "GITHUB_BASE_REF=main", 0, ""},
	{"a shell, nothing changed", "check.sh", NULL,
	 "git update-ref refs/remotes/origin/main HEAD", "", 0, "grep 'no overlay' \"$LOG\"\n"},
	{"a shell, a good change", "check.sh", NULL,
	 "git update-ref refs/remotes/origin/main HEAD; echo '# x' >>base/app.yaml", "", 0,
	 "grep '^  overlays/staging$' \"$LOG\"; grep 2.1.0 kustoc.sarif\n"},
	{"a shell, a bad one", "check.sh", NULL,
	 "spoil; git update-ref refs/remotes/origin/main HEAD~1", "", 1, "grep KUS003 \"$LOG\"\n"},
};
/* clang-format on */

/* GitLab's lines, or what the steps of a workflow run. */
static str example_script(struct arena *arena, const struct example_row *row)
{
	const str path = arena_printf(arena, KUSTOC_ROOT "/overlays-examples/ci/%s", row->file);
	struct buf script;
	if (!row->scripts)
		return arena_printf(arena, "exec sh %.*s", STR_ARG(path));
	buf_init(&script, arena);
	const struct node *lines = node_at_path(load_file(arena, path), row->scripts);
	assert_true(node_is_seq(lines));
	NODE_EACH_ITEM (item, lines)
		buf_printf(&script, "%.*s\n",
		           STR_ARG(node_is_map(item->value) ? node_get_text(item->value, STR("run"))
		                                            : node_text(item->value)));
	return buf_text(&script);
}

static void example_works(void **state)
{
	const struct example_row *row = *state;
	const struct row plain = {.setup = row->setup, .status = row->status, .check = row->check};
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-ci-XXXXXX";
	struct action action = {.arena = arena, .row = &plain, .top = str_of(mkdtemp(template))};
	buf_init(&action.log, arena);
	const int setup =
		run(&action, arena_printf(arena, "%s%s", SETUP, row->setup), action.top, NULL);
	if (setup != NOT_HERE && setup != 0)
		give_up(&action, "the setup failed");
	const str script = arena_printf(arena, "%s\n%.*s", *row->env ? row->env : ":",
	                                STR_ARG(example_script(arena, row)));
	if (setup == 0)
		check(&action, run(&action, script, in_top(&action, "repo"), NULL));
	file_remove_tree(arena, action.top);
	arena_destroy(arena);
	if (setup == NOT_HERE)
		skip();
}

/* ---- its face ---- */

static void outputs_are_those_that_a_step_gives(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct node *fields = load_action(arena);
	str script;
	assert_int_equal(file_read(arena, STR(KUSTOC_ROOT "/.ci/action/run.sh"), &script), 0);
	NODE_EACH_PAIR (pair, node_get(fields, STR("outputs"))) {
		const str name = pair->key.text;
		const str want =
			arena_printf(arena, "${{ steps.run.outputs.%.*s }}", STR_ARG(name));
		assert_true(str_eq(node_get_text(pair->value, STR("value")), want));
		assert_true(
			str_contains(script, arena_printf(arena, "\noutput %.*s ", STR_ARG(name))));
	}
	arena_destroy(arena);
}

static void the_example_gives_inputs_that_there_are(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct node *inputs = node_get(load_action(arena), STR("inputs"));
	struct node *example =
		load_file(arena, STR(KUSTOC_ROOT "/overlays-examples/ci/github.yml"));
	size_t uses = 0;
	NODE_EACH_ITEM (item, node_at_path(example, "jobs/kustoc/steps")) {
		if (!str_contains(node_get_text(item->value, STR("uses")), STR("/kustoc@")))
			continue;
		uses++;
		NODE_EACH_PAIR (pair, node_get(item->value, STR("with")))
			assert_non_null(node_get(inputs, pair->key.text));
	}
	assert_int_equal(uses, 1);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_gives_inputs_that_there_are),
		cmocka_unit_test(outputs_are_those_that_a_step_gives),
	};
	return TABLE_RUN("cli/action", ROWS, runs) |
	       TABLE_RUN("cli/action, examples", EXAMPLES, example_works) |
	       cmocka_run_group_tests_name("cli/action, outputs", tests, NULL, NULL);
}
