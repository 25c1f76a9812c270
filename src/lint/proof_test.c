/* proof_test.c - verdicts on channels, and what shows them */
#include "lint/proof.h"
#include "testing/table.h"

static const char POLICY[] =
	"flux: ['2.6', '2.9']\n"
	"environments:\n"
	"  staging: {paths: [s], channel: staging}\n"
	"  production: {paths: [p], channel: stable, after: staging}\n"
	"  assumed: {paths: [a]}\n"
	"  capped: {paths: [c], channel: first}\n"
	"channels:\n"
	"  stable: {only: '^v?\\d+\\.\\d+\\.\\d+$', accept: [v1.4.2]}\n"
	"  first: {only: '^v?0*1[.-]'}\n"
	"  staging: {only: '-staging-', refuse: [v1.4.2], exclusive: [stable]}\n"
	"substitute: {RANGE: '>=1.0.0'}\n";

static const struct row {
	const char *name, *environment, *semver, *filter;
	enum proof_verdict verdict;
	const char *codes, *what; /* all codes; the first breach */
} ROWS[] = {
	{"releases are all there is", "production", ">=0.0.0", "", PROOF_PROVED, "", NULL},
	{"one '-0' opens a group, in some releases", "production", ">=1.0.0-0 <2.0.0", "",
         PROOF_REFUTED, "CHN001 OCI105 ", "selects v2.0.0-rc.1 (Flux 2.9); safe on 2.6"},
	{"what must stay selectable is not", "production", ">=2.0.0", "", PROOF_REFUTED, "CHN002 ",
         "cannot select v1.4.2"},
	{"a filter without a range for it", "staging", ">=0.0.0", "-staging-", PROOF_REFUTED,
         "OCI204 ", NULL},
	{"a filter keeps a channel, but no order", "staging", ">=0.0.0-0", "-staging-",
         PROOF_PROVED, "CHN006 ",
         "builds may end in a commit hash: v0.0.0-staging-e0be771 stays ahead of "
         "v0.0.0-staging-1c9d04e"},
	{"numbers of their own are in order", "staging", ">=0.0.0-0", "-staging-x\\.[0-9]+$",
         PROOF_PROVED, "", NULL},
	{"without its filter staging takes releases", "staging", ">=0.0.0-0", "", PROOF_REFUTED,
         "CHN001 CHN001 ", "selects v0.0.0"},
	{"a variable without a value", "production", "${OTHER}", "", PROOF_UNDECIDED, "CHN005 ",
         "ref.semver is ${OTHER}; set substitute.OTHER"},
	{"a variable with a value", "production", "${RANGE}", "", PROOF_PROVED, "", NULL},
	{"a filter that nobody can follow to its end", "elsewhere", ">=0.0.0-0",
         "(a|b|c|[0-9]){60,100}x(a.{20,40}b.{20,40}){3}c", PROOF_UNDECIDED, "CHN005 ", NULL},
	{"what Flux refuses", "production", ">=", "", PROOF_UNDECIDED, "CHN005 ", NULL},
};

