/* cmd_lint_test.c - what `kustoc lint` says, to the byte, and how it exits */
#include "cli/row_test.h"

#define BROKEN   "overlays-examples/broken/"
#define MISMATCH BROKEN "namespace-mismatch"
#define LATEST   BROKEN "latest"

/* clang-format off */
static const struct cli_row ROWS[] = {
	{"a finding in full: headline, lines, carets, notes",
	 {"kustoc", "lint", MISMATCH},
	 1,
	 MISMATCH "/overlay/kustomization.yaml:6:11: error[KUS003]: patch matches no resource\n"
		  "  |\n"
		  "5 | patches:\n"
		  "6 |   - path: patches/oci-repository-patch.yaml\n"
		  "  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wants OCIRepository/search in "
		  "namespace <none>\n"
		  "  |\n"
		  "  = patch:     metadata.name: search  (" MISMATCH
		  "/overlay/patches/oci-repository-patch.yaml:4)\n"
		  "  = closest:   OCIRepository/search in namespace search; namespace differs  (" MISMATCH
		  "/base/oci-repository.yaml:4)\n"
		  "  = fix:       namespace: search, in the patch's metadata\n"
		  "  = kustomize: no resource matches strategic merge patch "
		  "\"OCIRepository.v1.source.toolkit.fluxcd.io/search.[noNs]\": no matches for Id "
		  "OCIRepository.v1.source.toolkit.fluxcd.io/search.[noNs]; failed to find unique "
		  "target for patch OCIRepository.v1.source.toolkit.fluxcd.io/search.[noNs]\n"},
	{"a line a finding",
	 {"kustoc", "lint", "-o", "concise", LATEST},
	 0,
	 LATEST "/overlay/patches/oci-repository-patch.yaml:7:10: warning[OCI302]: tag 'latest' "
		"moves: Git does not say what runs\n"},
	{"from a directory, paths are seen from there",
	 {"kustoc", "lint", "-C", LATEST, "-o", "concise"},
	 0,
	 "overlay/patches/oci-repository-patch.yaml:7:10: warning[OCI302]: tag 'latest' moves: Git "
	 "does not say what runs\n"},
	{"a warning fails when it shall",
	 {"kustoc", "lint", "-o", "concise", "--fail-on=warning", "-C", LATEST},
	 1,
	 "overlay/patches/oci-repository-patch.yaml:7:10: warning[OCI302]: tag 'latest' moves: Git "
	 "does not say what runs\n"},
	{"nothing fails when it shall not",
	 {"kustoc", "lint", "-o", "concise", "--exit-zero", "-C", BROKEN "cycle"},
	 0,
	 "base/kustomization.yaml:5:5: error[KUS001]: this base leads back to 'overlay', which is "
	 "being built\noverlay/kustomization.yaml:4:5: error[KUS001]: this base leads back to "
	 "'base', which is being built\n"},
	{"a channel that leaks is mended where the range is written, when that is asked for",
	 {"kustoc", "lint", "-C", BROKEN "leaking-channel", "--unsafe-fixes", "--fix-dry-run"},
	 0,
	 "--- a/overlays/production/patches/oci-repository-patch.yaml\n"
	 "+++ b/overlays/production/patches/oci-repository-patch.yaml\n"
	 "@@ -4,4 +4,4 @@\n   name: search\n spec:\n   ref:\n"
	 "-    semver: \">=1.0.0-0 <2.0.0\"\n+    semver: \">=1.0.0 <2.0.0\"\n"},
	{"also in a Flux Kustomization",
	 {"kustoc", "lint", "-C", BROKEN "leaking-flux-patch", "--unsafe-fixes", "--fix-dry-run"},
	 0,
	 "--- a/clusters/production/apps.yaml\n+++ b/clusters/production/apps.yaml\n"
	 "@@ -17,7 +17,7 @@\n       patch: |\n         - op: replace\n"
	 "           path: /spec/ref/semver\n-          value: 1.x-0\n+          value: \"1.x\"\n"
	 "     - target:\n         kind: Deployment\n         name: search\n"},
	{"a rule that is ignored", {"kustoc", "lint", "--ignore", "OCI2,mutable-tag", LATEST}, 0, ""},
	{"a rule that is not selected", {"kustoc", "lint", "--select", "SCH", LATEST}, 0, ""},
	{"a rule that is selected",
	 {"kustoc", "lint", "-C", LATEST, "-oconcise", "--select=oci3"},
	 0,
	 "overlay/patches/oci-repository-patch.yaml:7:10: warning[OCI302]: tag 'latest' moves: Git "
	 "does not say what runs\n"},
	{"definitions that are given by name",
	 {"kustoc", "lint", "--no-config", "-oconcise", "--crd", BROKEN "custom-resource/crds/cart.yaml",
	  "--select", "SCH001,SCH005", BROKEN "custom-resource/overlay"},
	 1,
	 BROKEN "custom-resource/overlay/shop.yaml:6:13: error[SCH001]: spec.currency must be one of EUR, "
		"USD, not the string 'eur'\n"
	 BROKEN "custom-resource/overlay/shop.yaml:7:10: error[SCH001]: spec.limit must be at least 1, not "
		"0\n"
	 BROKEN "custom-resource/overlay/shop.yaml:10:7: note[SCH005]: no schema for Order of "
		"shop.acme.io/v1: its fields are not checked\n"
	 BROKEN "custom-resource/overlay/shop.yaml:17:7: note[SCH005]: no schema for Invoice of "
		"shop.acme.io/v1: its fields are not checked\n"},
	{"kinds without a schema, for who asks",
	 {"kustoc", "lint", "--no-config", "-oconcise", "--select", "no-schema", BROKEN "custom-resource"},
	 0,
	 BROKEN "custom-resource/overlay/shop.yaml:2:7: note[SCH005]: no schema for Cart of "
		"shop.acme.io/v1: its fields are not checked\n"
	 BROKEN "custom-resource/overlay/shop.yaml:17:7: note[SCH005]: no schema for Invoice of "
		"shop.acme.io/v1: its fields are not checked\n"},
	{"and for nobody else",
	 {"kustoc", "lint", "--no-config", "-oconcise", "--select", "SCH", "--ignore",
	  "SCH002,SCH003", BROKEN "custom-resource"}, 0, ""},
	{"definitions that are not there",
	 {"kustoc", "lint", "--select", "SCH", "--crd", BROKEN "latest/overlay", BROKEN "latest"}, 2, ""},
	{"a location of schemas that is not there",
	 {"kustoc", "lint", "--select", "SCH", "--schema-location", BROKEN "nowhere", BROKEN "latest"}, 2, ""},
	{"an environment by the name of its folder",
	 {"kustoc", "lint", "-oconcise", "-E", "production", "overlays-examples/activity"}, 0, ""},
	{"as a release of Flux that is named judges",
	 {"kustoc", "lint", "-oconcise", "--flux=2.6", "--select=CHN001", "-C", BROKEN "leaking-channel"},
	 1,
	 "overlays/staging/patches/oci-repository-patch.yaml:7:13: error[CHN001]: staging selects v0.0.0\n"},
	{"a patch by itself is judged as one",
	 {"kustoc", "lint", "-oconcise", "--scope=file", BROKEN "invalid-range"},
	 1,
	 BROKEN "invalid-range/overlay/patches/oci-repository-patch.yaml:7:13: error[OCI101]: semver "
		"is no version range: improper constraint: \">=1.0.0 && <2.0.0\"\n"},
	{"a file by itself that is not there", {"kustoc", "lint", "--scope=file", "nowhere.yaml"}, 2, ""},
	{"a rule that is none", {"kustoc", "lint", "--select", "OCI999", LATEST}, 2, ""},
	{"a path that is none", {"kustoc", "lint", "nowhere"}, 2, ""},
	{"the other paths are looked at all the same",
	 {"kustoc", "lint", "-oconcise", "nowhere", LATEST},
	 2,
	 LATEST "/overlay/patches/oci-repository-patch.yaml:7:10: warning[OCI302]: tag 'latest' "
		"moves: Git does not say what runs\n"},
};
/* clang-format on */

/* Same input, same bytes out: nothing depends on the time or on what ran before. */
static void says_the_same_twice(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char kustoc[] = "kustoc", lint[] = "lint", examples[] = "overlays-examples";
	char *argv[] = {kustoc, lint, examples, NULL};
	const struct cli_result first = cli_execute(arena, argv);
	const struct cli_result second = cli_execute(arena, argv);
	assert_true(first.out.len > 0);
	assert_true(str_eq(first.out, second.out));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(says_the_same_twice)};
	return TABLE_RUN("cli/cmd_lint", ROWS, cli_row_runs) +
	       cmocka_run_group_tests_name("cli/cmd_lint", tests, NULL, NULL);
}
