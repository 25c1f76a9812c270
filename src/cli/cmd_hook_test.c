/* cmd_hook_test.c - hooks in real repositories, run by git and by pre-commit */
#include "cli/script_test.h"

/* A repository with a base and two overlays, all committed; kustoc is on the search path. */
static const char SETUP[] =
	"git init -q .; git config user.email a@b; git config user.name a\n"
	"mkdir -p base overlays/staging overlays/production\n"
	"cat >base/app.yaml <<'END'\n"
	"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  a: b\n"
	"END\n"
	"echo 'resources: [app.yaml]' >base/kustomization.yaml\n"
	"for i in staging production; do\n"
	"  echo 'resources: [../../base]' >overlays/$i/kustomization.yaml\n"
	"  echo 'patches: [{path: p.yaml}]' >>overlays/$i/kustomization.yaml\n"
	"  sed \"s/a: b/a: $i/\" base/app.yaml >overlays/$i/p.yaml\n"
	"done\n"
	"git add .; git commit -qm one\n"
	"spoil() { sed -i 's/name: app/name: none/' overlays/staging/p.yaml; }\n"
	"mend() { git checkout -q HEAD overlays/staging/p.yaml; }\n"
	"flux() {\n"
	"  mkdir -p clusters/a; cat >clusters/a/$1.yaml <<END\n"
	"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
	"metadata: {name: $1, namespace: flux-system}\nspec:\n  interval: 5m\n  prune: true\n"
	"  path: $2\n  sourceRef: {kind: GitRepository, name: flux-system}\n$3\n"
	"END\n}\n"
	"affects() { test \"$(kustoc affected | tr '\\n' ' ')\" = \"$1\"; }\n";

