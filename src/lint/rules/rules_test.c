/* rules_test.c - each rule fires where it should and nowhere else */
#include "lint/rules_test.h"

#define REPO(ref)                                                                                  \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"    \
	"spec:\n  url: oci://ghcr.io/acme/app\n  interval: 5m\n  ref:\n" ref

/* The name of a source stands on the fifth line. */
#define USER(name, more)                                                                           \
	"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"                        \
	"metadata: {name: a, namespace: apps}\nspec: {interval: 5m, prune: true,\n"                \
	"  sourceRef: {kind: OCIRepository, name: " name more "}}\n"
#define SOURCE(name, namespace)                                                                    \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: " name                                                                   \
	", namespace: \"" namespace "\"}\n"                                                        \
				    "spec: {interval: 5m, url: oci://ghcr.io/acme/app, ref: "      \
				    "{tag: v1.2.3}}\n"

#define NAMED(version, kind, name)                                                                 \
	"apiVersion: " version "\nkind: " kind "\nmetadata: {name: " name "}\n"
/* The selector stands on the fifth line. */
#define WORKLOAD(selector, labels)                                                                 \
	"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec:\n"                      \
	"  selector: {matchLabels: {" selector "}}\n"                                              \
	"  template:\n    metadata: {labels: {" labels "}}\n"                                      \
	"    spec: {containers: [{name: w, image: nginx}]}\n"

