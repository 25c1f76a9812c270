/* manual.c - see manual.h */
#include "cli/manual.h"

#include "cli/globals.h"
#include "cli/help.h"
#include "cli/roff.h"
#include "lint/config.h"
#include "lint/rule.h"
#include "schema/json_schema.h"

/* ---- a page ---- */

static void begin_page(struct buf *out, struct arena *arena, const char *name, const char *section,
                       const char *summary)
{
	buf_init(out, arena);
	buf_printf(out, ".TH \"%s\" %s \"\" \"kustoc " KUSTOC_VERSION "\" \"kustoc\"\n", name,
	           section);
	roff_section(out, "name");
	roff_text(out, str_of(name));
	buf_add(out, STR(" \\- "));
	roff_text(out, str_of(summary));
	buf_add_char(out, '\n');
}

static void add_page(struct manual *manual, struct arena *arena, const char *file,
                     const struct buf *text)
{
	*ARRAY_ADD(arena, manual) =
		(struct manual_page){arena_copy(arena, str_of(file)), buf_text(text)};
}

/* Where else to look: names with their sections, in one line. */
static void add_see_also(struct buf *out, const char *const *names)
{
	roff_section(out, "see also");
	for (; *names; names++) {
		str name, section;
		str_cut(str_of(*names), '(', &name, &section);
		roff_bold(out, name);
		buf_printf(out, "(%.*s%s\n", STR_ARG(section), names[1] ? "," : "");
	}
}

/* ---- flags ---- */

/* Many a text names them already. */
static bool names_choices(const struct cli_option *option)
{
	for (const char *const *choice = option->choices; *choice; choice++)
		if (!str_contains(str_of(option->text), str_of(*choice)))
			return false;
	return true;
}

static void add_choices(struct buf *out, const struct cli_option *option)
{
	bool is_first = true;
	buf_add(out, STR("\nOne of"));
	for (const char *const *choice = option->choices; *choice; choice++) {
		if (!**choice)
			continue;
		buf_add(out, is_first ? STR(" ") : STR(", "));
		is_first = false;
		roff_bold(out, str_of(*choice));
	}
	buf_add_char(out, '.');
}

static void add_option(struct buf *out, const struct cli_option *option)
{
	buf_add(out, STR(".TP\n"));
	if (option->letter)
		buf_printf(out, "\\fB\\-%c\\fP%s", option->letter, option->name[0] ? ", " : "");
	if (option->name[0]) {
		buf_add(out, STR("\\fB\\-\\-"));
		roff_text(out, str_of(option->name));
		buf_add(out, STR("\\fP"));
	}
	if (option->value) {
		buf_add_char(out, ' ');
		roff_italic(out, str_of(option->value));
	}
	buf_add_char(out, '\n');
	roff_text(out, str_of(option->text));
	buf_add_char(out, '.');
	if (option->choices && !names_choices(option))
		add_choices(out, option);
	if (option->kind == OPTION_LIST)
		buf_add(out, STR("\nMay be given several times."));
	buf_add_char(out, '\n');
}

static void add_options(struct buf *out, const struct cli_option *options)
{
	for (; options && options->name; options++)
		if (options->help != HELP_NEVER)
			add_option(out, options);
}

static void add_conventions(struct buf *out)
{
	const struct help_convention *before = NULL;
	for (const struct help_convention *row = HELP_CONVENTIONS; row->term; before = row++) {
		if (!help_is_same_section(before, row))
			roff_section(out, row->section);
		buf_add(out, STR(".TP\n"));
		roff_bold(out, str_of(row->term));
		buf_add_char(out, '\n');
		roff_text(out, str_of(row->text));
		buf_add(out, STR(".\n"));
	}
}

/* ---- commands ---- */

static void add_synopsis(struct buf *out, const struct command *command)
{
	roff_section(out, "synopsis");
	buf_printf(out, "\\fBkustoc %s\\fP%s", command->name,
	           command->options[0] ? " [\\fIflags\\fP]" : "");
	if (*command->operands) {
		buf_add_char(out, ' ');
		roff_italic(out, str_of(command->operands));
	}
	buf_add_char(out, '\n');
}

