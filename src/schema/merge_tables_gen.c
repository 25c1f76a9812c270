/*
 * merge_tables_gen.c - writes merge_tables.c from schemas/kubernetes
 *
 *   merge_tables_gen fields.txt kinds.txt merge_tables.c
 *
 * A program of the build, not of the product. The format of its input is in
 * schemas/README.md. Input must be sorted, so look-ups can bisect although
 * nobody sorts; what is wrong ends the build with the line that is.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "schema/merge_tables.h"

struct gen {
	struct arena *arena;
	struct buf names;
	struct map names_at;    /* text -> struct merge_name */
	struct map definitions; /* name -> struct merge_definition */
	ARRAY(struct merge_definition) rows;
	ARRAY(struct merge_field) fields;
	ARRAY(struct merge_name) keys;
	ARRAY(struct merge_row) types;
	ARRAY(struct merge_kind) kinds;
};

/* One line of an input file, cut into words as it is read. */
struct line {
	const char *path;
	str rest;    /* of the file */
	str words;   /* of the line, not yet taken */
	unsigned no; /* from 1 */
	bool indented;
};

static _Noreturn void give_up(const struct line *line, const char *problem)
{
	fprintf(stderr, "%s:%u: %s\n", line->path, line->no, problem);
	exit(EXIT_FAILURE);
}

static struct line open_lines(struct gen *gen, const char *path)
{
	struct line line = {.path = path};
	if (file_read(gen->arena, str_of(path), &line.rest))
		give_up(&line, "cannot be read");
	return line;
}

/* The next line that is no comment. */
static bool next_line(struct line *line)
{
	do {
		if (line->rest.len == 0)
			return false;
		str_cut(line->rest, '\n', &line->words, &line->rest);
		line->no++;
	} while (str_starts_with(line->words, STR("#")));
	line->indented = str_starts_with(line->words, STR("\t"));
	line->words = str_trim(line->words);
	return true;
}

/* "" at the end of the line. */
static str next_word(struct line *line)
{
	str word;
	if (!str_cut(line->words, ' ', &word, &line->words))
		line->words = STR("");
	return word;
}

static struct merge_name name_of(struct gen *gen, str text)
{
	struct merge_name *name = map_get(&gen->names_at, text);
	if (name)
		return *name;
	assert(text.len <= UINT8_MAX && gen->names.len < 1 << 24); /* what the struct can hold */
	name = ARENA_NEW(gen->arena, struct merge_name);
	name->at = (uint32_t)gen->names.len & 0xFFFFFF;
	name->len = (uint8_t)text.len;
	buf_add(&gen->names, text);
	map_set(gen->arena, &gen->names_at, text, name);
	return *name;
}

static uint32_t add_type(struct gen *gen, struct merge_row type)
{
	*ARRAY_ADD(gen->arena, &gen->types) = type;
	return (uint32_t)gen->types.len - 1;
}

/* Types are numbered before any field can name them. */
static void read_definitions(struct gen *gen, const char *path)
{
	struct line line = open_lines(gen, path);
	add_type(gen, (struct merge_row){0}); /* MERGE_LEAF */
	str last = STR("");
	while (next_line(&line)) {
		if (line.indented)
			continue;
		if (str_cmp(last, line.words) >= 0)
			give_up(&line, "definitions must be sorted");
		last = line.words;
		struct merge_definition *row = ARENA_NEW(gen->arena, struct merge_definition);
		row->name = name_of(gen, last);
		row->type = add_type(gen, (struct merge_row){0});
		map_set(gen->arena, &gen->definitions, last, row);
		*ARRAY_ADD(gen->arena, &gen->rows) = *row;
	}
}

/* The type that a word names: a definition, or "-". */
static uint32_t type_of(struct gen *gen, struct line *line, str word)
{
	if (str_eq(word, STR("-")) || word.len == 0)
		return MERGE_LEAF;
	const struct merge_definition *row = map_get(&gen->definitions, word);
	if (!row)
		give_up(line, "names an unknown definition");
	return row->type;
}

/* What stands behind a field's name: nothing, a definition, "map VALUES", "list ELEMENTS KEY…". */
static uint32_t read_type(struct gen *gen, struct line *line)
{
	const str word = next_word(line);
	if (str_eq(word, STR("map"))) {
		const uint32_t values = type_of(gen, line, next_word(line));
		return add_type(gen, (struct merge_row){.is_map = 1, .values = values});
	}
	if (!str_eq(word, STR("list")))
		return type_of(gen, line, word);
	struct merge_row list = {.is_associative = 1, .first_key = (uint16_t)gen->keys.len};
	list.elements = type_of(gen, line, next_word(line));
	for (str key = next_word(line); key.len > 0; key = next_word(line)) {
		*ARRAY_ADD(gen->arena, &gen->keys) = name_of(gen, key);
		list.key_count++;
	}
	return add_type(gen, list);
}

