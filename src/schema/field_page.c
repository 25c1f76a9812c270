/* field_page.c - see field_page.h */
#include "schema/field_page.h"

#include "base/closest.h"
#include "schema/checking.h"
#include "schema/embedded.h"

/* ---- finding ---- */

/* What the fields of a value are: a list's are its items'. */
static const struct node *fields_of(struct json_schemas *schemas, const struct node *schema,
                                    struct json_schema *in)
{
	schema = schemas_follow(schemas, schema, in);
	while (schema && node_get(schema, STR("items")))
		schema = schemas_follow(schemas, node_get(schema, STR("items")), in);
	return schema;
}

static bool is_required_in(const struct node *schema, str name)
{
	const struct node *required = node_get(schema, STR("required"));
	if (node_is_seq(required))
		NODE_EACH_ITEM (item, required)
			if (str_eq(item->value->text, name))
				return true;
	return false;
}

/* One step down. A map whose keys are the author's own has one field, whatever it is called. */
static bool step(struct json_schemas *schemas, struct field_page *page, str name)
{
	const struct node *above = fields_of(schemas, page->schema, &page->in);
	const struct node *field = node_get(node_get(above, STR("properties")), name);
	const struct node *others = node_get(above, STR("additionalProperties"));
	if (!field && node_is_map(others))
		field = others;
	if (!field) {
		page->above = above;
		page->unknown = name;
		return false;
	}
	page->is_required = is_required_in(above, name);
	page->schema = field;
	return true;
}

static void walk(struct json_schemas *schemas, struct field_page *page, str path)
{
	str name;
	while (path.len > 0) {
		str_cut(path, '.', &name, &path);
		if (!step(schemas, page, name))
			return;
	}
	page->is_there = true;
}

/* What follows the kind in `text`: "spec.ref" of "OCIRepository.spec.ref". */
static bool cut_kind(str text, str kind, str *path)
{
	if (!str_starts_with(text, kind) || (text.len > kind.len && text.at[kind.len] != '.'))
		return false;
	*path = str_from(text, kind.len + 1);
	return true;
}

static struct field_page page_of(struct json_schemas *schemas, const struct embedded_schema *of,
                                 str path)
{
	const struct node *root = json_schemas_find(schemas, of->api_version, of->kind);
	struct field_page page = {
		.api_version = of->api_version, .schema = root, .in = {.root = root}};
	walk(schemas, &page, path);
	return page;
}

bool field_page_find(struct arena *arena, struct json_schemas *schemas, str text,
                     struct field_page *out)
{
	static const char *const TOPS[] = {"OCIRepository.", "OCIRepository.spec."};
	str path;
	for (size_t i = 0; i < EMBEDDED_SCHEMAS_LEN; i++) {
		if (!cut_kind(text, EMBEDDED_SCHEMAS[i].kind, &path))
			continue;
		*out = page_of(schemas, &EMBEDDED_SCHEMAS[i], path);
		out->path = text;
		return true;
	}
	/* A word by itself is more likely something else than a field. */
	for (size_t i = 0; str_find_char(text, '.') != STR_NONE && i < 2; i++) {
		const str full = arena_concat(arena, str_of(TOPS[i]), text);
		if (field_page_find(arena, schemas, full, out) && out->is_there)
			return true;
	}
	return false;
}

/* ---- showing ---- */

enum { KEY = 14 };

static void add_key(struct buf *out, const char *key)
{
	buf_printf(out, "%-*s", KEY, key);
}

static void add_type(const struct node *schema, bool is_list, struct buf *out)
{
	const str type = node_get_text(schema, STR("type"));
	const str expects = node_get_text(schema, STR("x-expects"));
	if (type.len == 0 && expects.len == 0)
		return;
	add_key(out, "type");
	buf_printf(out, "%s%.*s\n", is_list ? "a list, each " : "",
	           STR_ARG(expects.len > 0 ? expects : schema_type_for_people(type)));
}

static void add_values(const struct node *schema, struct buf *out)
{
	const struct node *values = node_get(schema, STR("enum"));
	if (!node_is_seq(values))
		return;
	add_key(out, "one of");
	NODE_EACH_ITEM (item, values)
		buf_printf(out, "%s%.*s", item == values->head ? "" : ", ",
		           STR_ARG(item->value->text));
	buf_add_char(out, '\n');
}

static void add_text(const struct node *schema, const char *keyword, const char *key,
                     struct buf *out)
{
	const struct node *value = node_get(schema, str_of(keyword));
	if (!node_is_scalar(value))
		return;
	add_key(out, key);
	buf_printf(out, "%.*s\n", STR_ARG(value->text));
}

static size_t widest(const struct node *properties)
{
	size_t width = 0;
	NODE_EACH_PAIR (pair, properties)
		width = pair->key.text.len > width ? pair->key.text.len : width;
	return width;
}

static void add_fields(struct json_schemas *schemas, const struct node *schema,
                       const struct json_schema *in, struct buf *out)
{
	const struct node *properties = node_get(schema, STR("properties"));
	if (!node_is_map(properties))
		return;
	const size_t width = widest(properties);
	buf_add(out, STR("fields\n"));
	NODE_EACH_PAIR (pair, properties) {
		struct json_schema from = *in;
		const struct node *meaning = schemas_follow(schemas, pair->value, &from);
		const str own = node_get_text(pair->value, STR("description"));
		const str name = pair->key.text;
		const str about = own.len > 0 ? own : node_get_text(meaning, STR("description"));
		buf_printf(out, "  %.*s", STR_ARG(name));
		if (about.len > 0)
			buf_printf(out, "%*s%.*s", (int)(width - name.len + 2), "", STR_ARG(about));
		buf_printf(out, "%s\n", is_required_in(schema, name) ? " (required)" : "");
	}
}

void field_page_add(struct json_schemas *schemas, const struct field_page *page, struct buf *out)
{
	struct json_schema in = page->in;
	const struct node *value = schemas_follow(schemas, page->schema, &in);
	const struct node *fields = fields_of(schemas, value, &in);
	buf_printf(out, "%.*s", STR_ARG(page->path));
	if (page->api_version.len > 0)
		buf_printf(out, "  (%.*s)", STR_ARG(page->api_version));
	buf_add_char(out, '\n');
	add_text(node_get(page->schema, STR("description")) ? page->schema : value, "description",
	         "what", out);
	add_type(fields, fields != value, out);
	add_values(fields, out);
	add_text(fields, "pattern", "matches", out);
	add_text(value, "default", "default", out);
	if (page->is_required)
		buf_printf(out, "%-*syes\n", KEY, "required");
	add_fields(schemas, fields, &in, out);
}

bool field_page_unknown(const struct field_page *page, struct diags *diags)
{
	struct closest closest = closest_to(page->unknown);
	const struct node *properties = node_get(page->above, STR("properties"));
	if (node_is_map(properties))
		NODE_EACH_PAIR (pair, properties)
			closest_try(&closest, pair->key.text);
	diag_error(diags, NO_MARK, "no field '%.*s' in '%.*s'", STR_ARG(page->unknown),
	           STR_ARG(page->path));
	return closest.best.len > 0
	               ? diag_note(diags, NO_MARK, "closest", "%.*s", STR_ARG(closest.best))
	               : false;
}
