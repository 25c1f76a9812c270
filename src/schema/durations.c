/* durations.c - see durations.h */
#include "schema/durations.h"

#include "base/buf.h"

/* How people and other programs call units; without one, Flux's examples are in minutes. */
static const struct unit {
	const char *names; /* in lower case */
	str flux;          /* how Flux calls it, or the unit it is counted in */
	unsigned factor;   /* how many of those one is */
} UNITS[] = {
	{"", STR_INIT("m"), 1},
	{"ms", STR_INIT("ms"), 1},
	{"s sec secs second seconds", STR_INIT("s"), 1},
	{"m min mins minute minutes", STR_INIT("m"), 1},
	{"h hr hour hours", STR_INIT("h"), 1},
	{"d day days", STR_INIT("h"), 24},
	{"w week weeks", STR_INIT("h"), 7 * 24},
};

/* The digits that `text` begins with, as a number; false when there are none, or too many. */
static bool cut_number(str *text, unsigned *number)
{
	size_t digits = 0;
	*number = 0;
	while (digits < text->len && text->at[digits] >= '0' && text->at[digits] <= '9')
		*number = *number * 10 + (unsigned)(text->at[digits++] - '0');
	*text = str_from(*text, digits);
	return digits > 0 && digits <= 6;
}

static bool has_name(const struct unit *unit, str name)
{
	str names = str_of(unit->names), one;
	while (str_cut(names, ' ', &one, &names))
		if (str_eq_nocase(one, name))
			return true;
	return str_eq_nocase(one, name);
}

static const struct unit *cut_unit(str *text)
{
	size_t len = 0;
	*text = str_trim_left(*text);
	while (len < text->len && ((text->at[len] | ' ') >= 'a' && (text->at[len] | ' ') <= 'z'))
		len++;
	const str name = str_slice(*text, 0, len);
	*text = str_trim_left(str_from(*text, len));
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
		if (has_name(&UNITS[i], name))
			return &UNITS[i];
	return NULL;
}

str duration_meant(struct arena *arena, str text, bool has_hours, bool *is_sure)
{
	struct buf out;
	unsigned number;
	buf_init(&out, arena);
	*is_sure = true;
	text = str_trim(text);
	while (text.len > 0) {
		if (!cut_number(&text, &number))
			return STR("");
		const struct unit *unit = cut_unit(&text);
		if (!unit)
			return STR("");
		*is_sure &= *unit->names != '\0';
		number *= unit->factor;
		const bool in_minutes = !has_hours && str_eq(unit->flux, STR("h"));
		buf_printf(&out, "%u%.*s", in_minutes ? number * 60 : number,
		           STR_ARG(in_minutes ? STR("m") : unit->flux));
	}
	return buf_text(&out);
}
