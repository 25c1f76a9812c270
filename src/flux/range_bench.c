/*
 * range_bench.c - a million checks of one range, which must take less than 0.3 s in a release build
 */
#include <stdio.h>
#include <time.h>

#include "flux/range.h"

enum { CHECKS = 1000000, VERSIONS = 64 };

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
	static const char *const TAILS[] = {"", "-rc.1", "-staging-test-deploy-1c9d04e",
	                                    "-rc.10.x"};
	struct arena *arena = arena_create();
	const struct flux_release *release = flux_release_newest();
	struct range range;
	struct semver versions[VERSIONS];
	str tags[VERSIONS], problem;
	size_t taken = 0;
	if (!range_parse(arena, STR(">=1.0.0-rc.1 <2.0.0 !=1.3.x || ~3.1 || ^4.5.6-0"), release,
	                 &range, &problem))
		return 1;
	for (unsigned i = 0; i < VERSIONS; i++) {
		tags[i] = arena_printf(arena, "v%u.%u.%u%s", i % 5, i % 7, i, TAILS[i % 4]);
		if (!semver_parse_tag(arena, tags[i], release, &versions[i], &problem))
			return 1;
	}
	double start = seconds();
	for (unsigned i = 0; i < CHECKS; i++)
		taken += range_takes(&range, &versions[i % VERSIONS]);
	printf("%d checks: %.3f s, %zu taken\n", CHECKS, seconds() - start, taken);
	start = seconds();
	for (unsigned i = 0; i < CHECKS; i++) {
		struct semver version;
		taken += semver_parse_tag(arena, tags[i % VERSIONS], release, &version, &problem) &&
		         range_takes(&range, &version);
	}
	printf("with reading the tag: %.3f s, %zu taken\n", seconds() - start, taken);
	arena_destroy(arena);
	return 0;
}
