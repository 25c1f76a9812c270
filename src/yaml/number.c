/*
 * number.c - how numbers are printed; see resolve.h
 *
 * A number leaves kustomize by way of JSON: encoding/json writes the shortest
 * digits that read back the same, go-yaml v2 reads that text again and writes
 * it once more with its own idea of when an exponent is needed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "yaml/resolve.h"

enum { DIGITS_MAX = 17 }; /* of a double, to read back the same */

/* value = 0.d1d2d3… × 10^point */
struct decimal {
	bool negative;
	char digits[DIGITS_MAX + 1];
	int len, point;
};

/* The shortest digits that read back as `value`. */
static struct decimal shortest(double value)
{
	char text[40];
	for (int precision = 0; precision < DIGITS_MAX; precision++) {
		snprintf(text, sizeof text, "%.*e", precision, value);
		if (strtod(text, NULL) == value)
			break;
	}
	struct decimal out = {.negative = signbit(value)};
	const char *c = text + out.negative;
	for (; *c && *c != 'e'; c++)
		if (*c != '.')
			out.digits[out.len++] = *c;
	out.point = atoi(c + 1) + 1;
	while (out.len > 1 && out.digits[out.len - 1] == '0')
		out.len--;
	return out;
}

static void add_positional(struct buf *out, const struct decimal *d)
{
	if (d->negative)
		buf_add_char(out, '-');
	if (d->point <= 0)
		buf_add(out, STR("0."));
	for (int i = d->point; i < 0; i++)
		buf_add_char(out, '0');
	for (int i = 0; i < d->len; i++) {
		if (i == d->point && i > 0)
			buf_add_char(out, '.');
		buf_add_char(out, d->digits[i]);
	}
	for (int i = d->len; i < d->point; i++)
		buf_add_char(out, '0');
}

static void add_scientific(struct buf *out, const struct decimal *d, int exponent_digits)
{
	const int exponent = d->point - 1;
	buf_printf(out, "%s%c", d->negative ? "-" : "", d->digits[0]);
	if (d->len > 1)
		buf_printf(out, ".%.*s", d->len - 1, d->digits + 1);
	buf_printf(out, "e%c%0*d", exponent < 0 ? '-' : '+', exponent_digits, abs(exponent));
}

static str float_to_text(struct arena *arena, double value, bool scientific, int exponent_digits)
{
	struct buf out;
	buf_init(&out, arena);
	const struct decimal d = shortest(value);
	if (scientific)
		add_scientific(&out, &d, exponent_digits);
	else
		add_positional(&out, &d);
	return buf_text(&out);
}

static str integer_to_text(struct arena *arena, const struct scalar *number)
{
	if (number->type == SCALAR_UINT)
		return arena_printf(arena, "%ju", (uintmax_t)number->u);
	return arena_printf(arena, "%jd", (intmax_t)number->i);
}

/* encoding/json: exponent form below 1e-6 and from 1e21 up, without a leading zero in e-07. */
str resolve_json_number(struct arena *arena, const struct scalar *number)
{
	if (number->type != SCALAR_FLOAT)
		return integer_to_text(arena, number);
	const double size = fabs(number->f);
	if (size == 0)
		return signbit(number->f) ? STR("-0") : STR("0");
	return float_to_text(arena, number->f, size < 1e-6 || size >= 1e21, size < 1e-6 ? 1 : 2);
}

str resolve_double_text(struct arena *arena, double value)
{
	const double size = fabs(value);
	const int exponent = size == 0 ? 0 : shortest(size).point - 1;
	return float_to_text(arena, value, exponent < -4 || exponent >= 6, 2);
}

str resolve_yaml_number(struct arena *arena, const struct scalar *number)
{
	if (number->type != SCALAR_FLOAT)
		return integer_to_text(arena, number);
	struct scalar again = resolve_plain(arena, resolve_json_number(arena, number), YAML_11);
	return again.type == SCALAR_FLOAT ? resolve_double_text(arena, again.f)
	                                  : integer_to_text(arena, &again);
}