/* `what`: of CHN006; NULL: builds are in order. */
static const struct order_row {
	const char *name, *filter, *what;
} ORDERS[] = {
	{"any text after a word", ".*-staging-test-deploy-.*",
         "builds may end in a commit hash: v0.0.0-staging-test-deploy-e0be771 stays ahead of "
         "v0.0.0-staging-test-deploy-1c9d04e"},
	{"a short hash", "-staging-[0-9a-f]{7}$",
         "builds may end in a commit hash: v0.0.0-staging-e0be771 stays ahead of "
         "v0.0.0-staging-1c9d04e"},
	{"a long one", "^v1\\.0\\.0-[0-9a-f]{40}$",
         "builds may end in a commit hash: v1.0.0-e0be771f3a9c5d2b8e4f6a1c7d0b9e3f5a2c8d41 stays "
         "ahead "
         "of v1.0.0-1c9d04e7b6f2a8c35d1e9f0a4b7c2d8e6f3a5b90"},
	{"what `git describe` says", "-[0-9]+-g[0-9a-f]{7}$",
         "builds may end in a commit hash: v0.0.0-0-ge0be771 stays ahead of v0.0.0-0-g1c9d04e"},
	{"a number that is glued to a word", "-rc[0-9]+$",
         "builds may end in a number that is part of a text: v0.0.0-rc9 stays ahead of "
         "v0.0.0-rc10"},
	{"a branch", "-preview-[a-z-]+$",
         "builds may end in a name: v0.0.0-preview-update stays ahead of v0.0.0-preview-cleanup"},
	{"a day and a hash: one of many builds a day", "-[0-9]{8}-[0-9a-f]{7}$",
         "builds may end in a commit hash: v0.0.0-00000000-e0be771 stays ahead of "
         "v0.0.0-00000000-1c9d04e"},
	{"a number by itself", "-staging\\.[0-9]+$", NULL},
	{"a number by itself, and then a hash", "-staging\\.[0-9]+\\.[0-9a-f]{7}$", NULL},
	{"whatever follows it", "-staging\\.[0-9]+(\\.|$)", NULL},
	{"nobody means it for the beginning of a text", "-staging\\.[0-9]+", NULL},
	{"as one does with a word", "-rc",
         "builds may end in a number that is part of a text: v0.0.0-rc9 stays ahead of "
         "v0.0.0-rc10"},
	{"a number that is all there is", "^v?[0-9.]+-[0-9]+$", NULL},
	{"a time, and then a hash", "-[0-9]{14}-[0-9a-f]{7}$", NULL},
	{"seconds since 1970", "-main-[0-9]{10}$", NULL},
	{"a number of so many digits", "-build[0-9]{4}$", NULL},
	{"a list of words", "-(alpha|beta|rc|nightly|canary)$", NULL},
	{"words with numbers by themselves", "-(alpha|beta|rc)\\.[0-9]+$", NULL},
	{"releases", "^v?[0-9]+\\.[0-9]+\\.[0-9]+$", NULL},
};

/* `fix`: a range that keeps to the channel; "" when no spelling of it does. */
static const struct fix_row {
	const char *name, *environment, *semver, *filter, *fix;
} FIXES[] = {
	{"without the invitation", "production", ">=1.0.0-0 <2.0.0", "", ">=1.0.0 <2.0.0"},
	{"in every group", "production", "1.x-0 || ~2.1.0-0", "", "1.x || ~2.1.0"},
	{"with a cap, where pre-releases are welcome", "capped", ">=1.0.0-0 <2.0.0", "",
         ">=1.0.0-0 <2.0.0-0"},
	{"the same in all releases, where no channel is set", "elsewhere", ">=1.0.0-0 <2.0.0", "",
         ">=1.0.0-0 <2.0.0-0"},
	{"not when a tag that must be selectable is lost", "production", ">=2.0.0-0 <3.0.0", "",
         ""},
	{"not when nothing is left", "production", ">=1.0.0-0 <2.0.0", "-rc", ""},
	{"not when the range is not to blame", "staging", ">=0.0.0-0", "", ""},
	{"not when nothing is wrong", "production", ">=1.0.0", "", ""},
};

static struct config load_policy(struct arena *arena, const char *text)
{
	struct config config;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(config_parse(arena, STR(CONFIG_FILE), str_of(text), &config, &diags));
	return config;
}

static struct proof_source source_of(struct arena *arena, const struct config *config,
                                     const char *environment, const char *semver,
                                     const char *filter)
{
	return (struct proof_source){
		.environment = str_of(environment),
		.source = {.url = STR("oci://ghcr.io/acme/app"),
	                   .ref = {.semver = str_of(semver), .filter = str_of(filter)}},
		.channel = channel_of(arena, config, str_of(environment)),
	};
}

static str codes_of(struct arena *arena, const struct proof_source *source)
{
	str codes = {"", 0};
	for (size_t i = 0; i < source->breaches.len; i++)
		codes = arena_printf(arena, "%.*s%s ", STR_ARG(codes), source->breaches.at[i].code);
	return codes;
}

static void decides(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct config config = load_policy(arena, POLICY);
	const struct flux_releases releases = channel_releases(&config);
	struct proof_source source =
		source_of(arena, &config, row->environment, row->semver, row->filter);
	struct proof_sources sources = {.at = &source, .len = 1};
	proof_run(arena, &config, &releases, &sources);
	ASSERT_STR(codes_of(arena, &source), row->codes);
	assert_int_equal(source.verdict, row->verdict);
	if (row->what)
		ASSERT_STR(source.breaches.at[0].what, row->what);
	arena_destroy(arena);
}

