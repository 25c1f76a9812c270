/* config_test.c - what a .kustoc.yaml may say, and which rules it leaves */
#include "lint/config.h"

#include "base/buf.h"
#include "lint/select.h"
#include "testing/table.h"

/* clang-format off */
/* `want`: a line an error, "line:col message". */
static const struct row {
	const char *name, *yaml, *want;
} ROWS[] = {
	{"nothing at all", "", ""},
	{"everything",
	 "version: 1\nflux: [\"2.6\", \"2.9\"]\nkustomize: \"5.7\"\n"
	 "environments:\n  staging: {paths: [\"apps/*/staging\"], channel: any}\n"
	 "  production: {paths: [\"apps/*/production\"], channel: stable, after: staging}\n"
	 "channels:\n  any: {only: '-staging-', refuse: [v1.4.2], exclusive: [stable]}\n"
	 "  stable: {only: ['^v?\\d+$', x], never: '-', accept: [v1.4.2]}\n"
	 "substitute: {REGION: eu-1}\nregistries: {\"ghcr.io/acme/*\": {tags: ci/tags.txt}}\n"
	 "schemas: {crds: [crds], locations: [\"s/{{.Group}}/{{.ResourceKind}}.json\"]}\n"
	 "rules: {select: [ALL], ignore: [OCI302], severity: {OCI3: error, mutable-tag: \"off\"}}\n"
	 "per-path: {\"apps/legacy/**\": {ignore: [SCH004]}}\n"
	 "output: {diff: {mask: [\"Secret:/data/*\"]}}\n", ""},
	{"a key that is none", "rule: {}\n", "1:1 unknown field 'rule'; did you mean 'rules'?\n"},
	{"a version that is none", "version: 2\n", "1:10 version must be 1, not the number 2\n"},
	{"a version that is text", "version: \"1\"\n", "1:10 version must be 1, not the string '1'\n"},
	{"a severity that YAML takes for a boolean", "rules: {severity: {OCI302: off}}\n"
	 "per-path: {a: {severity: {OCI3: off}}}\n", ""},
	{"no other boolean", "rules: {severity: {OCI302: on}}\n",
	 "1:28 rules.severity.OCI302 must be text, not the boolean true\n"},
	{"a key twice", "rules: {}\nflux: [\"2.9\"]\nrules: {ignore: [OCI3]}\n",
	 "3:1 key 'rules' is given twice\n"},
	{"a key twice, further in", "rules: {ignore: [], ignore: []}\n", "1:21 key 'ignore' is given twice\n"},
	{"a second document", "version: 1\n---\nversion: 1\n", "3:1 a second document is not read\n"},
	{"a list", "- version\n", "1:1 the object must be a mapping, not a list\n"},
	{"a release without quotes", "flux: [2.6]\n",
	 "1:8 flux[0] must be text; without quotes 2.6 is the number 2.6\n"},
	{"a release that nobody knows", "flux: [\"1.0\"]\n",
	 "1:8 no release of Flux that is known: '1.0'; the newest is 2.9\n"},
	{"an environment without directories", "environments: {a: {}}\n",
	 "1:16 missing field 'environments.a.paths'\n"},
	{"a channel that is not there", "environments: {a: {paths: [x], channel: stable}}\n",
	 "1:41 no channel 'stable'\n"},
	{"an environment that comes after nothing known",
	 "environments: {a: {paths: [x], after: b}}\n", "1:39 no environment 'b'\n"},
	{"environments in a circle",
	 "environments: {a: {paths: [x], after: b}, b: {paths: [z], after: a}}\n",
	 "1:39 environment 'a' comes after itself\n1:66 environment 'b' comes after itself\n"},
	{"a pattern that Go refuses", "channels: {a: {never: [x, '(?=y)']}}\n",
	 "1:27 no Go regular expression: error parsing regexp: invalid or unsupported Perl syntax: "
	 "`(?=`\n"},
	{"a rule that is none, below a path", "per-path: {x: {ignore: [OCI999]}}\n",
	 "1:25 no rule 'OCI999'\n"},
	{"a severity that is none", "rules: {severity: {OCI302: fatal}}\n",
	 "1:28 rules.severity.OCI302 must be one of error, warning, note, off, not the string 'fatal'\n"},
	{"no YAML", "rules: [\n", "2:1 did not find expected node content\n"},
};
/* clang-format on */

