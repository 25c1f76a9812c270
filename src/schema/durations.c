/* durations.c - see durations.h */
#include "schema/durations.h"

#include "base/buf.h"

/* How people and other programs call units; without one, Flux's examples are in minutes. */
static const struct unit {
	str name;
	str flux;        /* how Flux calls it, or the unit it is counted in */
	unsigned factor; /* how many of those one is */
} UNITS[] = {
	{STR_INIT(""), STR_INIT("m"), 1},          {STR_INIT("ms"), STR_INIT("ms"), 1},
	{STR_INIT("s"), STR_INIT("s"), 1},         {STR_INIT("sec"), STR_INIT("s"), 1},
	{STR_INIT("secs"), STR_INIT("s"), 1},      {STR_INIT("second"), STR_INIT("s"), 1},
	{STR_INIT("seconds"), STR_INIT("s"), 1},   {STR_INIT("m"), STR_INIT("m"), 1},
	{STR_INIT("min"), STR_INIT("m"), 1},       {STR_INIT("mins"), STR_INIT("m"), 1},
	{STR_INIT("minute"), STR_INIT("m"), 1},    {STR_INIT("minutes"), STR_INIT("m"), 1},
	{STR_INIT("h"), STR_INIT("h"), 1},         {STR_INIT("hr"), STR_INIT("h"), 1},
	{STR_INIT("hour"), STR_INIT("h"), 1},      {STR_INIT("hours"), STR_INIT("h"), 1},
	{STR_INIT("d"), STR_INIT("h"), 24},        {STR_INIT("day"), STR_INIT("h"), 24},
	{STR_INIT("days"), STR_INIT("h"), 24},     {STR_INIT("w"), STR_INIT("h"), 7 * 24},
	{STR_INIT("week"), STR_INIT("h"), 7 * 24}, {STR_INIT("weeks"), STR_INIT("h"), 7 * 24},
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

static const struct unit *cut_unit(str *text)
{
	size_t len = 0;
	*text = str_trim_left(*text);
	while (len < text->len && ((text->at[len] | ' ') >= 'a' && (text->at[len] | ' ') <= 'z'))
		len++;
	const str name = str_slice(*text, 0, len);
	*text = str_trim_left(str_from(*text, len));
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
		if (str_eq_nocase(UNITS[i].name, name))
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
		*is_sure &= unit->name.len > 0;
		number *= unit->factor;
		const bool in_minutes = !has_hours && str_eq(unit->flux, STR("h"));
		buf_printf(&out, "%u%.*s", in_minutes ? number * 60 : number,
		           STR_ARG(in_minutes ? STR("m") : unit->flux));
	}
	return buf_text(&out);
}
