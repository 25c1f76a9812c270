/* cmd_tags_test.c - kustoc tags, to the byte */
#include "cli/row_test.h"

#define ACTIVITY "overlays-examples/activity/overlays"
#define LIST     "testdata/tags/activity.txt"

/* clang-format off */
static const struct cli_row ROWS[] = {
	{"what an environment pulls",
	 {"kustoc", "tags", ACTIVITY, "production", "--tags", LIST},
	 0,
	 "ENV         SOURCE       RANGE    FILTER  SELECTED  NEXT\n"
	 "production  activity     >=0.0.0  -       v1.5.0    v1.4.2\n"
	 "production  activity-ui  >=0.0.0  -       v1.5.0    v1.4.2\n"},
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
	 "\"tied\":[],\"tieIsOpen\":false,\"others\":[{\"tag\":\"latest\",\"fate\":\"filtered\","
	 "\"reason\":\"the filter does not match\"},{\"tag\":\"v1.4.2\",\"fate\":\"lower\","
	 "\"reason\":\"lower than v1.5.0\"},{\"tag\":\"v1.5.0-rc.1\",\"fate\":\"prerelease\","
	 "\"reason\":\"a prerelease; the range asks for releases only\"}]}\n"},
	{"what Flux Kustomizations fill in",
	 {"kustoc", "tags", "-C", "overlays-examples/flux", "--tags", "../../" LIST},
	 1,
	 "ENV         SOURCE  RANGE  FILTER             SELECTED  NEXT\n"
	 "production  search  1.x    -                  v1.5.0    v1.4.2\n"
	 "staging     search  1.x-0  -staging\\.[0-9]+$  -         -\n"
	 "staging search: no match found for semver: 1.x-0\n"},
	{"a value that nobody knows",
	 {"kustoc", "tags", "-C", "testdata/prove/waiting", "--offline"},
	 1,
	 "ENV         SOURCE  RANGE         FILTER  SELECTED  NEXT\n"
	 "production  app     ${APP_RANGE}  -       -         -\n"
	 "production app: ref.semver is ${APP_RANGE}; set substitute.APP_RANGE\n"},
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