static void knows_what_grows(void **state)
{
	const struct order_row *row = *state;
	struct arena *arena = arena_create();
	const struct config none = {.arena = arena};
	const struct flux_releases releases = channel_releases(&none);
	struct proof_source source = source_of(arena, &none, "test", ">=0.0.0-0", row->filter);
	struct proof_sources sources = {.at = &source, .len = 1};
	proof_run(arena, &none, &releases, &sources);
	ASSERT_STR(codes_of(arena, &source), row->what ? "CHN006 " : "");
	if (row->what)
		ASSERT_STR(source.breaches.at[0].what, row->what);
	arena_destroy(arena);
}

static void mends_the_range(void **state)
{
	const struct fix_row *row = *state;
	struct arena *arena = arena_create();
	const struct config config = load_policy(arena, POLICY);
	const struct flux_releases releases = channel_releases(&config);
	struct proof_source source =
		source_of(arena, &config, row->environment, row->semver, row->filter);
	struct proof_sources sources = {.at = &source, .len = 1};
	proof_run(arena, &config, &releases, &sources);
	ASSERT_STR(source.fix, row->fix);
	arena_destroy(arena);
}

/* A range that shares a tag with another channel is mended with the other one in view. */
static void mends_what_is_shared(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct config config = load_policy(
		arena,
		"environments:\n  a: {paths: [a], channel: one}\n  b: {paths: [b], channel: two}\n"
		"channels:\n  one: {exclusive: [two]}\n  two: {never: '^latest$'}\n");
	const struct flux_releases releases = channel_releases(&config);
	struct proof_source both[] = {
		source_of(arena, &config, "a", ">=1.0.0-0 <2.0.0", ""),
		source_of(arena, &config, "b", ">=2.0.0-0", ""),
	};
	struct proof_sources sources = {.at = both, .len = 2};
	proof_run(arena, &config, &releases, &sources);
	ASSERT_STR(codes_of(arena, &both[0]), "CHN003 ");
	ASSERT_STR(both[0].fix, ">=1.0.0-0 <2.0.0-0");
	arena_destroy(arena);
}

static void compares_environments(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct config config = load_policy(arena, POLICY);
	const struct flux_releases releases = channel_releases(&config);
	struct proof_source both[] = {
		source_of(arena, &config, "staging", ">=1.0.0-0", "^v?1"),
		source_of(arena, &config, "production", ">=0.0.0", ""),
	};
	struct proof_sources sources = {.at = both, .len = 2};
	proof_run(arena, &config, &releases, &sources);
	ASSERT_STR(codes_of(arena, &both[1]), "CHN004 ");
	const struct proof_breach *last = &both[0].breaches.at[both[0].breaches.len - 1];
	ASSERT_STR(str_of(last->code), "CHN003");
	ASSERT_STR(last->what, "shares with production: v1.0.0");
	arena_destroy(arena);
}

static void assumes_a_policy_for_production(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct config none = {.arena = arena};
	const struct flux_releases releases = channel_releases(&none);
	struct proof_source source = source_of(arena, &none, "production", ">=1.0.0-0", "");
	struct proof_sources sources = {.at = &source, .len = 1};
	proof_run(arena, &none, &releases, &sources);
	assert_true(source.channel->is_assumed);
	assert_int_equal(source.verdict, PROOF_REFUTED);
	ASSERT_STR(source.breaches.at[0].witness, "v1.0.0-rc.1");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_environments),
		cmocka_unit_test(mends_what_is_shared),
		cmocka_unit_test(assumes_a_policy_for_production),
	};
	const int failed =
		cmocka_run_group_tests_name("lint/proof: environments", tests, NULL, NULL);
	return failed + TABLE_RUN("lint/proof", ROWS, decides) +
	       TABLE_RUN("lint/proof: order", ORDERS, knows_what_grows) +
	       TABLE_RUN("lint/proof: fixes", FIXES, mends_the_range);
}
