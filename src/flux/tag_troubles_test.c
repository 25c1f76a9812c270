/* tag_troubles_test.c - what a list of tags gives reason to say, and what it does not */
#include "flux/tag_troubles.h"

#include "base/buf.h"
#include "testing/table.h"

/* Tags are words; what is said are lines of "CODE what | nearest". */
static const struct row {
	const char *name, *semver, *filter, *tag, *tags, *want;
} ROWS[] = {
	{"the newest is pulled", ">=1.0.0", "", "", "v1.0.0 v1.2.0 latest main", ""},
	{"nothing fits: a pre-release is nearest", ">=1.0.0", "", "", "0.9.0 2.0.0-rc.1 main",
         "TAG001 no match found for semver: >=1.0.0 | 2.0.0-rc.1 (a prerelease; the range asks for "
         "releases "
         "only)\n"},
	{"nothing fits: of versions the greatest", ">=1.0.0", "", "", "0.8.0 0.9.0 main",
         "TAG001 no match found for semver: >=1.0.0 | 0.9.0 (>=1.0.0 does not hold)\n"},
	{"nothing fits: a version to everybody else", ">=1.0.0", "", "", "0.9.0 v1.2 v1.3",
         "TAG001 no match found for semver: >=1.0.0 | v1.3 (not a version: Flux passes over it)\n"},
	{"nothing fits: the filter", ">=1.0.0", "^v", "", "1.0.0",
         "TAG001 no match found for semver: >=1.0.0 | none: the filter matches no listed tag\n"},
	{"nothing is listed", ">=1.0.0", "", "", "",
         "TAG001 no match found for semver: >=1.0.0; nothing is listed | \n"},
	{"a tag that is not there", "", "", "v1.2.0", "v1.1.0 main",
         "TAG001 v1.2.0 is not among the listed tags | v1.1.0\n"},
	{"a tag that is there", "", "", "main", "v1.20 main", ""},
	{"no tag means latest", "", "", "", "v1.20 main",
         "TAG001 latest is not among the listed tags | \n"},
	{"a tie", "1.x", "", "", "v1.2.3 1.2.3 1.0.0",
         "TAG002 v1.2.3 and 1.2.3 are one version; the registry's order decides | \n"},
	{"no tie below the top", "1.x", "", "", "1.3.0 v1.2.3 1.2.3", ""},
	{"a build number as text", ">=1.0.0-0", "", "", "1.0.0-rc9 1.0.0-rc10 1.0.0-rc11",
         "TAG003 keeps 1.0.0-rc9 although 1.0.0-rc11 is listed: compared as text | \n"},
	{"a build number before a commit", ">=0.0.0-0", "", "",
         "0.0.0-main-9-f3a7 0.0.0-main-10-0c1d",
         "TAG003 keeps 0.0.0-main-9-f3a7 although 0.0.0-main-10-0c1d is listed: compared as text | "
         "\n"},
	{"a number by itself is compared as one", ">=1.0.0-0", "", "", "1.0.0-rc.9 1.0.0-rc.10",
         ""},
	{"commits have no order", ">=0.0.0-0", "", "",
         "0.0.0-main-9f31c2a 0.0.0-main-10fc2a1 0.0.0-main-1234567 0.0.0-main-e0be771", ""},
	{"dates have one", ">=0.0.0-0", "", "", "0.0.0-d20240102 0.0.0-d20240301", ""},
	{"a release outranks its candidates", ">=1.0.0-0", "", "", "1.0.0 1.0.0-rc9 1.0.0-rc10",
         ""},
	{"a version that Flux passes over", ">=1.0.0", "", "", "1.5.0 release-1.6.0",
         "TAG003 keeps 1.5.0 although release-1.6.0 is listed (not a version: Flux passes over it) "
         "| \n"},
	{"two numbers", ">=1.0.0", "", "", "1.5.0 v1.6 1.7-rc1",
         "TAG003 keeps 1.5.0 although v1.6 is listed (not a version: Flux passes over it) | \n"},
	{"metadata that no tag can hold", ">=1.0.0", "", "", "1.5.0 1.6.0_b",
         "TAG003 keeps 1.5.0 although 1.6.0_b is listed (not a version: Flux passes over it) | \n"},
	{"short names of what is listed", ">=1.0.0", "", "", "1.5.2 1.5 1 v1.5 V1.5.2 1.5.2.0", ""},
	{"out of the range", "1.x", "", "", "1.5.0 release-2.0.0", ""},
	{"refused by the filter", ">=1.0.0", "^v?[0-9]", "", "1.5.0 release-1.6.0", ""},
	{"a date, a signature, a word", ">=1.0.0", "", "",
         "1.5.0 20240102 sha256-0c1d2e.sig main-1.9.0 app-2.0.0 1.6.x 1.", ""},
	{"a range that is none", "banana", "", "", "1.0.0", ""},
};

static str said(struct arena *arena, const struct row *row)
{
	ARRAY(str) tags = {0};
	str rest = str_of(row->tags), word;
	struct selector selector;
	struct buf out;
	const struct oci_ref ref = {STR(""), str_of(row->semver), str_of(row->filter),
	                            str_of(row->tag)};
	while (rest.len > 0) {
		str_cut(rest, ' ', &word, &rest);
		*ARRAY_ADD(arena, &tags) = word;
	}
	buf_init(&out, arena);
	selector_init(arena, &ref, STR(""), flux_release_newest(), &selector);
	const struct selection selection = select_tag(arena, &selector, tags.at, tags.len);
	const struct tag_troubles troubles = tag_troubles_find(arena, &selector, &selection);
	for (size_t i = 0; i < troubles.len; i++)
		buf_printf(&out, "%s %.*s | %.*s\n", troubles.at[i].code,
		           STR_ARG(troubles.at[i].what), STR_ARG(troubles.at[i].nearest));
	return buf_text(&out);
}

static void is_said(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	ASSERT_STR(said(arena, row), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("flux/tag_troubles", ROWS, is_said);
}
