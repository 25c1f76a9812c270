/* look.c - see look.h */
#include "base/look.h"

static const struct {
	str name, code;
} ROLES[LOOK_ROLES] = {
	[LOOK_ERROR] = {STR_INIT("error"), STR_INIT("1;31")},
	[LOOK_WARNING] = {STR_INIT("warning"), STR_INIT("1;33")},
	[LOOK_NOTE] = {STR_INIT("note"), STR_INIT("1;36")},
	[LOOK_PLACE] = {STR_INIT("place"), STR_INIT("1")},
	[LOOK_MESSAGE] = {STR_INIT("message"), STR_INIT("1")},
	[LOOK_FRAME] = {STR_INIT("frame"), STR_INIT("34")},
	[LOOK_ADDED] = {STR_INIT("added"), STR_INIT("32")},
	[LOOK_REMOVED] = {STR_INIT("removed"), STR_INIT("31")},
	[LOOK_CHANGED] = {STR_INIT("changed"), STR_INIT("33")},
};

struct look look_standard(bool color, bool unicode)
{
	struct look look = {.color = color, .unicode = unicode};
	for (int role = 0; role < LOOK_ROLES; role++)
		look.codes[role] = ROLES[role].code;
	return look;
}

/* Anything else inside an escape sequence could do more than colour. */
static bool is_color_code(str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (code.at[i] != ';' && (code.at[i] < '0' || code.at[i] > '9'))
			return false;
	return true;
}

static bool set_color(struct look *look, str name, str code)
{
	for (int role = 0; role < LOOK_ROLES; role++) {
		if (str_eq(ROLES[role].name, name) && is_color_code(code)) {
			look->codes[role] = code;
			return true;
		}
	}
	return false;
}

bool look_set_colors(struct look *look, str setting, str *wrong)
{
	bool ok = true;
	while (setting.len > 0) {
		str entry, rest, name, code;
		if (!str_cut(setting, ':', &entry, &rest))
			rest = (str){0};
		if (!str_cut(entry, '=', &name, &code) || !set_color(look, name, code)) {
			if (entry.len > 0 && ok)
				*wrong = entry;
			ok = ok && entry.len == 0;
		}
		setting = rest;
	}
	return ok;
}

void look_begin(struct buf *out, const struct look *look, enum look_role role)
{
	if (look->color && look->codes[role].len > 0)
		buf_printf(out, "\x1b[%.*sm", STR_ARG(look->codes[role]));
}

void look_end(struct buf *out, const struct look *look, enum look_role role)
{
	if (look->color && look->codes[role].len > 0)
		buf_add(out, STR("\x1b[0m"));
}

void look_add(struct buf *out, const struct look *look, enum look_role role, str text)
{
	look_begin(out, look, role);
	buf_add(out, text);
	look_end(out, look, role);
}

/* Blocks, not single characters: a caret that is off by one in a rare script does no harm. */
static const struct {
	uint32_t from, to;
	uint8_t columns;
} WIDTHS[] = {
	{0x0300, 0x036F, 0},   /* combining marks */
	{0x1100, 0x115F, 2},   /* Hangul consonants */
	{0x200B, 0x200F, 0},   /* zero width, direction */
	{0x20D0, 0x20FF, 0},   /* combining marks for symbols */
	{0x2E80, 0xA4CF, 2},   /* CJK */
	{0xAC00, 0xD7A3, 2},   /* Hangul */
	{0xF900, 0xFAFF, 2},   /* CJK compatibility */
	{0xFE00, 0xFE0F, 0},   /* variation selectors */
	{0xFE30, 0xFE6F, 2},   /* CJK forms */
	{0xFF00, 0xFF60, 2},   /* full width */
	{0xFFE0, 0xFFE6, 2},   /* full width signs */
	{0x1F300, 0x1FAFF, 2}, /* pictographs */
	{0x20000, 0x3FFFD, 2}, /* CJK extensions */
};

size_t look_columns(uint32_t code)
{
	for (size_t i = 0; i < sizeof WIDTHS / sizeof *WIDTHS; i++)
		if (code >= WIDTHS[i].from && code <= WIDTHS[i].to)
			return WIDTHS[i].columns;
	return 1;
}
