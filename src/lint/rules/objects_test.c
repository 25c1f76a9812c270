/* objects_test.c - how a source is kept, and who names it: LNK, OCI5, SCH013 */
#include "lint/rules_test.h"

/* What is given stands on the sixth line. */
#define SOURCE_WITH(name, more)                                                                    \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: " name ", namespace: apps}\n"                                            \
	"spec:\n  url: oci://ghcr.io/acme/app\n" more
#define EVERY(interval, ref) SOURCE_WITH("app", "  interval: " interval "\n  ref: {" ref "}\n")
/* A source of a chart; its user's reference stands on the eighth line of what follows. */
#define CHART(more)                                                                                \
	SOURCE_WITH("app", "  interval: 5m\n  ref: {tag: v1.2.3}\n" more)                          \
	"---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"                          \
	"metadata: {name: r, namespace: apps}\nspec:\n  interval: 5m\n"                            \
	"  chartRef: {kind: OCIRepository, name: app}\n"
#define HELM_TYPE "application/vnd.cncf.helm.chart.content.v1.tar+gzip"

#define OBJECT(version, kind, spec)                                                                \
	"apiVersion: " version "\nkind: " kind "\nmetadata: {name: user, namespace: apps}\n"       \
	"spec:\n" spec
#define PODINFO                                                                                    \
	"---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                      \
	"metadata: {name: podinfo, namespace: apps}\n"                                             \
	"spec: {interval: 5m, url: oci://ghcr.io/acme/podinfo, ref: {tag: v1.2.3}}\n"
#define MISSPELT "0 LNK001 no OCIRepository 'podinof'; did you mean 'podinfo'?\n"

/* clang-format off */
static const struct rules_row ROWS[] = {
	{"every five minutes", EVERY("5m", "semver: 1.x"), ""},
	{"every few seconds", EVERY("30s", "semver: 1.x"),
	 "6:13 1 OCI501 the registry is asked every 30s: registries limit how often\n"},
	{"never", EVERY("0s", "semver: 1.x"),
	 "6:13 0 OCI508 an interval of zero: say how often the registry is asked\n"},
	{"once in two days", EVERY("48h", "semver: 1.x"), "6:13 2 OCI509 a new version waits for up to 48h\n"},
	{"a tag waits for nothing", EVERY("48h", "tag: v1.2.3"), ""},
	{"a day is no more than a day", EVERY("24h", "semver: 1.x"), ""},
	{"a timeout beyond the interval", EVERY("5m\n  timeout: 10m", "semver: 1.x"),
	 "7:12 2 OCI510 one attempt may take longer than the time to the next\n"},
	{"a timeout within the interval", EVERY("5m\n  timeout: 1m", "semver: 1.x"), ""},
	{"a source that is suspended", EVERY("5m\n  suspend: true", "semver: 1.x"),
	 "7:12 1 OCI502 nothing new is pulled while this is suspended\n"},
	{"one source in two versions of the API",
	 EVERY("5m", "tag: v1.2.3") "---\n"
	 "apiVersion: source.toolkit.fluxcd.io/v1beta2\nkind: OCIRepository\nmetadata: {name: app, namespace: apps}\n"
	 "spec: {interval: 5m, url: oci://ghcr.io/acme/app, ref: {tag: v1.2.3}}\n",
	 "9:13 1 SCH004 Flux 2.8 no longer serves OCIRepository of source.toolkit.fluxcd.io/v1beta2\n"
	 "9:13 0 SCH013 OCIRepository/app in namespace apps is there twice: in another version of the API it is the same "
	 "object\n"},
	{"a chart", CHART("  layerSelector: {mediaType: " HELM_TYPE ", operation: copy}\n"), ""},
	{"a chart's source that selects no layer", CHART(""),
	 "4:1 1 OCI503 this is a chart's source and selects no layer\n"},
	{"a chart that is unpacked", CHART("  layerSelector:\n    mediaType: " HELM_TYPE "\n"),
	 "8:3 1 OCI503 the chart is unpacked, and Helm wants it whole\n"},
	{"a layer that is no chart's", CHART("  layerSelector: {mediaType: a/b, operation: copy}\n"),
	 "8:30 1 OCI503 this is a chart's source, and the layer is no chart's\n"},
	{"a Kustomization's source",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: OCIRepository, name: podinof}}\n") PODINFO,
	 "6:43 " MISSPELT},
	{"a HelmRelease's chart",
	 OBJECT("helm.toolkit.fluxcd.io/v2", "HelmRelease",
	        "  {interval: 5m,\n   chartRef: {kind: HelmChart, name: chatr}}\n")
	 "---\n" OBJECT("source.toolkit.fluxcd.io/v1", "HelmChart",
	        "  {interval: 5m, chart: c,\n   sourceRef: {kind: HelmRepository, name: h}}\n"), ""},
	{"a HelmChart's repository",
	 OBJECT("source.toolkit.fluxcd.io/v1", "HelmChart",
	        "  {interval: 5m, chart: c,\n   sourceRef: {kind: HelmRepository, name: chatrs}}\n")
	 "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\n"
	 "metadata: {name: charts, namespace: apps}\nspec: {interval: 5m, url: 'https://charts.acme.io'}\n",
	 "6:44 0 LNK001 no HelmRepository 'chatrs'; did you mean 'charts'?\n"},
	{"an ArtifactGenerator's sources",
	 OBJECT("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator",
	        "  artifacts: [{name: a, copy: [{from: '@a/**', to: '@artifact/'}]}]\n"
	        "  sources: [{alias: a, kind: OCIRepository, name: podinof}]\n") PODINFO,
	 "6:51 " MISSPELT},
	{"what a GitRepository includes",
	 OBJECT("source.toolkit.fluxcd.io/v1", "GitRepository",
	        "  url: https://github.com/acme/app\n  interval: 5m\n  include: [{repository: {name: usre}}]\n")
	 "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"
	 "metadata: {name: used, namespace: apps}\nspec: {interval: 5m, url: 'https://github.com/acme/used'}\n",
	 "7:33 0 LNK001 no GitRepository 'usre'; did you mean 'used'?\n"},
	{"what a Receiver wakes, and all of a kind",
	 OBJECT("notification.toolkit.fluxcd.io/v1", "Receiver",
	        "  type: github\n  secretRef: {name: x}\n  resources:\n    - {kind: OCIRepository, name: '*'}\n"
	        "    - {kind: OCIRepository, name: podinof}\n") PODINFO,
	 "9:35 " MISSPELT},
	{"what an Alert tells of",
	 OBJECT("notification.toolkit.fluxcd.io/v1beta3", "Alert",
	        "  providerRef: {name: x}\n  eventSources: [{kind: OCIRepository, name: podinof}]\n") PODINFO,
	 "6:46 " MISSPELT},
	{"what a Kustomization waits for may be elsewhere",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true, dependsOn: [{name: apps-2}],\n"
	        "   sourceRef: {kind: GitRepository, name: g}}\n")
	 "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
	 "metadata: {name: apps-1, namespace: apps}\n"
	 "spec: {interval: 5m, prune: true, sourceRef: {kind: GitRepository, name: g}}\n", ""},
	{"what it waits for is in another namespace",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true, dependsOn: [{name: infra}],\n"
	        "   sourceRef: {kind: GitRepository, name: g}}\n")
	 "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
	 "metadata: {name: infra, namespace: flux-system}\n"
	 "spec: {interval: 5m, prune: true, sourceRef: {kind: GitRepository, name: g}}\n",
	 "5:50 0 LNK003 Kustomization 'infra' is looked for in namespace apps, and is in flux-system\n"},
	{"a Kustomization is no source of that name",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: OCIRepository, name: user}}\n"), ""},
	{"a source of another kind",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: GitRepository, name: podinfo}}\n") PODINFO,
	 "6:22 0 LNK002 no GitRepository 'podinfo': the source of that name is of kind OCIRepository\n"},
	{"a source that is suspended, of one that is not",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: GitRepository, name: git}}\n")
	 "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: git, namespace: apps}\n"
	 "spec: {interval: 5m, url: 'https://github.com/acme/used', suspend: true}\n",
	 "6:43 1 LNK005 Kustomization/user gets nothing new: its source is suspended\n"},
	{"both a chart and a reference to one",
	 OBJECT("helm.toolkit.fluxcd.io/v2", "HelmRelease",
	        "  {interval: 5m, chartRef: {kind: HelmChart, name: c},\n"
	        "   chart: {spec: {chart: c, sourceRef: {kind: HelmRepository, name: h}}}}\n"),
	 "4:1 0 SCH001 spec takes exactly one of chart, chartRef\n"},
	{"an artifact's name that is no object's",
	 OBJECT("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator",
	        "  artifacts: [{name: A_b, copy: [{from: '@a/**', to: '@artifact/'}]}]\n"
	        "  sources: [{alias: a, kind: OCIRepository, name: a}]\n"),
	 "5:22 0 SCH001 spec.artifacts[0].name must be a name that objects can have, where pathPattern is not set, not "
	 "the string 'A_b'\n"},
	{"a pattern of names",
	 OBJECT("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator",
	        "  artifacts: [{name: '{{.A}}', copy: [{from: '@a/**', to: '@artifact/'}]}]\n"
	        "  pathPattern: '@a/*'\n  sources: [{alias: a, kind: OCIRepository, name: a}]\n"), ""},
};