static void read_fields(struct gen *gen, const char *path)
{
	struct line line = open_lines(gen, path);
	uint32_t type = MERGE_LEAF;
	str last = STR("");
	while (next_line(&line)) {
		const str name = next_word(&line);
		if (!line.indented) {
			type = type_of(gen, &line, name);
			gen->types.at[type].first_field = (uint32_t)gen->fields.len;
			last = STR("");
			continue;
		}
		if (str_cmp(last, name) >= 0)
			give_up(&line, "fields must be sorted");
		last = name;
		const struct merge_field field = {name_of(gen, name), read_type(gen, &line)};
		*ARRAY_ADD(gen->arena, &gen->fields) = field;
		gen->types.at[type].field_count++;
	}
}

static void read_kinds(struct gen *gen, const char *path)
{
	struct line line = open_lines(gen, path);
	str last_version = STR(""), last_kind = STR("");
	while (next_line(&line)) {
		const str version = next_word(&line), kind = next_word(&line);
		const int order = str_cmp(last_version, version);
		if (order > 0 || (order == 0 && str_cmp(last_kind, kind) >= 0))
			give_up(&line, "kinds must be sorted");
		last_version = version;
		last_kind = kind;
		const str definition = next_word(&line), scope = next_word(&line);
		*ARRAY_ADD(gen->arena, &gen->kinds) =
			(struct merge_kind){.api_version = name_of(gen, version),
		                            .kind = name_of(gen, kind),
		                            .type = type_of(gen, &line, definition),
		                            .has_type = !str_eq(definition, STR("-")),
		                            .scope = str_eq(scope, STR("cluster")) ? SCOPE_CLUSTER
		                                     : str_eq(scope, STR("namespaced"))
		                                             ? SCOPE_NAMESPACED
		                                             : SCOPE_UNKNOWN};
	}
}

/* As a list of characters: a string literal may not be this long in standard C. */
static void write_names(FILE *out, const struct gen *gen)
{
	fprintf(out, "const char MERGE_NAMES[] = {");
	for (size_t i = 0; i < gen->names.len; i++)
		fprintf(out, "%s'%c',", i % 24 == 0 ? "\n\t" : "", gen->names.at[i]);
	fprintf(out, "\n};\n");
}

static void write_types(FILE *out, const struct gen *gen)
{
	fprintf(out, "const struct merge_row MERGE_TYPES[] = {\n");
	for (size_t i = 0; i < gen->types.len; i++) {
		const struct merge_row *t = &gen->types.at[i];
		fprintf(out, "\t{%u, %u, %u, %u, %u, %u, %u, %u},\n", t->first_field,
		        t->field_count, t->values, t->elements, t->first_key, t->key_count,
		        t->is_map, t->is_associative);
	}
	fprintf(out, "};\nconst struct merge_field MERGE_FIELDS[] = {\n");
	for (size_t i = 0; i < gen->fields.len; i++) {
		const struct merge_field *f = &gen->fields.at[i];
		fprintf(out, "\t{{%u, %u}, %u},\n", f->name.at, f->name.len, f->type);
	}
	fprintf(out, "};\nconst struct merge_name MERGE_KEYS[] = {\n");
	for (size_t i = 0; i < gen->keys.len; i++)
		fprintf(out, "\t{%u, %u},\n", gen->keys.at[i].at, gen->keys.at[i].len);
	fprintf(out, "};\n");
}

static void write_look_ups(FILE *out, const struct gen *gen)
{
	fprintf(out, "const struct merge_kind MERGE_KINDS[] = {\n");
	for (size_t i = 0; i < gen->kinds.len; i++) {
		const struct merge_kind *k = &gen->kinds.at[i];
		fprintf(out, "\t{{%u, %u}, {%u, %u}, %u, %u, %u},\n", k->api_version.at,
		        k->api_version.len, k->kind.at, k->kind.len, k->type, k->has_type,
		        k->scope);
	}
	fprintf(out, "};\nconst size_t MERGE_KIND_COUNT = %zu;\n", gen->kinds.len);
	fprintf(out, "const struct merge_definition MERGE_DEFINITIONS[] = {\n");
	for (size_t i = 0; i < gen->rows.len; i++) {
		const struct merge_definition *d = &gen->rows.at[i];
		fprintf(out, "\t{{%u, %u}, %u},\n", d->name.at, d->name.len, d->type);
	}
	fprintf(out, "};\nconst size_t MERGE_DEFINITION_COUNT = %zu;\n", gen->rows.len);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: merge_tables_gen fields.txt kinds.txt merge_tables.c\n");
		return EXIT_FAILURE;
	}
	struct gen gen = {.arena = arena_create()};
	buf_init(&gen.names, gen.arena);
	read_definitions(&gen, argv[1]);
	read_fields(&gen, argv[1]);
	read_kinds(&gen, argv[2]);
	FILE *out = fopen(argv[3], "w");
	if (!out) {
		perror(argv[3]);
		return EXIT_FAILURE;
	}
	fprintf(out, "/* Written by merge_tables_gen.c from schemas/kubernetes. */\n"
	             "#include \"schema/merge_tables.h\"\n\n");
	write_names(out, &gen);
	write_types(out, &gen);
	write_look_ups(out, &gen);
	const bool written = !ferror(out);
	arena_destroy(gen.arena);
	return fclose(out) == 0 && written ? EXIT_SUCCESS : EXIT_FAILURE;
}
