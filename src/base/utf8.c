/* utf8.c - see utf8.h */
#include "base/utf8.h"

/* Length of the sequence that a lead byte begins, and the least code it may stand for. */
static size_t sequence_length(unsigned char lead, uint32_t *least)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return *least = 0x80, 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return *least = 0x800, 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return *least = 0x10000, 4;
	return 0;
}

uint32_t utf8_decode(str s, size_t *len)
{
	const unsigned char lead = (unsigned char)s.at[0];
	*len = 1;
	if (lead < 0x80)
		return lead;
	uint32_t least = 0;
	const size_t wanted = sequence_length(lead, &least);
	if (wanted == 0 || wanted > s.len)
		return UTF8_INVALID;
	uint32_t code = lead & (0x7Fu >> wanted);
	for (size_t i = 1; i < wanted; i++) {
		const unsigned char byte = (unsigned char)s.at[i];
		if ((byte & 0xC0) != 0x80)
			return UTF8_INVALID;
		code = code << 6 | (byte & 0x3F);
	}
	if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return UTF8_INVALID;
	*len = wanted;
	return code;
}

bool utf8_is_valid(str s)
{
	while (s.len > 0) {
		size_t len;
		if (utf8_decode(s, &len) == UTF8_INVALID && len == 1)
			return false;
		s = str_from(s, len);
	}
	return true;
}

size_t utf8_count(str s)
{
	size_t count = 0;
	for (; s.len > 0; count++) {
		size_t len;
		utf8_decode(s, &len);
		s = str_from(s, len);
	}
	return count;
}

size_t utf8_put(char *bytes, uint32_t code)
{
	if (code < 0x80) {
		bytes[0] = (char)code;
		return 1;
	}
	const size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, code >>= 6)
		bytes[i] = (char)(0x80 | (code & 0x3F));
	bytes[0] = (char)((0xF00u >> len & 0xFF) | code); /* as many leading ones as bytes */
	return len;
}

void utf8_encode(struct buf *out, uint32_t code)
{
	out->len += utf8_put(buf_reserve(out, UTF8_LONGEST), code);
}