/* clang-format off */
static const struct script_row ROWS[] = {
	{"a good change passes", "git",
	 "echo '# x' >>overlays/staging/p.yaml; git add .; kustoc hook run\n"},
	{"a bad one does not", "git",
	 "spoil; git add .; fails kustoc hook run -o concise; grep KUS003 out\n"},
	{"only what the change concerns is looked at", "git",
	 "spoil; git add .; git commit -qm two; echo '# x' >>overlays/production/p.yaml; git add .\n"
	 "kustoc hook run; fails kustoc hook run --all-files\n"},
	{"schemas that cannot be read are an incomplete run", "git",
	 "printf 'version: 1\\nschemas: {crds: [nowhere]}\\n' >.kustoc.yaml; git add .; fails kustoc hook run\n"
	 "grep \"cannot read 'nowhere'\" out; kustoc hook run >/dev/null 2>&1 || test $? = 2\n"},
	{"a repository without kustomizations is none of its business", "git",
	 "git rm -rq .; mkdir -p none; cd none; echo x >../a.yaml; git add ..; kustoc hook run >out 2>&1; test ! -s out\n"},
	{"a deleted file concerns whoever names it", "git",
	 "git rm -q base/app.yaml; fails kustoc hook run -o concise; grep KUS002 out\n"},
	{"a renamed one too", "git",
	 "git mv base/app.yaml base/b.yaml; fails kustoc hook run -o concise; grep KUS002 out\n"},
	{"what is staged counts, not what lies there", "git",
	 "spoil; git add .; mend; spoil; git add .; sed -i 's/name: none/name: app/' "
	 "overlays/staging/p.yaml; fails kustoc hook run\n"
	 "git add .; spoil; kustoc hook run\n"},
	{"a file that was forgotten fails where it is listed", "git",
	 "echo 'resources: [app.yaml, new.yaml]' >base/kustomization.yaml; sed s/app/new/ base/app.yaml "
	 ">base/new.yaml; kustoc lint; git add base/kustomization.yaml\n"
	 "fails kustoc hook run -o concise; grep 'KUS002.*new.yaml' out; git add .; kustoc hook run\n"},
	{"a file that git ignores is made elsewhere", "git",
	 "echo secret.env >.gitignore; echo a=b >base/secret.env\n"
	 "echo 'secretGenerator: [{name: s, envs: [secret.env]}]' >>base/kustomization.yaml\n"
	 "git add .; kustoc hook run; rm base/secret.env; fails kustoc hook run\n"},
	{"a file that is staged may be gone from the working tree", "git",
	 "echo '# x' >>base/app.yaml; git add .; rm -r base; kustoc hook run; fails kustoc lint\n"},
	{"a file may stand where a directory is staged, and the other way round", "git",
	 "echo '# x' >>base/app.yaml; git add .; rm -r base; echo x >base; kustoc hook run\n"
	 "rm overlays/staging/p.yaml; mkdir overlays/staging/p.yaml; kustoc hook run\n"},
	{"links are followed", "git",
	 "git mv base/app.yaml real.yaml; ln -s ../real.yaml base/app.yaml; git add .\n"
	 "kustoc hook run -o concise | grep 'warning.KUS001'\n" /* kustomize's restriction */
	 "git mv real.yaml base/real.yaml; ln -sf real.yaml base/app.yaml; git add .; kustoc hook run\n"
	 "echo '# x' >>base/real.yaml; rm base/app.yaml; kustoc hook run\n"},
	{"a link to a directory is followed", "git",
	 "ln -s base linked; sed -i s,../../base,../../linked, overlays/staging/kustomization.yaml\n"
	 "git add .; kustoc hook run; echo x >untracked; kustoc hook run; spoil; git add .\n"
	 "fails kustoc hook run\n"},
	{"what is left out of a sparse checkout is read all the same", "git",
	 "git sparse-checkout set --no-cone /overlays/; test ! -e base/app.yaml\n"
	 "echo '# x' >>overlays/staging/p.yaml; git add .; kustoc hook run; spoil; git add .\n"
	 "fails kustoc hook run -o concise; grep KUS003 out\n"},
	{"a base in a submodule", "git",
	 "git clone -q . ../other; git -c protocol.file.allow=always submodule --quiet add ../other sub\n"
	 "sed -i s,../../base,../../sub/base, overlays/staging/kustomization.yaml\n"
	 "git add .; kustoc hook run; spoil; git add .; fails kustoc hook run -o concise; grep KUS003 out\n"},
	{"before the first commit", "git",
	 "rm -rf .git; git init -q .; git add .; kustoc hook run; spoil; git add .; fails kustoc hook run\n"},
	{"part of what changed is committed", "git",
	 "git config user.email a@b; git config user.name a; kustoc hook install; spoil\n"
	 "echo '# x' >>overlays/production/p.yaml; git commit -qm two overlays/production/p.yaml\n"
	 "fails git commit -qam three; fails git commit -qm three overlays/staging\n"},
	{"in a worktree, from a directory below", "git",
	 "kustoc hook install; git worktree add -q ../second; cd ../second/overlays; spoil() { sed -i "
	 "'s/name: app/name: none/' staging/p.yaml; }; spoil; git add .; fails git commit -qm two\n"
	 "fails kustoc hook run -o concise; grep '^staging/kustomization.yaml.*KUS003' out\n"},
	{"what is pushed is judged as it is pushed", "git",
	 "spoil; git commit -qam two; mend; git revert --no-edit HEAD >/dev/null; one=$(git rev-parse HEAD~2)\n"
	 "two=$(git rev-parse HEAD~1)\n"
	 "PRE_COMMIT_FROM_REF=$one PRE_COMMIT_TO_REF=HEAD kustoc hook run\n"
	 "export PRE_COMMIT_FROM_REF=$one PRE_COMMIT_TO_REF=$two; fails kustoc hook run -o concise\n"
	 "grep KUS003 out; PRE_COMMIT_FROM_REF=$two PRE_COMMIT_TO_REF=$two; test -z \"$(kustoc hook run 2>&1)\"\n"},
	{"a revision may be called as a file is", "git",
	 "git branch base; spoil; git commit -qam two; test \"$(kustoc affected --from base)\" = "
	 "overlays/staging; fails kustoc lint --new-from base; kustoc lint --new-from HEAD\n"
	 "fails kustoc lint --new-from=-x; grep 'begins with a hyphen' out\n"},
	{"a base elsewhere is cloned, kept, and cleaned away", "git",
	 "git clone -q . ../other; printf 'resources:\\n- %s\\n' \"file://$PWD/../other//base?ref=HEAD\" "
	 ">overlays/staging/kustomization.yaml; export XDG_CACHE_HOME=$PWD/../cache TMPDIR=$PWD/../tmp; mkdir $TMPDIR\n"
	 "kustoc build --no-cache overlays/staging | grep 'name: app'; test ! -e ../cache; test -z \"$(ls $TMPDIR)\"\n"
	 "kustoc build overlays/staging | grep 'name: app'; test -d \"$(kustoc cache dir)\"; kustoc cache clean\n"
	 "test ! -e \"$(kustoc cache dir)\"; kustoc cache clean | grep 'nothing is kept'\n"},
	{"any name that a file may have", "git",
	 "n=$(printf 'a b\"\\n\\377'); mkdir \"overlays/$n\"; cp overlays/staging/* \"overlays/$n\"; git add .\n"
	 "kustoc hook run; sed -i 's/name: app/name: none/' \"overlays/$n/p.yaml\"; kustoc hook run\n"
	 "git add .; fails kustoc hook run -o json; kustoc affected -o json >out\n"},
	{"so much has changed that all is written out", "git",
	 "for i in $(seq 300); do echo x >f$i; done; git add .; for i in $(seq 300); do echo y >f$i; done\n"
	 "echo '# x' >>base/app.yaml; git add base; kustoc hook run; spoil; git add overlays\n"
	 "fails kustoc hook run -o concise; grep '^overlays/staging/kustomization.yaml.*KUS003' out\n"},
	{"a file that no overlay reads is nobody's business", "git",
	 "echo x >README; git add README; test -z \"$(kustoc hook run 2>&1)\"\n"},
	{"a repository without overlays passes", "git",
	 "git rm -rq .; echo x >README; git add .; kustoc hook run\n"},
	{"git runs what install wrote", "git",
	 "kustoc hook install; spoil; git add .; fails git commit -qm two; mend; echo '# x' "
	 ">>base/app.yaml; git add .; git commit -qm three; kustoc hook uninstall\n"
	 "test ! -e .git/hooks/pre-commit\n"},
	{"another hook is left alone", "git",
	 "echo other >.git/hooks/pre-commit; fails kustoc hook install; fails kustoc hook uninstall\n"
	 "grep other .git/hooks/pre-commit; ln -sf nowhere .git/hooks/pre-commit\n"
	 "fails kustoc hook install; fails kustoc hook uninstall; test -L .git/hooks/pre-commit\n"},
	{"hooks may lie elsewhere", "git",
	 "git config core.hooksPath ci/hooks; kustoc hook install; test -x ci/hooks/pre-commit\n"},
	{"what was found before is passed over", "git",
	 "spoil; git add .; git commit -qm two; fails kustoc lint; kustoc lint --new-from HEAD\n"
	 "fails kustoc lint --new-from HEAD~1; fails kustoc lint --new-from nowhere\n"
	 "kustoc lint --exit-zero --write-baseline known; kustoc lint --baseline known\n"},
	{"the files of a change are asked of git", "git",
	 "echo '# x' >>overlays/staging/p.yaml\n"
	 "test \"$(kustoc affected)\" = overlays/staging\n"
	 "git commit -qam two; test -z \"$(kustoc affected)\"\n"
	 "test \"$(kustoc affected --from HEAD~1 -o json)\" = '[\"overlays/staging\"]'\n"},
	{"a Flux Kustomization concerns what it applies", "git",
	 "flux apps ./overlays/staging; git add .; affects 'overlays/staging '\n"
	 "git commit -qm two; flux apps ./overlays/staging '  timeout: 1m'\n"
	 "affects 'overlays/staging '; test \"$(kustoc affected clusters/a/apps.yaml)\" = overlays/staging\n"},
	{"as long as it did", "git",
	 "flux apps ./overlays/staging; git add .; git commit -qm two; rm clusters/a/apps.yaml\n"
	 "affects 'overlays/staging '; test \"$(kustoc affected clusters/a/apps.yaml)\" = overlays/staging\n"
	 "flux apps overlays/production; affects 'overlays/production overlays/staging '\n"},
	{"whoever takes it in concerns that, too, and is not concerned by it", "git",
	 "flux apps ./overlays/staging; echo 'resources: [apps.yaml]' >clusters/a/kustomization.yaml\n"
	 "git add .; git commit -qm two; echo 'namePrefix: x-' >>clusters/a/kustomization.yaml\n"
	 "affects 'clusters/a overlays/staging '; git commit -qam three\n"
	 "echo '# x' >>overlays/staging/p.yaml; affects 'overlays/staging '\n"},
	{"but one of several concerns its own directory only", "git",
	 "flux apps ./overlays/staging; flux more ./overlays/production\n"
	 "echo 'resources: [apps.yaml, more.yaml]' >clusters/a/kustomization.yaml\n"
	 "git add .; git commit -qm two; flux more ./overlays/production '  timeout: 1m'\n"
	 "affects 'clusters/a overlays/production '; git commit -qam three\n"
	 "echo 'namePrefix: x-' >>clusters/a/kustomization.yaml\n"
	 "affects 'clusters/a overlays/production overlays/staging '\n"},
	{"a directory that Flux makes a kustomization of is made of all in it", "git",
	 "flux all ./clusters/a; flux apps ./overlays/staging; git add .; git commit -qm two\n"
	 "flux apps ./overlays/staging '  timeout: 1m'; affects 'clusters/a overlays/staging '\n"
	 "git commit -qam three; git rm -q clusters/a/apps.yaml\n"
	 "affects 'clusters/a overlays/staging '\n"},
	{"a patch of a Flux Kustomization's is tried where it applies", "git",
	 "flux apps ./overlays/staging '  patches: [{patch: \"{kind: Pod, apiVersion: v1, metadata: "
	 "{name: x}}\"}]'\n"
	 "git add .; fails kustoc hook run -o concise; grep 'clusters/a/apps.yaml:.*KUS003' out\n"
	 "flux apps ./overlays/staging; spoil; git add .; git commit -qm two\n"
	 "echo '# x' >>overlays/production/p.yaml; git add .; kustoc hook run\n"
	 "git rm -q --cached clusters/a/apps.yaml; fails kustoc hook run; grep KUS003 out\n"},
	{"pre-commit refuses a bad change and takes a good one", "pre-commit",
	 "mkdir ../hooks; (cd ../hooks; git init -q .; git config user.email a@b; git config "
	 "user.name a; cp \"$ROOT/.pre-commit-hooks.yaml\" .; git add .; git commit -qm one)\n"
	 "rev=$(git -C ../hooks rev-parse HEAD)\n"
	 "printf 'repos:\\n- repo: ../hooks\\n  rev: %s\\n  hooks: [{id: kustoc}, {id: kustoc-files}]\\n' "
	 "$rev >.pre-commit-config.yaml\n"
	 "export PRE_COMMIT_HOME=$PWD/../home; git add .; pre-commit install >/dev/null\n"
	 "git commit -qm config >/dev/null\n"
	 "spoil; git add .; fails git commit -m two; grep KUS003 out\n"
	 "mend; echo '# x' >>overlays/staging/p.yaml; git add .; git commit -qm three\n"},
};
/* clang-format on */

static void hooks(void **state)
{
	script_run(*state, SETUP);
}

int main(void)
{
	return TABLE_RUN("cli/cmd_hook", ROWS, hooks);
}
