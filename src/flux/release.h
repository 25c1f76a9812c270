/*
 * release.h - what differs between releases of Flux
 *
 * Tags, ranges and filters are read by source-controller, whose libraries changed their minds now
 * and then. All code here is the same for every release; what differs is a field of this row.
 */
#ifndef FLUX_RELEASE_H
#define FLUX_RELEASE_H

#include "base/str.h"

struct flux_release {
	const char *name; /* "2.9", or "2.8.0" when patch releases differ */
	unsigned minor, since_patch;
	const char *source_controller; /* "1.9" */
	const char *library;           /* Masterminds/semver */
	unsigned go;                   /* Go's minor version: the language of filters */

	bool has_filter;            /* ref.semverFilter exists */
	bool strict_tags;           /* a tag is three numbers without leading zeros */
	bool strict_constants;      /* a range's versions have no leading zeros */
	bool each_names_prerelease; /* a prerelease must be named by every comparator of a group,
	                               not by one; a plain != takes them unasked */
	bool helm_plus;             /* '_' in a Helm chart's tag is '+' */
	bool lower_case_errors;
	bool quoted_errors;
	size_t max_range, max_version; /* in bytes; 0: no limit */
	size_t max_groups;
};

enum { FLUX_MAX_RELEASES = 32 }; /* what FLUX_RELEASE_COUNT stays below */

/* Oldest first. */
extern const struct flux_release FLUX_RELEASES[];
extern const size_t FLUX_RELEASE_COUNT;

/* What is meant where nobody names a release. */
const struct flux_release *flux_release_newest(void);
/* "2.7", "v2.7.3": the row that speaks for it, without a patch for the newest of them; or NULL. */
const struct flux_release *flux_release_find(str name);

#endif
