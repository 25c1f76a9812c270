/*
 * fix_script_test.c - what `kustoc lint --fix` makes of files on a disk, and patches that git takes
 */
#include "cli/script_test.h"

/*
 * A base and an overlay. Three findings can be mended: in app.yaml the version of the API, safely,
 * and the range, not so; in the overlay labels.
 */
static const char SETUP[] =
	"git init -q .; git config user.email a@b; git config user.name a; mkdir base overlay\n"
	"cat >base/app.yaml <<'END'\n"
	"apiVersion: source.toolkit.fluxcd.io/v1beta2 # as of 2023\n"
	"kind:   OCIRepository\n"
	"metadata: {name: 'a'}\n"
	"spec:\n"
	"  url: \"oci://x.io/y\"\n\n"
	"  ref:\n"
	"    semver: '*-staging'   # what staging runs\n"
	"  interval: 5m\n"
	"END\n"
	"echo 'resources: [app.yaml]' >base/kustomization.yaml\n"
	"printf 'resources: [../base]\\ncommonLabels: {app: x}' >overlay/kustomization.yaml\n"
	"git add .; git commit -qm one\n"
	"both() { kustoc lint -q --unsafe-fixes \"$@\"; }\n"
	"lines() { git diff --numstat \"$@\" | sort -k3 | tr '\\t\\n' ' ;'; }\n"
	"sed 's/$/\\r/' base/app.yaml >crlf\n";

/* clang-format off */
static const struct script_row ROWS[] = {
	{"what is safe, and nothing else", "git",
	 "fails kustoc lint -q --fix -o concise; test \"$(lines)\" = '1 1 base/app.yaml;3 1 "
	 "overlay/kustomization.yaml;'\n"
	 "grep OCI106 out; ! grep SCH004 out\n"
	 "grep -x 'apiVersion: source.toolkit.fluxcd.io/v1 # as of 2023' base/app.yaml\n"},
	{"what changes the meaning, too, when asked", "git",
	 "both; test \"$(lines)\" = '3 2 base/app.yaml;3 1 overlay/kustomization.yaml;'\n"
	 "grep -x \"    semver: '>=0.0.0-0'   # what staging runs\" base/app.yaml\n"
	 "test -z \"$(kustoc lint -q)\"; git add .; both; git diff --exit-code\n"},
	{"a patch that git takes, and that does the same", "git",
	 "both --fix-dry-run >../p; git diff --exit-code; git apply --check ../p; git apply ../p; git diff "
	 ">../applied; git checkout -q .; both; git diff >../mended; cmp ../applied ../mended\n"},
	{"a patch from a directory below, for files above it", "git",
	 "cd overlay; both --fix-dry-run >../../p; grep -x 'diff --git a/base/app.yaml b/base/app.yaml' ../../p\n"
	 "git -C .. apply ../p; cd ..; test \"$(lines)\" = '3 2 base/app.yaml;3 1 overlay/kustomization.yaml;'\n"},
	{"a patch for any name that a file may have", "git",
	 "n=$(printf 'a b\"\\\\\\n\\377'); git mv base \"$n\"; rm overlay/kustomization.yaml; both --fix-dry-run >../p\n"
	 "git apply ../p; grep -q semverFilter \"$n/app.yaml\"\n"},
	{"a patch without findings is empty", "git", "both; test -z \"$(both --fix-dry-run)\"\n"},
	{"line ends stay as they are", "git",
	 "mv crlf base/app.yaml; git add .; both; test \"$(lines)\" = '3 2 base/app.yaml;3 1 "
	 "overlay/kustomization.yaml;'; test $(grep -c $(printf '\\r') base/app.yaml) = $(wc -l <base/app.yaml)\n"
	 "git checkout -q .; both --fix-dry-run >../p; git apply --check ../p\n"},
	{"a file without a line end at its end keeps it so", "git",
	 "printf '%s' \"$(cat base/app.yaml)\" >x; mv x base/app.yaml; both --fix-dry-run >../p\n"
	 "git apply --check ../p; both; test -n \"$(tail -c1 base/app.yaml)\"; test -n \"$(tail -c1 "
	 "overlay/kustomization.yaml)\"\n"},
	{"the mode stays", "git",
	 "chmod 640 base/app.yaml; both; test \"$(stat -c %a base/app.yaml)\" = 640; test -z \"$(ls -A base | "
	 "grep -v -e kustomization.yaml -e app.yaml)\"\n"},
	{"a link is followed, not replaced", "git",
	 "mv base/app.yaml base/real.yaml; ln -s real.yaml base/app.yaml; both; test -L base/app.yaml\n"
	 "grep -q semverFilter base/real.yaml\n"},
	{"who made a file read-only meant it", "git",
	 "test $(id -u) != 0 || exit 0; chmod 444 base/app.yaml; fails both; grep \"cannot write "
	 "'base/app.yaml': Permission denied\" out; git diff --exit-code base\n"},
	{"a file elsewhere is mended, too", "git",
	 "mkdir ../other; mv base overlay ../other; both ../other; grep -q semverFilter ../other/base/app.yaml\n"
	 "git -C . status >/dev/null; dir=$PWD/../other; (cd $dir; sed -i 's/^  *semverFilter.*//; "
	 "s/>=0.0.0-0/*-staging/' base/app.yaml); cd /; both $dir; grep -q semverFilter $dir/base/app.yaml\n"},
	{"what was found before is left alone, and stays passed over", "git",
	 "cp -r base second; sed -i \"s/'a'/b/\" second/app.yaml; git add .\n"
	 "kustoc lint -q --fix --new-from HEAD -o concise >../out || true; grep second/app.yaml.*OCI106 ../out\n"
	 "! grep base/app.yaml ../out; test \"$(lines)\" = '1 1 second/app.yaml;'\n"
	 "git checkout -q .; kustoc lint -q --exit-zero --write-baseline ../known >/dev/null\n"
	 "both --baseline ../known; git diff --exit-code\n"},
	{"files by themselves are compared with themselves", "git",
	 "sed -i 's/5m/5x/' base/app.yaml; git commit -qam two; fails kustoc lint --scope=file base/app.yaml\n"
	 "kustoc lint --scope=file --new-from HEAD base/app.yaml; fails kustoc lint --scope=file --new-from "
	 "HEAD~1 base/app.yaml\n"},
	{"what makes no sense is said", "git",
	 "fails kustoc lint --scope=file --fix base/app.yaml; fails kustoc lint --fix - <base/app.yaml\n"
	 "grep 'not with standard input' out; fails kustoc lint --new-from HEAD - <base/app.yaml\n"
	 "grep 'not with standard input' out\n"},
	{"a template stays out of it", "git",
	 "echo 'a: {{ .Values.x }}' >base/t.yaml; both; git diff --exit-code base/t.yaml\n"},
};
/* clang-format on */

static void mends(void **state)
{
	script_run(*state, SETUP);
}

int main(void)
{
	return TABLE_RUN("cli/fix_script", ROWS, mends);
}
