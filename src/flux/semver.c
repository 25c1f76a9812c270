/*
 * semver.c - see semver.h
 *
 * One scanner for every release. What a release is strict about (three numbers, no leading zeros)
 * is asked for on top of it, from the release's row: the strict reader of old releases was followed
 * by the loose one, so a tag had to please both.
 */
#include "flux/semver.h"

#include "base/ascii.h"

enum { TAG_DOTS = 2 }; /* Flux asks for two dots anywhere before it asks its library */

static bool is_identifier_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

size_t semver_scan_identifiers(str text)
{
	size_t end = 0;
	for (size_t at = 0;;) {
		const size_t start = at;
		while (at < text.len && is_identifier_char(text.at[at]))
			at++;
		if (at == start)
			return end;
		end = at;
		if (at == text.len || text.at[at++] != '.')
			return end;
	}
}

/* In today's words of the library; older ones begin with a capital, but nobody ever sees them. */
static bool fail(str *problem, const char *text)
{
	*problem = str_of(text);
	return false;
}

/* False when it does not fit 64 bits. */
static bool parse_number(str digits, uint64_t *out)
{
	uint64_t value = 0;
	for (size_t i = 0; i < digits.len; i++) {
		const uint64_t digit = (uint64_t)(digits.at[i] - '0');
		if (value > (UINT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

/* A version in pieces; absent ones are empty. */
struct pieces {
	str numbers[3];
	size_t count;
	str prerelease, metadata;
};

/* Takes the identifiers behind `mark` off *rest. Without the mark there are none, which is fine. */
static bool scan_tail(str *rest, char mark, str *out)
{
	if (rest->len == 0 || rest->at[0] != mark)
		return true;
	const size_t len = semver_scan_identifiers(str_from(*rest, 1));
	*out = str_slice(*rest, 1, 1 + len);
	*rest = str_from(*rest, 1 + len);
	return len > 0;
}

/* Cuts ["v"] number ["." number ["." number]] ["-" identifiers] ["+" identifiers]. */
static bool scan(str text, struct pieces *out)
{
	str rest = str_starts_with(text, STR("v")) ? str_from(text, 1) : text;
	*out = (struct pieces){0};
	while (out->count < 3) {
		size_t len = 0;
		while (len < rest.len && ascii_is_digit(rest.at[len]))
			len++;
		if (len == 0)
			return false;
		out->numbers[out->count++] = str_slice(rest, 0, len);
		rest = str_from(rest, len);
		if (out->count == 3 || rest.len == 0 || rest.at[0] != '.')
			break;
		rest = str_from(rest, 1);
	}
	return scan_tail(&rest, '-', &out->prerelease) && scan_tail(&rest, '+', &out->metadata) &&
	       rest.len == 0;
}

static bool has_leading_zero(str digits)
{
	return digits.len > 1 && digits.at[0] == '0';
}

bool semver_is_number(str identifier)
{
	for (size_t i = 0; i < identifier.len; i++)
		if (!ascii_is_digit(identifier.at[i]))
			return false;
	return identifier.len > 0;
}

/* "01" is refused, "0a" and "-01" are texts and fine. */
static bool any_identifier_has_leading_zero(str prerelease)
{
	str identifier;
	while (prerelease.len > 0) {
		str_cut(prerelease, '.', &identifier, &prerelease);
		if (semver_is_number(identifier) && has_leading_zero(identifier))
			return true;
	}
	return false;
}

/* Errors in the library's order: shape, then the numbers from the left, then the prerelease. */
static bool read(struct arena *arena, str text, const struct flux_release *release, bool strict,
                 struct semver *out, str *problem)
{
	struct pieces pieces;
	uint64_t numbers[3] = {0, 0, 0};
	if (release->max_version && text.len > release->max_version) {
		*problem = arena_printf(arena, "version string is too long (max %zu bytes)",
		                        release->max_version);
		return false;
	}
	if (!scan(text, &pieces))
		return fail(problem, "invalid semantic version");
	for (size_t i = 0; i < pieces.count; i++) {
		const str digits = pieces.numbers[i];
		if (strict && has_leading_zero(digits))
			return fail(problem, "version segment starts with 0");
		if (!parse_number(digits, &numbers[i])) {
			*problem = arena_printf(arena,
			                        "error parsing version segment: strconv.ParseUint: "
			                        "parsing \"%.*s\": value out of range",
			                        STR_ARG(digits));
			return false;
		}
	}
	if (any_identifier_has_leading_zero(pieces.prerelease))
		return fail(problem, "version segment starts with 0");
	*out = (struct semver){numbers[0], numbers[1], numbers[2], pieces.prerelease,
	                       pieces.metadata};
	return true;
}

static size_t count_dots(str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == '.';
	return count;
}

/* Has the version all three numbers, as the strict reader wants them? */
static bool has_three_numbers(str text)
{
	struct pieces pieces;
	return scan(text, &pieces) && pieces.count == 3;
}

bool semver_parse_tag(struct arena *arena, str tag, const struct flux_release *release,
                      struct semver *out, str *problem)
{
	const bool plausible =
		release->strict_tags ? has_three_numbers(tag) : count_dots(tag) >= TAG_DOTS;
	if (!plausible)
		return fail(problem, "invalid semantic version");
	return read(arena, tag, release, release->strict_tags, out, problem);
}

bool semver_parse_constant(struct arena *arena, str text, const struct flux_release *release,
                           struct semver *out, str *problem)
{
	return read(arena, text, release, release->strict_constants, out, problem);
}

bool semver_is_prerelease(const struct semver *version)
{
	return version->prerelease.len > 0;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* A number is below a text; one that does not fit 64 bits is a text to the library. */
static int compare_identifiers(str a, str b)
{
	uint64_t left = 0, right = 0;
	if (a.len == 0 || b.len == 0)
		return a.len > 0 ? 1 : -(b.len > 0);
	const bool left_number = semver_is_number(a) && parse_number(a, &left);
	const bool right_number = semver_is_number(b) && parse_number(b, &right);
	if (left_number && right_number)
		return compare_numbers(left, right);
	if (left_number != right_number)
		return left_number ? -1 : 1;
	return str_cmp(a, b);
}

/* Identifier by identifier; one that is missing is below any. */
int semver_compare_prerelease(str a, str b)
{
	while (a.len > 0 || b.len > 0) {
		str left, right;
		str_cut(a, '.', &left, &a);
		str_cut(b, '.', &right, &b);
		const int order = compare_identifiers(left, right);
		if (order != 0)
			return order;
	}
	return 0;
}

/* A release is above its prereleases. */
int semver_compare(const struct semver *a, const struct semver *b)
{
	int order = compare_numbers(a->major, b->major);
	if (order == 0)
		order = compare_numbers(a->minor, b->minor);
	if (order == 0)
		order = compare_numbers(a->patch, b->patch);
	if (order != 0)
		return order;
	if (!semver_is_prerelease(a) || !semver_is_prerelease(b))
		return (int)semver_is_prerelease(b) - (int)semver_is_prerelease(a);
	return semver_compare_prerelease(a->prerelease, b->prerelease);
}

str semver_to_text(struct arena *arena, const struct semver *version)
{
	return arena_printf(arena, "%llu.%llu.%llu%s%.*s%s%.*s", (unsigned long long)version->major,
	                    (unsigned long long)version->minor, (unsigned long long)version->patch,
	                    version->prerelease.len ? "-" : "", STR_ARG(version->prerelease),
	                    version->metadata.len ? "+" : "", STR_ARG(version->metadata));
}
