/* proof_test.c - verdicts on channels, and what shows them */
#include "lint/proof.h"
#include "testing/table.h"

static const char POLICY[] =
	"flux: ['2.6', '2.9']\n"
	"environments:\n"
	"  staging: {paths: [s], channel: staging}\n"
	"  production: {paths: [p], channel: stable, after: staging}\n"
	"  assumed: {paths: [a]}\n"
	"channels:\n"
	"  stable: {only: '^v?\\d+\\.\\d+\\.\\d+$', accept: [v1.4.2]}\n"
	"  staging: {only: '-staging-', refuse: [v1.4.2], exclusive: [stable]}\n"
	"substitute: {RANGE: '>=1.0.0'}\n";

static const struct row {
	const char *name, *environment, *semver, *filter;
	enum proof_verdict verdict;
	const char *codes, *what; /* all codes; the first breach */
} ROWS[] = {
	{"releases are all there is",                 "production", ">=0.0.0",          "",                     PROOF_PROVED,    "",               NULL                                         },
	{"one '-0' opens a group, in some releases",  "production", ">=1.0.0-0 <2.0.0", "",
         PROOF_REFUTED,													  "CHN001 OCI105 ", "selects v2.0.0-rc.1 (Flux 2.9); safe on 2.6"},
	{"what must stay selectable is not",          "production", ">=2.0.0",          "",                     PROOF_REFUTED,   "CHN002 ",
         "cannot select v1.4.2"																				 },
	{"a filter without a range for it",           "staging",    ">=0.0.0",          "-staging-",            PROOF_REFUTED,
         "OCI204 ",																NULL					 },
	{"a filter keeps a channel, but no order",    "staging",    ">=0.0.0-0",        "-staging-",
         PROOF_PROVED,													   "CHN006 ",
         "keeps v0.0.0-staging-9 ahead of v0.0.0-staging-10: compared as text"														  },
	{"numbers of their own are in order",         "staging",    ">=0.0.0-0",        "-staging-x\\.[0-9]+$",
         PROOF_PROVED,													   "",               NULL					 },
	{"without its filter staging takes releases", "staging",    ">=0.0.0-0",        "",                     PROOF_REFUTED,
         "CHN001 CHN001 ",															 "selects v0.0.0"                             },
	{"a variable without a value",                "production", "${OTHER}",         "",                     PROOF_UNDECIDED, "CHN005 ",
         "ref.semver is ${OTHER}; set substitute.OTHER"																	 },
	{"a variable with a value",                   "production", "${RANGE}",         "",                     PROOF_PROVED,    "",               NULL                                         },
	{"a filter that nobody can follow to its end", "elsewhere", ">=0.0.0-0",
	 "(a|b|c|[0-9]){60,100}x(a.{20,40}b.{20,40}){3}c", PROOF_UNDECIDED, "CHN005 ", NULL},
	{"what Flux refuses",                         "production", ">=",               "",                     PROOF_UNDECIDED, "CHN005 ",        NULL                                         },
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
		cmocka_unit_test(assumes_a_policy_for_production),
	};
	const int failed =
		cmocka_run_group_tests_name("lint/proof: environments", tests, NULL, NULL);
	return failed + TABLE_RUN("lint/proof", ROWS, decides);
}
