/* cmd_tags_test.c - kustoc tags, to the byte */
#include "cli/row_test.h"

#define ACTIVITY  "overlays-examples/activity/overlays"
#define PUBLISHED "overlays-examples/broken/published-tags"
#define LIST      "testdata/tags/activity.txt"

/* clang-format off */
static const struct cli_row ROWS[] = {
	{"what an environment pulls",
	 {"kustoc", "tags", ACTIVITY, "production", "--tags", LIST},
	 0,
	 "ENV         SOURCE       RANGE    FILTER  SELECTED  NEXT\n"
	 "production  activity     >=0.0.0  -       v1.5.0    v1.4.2\n"
	 "production  activity-ui  >=0.0.0  -       v1.5.0    v1.4.2\n"},
	{"where the table does not fit", {"kustoc", "tags", ACTIVITY, "staging", "--tags", LIST, "--width=80"},
	 0,
	 "staging activity\n  selected  v0.0.0-staging-test-deploy-e0be771\n"
	 "  next      v0.0.0-staging-test-deploy-9f31c2a\n  range     >=0.0.0-0\n"
	 "  filter    .*-staging-test-deploy-.*\n"
	 "staging activity-ui\n  selected  v0.0.0-staging-test-deploy-e0be771\n"
	 "  next      v0.0.0-staging-test-deploy-9f31c2a\n  range     >=0.0.0-0\n"
	 "  filter    .*-staging-test-deploy-.*\n"},
	{"why not another",
	 {"kustoc", "tags", ACTIVITY, "production", "--tags", LIST, "--why", "v1.5.0-rc.1"},
	 0,
	 "ENV         SOURCE       RANGE    FILTER  SELECTED  NEXT\n"
	 "production  activity     >=0.0.0  -       v1.5.0    v1.4.2\n"
	 "production  activity-ui  >=0.0.0  -       v1.5.0    v1.4.2\n"
	 "v1.5.0-rc.1: production activity     refuses it (a prerelease; the range asks for releases "
	 "only)\n"
	 "             production activity-ui  refuses it (a prerelease; the range asks for releases "
	 "only)\n"},
	{"a push that rolls out",
	 {"kustoc", "tags", ACTIVITY "/production", "--tags", LIST, "--if-pushed", "v1.6.0", "--expect",
	  "production"},
	 0,
	 "production activity     rolls out: v1.5.0 -> v1.6.0\n"
	 "production activity-ui  rolls out: v1.5.0 -> v1.6.0\n"},
	{"a push that does not",
	 {"kustoc", "tags", ACTIVITY "/staging", "--tags", LIST, "--if-pushed",
	  "v0.0.0-staging-test-deploy-1c9d04e", "--expect=staging"},
	 1,
	 "staging activity     eligible, but stays on v0.0.0-staging-test-deploy-e0be771: '1c9d04e' sorts "
	 "before 'e0be771' as text (CHN006)\n"
	 "expectation failed: staging would not pull it\n"
	 "staging activity-ui  eligible, but stays on v0.0.0-staging-test-deploy-e0be771: '1c9d04e' sorts "
	 "before 'e0be771' as text (CHN006)\n"
	 "expectation failed: staging would not pull it\n"},
	{"a push that must not roll out",
	 {"kustoc", "tags", ACTIVITY, "activity-ui", "--tags", LIST, "--if-pushed", "v1.6.0",
	  "--reject=production"},
	 1,
	 "branch activity-ui      not eligible: the reference names another\n"
	 "pinned activity-ui      not eligible: the reference names another\n"
	 "production activity-ui  rolls out: v1.5.0 -> v1.6.0\n"
	 "expectation failed: production would pull it\n"
	 "staging activity-ui     not eligible: the filter does not match\n"},
	{"a reference without a manifest",
	 {"kustoc", "tags", "--ref=testdata/tags/ref.yaml", "--tags=testdata/tags/activity.json",
	  "--output=json"},
	 0,
	 "{\"flux\":\"2.9\",\"kind\":\"tag\",\"selected\":\"v1.5.0\",\"ref\":{\"semver\":"
	 "\"\\u003e=1.0.0\",\"semverFilter\":\"^v\"},\"candidates\":[\"v1.5.0\",\"v1.4.2\"],"
	 "\"tied\":[],\"tieIsOpen\":false,\"findings\":[],\"others\":[{\"tag\":\"latest\",\"fate\":\"filtered\","
	 "\"reason\":\"the filter does not match\"},{\"tag\":\"v1.4.2\",\"fate\":\"lower\","
	 "\"reason\":\"lower than v1.5.0\"},{\"tag\":\"v1.5.0-rc.1\",\"fate\":\"prerelease\","
	 "\"reason\":\"a prerelease; the range asks for releases only\"}]}\n"},
	{"what Flux Kustomizations fill in",
	 {"kustoc", "tags", "-C", "overlays-examples/flux", "--tags", "../../" LIST},
	 1,
	 "ENV         SOURCE  RANGE  FILTER             SELECTED  NEXT\n"
	 "production  search  1.x    -                  v1.5.0    v1.4.2\n"
	 "staging     search  1.x-0  -staging\\.[0-9]+$  -         -\n"
	 "staging search: no match found for semver: 1.x-0 (TAG001); nearest: none: the filter matches no "
	 "listed tag\n"},
	{"a value that nobody knows",
	 {"kustoc", "tags", "-C", "testdata/prove/waiting", "--offline"},
	 1,
	 "ENV         SOURCE  RANGE         FILTER  SELECTED  NEXT\n"
	 "production  app     ${APP_RANGE}  -       -         -\n"
	 "production app: ref.semver is ${APP_RANGE}; set substitute.APP_RANGE\n"},
	{"the list that the config names, and what it shows",
	 {"kustoc", "-C", PUBLISHED, "tags", "production", "staging", "pinned", "--offline"},
	 1,
	 "ENV         SOURCE  RANGE           FILTER  SELECTED  NEXT\n"
	 "pinned      search  -               -       v1.2.2    -\n"
	 "production  search  >=2.0.0         -       -         -\n"
	 "staging     search  >=1.0.0 <2.0.0  -       v1.2.3    v1.1.0\n"
	 "pinned search: v1.2.2 is not among the listed tags (TAG001); nearest: v1.2.3\n"
	 "production search: no match found for semver: >=2.0.0 (TAG001); nearest: v1.2.3 (>=2.0.0 does "
	 "not hold)\n"
	 "staging search: v1.2.3 and 1.2.3 are one version; the registry's order decides (TAG002)\n"
	 "staging search: keeps v1.2.3 although release-1.3.0 is listed (not a version: Flux passes over "
	 "it) (TAG003)\n"},
	{"a list on the command line wins",
	 {"kustoc", "-C", PUBLISHED, "tags", "preview", "--tags", "../../../testdata/tags/activity.txt"},
	 1,
	 "ENV      SOURCE  RANGE      FILTER     SELECTED  NEXT\n"
	 "preview  search  >=0.0.0-0  -preview-  -         -\n"
	 "preview search: no match found for semver: >=0.0.0-0 (TAG001); nearest: none: the filter matches "
	 "no listed tag\n"},
	{"no list and no network", {"kustoc", "tags", ACTIVITY, "--offline"}, 2, ""},
	{"a list that is not there", {"kustoc", "tags", ACTIVITY, "--tags", "nowhere"}, 2, ""},
	{"an environment that is none",
	 {"kustoc", "tags", ACTIVITY, "nowhere", "--tags", LIST}, 2, ""},
	{"an expectation of nobody",
	 {"kustoc", "tags", ACTIVITY, "--tags", LIST, "--if-pushed=v1", "--expect=nowhere"}, 2, ""},
	{"a release that is none",
	 {"kustoc", "tags", ACTIVITY, "--tags", LIST, "--flux=1.0"}, 2, ""},
};
/* clang-format on */

int main(void)
{
	return TABLE_RUN("cli/cmd_tags", ROWS, cli_row_runs);
}
