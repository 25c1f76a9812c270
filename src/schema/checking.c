/* checking.c - see checking.h */
#include "schema/checking.h"

#include "base/buf.h"
#include "yaml/pointer.h"

/* From the root down, though the chain leads up: the recursion comes first. "" for the root. */
static void add_path(struct buf *out, const struct where *where)
{
	if (!where->up)
		return;
	add_path(out, where->up);
	if (where->key.len == 0) {
		buf_printf(out, "[%zu]", where->index);
		return;
	}
	if (out->len > 0)
		buf_add_char(out, '.');
	buf_add(out, where->key);
}

str check_path(const struct check *check, const struct where *where)
{
	struct buf buf;
	buf_init(&buf, check->arena);
	add_path(&buf, where);
	return buf.len ? buf_text(&buf) : STR("the object");
}

/* The same as a JSON pointer, for programs: reports and suppressions find the field by it. */
static void add_pointer(struct buf *out, const struct where *where)
{
	if (!where->up)
		return;
	add_pointer(out, where->up);
	if (where->key.len == 0)
		pointer_add_index(out, where->index);
	else
		pointer_add_key(out, where->key);
}

void check_set_field(const struct check *check, const struct where *where)
{
	struct buf buf;
	buf_init(&buf, check->arena);
	add_pointer(&buf, where);
	check->diags->last->field = buf.len ? buf_text(&buf) : STR("");
}

/* As YAML's users call them. A date is named, for nobody expects one who wrote `2024-01-31`. */
static const char *const SCALAR_NAMES[] = {
	[SCALAR_STR] = "string",     [SCALAR_INT] = "number",   [SCALAR_UINT] = "number",
	[SCALAR_FLOAT] = "number",   [SCALAR_BOOL] = "boolean", [SCALAR_NULL] = "null",
	[SCALAR_TIMESTAMP] = "date",
};

/* A certificate or a script says nothing that its first words do not. */
enum { SHOWN = 60 };

/* A mapping or list is only named; text is quoted, numbers and booleans stand as written. */
static str describe(struct arena *arena, const struct node *node, enum scalar_type type)
{
	if (node->kind != NODE_SCALAR || node_is_null(node))
		return str_of(node_kind_name(node));
	str line, rest;
	str_cut(node->text, '\n', &line, &rest);
	const bool is_long = line.len > SHOWN || line.len < node->text.len;
	line = str_slice(line, 0, SHOWN);
	if (type == SCALAR_STR)
		return arena_printf(arena, "the string '%.*s%s'", STR_ARG(line),
		                    is_long ? "…" : "");
	return arena_printf(arena, "the %s %.*s", SCALAR_NAMES[type], STR_ARG(node->text));
}

bool check_wrong(struct check *check, const struct node *node, const struct where *where,
                 str expected, enum scalar_type type)
{
	const str path = check_path(check, where);
	const str got = describe(check->arena, node, type);
	diag_add(check->diags, DIAG_ERROR, "SCH001", node->at, "%.*s must be %.*s, not %.*s",
	         STR_ARG(path), STR_ARG(expected), STR_ARG(got));
	check_set_field(check, where);
	return false;
}

bool schema_is_true(const struct node *schema, const char *keyword)
{
	return str_eq(node_get_text(schema, str_of(keyword)), STR("true"));
}

str schema_type_for_people(str type)
{
	static const struct {
		str type, name;
	} NAMES[] = {
		{STR_INIT("string"), STR_INIT("text")},
		{STR_INIT("boolean"), STR_INIT("true or false")},
		{STR_INIT("integer"), STR_INIT("a whole number")},
		{STR_INIT("number"), STR_INIT("a number")},
		{STR_INIT("object"), STR_INIT("a mapping")},
		{STR_INIT("array"), STR_INIT("a list")},
	};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_eq(NAMES[i].type, type))
			return NAMES[i].name;
	return type;
}
