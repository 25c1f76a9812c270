/* release.c - see release.h */
#include "flux/release.h"

#include "base/ascii.h"

#define OLD_RULES .each_names_prerelease = true, .strict_tags = true
#define LIMITS    .max_range = 512, .max_version = 256, .max_groups = 32

#define SINCE_2_7   .has_filter = true, .lower_case_errors = true
#define SINCE_2_8_8 SINCE_2_7, .quoted_errors = true, .helm_plus = true, LIMITS

/* A release is a row. */
/* clang-format off */
const struct flux_release FLUX_RELEASES[] = {
	{"2.0",   0, 0, "1.0", "3.2.1", .go = 20, OLD_RULES},
	{"2.1",   1, 0, "1.1", "3.2.1", .go = 20, OLD_RULES},
	{"2.2",   2, 0, "1.2", "3.2.1", .go = 21, OLD_RULES},
	{"2.3",   3, 0, "1.3", "3.2.1", .go = 22, OLD_RULES, .has_filter = true},
	{"2.4",   4, 0, "1.4", "3.3.0", .go = 23, OLD_RULES, .has_filter = true},
	{"2.5",   5, 0, "1.5", "3.3.1", .go = 23, OLD_RULES, .has_filter = true, .strict_constants = true},
	{"2.6",   6, 0, "1.6", "3.3.0", .go = 24, OLD_RULES, .has_filter = true},
	{"2.7",   7, 0, "1.7", "3.4.0", .go = 25, SINCE_2_7},
	{"2.8.0", 8, 0, "1.8", "3.4.0", .go = 26, SINCE_2_7},
	{"2.8",   8, 8, "1.8", "3.5.0", .go = 26, SINCE_2_8_8},
	{"2.9",   9, 0, "1.9", "3.5.0", .go = 26, SINCE_2_8_8},
};
/* clang-format on */
const size_t FLUX_RELEASE_COUNT = sizeof FLUX_RELEASES / sizeof *FLUX_RELEASES;

const struct flux_release *flux_release_newest(void)
{
	return &FLUX_RELEASES[FLUX_RELEASE_COUNT - 1];
}

/* Reads a number of at most four digits; false when there is none. */
static bool parse_number(str text, unsigned *out)
{
	*out = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.at[i]))
			return false;
		*out = *out * 10 + (unsigned)(text.at[i] - '0');
	}
	return text.len > 0 && text.len <= 4;
}

const struct flux_release *flux_release_find(str name)
{
	str minor_text, patch_text;
	unsigned minor, patch = 0;
	if (str_starts_with(name, STR("v")))
		name = str_from(name, 1);
	if (!str_starts_with(name, STR("2.")))
		return NULL;
	const bool has_patch = str_cut(str_from(name, 2), '.', &minor_text, &patch_text);
	if (!parse_number(minor_text, &minor) || (has_patch && !parse_number(patch_text, &patch)))
		return NULL;
	const struct flux_release *found = NULL;
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++)
		if (FLUX_RELEASES[i].minor == minor &&
		    (!has_patch || FLUX_RELEASES[i].since_patch <= patch))
			found = &FLUX_RELEASES[i];
	return found;
}
