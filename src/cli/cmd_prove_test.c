/* cmd_prove_test.c - what `kustoc prove` says, and how it exits */
#include "cli/row_test.h"

#define ACTIVITY "overlays-examples/activity"
#define LEAKING  "overlays-examples/broken/leaking-channel"
#define REFS     "testdata/prove/"

/* clang-format off */
static const struct cli_row ROWS[] = {
	{"a channel that holds",
	 {"kustoc", "prove", "-C", ACTIVITY, "production"},
	 0,
	 "production  activity     PROVED     only '^v?\\d+\\.\\d+\\.\\d+$'; all tags, Flux 2.9\n"
	 "production  activity-ui  PROVED     only '^v?\\d+\\.\\d+\\.\\d+$'; all tags, Flux 2.9\n"},
	{"a channel that leaks, with the tag that shows it",
	 {"kustoc", "prove", "-C", LEAKING, "production"},
	 1,
	 "production  search  REFUTED    selects v2.0.0-rc.1 (Flux 2.9); safe on 2.6 [CHN001]  "
	 "warning[OCI105]: Flux 2.9 selects v2.0.0-rc.1, Flux 2.6 does not\n"
	 "1 proof failed, 0 undecided\n"},
	{"the release of Flux decides",
	 {"kustoc", "prove", "-C", LEAKING, "production", "--flux", "2.6"},
	 0,
	 "production  search  PROVED     only '^v?\\d+\\.\\d+\\.\\d+$'; all tags, Flux 2.6\n"},
	{"a question of one's own",
	 {"kustoc", "prove", "-C", ACTIVITY, "activity", "-Eproduction",
	  "--never=^v?0"},
	 1,
	 "production  activity  REFUTED    selects v0.0.0 [CHN001]\n1 proof failed, 0 undecided\n"},
	{"a tag that must be, and one that must not",
	 {"kustoc", "prove", "-C", ACTIVITY, "-Eproduction", "activity", "--must=v2.0.0-rc.1",
	  "--must-not=v1.0.0"},
	 1,
	 "production  activity  REFUTED    cannot select v2.0.0-rc.1 [CHN002]; selects v1.0.0 "
	 "[CHN001]\n1 proof failed, 0 undecided\n"},
	{"two references that are apart",
	 {"kustoc", "prove", "--ref", REFS "releases.yaml", "--ref", REFS "staging.yaml", "-ojson"},
	 0,
	 "{\"verdict\":\"disjoint\",\"onlyFirst\":\"v0.0.0\","
	 "\"onlySecond\":\"v0.0.0-staging-0\"}\n"},
	{"one within the other",
	 {"kustoc", "prove", "--ref", REFS "all.yaml", "--ref", REFS "staging.yaml"},
	 0,
	 "overlap  v0.0.0-staging-0\nonly the first selects v0.0.0\n"},
	{"one that selects nothing, and why",
	 {"kustoc", "prove", "--ref", REFS "nothing.yaml"},
	 0,
	 "empty  the range takes no prerelease, the filter demands one: contains '-staging-'\n"},
	{"what a Flux Kustomization patches is what counts",
	 {"kustoc", "prove", "-C", REFS "patched", "production"},
	 1,
	 "production  app  REFUTED    selects v1.0.0-rc.1 [CHN001]\n"
	 "note[CHN000]: assumed policy; run kustoc init\n1 proof failed, 0 undecided\n"},
	{"variables that Flux Kustomizations fill in, a cluster each",
	 {"kustoc", "prove", "-C", "overlays-examples/flux"},
	 0,
	 "production  search  PROVED     only '^v?\\d+\\.\\d+\\.\\d+$'; all tags, Flux 2.9\n"
	 "staging     search  PROVED     only '-staging\\.'; all tags, Flux 2.9\n"},
	{"a value that nobody knows",
	 {"kustoc", "prove", "-C", REFS "waiting"},
	 1,
	 "production  app  UNDECIDED  ref.semver is ${APP_RANGE}; set substitute.APP_RANGE\n"
	 "note[CHN000]: assumed policy; run kustoc init\n0 proofs failed, 1 undecided\n"},
	{"a release that is none", {"kustoc", "prove", "--flux=1.0", ACTIVITY}, 2, ""},
	{"a pattern that is none", {"kustoc", "prove", "--only=(", ACTIVITY}, 2, ""},
};
/* clang-format on */

int main(void)
{
	return TABLE_RUN("cli/cmd_prove", ROWS, cli_row_runs);
}
