/*
 * label_syntax.c - see label_syntax.h
 *
 * The sentences are those of the API server to the letter, two spaces in them and all: kustomize
 * prints them, and people search for them.
 */
#include "kustomize/label_syntax.h"

#include "base/ascii.h"
#include "base/buf.h"

enum { NAME_MAX_LEN = 63, PREFIX_MAX_LEN = 253 };

static const char NAME_SYNTAX[] =
	"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
	"alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
	"validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
static const char VALUE_SYNTAX[] =
	"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
	"'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
	"'my_value', "
	" or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
static const char PREFIX_SYNTAX[] =
	"a DNS-1123 subdomain must consist of lower case alphanumeric characters, '-' or "
	"'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
	"used "
	"for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/* Letters and digits, also '-', '_' and '.' inside. */
static bool is_name(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		const bool inside = i > 0 && i + 1 < text.len;
		if (!ascii_is_alnum(c) && !(inside && (c == '-' || c == '_' || c == '.')))
			return false;
	}
	return text.len > 0;
}

/* Lower-case letters and digits, also '-' inside. */
static bool is_dns_label(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const bool inside = i > 0 && i + 1 < text.len;
		if (!ascii_is_lower_alnum(text.at[i]) && !(inside && text.at[i] == '-'))
			return false;
	}
	return text.len > 0;
}

static bool is_subdomain(str text)
{
	str label;
	while (str_cut(text, '.', &label, &text))
		if (!is_dns_label(label))
			return false;
	return is_dns_label(label);
}

static void add(struct buf *problems, const char *part, const char *problem)
{
	buf_printf(problems, "%s%s%s", problems->len > 0 ? "; " : "", part, problem);
}

str label_key_problem(struct arena *arena, str key)
{
	struct buf problems;
	str prefix, name;
	buf_init(&problems, arena);
	if (!str_cut(key, '/', &prefix, &name)) {
		name = key;
	} else if (str_find_char(name, '/') != STR_NONE) {
		add(&problems, "a qualified name ", NAME_SYNTAX);
		buf_add(&problems, STR(" with an optional DNS subdomain prefix and '/' (e.g. "
		                       "'example.com/MyName')"));
		return buf_text(&problems);
	} else if (prefix.len == 0) {
		add(&problems, "prefix part ", "must be non-empty");
	} else {
		if (prefix.len > PREFIX_MAX_LEN)
			add(&problems, "prefix part ", "must be no more than 253 characters");
		if (!is_subdomain(prefix))
			add(&problems, "prefix part ", PREFIX_SYNTAX);
	}
	if (name.len == 0)
		add(&problems, "name part ", "must be non-empty");
	else if (name.len > NAME_MAX_LEN)
		add(&problems, "name part ", "must be no more than 63 characters");
	if (!is_name(name))
		add(&problems, "name part ", NAME_SYNTAX);
	return buf_text(&problems);
}

str label_value_problem(str value)
{
	if (value.len > NAME_MAX_LEN)
		return STR("must be no more than 63 characters");
	return value.len == 0 || is_name(value) ? STR("") : str_of(VALUE_SYNTAX);
}
