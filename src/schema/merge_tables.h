/*
 * merge_tables.h - the built-in definitions, as merge_tables_gen.c writes them
 *
 * Plain numbers, no pointers: the tables are used where they lie in the
 * executable, nothing is read, sorted or relocated when the program starts.
 */
#ifndef SCHEMA_MERGE_TABLES_H
#define SCHEMA_MERGE_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* A view into MERGE_NAMES. */
struct merge_name {
	uint32_t at : 24, len : 8;
};

struct merge_field {
	struct merge_name name;
	uint32_t type; /* row of MERGE_TYPES */
};

enum { MERGE_LEAF }; /* row of the type that has neither fields nor elements */

struct merge_row {
	uint32_t first_field, field_count; /* rows of MERGE_FIELDS, sorted by name */
	uint32_t values;                   /* type of a map's values, when is_map */
	uint32_t elements;                 /* type of a list's elements */
	uint16_t first_key, key_count;     /* rows of MERGE_KEYS */
	uint8_t is_map, is_associative;
};

enum merge_scope { SCOPE_UNKNOWN, SCOPE_NAMESPACED, SCOPE_CLUSTER };

struct merge_kind {
	struct merge_name api_version, kind;
	uint32_t type;
	uint8_t has_type;
	uint8_t scope; /* enum merge_scope */
};

struct merge_definition {
	struct merge_name name;
	uint32_t type;
};

extern const char MERGE_NAMES[];
extern const struct merge_field MERGE_FIELDS[];
extern const struct merge_name MERGE_KEYS[];
extern const struct merge_row MERGE_TYPES[];
extern const struct merge_kind MERGE_KINDS[]; /* sorted by apiVersion, then kind */
extern const size_t MERGE_KIND_COUNT;
extern const struct merge_definition MERGE_DEFINITIONS[]; /* sorted by name */
extern const size_t MERGE_DEFINITION_COUNT;

#endif
