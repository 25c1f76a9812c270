/*
 * semver_fuzz.c - a tag
 *
 * What is a version stays the same version when it is written out and read again, and what the
 * strict readers of old releases take, today's takes too.
 */
#include "flux/semver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct flux_release *loose = flux_release_find(STR("2.7"));
	const struct flux_release *strict = flux_release_find(STR("2.6"));
	const str tag = {(const char *)data, len};
	struct semver version, again;
	str problem;
	const bool valid = semver_parse_tag(arena, tag, loose, &version, &problem);
	must(valid || problem.len > 0);
	must(valid || !semver_parse_tag(arena, tag, strict, &again, &problem));
	if (valid) {
		const str text = semver_to_text(arena, &version);
		must(semver_parse_tag(arena, text, strict, &again, &problem));
		must(semver_compare(&version, &again) == 0);
		must(str_eq(version.metadata, again.metadata));
	}
	arena_destroy(arena);
	return 0;
}
