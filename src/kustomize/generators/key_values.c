/* key_values.c - see key_values.h */
#include "kustomize/generators/key_values.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/path.h"
#include "base/quote.h"
#include "base/utf8.h"

/* Go's bufio.Scanner, which reads env files, ends without a word at a line that is longer. */
enum { LINE_MAX_BYTES = 64 * 1024 };

struct reading {
	struct arena *arena;
	const struct loader *loader;
	struct key_values *out;
	struct diags *diags;
};

static void add(struct reading *reading, str key, str value, struct mark at)
{
	*ARRAY_ADD(reading->arena, reading->out) = (struct key_value){key, value, at};
}

/* Go's unicode.IsSpace. */
static bool is_space(uint32_t code)
{
	return (code >= '\t' && code <= '\r') || code == ' ' || code == 0x85 || code == 0xA0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

static str trim_left(str line)
{
	while (line.len > 0) {
		size_t len;
		if (!is_space(utf8_decode(line, &len)))
			break;
		line = str_from(line, len);
	}
	return line;
}

/* The line with what is not UTF-8 shown as "\xff": no terminal shall get it as it is. */
static str shown_line(struct arena *arena, str line)
{
	struct buf shown;
	buf_init(&shown, arena);
	while (line.len > 0) {
		size_t len;
		if (utf8_decode(line, &len) == UTF8_INVALID && len == 1)
			buf_printf(&shown, "\\x%02x", (unsigned char)line.at[0]);
		else
			buf_add(&shown, str_slice(line, 0, len));
		line = str_from(line, len);
	}
	return buf_text(&shown);
}

static bool invalid_line(struct reading *reading, str line, struct mark at)
{
	struct buf bytes;
	buf_init(&bytes, reading->arena);
	for (size_t i = 0; i < line.len; i++)
		buf_printf(&bytes, "%s%d", i > 0 ? " " : "", (unsigned char)line.at[i]);
	diag_error(reading->diags, at, "a line of an env file is not UTF-8");
	return diag_sentence(reading->diags, "line [%.*s] has invalid utf8 bytes : %.*s",
	                     STR_ARG(buf_text(&bytes)), STR_ARG(shown_line(reading->arena, line)));
}

/* "KEY=value"; without '=' the value is empty. Comments and lines without a key give nothing. */
static bool read_line(struct reading *reading, str line, bool first, struct mark at)
{
	str key, value;
	if (!utf8_is_valid(line))
		return invalid_line(reading, line, at);
	if (first && str_starts_with(line, STR("\xEF\xBB\xBF")))
		line = str_from(line, 3);
	line = trim_left(line);
	str_cut(line, '=', &key, &value);
	if (key.len > 0 && key.at[0] != '#')
		add(reading, key, value, at);
	return true;
}

static bool read_env(struct reading *reading, const struct node *entry)
{
	const struct source *file;
	if (!loader_read(reading->loader, entry->text, entry->at, &file, reading->diags))
		return false;
	str rest = file->text;
	for (bool first = true; rest.len > 0; first = false) {
		str line;
		str_cut(rest, '\n', &line, &rest);
		if (line.len >= LINE_MAX_BYTES)
			break;
		if (str_ends_with(line, STR("\r")))
			line.len--;
		if (!read_line(reading, line, first, entry->at))
			return false;
	}
	return true;
}

/* One pair of quotes around the whole is for the shell that people think of. */
static str without_quotes(str value)
{
	if (value.len < 2 || value.at[0] != value.at[value.len - 1] ||
	    (value.at[0] != '"' && value.at[0] != '\''))
		return value;
	return str_slice(value, 1, value.len - 1);
}

static bool read_literal(struct reading *reading, const struct node *entry)
{
	str key, value;
	if (!str_cut(entry->text, '=', &key, &value) || key.len == 0)
		return diag_error(reading->diags, entry->at,
		                  "invalid literal source %.*s, expected key=value",
		                  STR_ARG(entry->text));
	add(reading, key, without_quotes(value), entry->at);
	return true;
}

/* "path", whose last element is the key, or "key=path". */
static bool split_file(struct reading *reading, const struct node *entry, str *key, str *path)
{
	const str source = entry->text;
	const str quoted = quote_go_new(reading->arena, source);
	if (!str_cut(source, '=', key, path)) {
		*path = source;
		*key = path_base(source);
		return true;
	}
	if (str_find_char(*path, '=') != STR_NONE)
		return diag_error(reading->diags, entry->at,
		                  "source %.*s key name or file path contains '='",
		                  STR_ARG(quoted));
	if (key->len == 0)
		return diag_error(reading->diags, entry->at,
		                  "missing key name for file path %.*s in source %.*s",
		                  STR_ARG(quote_go_new(reading->arena, *path)), STR_ARG(quoted));
	if (path->len == 0)
		return diag_error(reading->diags, entry->at,
		                  "missing file path for key name %.*s in source %.*s",
		                  STR_ARG(quote_go_new(reading->arena, *key)), STR_ARG(quoted));
	return true;
}

static bool read_file(struct reading *reading, const struct node *entry)
{
	str key, path;
	const struct source *file;
	if (!split_file(reading, entry, &key, &path) ||
	    !loader_read(reading->loader, path, entry->at, &file, reading->diags))
		return false;
	add(reading, key, file->text, entry->at);
	return true;
}

/* "[a b]", as Go prints a list of strings. */
static str list_text(struct arena *arena, const struct node *list)
{
	struct buf text;
	buf_init(&text, arena);
	buf_add_char(&text, '[');
	NODE_EACH_ITEM (item, list)
		buf_printf(&text, "%s%.*s", item == list->head ? "" : " ",
		           STR_ARG(item->value->text));
	buf_add_char(&text, ']');
	return buf_text(&text);
}

static const struct key_source {
	const char *field, *context; /* what kustomize calls it */
	bool (*read)(struct reading *reading, const struct node *entry);
} SOURCES[] = {
	{"envs", "env source files:", read_env},
	{"literals", "literal sources", read_literal},
	{"files", "file sources:", read_file},
};

static bool read_source(struct reading *reading, const struct key_source *source,
                        const struct node *list)
{
	if (!node_is_seq(list))
		return true;
	NODE_EACH_ITEM (item, list)
		if (node_is_scalar(item->value) && !source->read(reading, item->value))
			return diag_prefix(reading->diags,
			                   "loading KV pairs: %s %.*s: ", source->context,
			                   STR_ARG(list_text(reading->arena, list)));
	return true;
}

static int by_key(const void *a, const void *b)
{
	return str_cmp(((const struct key_value *)a)->key, ((const struct key_value *)b)->key);
}

static bool check_keys(struct reading *reading, str name)
{
	struct map seen = {0};
	for (size_t i = 0; i < reading->out->len; i++) {
		struct key_value *pair = &reading->out->at[i];
		const struct key_value *earlier = map_get(&seen, pair->key);
		if (!earlier) {
			map_set(reading->arena, &seen, pair->key, pair);
			continue;
		}
		diag_error(reading->diags, pair->at, "the key '%.*s' is given twice",
		           STR_ARG(pair->key));
		diag_note(reading->diags, earlier->at, "first", "given here before");
		/* kustomize says "configmap" of secrets too. */
		return diag_sentence(reading->diags,
		                     "configmap %.*s illegally repeats the key `%.*s`",
		                     STR_ARG(name), STR_ARG(pair->key));
	}
	return true;
}

bool key_values_load(struct arena *arena, const struct node *config, str name,
                     const struct loader *loader, struct key_values *out, struct diags *diags)
{
	struct reading reading = {arena, loader, out, diags};
	*out = (struct key_values){0};
	for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++)
		if (!read_source(&reading, &SOURCES[i], node_get(config, str_of(SOURCES[i].field))))
			return false;
	if (!check_keys(&reading, name))
		return false;
	if (out->len > 1)
		qsort(out->at, out->len, sizeof *out->at, by_key);
	return true;
}
