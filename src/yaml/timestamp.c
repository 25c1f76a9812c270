/*
 * timestamp.c - see timestamp.h
 *
 * Go's time.Parse with go-yaml's four layouts: one or two digits for everything
 * but the year, a fraction of any length after '.' or ',', spaces between date
 * and time as many as you like. A 30th of February is no time but a string.
 */
#include "yaml/timestamp.h"

#include "base/ascii.h"
#include "base/buf.h"

struct moment {
	int year, month, day, hour, minute, second;
	str fraction; /* digits */
	bool has_zone;
	int zone; /* minutes east of UTC */
};

/* Takes up to `most` digits, at least one. */
static bool take_number(str *text, size_t most, int *out)
{
	size_t len = 0;
	*out = 0;
	while (len < most && len < text->len && ascii_is_digit(text->at[len]))
		*out = *out * 10 + (text->at[len++] - '0');
	*text = str_from(*text, len);
	return len > 0;
}

static bool take_char(str *text, char c)
{
	if (text->len == 0 || text->at[0] != c)
		return false;
	*text = str_from(*text, 1);
	return true;
}

static int days_in(int year, int month)
{
	static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return DAYS[month - 1] + (month == 2 && leap);
}

static bool take_date(str *text, struct moment *out)
{
	const str start = *text;
	if (!take_number(text, 5, &out->year) || start.len - text->len != 4)
		return false;
	return take_char(text, '-') && take_number(text, 2, &out->month) && take_char(text, '-') &&
	       take_number(text, 2, &out->day) && out->month >= 1 && out->month <= 12 &&
	       out->day >= 1 && out->day <= days_in(out->year, out->month);
}

static void take_fraction(str *text, struct moment *out)
{
	if (text->len < 2 || (text->at[0] != '.' && text->at[0] != ','))
		return;
	const size_t digits = ascii_count_digits(str_from(*text, 1));
	if (digits == 0)
		return;
	out->fraction = str_slice(*text, 1, 1 + digits);
	*text = str_from(*text, 1 + digits);
}

static bool take_time(str *text, struct moment *out)
{
	if (!take_number(text, 2, &out->hour) || !take_char(text, ':') ||
	    !take_number(text, 2, &out->minute) || !take_char(text, ':') ||
	    !take_number(text, 2, &out->second))
		return false;
	take_fraction(text, out);
	return out->hour < 24 && out->minute < 60 && out->second < 60;
}

static bool take_zone(str *text, struct moment *out)
{
	out->has_zone = true;
	if (take_char(text, 'Z'))
		return true;
	const bool west = take_char(text, '-');
	if (!west && !take_char(text, '+'))
		return false;
	int hours, minutes;
	const str start = *text;
	if (!take_number(text, 2, &hours) || start.len - text->len != 2 || !take_char(text, ':') ||
	    !take_number(text, 2, &minutes) || start.len - text->len != 5)
		return false;
	out->zone = (hours * 60 + minutes) * (west ? -1 : 1);
	return hours <= 24 && minutes <= 60;
}

static str print(struct arena *arena, const struct moment *moment)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%04d-%02d-%02dT%02d:%02d:%02d", moment->year, moment->month, moment->day,
	           moment->hour, moment->minute, moment->second);
	str fraction = str_slice(moment->fraction, 0, 9); /* nanoseconds */
	while (fraction.len > 0 && fraction.at[fraction.len - 1] == '0')
		fraction.len--;
	if (fraction.len > 0)
		buf_printf(&out, ".%.*s", STR_ARG(fraction));
	const int zone = moment->zone < 0 ? -moment->zone : moment->zone;
	if (zone == 0)
		buf_add_char(&out, 'Z');
	else
		buf_printf(&out, "%c%02d:%02d", moment->zone < 0 ? '-' : '+', zone / 60, zone % 60);
	return buf_text(&out);
}

bool timestamp_parse(struct arena *arena, str text, str *out)
{
	struct moment moment = {0};
	if (!take_date(&text, &moment))
		return false;
	if (take_char(&text, 'T') || take_char(&text, 't')) {
		if (!take_time(&text, &moment) || !take_zone(&text, &moment))
			return false;
	} else if (text.len > 0) {
		if (!take_char(&text, ' '))
			return false;
		while (take_char(&text, ' '))
			;
		if (!take_time(&text, &moment))
			return false;
	}
	if (text.len > 0)
		return false;
	if (arena)
		*out = print(arena, &moment);
	return true;
}
