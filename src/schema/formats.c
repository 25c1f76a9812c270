/* formats.c - see formats.h */
#include "schema/formats.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes the characters of `shape` off *text, '0' standing for any digit. */
static bool cut_shape(str *text, const char *shape)
{
	size_t len = 0;
	for (; shape[len]; len++) {
		if (len == text->len)
			return false;
		const char c = text->at[len];
		if (shape[len] == '0' ? !is_digit(c) : (c | ' ') != (shape[len] | ' '))
			return false;
	}
	*text = str_from(*text, len);
	return true;
}

/* RFC 3339, "2006-01-02T15:04:05.999Z"; the ranges of its numbers are left to the server. */
static bool is_date_time(str text, const struct scalar *scalar)
{
	if (scalar->type != SCALAR_STR)
		return true;
	if (!cut_shape(&text, "0000-00-00t00:00:00"))
		return false;
	if (cut_shape(&text, ".0"))
		while (cut_shape(&text, "0"))
			continue;
	return (cut_shape(&text, "z") || cut_shape(&text, "+00:00") ||
	        cut_shape(&text, "-00:00")) &&
	       text.len == 0;
}

/* Plain, both are YAML's timestamps, and get here only in quotes. */
static bool is_date(str text, const struct scalar *scalar)
{
	return scalar->type != SCALAR_STR || (cut_shape(&text, "0000-00-00") && text.len == 0);
}

/* Go decodes into an int32 and refuses what does not fit. */
static bool is_int32(str text, const struct scalar *scalar)
{
	(void)text;
	return scalar->type != SCALAR_INT || (scalar->i >= INT32_MIN && scalar->i <= INT32_MAX);
}

/* A value that another program fills in before anything is applied. */
static bool is_placeholder(str text)
{
	return str_contains(text, STR("{{")) || str_contains(text, STR("<"));
}

/* The standard alphabet: Go's decoder for []byte does not take the one for URLs. */
static bool is_base64_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
	       c == '/';
}

/* As Go's decoder: line breaks anywhere, padding where it belongs. */
static bool is_base64(str text, const struct scalar *scalar)
{
	size_t digits = 0, padding = 0;
	if (scalar->type != SCALAR_STR || is_placeholder(text))
		return true;
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (c == '\n' || c == '\r')
			continue;
		if (c == '=')
			padding++;
		else if (padding == 0 && is_base64_digit(c))
			digits++;
		else
			return false;
	}
	return (digits + padding) % 4 == 0 && padding <= 2;
}

/* "1h30m", and what the API server takes besides: "1 day", "2w". */
static bool is_duration(str text, const struct scalar *scalar)
{
	bool has_digit = false, has_unit = false;
	if (scalar->type != SCALAR_STR)
		return true;
	for (size_t i = 0; i < text.len; i++) {
		const char c = (char)(text.at[i] | ' ');
		has_digit |= is_digit(text.at[i]);
		has_unit |= has_digit && c >= 'a' && c <= 'z';
	}
	return has_unit || str_eq(text, STR("0"));
}

/* What is not here (uri, email, ipv4 …) the API server passes over, or few write wrongly. */
static const struct format FORMATS[] = {
	{STR_INIT("date-time"), is_date_time, "a time such as 2024-01-31T12:00:00Z"},
	{STR_INIT("date"), is_date, "a date such as 2024-01-31"},
	{STR_INIT("int32"), is_int32, "a whole number of 32 bits"},
	{STR_INIT("byte"), is_base64, "base64"},
	{STR_INIT("duration"), is_duration, "a duration such as 30s or 1h30m"},
};

const struct format *format_find(str name)
{
	for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
		if (str_eq(FORMATS[i].name, name))
			return &FORMATS[i];
	return NULL;
}