static void add_command(struct manual *manual, struct arena *arena, const struct command *command)
{
	static const char *const see[] = {"kustoc(1)", "kustoc.yaml(5)", "kustoc-rules(7)", NULL};
	const char *name = arena_cstr(arena, arena_printf(arena, "kustoc-%s", command->name));
	struct buf out;
	begin_page(&out, arena, name, "1", command->summary);
	add_synopsis(&out, command);
	roff_section(&out, "description");
	roff_text(&out, str_of(command->description));
	if (command->options[0])
		roff_section(&out, "options");
	for (size_t i = 0; i < 2; i++)
		add_options(&out, command->options[i]);
	roff_section(&out, "flags of every command");
	add_options(&out, GLOBAL_OPTIONS);
	if (command->examples) {
		roff_section(&out, "examples");
		roff_verbatim(&out, str_of(command->examples));
	}
	add_see_also(&out, see);
	add_page(manual, arena,
	         arena_cstr(arena, arena_printf(arena, "kustoc-%s.1", command->name)), &out);
}

static void add_program(struct manual *manual, struct arena *arena)
{
	static const char *const see[] = {"git(1)", "kustoc.yaml(5)", "kustoc-rules(7)", NULL};
	struct buf out;
	begin_page(&out, arena, "kustoc", "1",
	           "renders overlays as kustomize does and checks them");
	roff_section(&out, "synopsis");
	buf_add(&out, STR("\\fBkustoc\\fP \\fICOMMAND\\fP [\\fIflags\\fP] [\\fIarguments\\fP]\n"));
	roff_section(&out, "description");
	roff_text(&out, STR(HELP_PURPOSE "\n"));
	roff_section(&out, "commands");
	for (const struct command *command = COMMANDS; command->name; command++) {
		if (command->is_hidden)
			continue;
		buf_printf(&out, ".TP\n\\fBkustoc\\-%s\\fP(1)\n", command->name);
		roff_text(&out, str_of(command->summary));
		buf_add(&out, STR(".\n"));
	}
	roff_section(&out, "options");
	add_options(&out, GLOBAL_OPTIONS);
	add_conventions(&out);
	add_see_also(&out, see);
	add_page(manual, arena, "kustoc.1", &out);
}

/* ---- kustoc.yaml(5) ---- */

struct fields {
	struct buf *out;
	struct arena *arena;
	const struct node *schema;
};

/* "#/$defs/texts" leads to a field of the schema itself. */
static const struct node *follow(const struct fields *fields, const struct node *field)
{
	const str ref = node_get_text(field, STR("$ref"));
	const size_t slash = str_find_last_char(ref, '/');
	if (slash == STR_NONE)
		return field;
	return node_get(node_get(fields->schema, STR("$defs")), str_from(ref, slash + 1));
}

static void add_enum(const struct fields *fields, const struct node *field)
{
	const struct node *values = node_get(field, STR("enum"));
	if (!values || values->kind != NODE_SEQ)
		return;
	const char *between = "One of ";
	NODE_EACH_ITEM (item, values) {
		buf_add(fields->out, str_of(between));
		roff_bold(fields->out, item->value->text);
		between = ", ";
	}
	buf_add(fields->out, STR(".\n"));
}

static void add_fields(const struct fields *fields, const struct node *of, str path, int depth);

/* A level that has no name of its own is NAME, for whatever the reader calls it. */
static void add_field(const struct fields *fields, str path, const struct node *field, int depth)
{
	const struct node *meaning = follow(fields, field);
	const str text = node_get_text(field, STR("description"));
	if (text.len > 0 || node_get(meaning, STR("enum"))) {
		buf_add(fields->out, STR(".TP\n"));
		roff_bold(fields->out, path);
		buf_add_char(fields->out, '\n');
		roff_text(fields->out, text);
		buf_add(fields->out, text.len > 0 ? STR(".\n") : STR(""));
		add_enum(fields, meaning);
	}
	const struct node *others = node_get(meaning, STR("additionalProperties"));
	if (node_is_map(others))
		add_field(fields, arena_printf(fields->arena, "%.*s.NAME", STR_ARG(path)), others,
		          depth);
	add_fields(fields, meaning, path, depth + 1);
}