/* Rules that are off find when they are asked. */
static const struct rules_row OFF[] = {
	{"OCI512", EVERY("5m", "semver: 1.x") "---\n" SOURCE_WITH("app-2", "  interval: 5m\n  ref: {semver: '>=1.2'}\n"),
	 "13:8 2 OCI512 OCIRepository/app pulls the same artifact\n"},
	{"OCI512", EVERY("5m", "semver: 1.x") "---\n" SOURCE_WITH("app-2", "  interval: 5m\n  ref: {semver: 2.x}\n"), ""},
	{"OCI512",
	 EVERY("5m", "semver: 1.x") "---\n"
	 SOURCE_WITH("app-2", "  interval: 5m\n  ref: {semver: 1.x}\n  layerSelector: {mediaType: a/b}\n"), ""},
	{"OCI511", PODINFO, ""},
	{"OCI511",
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n",
	 "1:1 2 OCI511 OCIRepository/app has no namespace: whoever applies it decides\n"},
	{"LNK004",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: OCIRepository, name: a, namespace: b}}\n"),
	 "6:57 1 LNK004 the source is in namespace b, its user in apps\n"},
	{"LNK004",
	 OBJECT("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
	        "  {interval: 5m, prune: true,\n   sourceRef: {kind: OCIRepository, name: a, namespace: apps}}\n"), ""},
};
/* clang-format on */

int main(void)
{
	return TABLE_RUN("lint/objects", ROWS, rules_find) +
	       TABLE_RUN("lint/objects when asked", OFF, rules_find_named);
}
