/* usage_script_test.c - what somebody meets who uses the program, and what is then in their way */
#include "cli/script_test.h"

/* Nothing is forbidden to root: the program runs as somebody else then, where it can. */
static const char SETUP[] =
	"as_user() { if test $(id -u) != 0; then \"$@\"; else setpriv --reuid=65534 --regid=65534 "
	"--clear-groups \"$@\"; fi; }\n"
	"chmod 755 . ..; as_user true || exit 0\n";

/* clang-format off */
static const struct script_row ROWS[] = {
	{"a registry that does not answer is told of once for all environments", "sh",
	 "for e in staging production; do mkdir -p overlays/$e; cat >overlays/$e/app.yaml <<'END'\n"
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\n"
	 "spec: {url: 'oci://127.0.0.1:1/y', interval: 5m, ref: {semver: 1.x}}\n"
	 "END\n"
	 "echo 'resources: [app.yaml]' >overlays/$e/kustomization.yaml; done\n"
	 "fails kustoc tags; test $(grep -c 'no answer from' out) = 1\n"},
	{"a file that may not be read is not said to be missing", "sh",
	 "echo 'resources: [a.yaml]' >kustomization.yaml; echo >a.yaml; chmod 0 a.yaml\n"
	 "fails as_user kustoc build; grep \"cannot read 'a.yaml': Permission denied\" out; chmod 0 kustomization.yaml\n"
	 "fails as_user kustoc build; grep \"cause: .*cannot read 'kustomization.yaml': Permission denied\" out\n"
	 "mkdir -m 0 b; fails as_user kustoc build b; grep 'cause: .*cannot look into it: Permission denied' out; rmdir b\n"},
	{"a link to itself is no misspelt name", "sh",
	 "echo 'resources: [a.yaml]' >kustomization.yaml; ln -s a.yaml a.yaml; fails kustoc build\n"
	 "grep \"cannot read 'a.yaml': Too many\" out; test $(grep -c 'did you mean' out) = 0\n"},
	{"a directory that is called like a kustomization is none", "sh",
	 "mkdir kustomization.yaml; fails kustoc build; grep 'cause: .*is a directory' out; fails kustoc lint\n"
	 "grep 'has no kustomization' out\n"},
	{"bytes that are no text are not to be quoted", "sh",
	 "echo 'resources: [a.yaml]' >kustomization.yaml; printf 'apiVersion: v1\\000kind: ConfigMap\\n' >a.yaml\n"
	 "fails kustoc build; grep 'a.yaml:1:15: .*control characters are not allowed' out; test $(grep -c quotes out) = 0\n"},
	{"a path of the config that nothing lies in", "sh",
	 "mkdir -p overlays/staging; echo 'resources: []' >overlays/staging/kustomization.yaml\n"
	 "printf 'environments:\\n  staging: {paths: [overlays/staging]}\\n  production: {paths: [overlays/prod]}\\n' >.kustoc.yaml\n"
	 "kustoc config check >out 2>&1; grep \"yaml:3:24: warning: no manifest lies in 'overlays/prod'\" out\n"
	 "kustoc lint >out 2>&1; grep \"no manifest lies in 'overlays/prod'\" out\n"
	 "cd overlays; kustoc lint -q staging 2>&1 | wc -l | grep -x 0; kustoc lint staging 2>&1 | grep 'yaml:3:24'\n"
	 "mkdir prod; echo >prod/a.yaml; kustoc config check | grep 'is fine'; kustoc lint 2>&1 | grep -c warning | grep -x 0\n"},
	{"no repository, and somebody else's", "git",
	 "fails kustoc affected; grep \"fix: run it in a clone\" out; test $(id -u) = 0 || exit 0\n"
	 "git init -q .; unset HOME; fails as_user env GIT_CONFIG_NOSYSTEM=1 kustoc affected; grep 'fix: git config --global' out\n"},
	{"a word that nothing is like", "sh",
	 "fails kustoc frobnicate; grep \"'kustoc -h' lists them\" out; fails kustoc explain XYZ; test $(grep -c closest out) = 0\n"},
};
/* clang-format on */

static void is_met(void **state)
{
	script_run(*state, SETUP);
}

int main(void)
{
	return TABLE_RUN("cli/usage_script", ROWS, is_met);
}