enum { FIELD_DEPTH = 8 }; /* deeper is a schema that names itself */

static void add_fields(const struct fields *fields, const struct node *of, str path, int depth)
{
	const struct node *properties = node_get(of, STR("properties"));
	if (!node_is_map(properties) || depth > FIELD_DEPTH)
		return;
	NODE_EACH_PAIR (pair, properties)
		add_field(fields,
		          arena_printf(fields->arena, "%.*s%s%.*s", STR_ARG(path),
		                       path.len ? "." : "", STR_ARG(pair->key.text)),
		          pair->value, depth);
}

static void add_config(struct manual *manual, struct arena *arena)
{
	static const char *const see[] = {"kustoc(1)", "kustoc-config(1)", "kustoc-init(1)", NULL};
	struct buf out;
	begin_page(&out, arena, "kustoc.yaml", "5",
	           "how kustoc judges the overlays of a repository");
	roff_section(&out, "description");
	roff_text(&out, STR("The nearest `" CONFIG_FILE
	                    "` from where a run starts up to the top of the repository\n"
	                    "holds. Everything in it is optional, and what is misspelt is an "
	                    "error.\n"
	                    "`kustoc init` writes one, `kustoc config check` says what is wrong "
	                    "with it,\n"
	                    "`kustoc schema config` prints its JSON Schema.\n"));
	roff_section(&out, "fields");
	struct json_schemas *schemas = json_schemas_new(arena);
	const struct node *schema = json_schemas_find(schemas, STR(""), STR(CONFIG_FILE));
	const struct fields fields = {&out, arena, schema};
	add_fields(&fields, schema, STR(""), 0);
	add_see_also(&out, see);
	add_page(manual, arena, "kustoc.yaml.5", &out);
}

/* ---- kustoc-rules(7) ---- */

static void add_rules(struct manual *manual, struct arena *arena)
{
	static const char *const severities[] = {
		[DIAG_ERROR] = "an error", [DIAG_WARNING] = "a warning", [DIAG_NOTE] = "a note"};
	static const char *const see[] = {"kustoc-lint(1)", "kustoc-explain(1)", "kustoc.yaml(5)",
	                                  NULL};
	const struct lint_rules rules = lint_rules_all();
	struct buf out;
	begin_page(&out, arena, "kustoc-rules", "7", "what kustoc lint finds");
	roff_section(&out, "description");
	roff_text(&out, STR("A rule is called by its code or its name; the beginning of a code is "
	                    "a family.\n"
	                    "`# kustoc: ignore[CODE] reason` at the end of a line, or alone above "
	                    "it, silences one.\n"));
	roff_section(&out, "rules");
	for (size_t i = 0; i < rules.len; i++) {
		const struct lint_rule *rule = &rules.at[i];
		roff_subsection(&out, arena_printf(arena, "%.*s %.*s", STR_ARG(rule->code),
		                                   STR_ARG(rule->name)));
		buf_printf(&out, "By default %s.\n.PP\n",
		           rule->is_off ? "off" : severities[rule->severity]);
		roff_markdown(&out, lint_rule_page(rule));
	}
	add_see_also(&out, see);
	add_page(manual, arena, "kustoc-rules.7", &out);
}

void manual_make(struct arena *arena, struct manual *out)
{
	*out = (struct manual){0};
	add_program(out, arena);
	for (const struct command *command = COMMANDS; command->name; command++)
		if (!command->is_hidden)
			add_command(out, arena, command);
	add_config(out, arena);
	add_rules(out, arena);
}
