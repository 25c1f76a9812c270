/* lint_script_test.c - lint in directories as they are out there, hostile ones among them */
#include "cli/script_test.h"

/* A repository with one overlay that has one finding, a warning. */
static const char SETUP[] =
	"git init -q .; mkdir -p apps/a; cat >apps/a/app.yaml <<'END'\n"
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\n"
	"spec: {url: 'oci://x.io/y', interval: 5m, ref: {tag: latest}}\n"
	"END\n"
	"echo 'resources: [app.yaml]' >apps/a/kustomization.yaml\n"
	"concise() { kustoc lint -q -o concise \"$@\"; }\n"
	"for_all_formats() { for f in text concise json jsonl yaml github gitlab sarif junit "
	"rdjson "
	"markdown; do kustoc lint -q -o $f \"$@\" >../$f || test $? = 1; done; }\n"
	"valid() { ! command -v python3 >/dev/null || python3 -Ic 'import json\n"
	"for f in \"json\", \"gitlab\", \"sarif\", \"rdjson\":\n"
	" with open(\"../\" + f, \"rb\") as report: json.loads(report.read().decode(\"utf-8\"))'\n"
	"  ! command -v xmllint >/dev/null || xmllint --noout ../junit; }\n";

/* clang-format off */
static const struct script_row ROWS[] = {
	/* ---- where files are seen from ---- */
	{"people see files from where they are, forges from the top", "git",
	 "cd apps; concise | grep '^a/app.yaml:4'; kustoc lint -q -o json | grep '\"path\": \"a/app.yaml\"'\n"
	 "kustoc lint -q -o github | grep 'file=apps/a/app.yaml,'\n"
	 "kustoc lint -q -o gitlab | grep '\"path\": \"apps/a/app.yaml\"'\n"
	 "kustoc lint -q -o rdjson | grep '\"path\": \"apps/a/app.yaml\"'\n"
	 "kustoc lint -q -o sarif | grep '\"uri\": \"apps/a/app.yaml\"'\n"},
	{"without a repository from where they are", "git",
	 "rm -rf .git; cd apps; kustoc lint -q -o github | grep 'file=a/app.yaml,'\n"},
	/* ---- what is in the way ---- */
	{"nothing at all", "sh",
	 "rm -rf apps; fails kustoc lint; grep \"'.' has no kustomization\" out; fails kustoc affected\n"
	 "fails kustoc list; fails kustoc prove; kustoc lint --scope=file; fails kustoc init\n"},
	{"a directory that may not be read is said, and no failure", "sh",
	 "test $(id -u) != 0 || exit 0; mkdir data; chmod 0 data; kustoc lint -o concise >out 2>err\n"
	 "grep 'warning: cannot look into' err; grep OCI302 out; chmod 700 data\n"},
	{"links in circles", "sh",
	 "ln -s .. apps/up; ln -s . apps/here; ln -s loop loop; ln -s ../apps apps/a/again\n"
	 "test $(concise | wc -l) = 1; test $(concise --scope=file --select all | wc -l) = 0\n"
	 "mkdir crds; ln -s .. crds/up; fails kustoc lint --crd crds; test \"$(kustoc list | wc -l)\" = 1\n"},
	{"a directory where a file should be, and the other way round", "sh",
	 "rm apps/a/app.yaml; mkdir apps/a/app.yaml; fails concise; grep KUS001 out || grep KUS002 out\n"
	 "mkdir -p apps/b/kustomization.yaml; fails kustoc lint; mkdir .kustoc.yaml; fails kustoc lint\n"
	 "fails kustoc build apps/b; fails kustoc lint --baseline apps; grep 'Is a directory' out\n"
	 "fails kustoc lint -o json=apps; fails kustoc lint --config apps\n"},
	{"files that are no text", "sh",
	 "for i in b c d; do cp -r apps/a apps/$i; done; head -c 100000 /dev/urandom >apps/a/app.yaml\n"
	 "printf '\\000\\000' >apps/b/app.yaml; printf 'a: \\377\\376\\n' >apps/c/kustomization.yaml\n"
	 "printf '\\033[31m\\007: x\\n' >apps/d/kustomization.yaml; fails concise; for i in a b c d; do grep -a "
	 "^apps/$i out; done; for_all_formats; valid\n"
	 "for f in text concise github markdown; do if grep -aq $(printf '\\033') ../$f; then exit 1; fi; done\n"},
	{"empty files", "sh",
	 ": >apps/a/app.yaml; : >apps/a/kustomization.yaml; : >.kustoc.yaml; fails kustoc lint; for_all_formats\n"
	 "valid; fails kustoc lint --baseline .kustoc.yaml; grep 'is no baseline' out\n"},
	{"a file of resources that another tool is to write", "sh",
	 "echo '# written by flux bootstrap' >apps/a/made.yaml\n"
	 "printf 'resources: [made.yaml]\\npatches:\\n- {target: {kind: Pod}, patch: \"[]\"}\\n' >apps/a/kustomization.yaml\n"
	 "kustoc lint -q -o concise >out; grep 'note.KUS004.: patch matches nothing' out\n"
	 "mkdir apps/over; printf 'resources: [../a]\\npatches:\\n- {target: {kind: Job}, patch: \"[]\"}\\n' >apps/over/kustomization.yaml\n"
	 "kustoc lint -q -o concise >out; test $(grep -c note.KUS004 out) = 2\n"
	 "sed -i 's/Pod/OCIRepositry/; s/made.yaml/&, app.yaml/' apps/a/kustomization.yaml\n"
	 "fails kustoc lint -q apps/a -o concise; grep error.KUS004 out\n"
	 "echo 'kind: None' >apps/a/made.yaml; fails kustoc lint -q\n"},
	{"any name that a file may have", "sh",
	 "n=$(printf 'a b\"<&>\\\\\\n\\377%%0A::error::x'); mv apps \"$n\"; for_all_formats; valid\n"
	 "test $(grep -c '^::' ../github) = 1; kustoc list -o json >../json; kustoc affected -o json x >../json\n"
	 "kustoc list --tree; cd \"$n/a\"; concise | grep '^app.yaml:4'\n"},
	{"a name that looks like a flag", "sh",
	 "mkdir ./-o; cp apps/a/* ./-o; fails kustoc lint -o; concise -- -o | grep -e '-o/app.yaml'; concise ./-o\n"},
	{"deep directories", "sh",
	 "d=.; for i in $(seq 200); do d=$d/dddddddddd; done; mkdir -p $d; cp apps/a/* $d; concise | grep -c OCI302\n"},
	{"a long line", "sh",
	 "{ printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: a}\\ndata: {x: 1, y: \"'; head -c 3000000 "
	 "/dev/zero | tr '\\0' x; printf '\"}\\n'; } >apps/a/app.yaml; fails kustoc lint --width 80; for_all_formats\n"
	 "valid; test $(wc -c <../text) -lt 1000\n"},
	{"nesting without end", "sh",
	 "{ printf 'a: '; head -c 200000 /dev/zero | tr '\\0' '['; } >apps/a/app.yaml; fails kustoc lint\n"
	 "head -c 200000 /dev/zero | tr '\\0' '{' >apps/a/kustomization.yaml; fails kustoc lint; for_all_formats; valid\n"},
	{"aliases that grow", "sh",
	 "{ echo 'a: &a [x,x,x,x,x,x,x,x,x]'; p=a; for c in b c d e f g h i j k l; do echo \"$c: &$c "
	 "[*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]\"; p=$c; done; } >apps/a/app.yaml; fails kustoc lint; for_all_formats; valid\n"},
	{"a pipe that nobody writes to", "sh",
	 "mkdir apps/b crds; mkfifo pipe apps/a/more.yaml apps/b/kustomization.yaml crds/x.yaml; test $(concise | wc -l) = 1; concise --scope=file . >/dev/null\n"
	 "fails kustoc lint --crd crds; grep 'no CustomResourceDefinition' out\n"},
	{"reports that cannot be written", "sh",
	 "fails kustoc lint -o concise -o sarif=no/such/dir/x; grep \"cannot write 'no/such/dir/x'\" out\n"
	 "grep OCI302 out; fails kustoc lint --write-baseline no/such/dir/x; grep 'cannot write' out\n"
	 "GITHUB_STEP_SUMMARY=no/such/dir/x fails kustoc lint -o github; grep '^::warning' out\n"},
	{"several reports", "sh",
	 "kustoc lint -q -o concise -o sarif=../s -o junit=../j -o json=../k >../c; test -s ../s; test -s ../j\n"
	 "test -s ../k; kustoc lint -q -o concise | cmp - ../c; fails kustoc lint -o text -o json; fails kustoc lint "
	 "-o json=\n"},
};
/* clang-format on */

static void lints(void **state)
{
	script_run(*state, SETUP);
}

int main(void)
{
	return TABLE_RUN("cli/lint_script", ROWS, lints);
}