/* clang-format off */
static const struct rules_row ROWS[] = {
	{"a sound range", REPO("    semver: \">=1.0.0 <2.0.0\"\n"), ""},
	{"a sound range with a sound filter",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \".*-staging-test-deploy-.*\"\n"), ""},
	{"other kinds are not looked at", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n", ""},
	{"a range that is none", REPO("    semver: \">=1.0.0 && <2.0.0\"\n"),
	 "8:13 0 OCI101 semver is no version range: improper constraint: \">=1.0.0 && <2.0.0\"\n"},
	{"a range that Flux will fill in is not judged", REPO("    semver: \"${RANGE}\"\n"), ""},
	{"a range without versions", REPO("    semver: \">2.0.0 <1.0.0\"\n"),
	 "8:13 0 OCI102 no version is in the range '>2.0.0 <1.0.0'\n"},
	{"one group with versions is enough for a range", REPO("    semver: \">2.0.0 <1.0.0 || 1.x\"\n"),
	 "8:13 1 OCI114 '>2.0.0 <1.0.0' can never match: no version is in it\n"},
	{"ends that meet", REPO("    semver: \">=1.0.0 <=1.0.0\"\n"), ""},
	{"ends that meet without meeting", REPO("    semver: \">=1.0.0 <1.0.0\"\n"),
	 "8:13 0 OCI102 no version is in the range '>=1.0.0 <1.0.0'\n"},
	{"the wildcard that takes everything", REPO("    semver: \"~0.0.0 >5.0.0\"\n"),
	 "8:13 1 OCI117 '~0.0.0' takes every version, not only those of 0.0\n"},
	{"a wildcard behind '~' says so itself", REPO("    semver: \"~0.0 || ~*\"\n"), ""},
	{"bounds of fewer than three numbers", REPO("    semver: \">1 <=2.3\"\n"),
	 "8:13 2 OCI116 '>1' begins at 2.0.0\n8:13 2 OCI116 '<=2.3' takes all below 2.4.0\n"},
	{"bounds that are what they look like", REPO("    semver: \">=1.2 <2 || <=3.x\"\n"), ""},
	{"bounds of a hyphen range are known to reach far", REPO("    semver: \"1.2 - 2\"\n"), ""},
	{"a '||' that a hyphen range swallows", REPO("    semver: \"3||1 - 2\"\n"),
	 "8:13 0 OCI115 without spaces a '||' is swallowed by the hyphen range\n"},
	{"a '||' that is left over by luck", REPO("    semver: \"1 - 2||3\"\n"),
	 "8:13 1 OCI115 without spaces a '||' is nearly swallowed by the hyphen range\n"},
	{"a '||' far from any hyphen", REPO("    semver: \"1.x||3.x  ||  4 - 5\"\n"), ""},
	{"pre-releases wanted and excluded",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \".*-staging-test-deploy-.*\"\n"),
	 "8:13 0 OCI103 the range takes no pre-releases, the filter nothing else\n"},
	{"pre-releases possible and excluded",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \"^v?[0-9.]+(-rc.*)?$\"\n"),
	 "9:19 2 OCI210 the filter takes every tag of the range, and so does nothing\n"},
	{"a filter with a pre-release in one branch only",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \"-rc|^v1\"\n"), ""},
	{"an underscore is a release's in a Helm chart's tag",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \"_build\"\n  layerSelector:\n"
	      "    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip\n"),
	 ""},
	{"a suffix for a range", REPO("    semver: \"*-staging\"\n"),
	 "8:13 0 OCI106 '*-staging' is no suffix: it takes every version from 0.0.0-staging on\n"},
	{"all versions with pre-releases", REPO("    semver: \"*-0\"\n"),
	 "8:13 1 OCI111 any pre-release may win over the releases, 'v0.0.0-rc.1' say\n"},
	{"a filter for another major version",
	 REPO("    semver: \">=2.0.0\"\n    semverFilter: \"^v?1\\\\.[0-9]+\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"a filter for what begins where the range ends",
	 REPO("    semver: \">=1.0.0 <2.0.0\"\n    semverFilter: \"^v2\\\\.\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"but its pre-releases are within when they are asked for",
	 REPO("    semver: \">=1.0.0-0 <2.0.0\"\n    semverFilter: \"^v2\\\\.\"\n"),
	 "8:13 1 OCI104 '>=1.0.0-0 <2.0.0' takes pre-releases of its own upper bound\n"},
	{"an upper bound that leaves its pre-releases out",
	 REPO("    semver: \">=1.0.0-0 <2.0.0-0\"\n"),
	 "8:13 1 OCI111 any pre-release may win over the releases, 'v1.0.0-rc.1' say\n"},
	{"a leak into the next group is none",
	 REPO("    semver: \">=1.0.0-0 <2.0.0 || >=2.0.0-0\"\n"),
	 "8:13 1 OCI111 any pre-release may win over the releases, 'v2.0.0-rc.1' say\n"},
	{"a leak that the filter stops",
	 REPO("    semver: \">=1.0.0-0 <2.0.0\"\n    semverFilter: \"^v1\\\\.\"\n"), ""},
	{"numbers of any length count",
	 REPO("    semver: \">=1.0.0 <1.5.0\"\n    semverFilter: \"^v?[1-9][0-9]{24}\\\\.\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"no release is between a version and the next", REPO("    semver: \">1.2.3 <1.2.4\"\n"),
	 "8:13 0 OCI102 no version is in the range '>1.2.3 <1.2.4'\n"},
	{"a filter for another minor version",
	 REPO("    semver: \"~1.3\"\n    semverFilter: \"^1\\\\.2\\\\.\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"a filter that is not anchored may match later",
	 REPO("    semver: \">=2.0.0\"\n    semverFilter: \"1\\\\.\"\n"),
	 "9:19 1 OCI203 the filter also matches 'v2.1.0'\n"},
	{"but a 'v' is nowhere but in front",
	 REPO("    semver: \">=2.0.0\"\n    semverFilter: \"v1\\\\.\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"a prefix that is not the whole number",
	 REPO("    semver: \">=2.0.0\"\n    semverFilter: \"^v1\"\n"),
	 "9:19 1 OCI209 nothing ends the number: the filter also matches 'v10.0.0'\n"},
	{"a filter whose number goes on",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \"^1\"\n"),
	 "9:19 1 OCI209 nothing ends the number: the filter also matches '10.0.0'\n"},
	{"a filter whose version goes on",
	 REPO("    semver: \">=1.0.0-0 <2.0.0-0\"\n    semverFilter: '^1\\.0\\.\\d+'\n"),
	 "9:19 1 OCI203 the filter also matches '1.0.0-rc.1'\n"},
	{"a number of which the range leaves nothing else",
	 REPO("    semver: \">=1.0.0 <2.0.0\"\n    semverFilter: \"^1\"\n"), ""},
	{"a number that begins with a 'v'",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: \"v1\"\n"),
	 "9:19 1 OCI209 nothing ends the number: the filter also matches 'v10.0.0'\n"},
	{"a number in one of two branches",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"^v?2\\\\.|^v?1\"\n"), ""},
	{"a dot that is any character",
	 REPO("    semver: \">=0.0.0\"\n    semverFilter: '^v?1.2\\.'\n"),
	 "9:19 1 OCI208 '.' is any character, not only a dot: the filter also matches 'v102.0.0'\n"},
	{"a dot in a class, behind a backslash, and where the range knows better",
	 REPO("    semver: \">=1.0.0\"\n    semverFilter: '^v?[0-9]+[.][0-9]+\\.[1-9]{1,2}.*'\n"), ""},
	{"a glob of a version", REPO("    semver: \">=0.0.0\"\n    semverFilter: \"v1.*\"\n"),
	 "9:19 1 OCI205 this looks like a glob: to Go '.' is any character\n"},
	{"a glob of hyphens", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"-rc-*\"\n"),
	 "9:19 1 OCI205 '-*' is any number of hyphens, not a hyphen and anything\n"},
	{"a filter between slashes", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"/-rc/\"\n"),
	 "9:19 0 OCI206 the '/' at both ends is part of the pattern, and of no tag\n"},
	{"a backspace", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"\\b-rc\"\n"),
	 "9:19 0 OCI207 the filter holds a character that no tag has\n"},
	{"a space that does not break",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"-rc\\_1\"\n"),
	 "9:19 0 OCI207 the filter holds a character that no tag has\n"},
	{"a dot that YAML makes",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"-rc\\x2e1\"\n"),
	 "9:19 1 OCI207 an escape in double quotes is YAML's, and gives another pattern\n"},
	{"escapes that come to the same",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"\\x2drc\\\\.1\"\n"), ""},
	{"a filter that takes everything",
	 REPO("    semver: \">=1.0.0\"\n    semverFilter: \"^[^-]+$\"\n"),
	 "9:19 2 OCI210 the filter takes every tag of the range, and so does nothing\n"},
	{"a filter that takes all but versions without a 'v'",
	 REPO("    semver: \">=1.0.0\"\n    semverFilter: \"^v\"\n"), ""},
	{"a branch without versions", REPO("    semver: \"1.x || >3.0.0 <2.0.0\"\n"),
	 "8:13 1 OCI114 '>3.0.0 <2.0.0' can never match: no version is in it\n"},
	{"branches without versions are an empty range", REPO("    semver: \">1.2.3 <1.2.4 || <0\"\n"),
	 "8:13 0 OCI102 no version is in the range '>1.2.3 <1.2.4 || <0'\n"},
	{"a single '|'", REPO("    semver: \"1.x.x|2\"\n"),
	 "8:13 0 OCI115 a single '|' is no \"or\": it is taken for a part of the number\n"},
	{"a wildcard in a pre-release", REPO("    semver: \">=1.2.3-x\"\n"),
	 "8:13 1 OCI107 '-x' is a pre-release of that name, no wildcard\n"},
	{"a hyphen without spaces", REPO("    semver: \"1.0.0-2.0.0\"\n"),
	 "8:13 1 OCI108 '1.0.0-2.0.0' is one version, no range: a range has spaces around its hyphen\n"},
	{"a pre-release that is named", REPO("    semver: \"=1.0.0-rc.1\"\n"),
	 "8:13 2 OCI110 a range of one version: Flux lists all tags to find it\n"},
	{"a capital V", REPO("    semver: \">=1.0.0\"\n    semverFilter: \"^V1\"\n"),
	 "9:19 0 OCI204 no tag fits both the filter and the range\n"},
	{"white space around a filter says why nothing is found",
	 REPO("    semver: \">=1.0.0\"\n    semverFilter: \" -rc\"\n"),
	 "9:19 0 OCI113 ref.semverFilter has white space at an end\n"},
	{"a line break behind a digest",
	 REPO("    digest: |\n      sha256:"
	      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"),
	 "8:13 0 OCI113 ref.digest ends in a line break\n"},
	{"a part of a tag is meant to be one",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"-staging-\"\n"), ""},
	{"a filter that Go refuses",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"^(?!rc).*$\"\n"),
	 "9:19 0 OCI201 semverFilter is no Go regular expression: error parsing regexp: invalid or "
	 "unsupported Perl syntax: `(?!`\n"},
	{"a filter that Flux will fill in is not judged",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: \"(${X}\"\n"), ""},
	{"possessive quantifiers", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '-rc\\.\\d++'\n"),
	 "9:19 0 OCI201 semverFilter is no Go regular expression: error parsing regexp: invalid "
	 "nested repetition operator: `++`\n"},
	{"a group with a name", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '-(?<kind>rc)'\n"),
	 "9:19 2 OCI211 the name of a group has no effect in a filter\n"},
	{"a parenthesis that is none", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '-rc|\\(?<'\n"),
	 ""},
	{"half a variable", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '-rc${1}|-b'\n"),
	 "9:19 1 OCI212 '${' begins a variable where Flux substitutes, and this is none\n"},
	{"a variable with a value for want of one",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '${FILTER:=-rc}|$${x'\n"), ""},
	{"a pattern that a comment cuts off",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: -rc #[0-9]+$\n"),
	 "9:19 1 OCI213 ' #' begins a comment: the filter is only '-rc'\n"},
	{"a comment behind a filter",
	 REPO("    semver: \">=0.0.0-0\"\n    semverFilter: -rc #nightly [see (1)]\n"), ""},
	{"a filter without a range", REPO("    semverFilter: \"x\"\n"),
	 "8:19 0 OCI202 semverFilter without semver does nothing: Flux pulls tag 'latest'\n"},
	{"a filter beside a tag", REPO("    semverFilter: \"x\"\n    tag: v1.2.3\n"),
	 "8:19 0 OCI202 semverFilter without semver does nothing: Flux pulls tag 'v1.2.3'\n"},
	{"an empty range is none", REPO("    semver: \"\"\n    semverFilter: \"x\"\n"),
	 "9:19 0 OCI202 semverFilter without semver does nothing: Flux pulls tag 'latest'\n"
	 "8:13 1 OCI308 an empty semver counts as none\n"},
	{"a filter beside a range that YAML took for a number",
	 REPO("    semver: 1.0\n    semverFilter: \"^1\"\n"),
	 "8:13 0 YML003 spec.ref.semver must be text; without quotes 1.0 is the number 1\n"},
	{"a tag beside a range", REPO("    semver: \">=1.0.0\"\n    tag: v1.2.3\n"),
	 "9:10 1 OCI301 spec.ref.tag has no effect: spec.ref.semver wins\n"},
	{"a tag beside a digest is a note for people",
	 REPO("    digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
	      "    tag: v1.2.3\n"),
	 "9:10 2 OCI301 spec.ref.tag has no effect: spec.ref.digest wins\n"},
	{"a range beside a digest",
	 REPO("    digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
	      "    semver: \">=1.0.0\"\n"),
	 "9:13 1 OCI301 spec.ref.semver has no effect: spec.ref.digest wins\n"},
	{"a range that was set to null shadows nothing", REPO("    semver: null\n    tag: v1.2.3\n"), ""},
	{"a tag that moves", REPO("    tag: Latest\n"),
	 "8:10 1 OCI302 tag 'Latest' moves: Git does not say what runs\n"},
	{"a tag that moves with every release of a major version", REPO("    tag: v1\n"),
	 "8:10 2 OCI302 tag 'v1' moves: Git does not say what runs\n"},
	{"a tag that moves with every release of a minor version", REPO("    tag: \"1.2\"\n"),
	 "8:10 2 OCI302 tag '1.2' moves: Git does not say what runs\n"},
	{"an 'x' for a number in a tag", REPO("    tag: v1.x.0\n"),
	 "8:10 0 OCI306 'v1.x.0' is taken for the name of a tag, not for a range\n"},
	{"an 'x' behind words is a name", REPO("    tag: feature.x\n"), ""},
	{"an 'x' behind nothing is no wildcard", REPO("    tag: .x\n"),
	 "8:10 0 OCI305 no registry has a tag '.x': none begins with '.'\n"},
	{"another tool's field is not a missing reference", REPO("    semVer: 1.x\n"),
	 "8:5 0 SCH002 unknown field 'spec.ref.semVer'; OCIRepository uses 'semver'\n"},
	{"a number that nobody moves", REPO("    tag: \"20240102\"\n"), ""},
	{"a character that tags do not have", REPO("    tag: v1.2.3+b\n"),
	 "8:10 0 OCI305 no registry has a tag 'v1.2.3+b': '+' is in none\n"},
	{"a digest of another algorithm", REPO("    digest: sha512:e3b0\n"),
	 "8:13 0 OCI307 'sha512:e3b0' is no digest: sha256: and 64 digits of 0-9a-f\n"},
	{"a reference of another type is not a missing one", REPO("    semver: [\">=1.0.0\"]\n"),
	 "8:13 0 SCH001 spec.ref.semver must be text, not a list\n"},
	{"a tag that stays", REPO("    tag: main-20240102\n"), ""},
	{"no reference", REPO("    {}\n"),
	 "4:1 1 OCI303 OCIRepository/app does not say what to pull: Flux takes tag 'latest'\n"},
	{"a source that another overlay may bring", USER("other", ""), ""},
	{"a slip in the name of a source", REPO("    tag: v1.2.3\n") "---\n" USER("podinof", "")
	 "---\n" SOURCE("podinfo", "apps"),
	 "14:42 0 LNK001 no OCIRepository 'podinof'; did you mean 'podinfo'?\n"},
	{"a source of a similar name that somebody else names",
	 USER("podinf1", "") "---\n" SOURCE("podinf2", "apps") "---\n"
	 "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
	 "metadata: {name: b, namespace: apps}\n"
	 "spec: {interval: 5m, prune: true, sourceRef: {kind: OCIRepository, name: podinf2}}\n", ""},
	{"a source in another namespace", USER("podinfo", "") "---\n" SOURCE("podinfo", "flux-system"),
	 "5:42 0 LNK003 OCIRepository 'podinfo' is looked for in namespace apps, and is in "
	 "flux-system\n"},
	{"a source whose namespace whoever applies it decides",
	 USER("podinfo", "") "---\n" SOURCE("podinfo", ""), ""},
	{"a source in the namespace that is named",
	 USER("podinfo", ", namespace: flux-system") "---\n" SOURCE("podinfo", "flux-system"), ""},
	{"a version that Flux dropped",
	 "apiVersion: source.toolkit.fluxcd.io/v1beta2\nkind: OCIRepository\nmetadata: {name: app}\n"
	 "spec:\n  url: oci://ghcr.io/acme/app\n  interval: 5m\n  ref: {tag: v1.2.3}\n",
	 "1:13 1 SCH004 Flux 2.8 no longer serves OCIRepository of "
	 "source.toolkit.fluxcd.io/v1beta2\n"},
	{"a version of a HelmRelease that Flux dropped",
	 "apiVersion: helm.toolkit.fluxcd.io/v2beta2\nkind: HelmRelease\nmetadata: {name: app}\n",
	 "1:13 1 SCH004 Flux 2.8 no longer serves HelmRelease of helm.toolkit.fluxcd.io/v2beta2\n"},
	{"a version that Kubernetes dropped",
	 "apiVersion: networking.k8s.io/v1beta1\nkind: IngressClass\nmetadata: {name: x}\n",
	 "1:13 1 SCH004 Kubernetes 1.22 no longer serves IngressClass of networking.k8s.io/v1beta1\n"},
	{"a kind under another's API version",
	 "apiVersion: v1\nkind: Ingress\nmetadata: {name: x}\n",
	 "1:13 0 SCH011 v1 has no kind 'Ingress'; did you mean apiVersion 'networking.k8s.io/v1'?\n"},
	{"a slip in a kind", "apiVersion: v1\nkind: Configmap\nmetadata: {name: x}\n",
	 "2:7 0 SCH011 v1 has no kind 'Configmap'; did you mean kind 'ConfigMap'?\n"},
	{"a kind that somebody else defines", "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: x}\n",
	 ""},
	{"a name in upper case", NAMED("v1", "ConfigMap", "Web_App"),
	 "3:18 0 SCH006 metadata.name of ConfigMap must have lower-case letters, digits, '-' and "
	 "'.', a letter or digit at both ends of every part, not be 'Web_App'\n"},
	{"dots in the name of a namespace", NAMED("v1", "Namespace", "a.b"),
	 "3:18 0 SCH006 metadata.name of Namespace must have lower-case letters, digits and '-', a "
	 "letter or digit at both ends, not be 'a.b'\n"},
	{"dots in other names", NAMED("v1", "ConfigMap", "a.b"), ""},
	{"a part of a name that is empty", NAMED("v1", "ConfigMap", "a..b"),
	 "3:18 0 SCH006 metadata.name of ConfigMap must have lower-case letters, digits, '-' and '.', "
	 "a letter or digit at both ends of every part, not be 'a..b'\n"},
	{"a service's name is a host's", NAMED("v1", "Service", "1st"),
	 "3:18 0 SCH006 metadata.name of Service must have lower-case letters, digits and '-', "
	 "beginning with a letter, not be '1st'\n"},
	{"roles have names of all kinds", NAMED("rbac.authorization.k8s.io/v1", "ClusterRole", "system:Node"), ""},
	{"a name that Flux will fill in", NAMED("v1", "ConfigMap", "\"${NAME}\""), ""},
	{"a namespace has a name, too", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: A}\n",
	 "3:32 0 SCH006 metadata.namespace of ConfigMap must have lower-case letters, digits and '-', a "
	 "letter or digit at both ends, not be 'A'\n"},
	{"the name of a CronJob has room for a time",
	 "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a2345678901234567890123456789012345678901234567890123}\n"
	 "spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}\n",
	 "3:18 0 SCH006 metadata.name of CronJob must have at most 52 characters, not 53\n"},
	{"labels that are none",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a/b/c: x, A.b/c: x, d: a b, e: \"\", f: \"${X}\"}}\n",
	 "3:30 0 SCH007 'a/b/c' is no key of a label: it has more than one '/'\n"
	 "3:40 0 SCH007 'A.b/c' is no key of a label: what is before the '/' must be a domain in lower case\n"
	 "3:53 0 SCH007 'a b' is no value for label 'd': it must have letters, digits, '-', '_' and '.', a letter "
	 "or digit at both ends\n"},
	{"annotations take any value, and their domains any case",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {A.b/c: \"x y\", a b: x}}\n",
	 "3:49 0 SCH008 'a b' is no key of an annotation: its name must have letters, digits, '-', '_' and '.', "
	 "a letter or digit at both ends\n"},
	{"a selector that misses its pods", WORKLOAD("app: web", "app: web2"),
	 "5:33 0 SCH010 the selector of Deployment/w asks for app=web, which its pods do not have\n"},
	{"a selector that asks for less", WORKLOAD("app: web", "app: web, tier: front"), ""},
	{"a tag of YAML's for a comparison", REPO("    semver: !=1.2.3\n"),
	 "8:13 0 YML004 semver is not '!=1.2.3' to YAML: '!' begins a tag, which says what type a value is of\n"},
	{"a tag of YAML's that takes a part of the range", REPO("    semver: !=1.2.3 <2.0.0\n"),
	 "8:13 0 YML004 semver is not '!=1.2.3 <2.0.0' to YAML: '!' begins a tag, which says what type a value is of\n"},
	{"an anchor of nothing", REPO("    semver: &x\n"),
	 "8:13 0 YML004 semver is not '&x' to YAML: '&' names a value, and here is none\n"},
	{"an anchor of something", REPO("    tag: &x v1.2.3\n"), ""},
	{"a type that is written out", REPO("    tag: !!str v1.2.3\n"), ""},
	{"a block for a bound", REPO("    semver: >1\n"),
	 "8:13 0 YML004 semver is not '>1' to YAML: '>' and '|' begin a text of several lines\n"},
	{"an operator that a line break splits", REPO("    semver: >\n      =1.0.0\n"),
	 "8:13 0 YML004 semver is not '>=1.0.0' to YAML: '>' and '|' begin a text of several lines\n"},
	{"a block on purpose", REPO("    semver: >-\n      >=1.0.0\n"), ""},
	{"a date without quotes", REPO("    tag: 2024-01-02\n"),
	 "8:10 0 YML003 spec.ref.tag must be text; without quotes 2024-01-02 is the time "
	 "2024-01-02T00:00:00Z\n"},
	{"a number is no range, and no more is said", REPO("    semver: 1e3\n"),
	 "8:13 0 YML003 spec.ref.semver must be text; without quotes 1e3 is the number 1000\n"},
	{"what the schema refuses", REPO("    tag: 1.10\n"),
	 "8:10 0 YML003 spec.ref.tag must be text; without quotes 1.10 is the number 1.1\n"},
};

