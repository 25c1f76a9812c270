/*
 * semver.h - versions, as source-controller reads tags and compares them
 *
 * The order is semver.org's. The grammar is not: Flux takes what its library
 * takes, and that depends on the release.
 */
#ifndef FLUX_SEMVER_H
#define FLUX_SEMVER_H

#include "base/arena.h"
#include "flux/release.h"

struct semver {
	uint64_t major, minor, patch;
	str prerelease; /* "rc.1"; empty for a release */
	str metadata;   /* "build.5"; has no part in any comparison */
};

/*
 * Reads a tag. False when Flux does not take it for a version, which it passes over in silence:
 * *problem is what its library says then.
 */
MUST_CHECK bool semver_parse_tag(struct arena *arena, str tag, const struct flux_release *release,
                                 struct semver *out, str *problem);
/* Reads the version in a range: minor and patch may be missing. */
MUST_CHECK bool semver_parse_constant(struct arena *arena, str text,
                                      const struct flux_release *release, struct semver *out,
                                      str *problem);

/* Has it a part behind a hyphen? */
bool semver_is_prerelease(const struct semver *version);
/* <0, 0, >0 by precedence. */
int semver_compare(const struct semver *a, const struct semver *b);
/* The same for two prereleases, neither empty. */
int semver_compare_prerelease(str a, str b);
/* "1.2.3-rc.1+build" */
str semver_to_text(struct arena *arena, const struct semver *version);

/* Is it digits only? */
bool semver_is_number(str identifier);
/* The length of a version's tail at the start of `text`, "rc.1" or "build.5"; 0 when none is. */
size_t semver_scan_identifiers(str text);

#endif
