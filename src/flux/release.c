/* release.c - see release.h */
#include "flux/release.h"

#define OLD_RULES .each_names_prerelease = true, .strict_tags = true
#define LIMITS    .max_range = 512, .max_version = 256, .max_groups = 32

const struct flux_release FLUX_RELEASES[] = {
	{"2.0", "1.0", "3.2.1", .go = 20, OLD_RULES},
	{"2.1", "1.1", "3.2.1", .go = 20, OLD_RULES},
	{"2.2", "1.2", "3.2.1", .go = 21, OLD_RULES},
	{"2.3", "1.3", "3.2.1", .go = 22, OLD_RULES, .has_filter = true},
	{"2.4", "1.4", "3.3.0", .go = 23, OLD_RULES, .has_filter = true},
	{"2.5", "1.5", "3.3.1", .go = 23, OLD_RULES, .has_filter = true, .strict_constants = true},
	{"2.6", "1.6", "3.3.0", .go = 24, OLD_RULES, .has_filter = true},
	{"2.7", "1.7", "3.4.0", .go = 25, .has_filter = true, .lower_case_errors = true},
	{"2.8", "1.8", "3.5.0", .go = 26, .has_filter = true, .lower_case_errors = true,
	 .quoted_errors = true, .helm_plus = true, LIMITS},
	{"2.9", "1.9", "3.5.0", .go = 26, .has_filter = true, .lower_case_errors = true,
	 .quoted_errors = true, .helm_plus = true, LIMITS},
};
const size_t FLUX_RELEASE_COUNT = sizeof FLUX_RELEASES / sizeof *FLUX_RELEASES;

const struct flux_release *flux_release_newest(void)
{
	return &FLUX_RELEASES[FLUX_RELEASE_COUNT - 1];
}

const struct flux_release *flux_release_find(str name)
{
	if (str_starts_with(name, STR("v")))
		name = str_from(name, 1);
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		const str own = str_of(FLUX_RELEASES[i].name);
		const bool ends = name.len == own.len || (name.len > own.len && name.at[own.len] == '.');
		if (str_starts_with(name, own) && ends)
			return &FLUX_RELEASES[i];
	}
	return NULL;
}