static bool parse(struct arena *arena, const char *yaml, struct config *config, struct diags *diags)
{
	diags_init(diags, arena);
	return config_parse(arena, STR(CONFIG_FILE), str_of(yaml), config, diags);
}

static void reads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct config config;
	struct diags diags;
	struct buf got;
	buf_init(&got, arena);
	const bool ok = parse(arena, row->yaml, &config, &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next) {
		assert_null(diag->code);
		buf_printf(&got, "%u:%u %.*s\n", diag->at.line, diag->at.col,
		           STR_ARG(diag->message));
	}
	ASSERT_STR(buf_text(&got), row->want);
	assert_int_equal(ok, diags.len == 0);
	arena_destroy(arena);
}

/* clang-format off */
/* `want`: "error", "warning", "note", "" for not reported. */
static const struct selection {
	const char *name, *yaml, *select, *ignore, *code, *path, *want;
} SELECTIONS[] = {
	{"as the rule has it", "", "", "", "OCI302", "a.yaml", "warning"},
	{"ignored by its name", "rules: {ignore: [mutable-tag]}", "", "", "OCI302", "a.yaml", ""},
	{"ignored with its family", "rules: {ignore: [OCI3]}", "", "", "OCI302", "a.yaml", ""},
	{"not among the selected", "rules: {select: [SCH]}", "", "", "OCI302", "a.yaml", ""},
	{"the command line selects anew", "rules: {select: [SCH]}", "OCI", "", "OCI302", "a.yaml",
	 "warning"},
	{"but what is ignored stays so", "rules: {ignore: [OCI302]}", "", "SCH", "OCI302", "a.yaml",
	 ""},
	{"another severity", "rules: {severity: {OCI302: error}}", "", "", "OCI302", "a.yaml",
	 "error"},
	{"the most particular severity counts", "rules: {severity: {OCI302: note, OCI: error}}", "",
	 "", "OCI302", "a.yaml", "note"},
	{"switched off", "rules: {severity: {OCI302: \"off\"}}", "", "", "OCI302", "a.yaml", ""},
	{"ignored below a path", "per-path: {\"old/**\": {ignore: [OCI302]}}", "", "", "OCI302",
	 "old/x/a.yaml", ""},
	{"but not elsewhere", "per-path: {\"old/**\": {ignore: [OCI302]}}", "", "", "OCI302",
	 "new/a.yaml", "warning"},
	{"off unless named", "", "ALL", "", "SUP002", "a.yaml", ""},
	{"named on the command line", "", "SUP002", "", "SUP002", "a.yaml", "warning"},
	{"named in the file", "rules: {severity: {no-reason: note}}", "", "", "SUP002", "a.yaml",
	 "note"},
};
/* clang-format on */

static void selects(void **state)
{
	static const char *const SEVERITIES[] = {"error", "warning", "note"};
	const struct selection *row = *state;
	struct arena *arena = arena_create();
	struct config config;
	struct diags diags;
	assert_true(parse(arena, row->yaml, &config, &diags));
	const str select = str_of(row->select), ignore = str_of(row->ignore);
	struct lint_options options = {.config = &config};
	assert_true(
		lint_select(&options, &select, select.len > 0, &ignore, ignore.len > 0, &diags));
	const struct source source = {.path = str_of(row->path)};
	struct diag diag = {.severity = DIAG_WARNING, .code = row->code, .at = {&source, 1, 1}};
	const bool wanted = lint_is_selected(&diag, &options);
	assert_string_equal(wanted ? SEVERITIES[diag.severity] : "", row->want);
	assert_int_equal(lint_is_rule_selected(row->code, source.path, &options), wanted);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/config", ROWS, reads) +
	       TABLE_RUN("lint/select", SELECTIONS, selects);
}
