/* quote.c - see quote.h */
#include "base/quote.h"

#include "base/utf8.h"

/* Adds the two-character escape for `code` when `table` (pairs: code, letter) has one. */
static bool add_short_escape(struct buf *out, uint32_t code, const char *table)
{
	for (; *table; table += 2) {
		if ((uint32_t)table[0] == code) {
			buf_add_char(out, '\\');
			buf_add_char(out, table[1]);
			return true;
		}
	}
	return false;
}

/* strconv.IsPrint for what occurs in manifests: controls, separators and unassigned planes are
 * not; every other character is. */
static bool is_printable(uint32_t code)
{
	if (code < 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0xAD)
		return false;
	if ((code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
	    (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF)
		return false;
	return !(code >= 0xE000 && code <= 0xF8FF) && code < 0xE0000 && (code & 0xFFFE) != 0xFFFE;
}

void quote_go(struct buf *out, str text)
{
	buf_add_char(out, '"');
	while (text.len > 0) {
		size_t len;
		const uint32_t code = utf8_decode(text, &len);
		if (code == UTF8_INVALID && len == 1)
			buf_printf(out, "\\x%02x", (unsigned char)text.at[0]);
		else if (add_short_escape(out, code, "\"\"\\\\\aa\bb\ff\nn\rr\tt\vv"))
			;
		else if (is_printable(code))
			buf_add(out, str_slice(text, 0, len));
		else if (code < 0x20 || code == 0x7F)
			buf_printf(out, "\\x%02x", (unsigned)code);
		else
			buf_printf(out, code > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)code);
		text = str_from(text, len);
	}
	buf_add_char(out, '"');
}

str quote_go_new(struct arena *arena, str text)
{
	struct buf out;
	buf_init(&out, arena);
	quote_go(&out, text);
	return buf_text(&out);
}

void quote_json(struct buf *out, str text)
{
	buf_add_char(out, '"');
	while (text.len > 0) {
		size_t len;
		const uint32_t code = utf8_decode(text, &len);
		if (code == UTF8_INVALID && len == 1)
			buf_add(out, STR("\\ufffd"));
		else if (add_short_escape(out, code, "\"\"\\\\\bb\ff\nn\rr\tt"))
			;
		else if (code < 0x20 || code == '<' || code == '>' || code == '&' ||
		         code == 0x2028 || code == 0x2029)
			buf_printf(out, "\\u%04x", (unsigned)code);
		else
			buf_add(out, str_slice(text, 0, len));
		text = str_from(text, len);
	}
	buf_add_char(out, '"');
}