/* Rules that are off find when they are asked. */
static const struct rules_row OFF[] = {
	{"OCI112", REPO("    semver: \">=1.0.0\"\n"),
	 "8:13 1 OCI112 the next major version is taken without anybody's review\n"},
	{"OCI112", REPO("    semver: \"1.x\"\n"), ""},
	{"OCI214", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '.*-rc.*'\n"),
	 "9:19 2 OCI214 '.*' at an end is not needed: a match anywhere is enough\n"},
	{"OCI214", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '^.*-rc\\.*$'\n"),
	 "9:19 2 OCI214 '.*' at an end is not needed: a match anywhere is enough\n"},
	{"OCI214", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '-rc\\.*$'\n"), ""},
	{"OCI214", REPO("    semver: \">=0.0.0-0\"\n    semverFilter: '^v.*-rc$'\n"), ""},
};

/* What is more serious where it is for production. */
static const struct rules_row PRODUCTION[] = {
	{"a tag that moves with every release of a major version", REPO("    tag: v1\n"),
	 "8:10 1 OCI302 tag 'v1' moves: Git does not say what runs\n"},
	{"a tag that moves with every push is a warning everywhere", REPO("    tag: main\n"),
	 "8:10 1 OCI302 tag 'main' moves: Git does not say what runs\n"},
};
/* clang-format on */

int main(void)
{
	return TABLE_RUN("lint/rules", ROWS, rules_find) +
	       TABLE_RUN("lint/rules when asked", OFF, rules_find_named) +
	       TABLE_RUN("lint/rules in production", PRODUCTION, rules_find_in_production);
}
