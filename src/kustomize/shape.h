/*
 * shape.h - what may stand in a configuration
 *
 * The kustomization file and the configs of builtin plugins are Go structs in
 * kustomize. A shape is such a struct as a table; shape_check() turns a value
 * that was read into one with exactly those fields, and fails as encoding/json
 * does. What comes out is a map: consumers read fields with node_get().
 */
#ifndef KUSTOMIZE_SHAPE_H
#define KUSTOMIZE_SHAPE_H

#include "yaml/value.h"

enum shape_kind {
	SHAPE_STRING,
	SHAPE_TEXT, /* a string that may be given as a number or boolean */
	SHAPE_INT,
	SHAPE_BOOL,
	SHAPE_STRINGS,    /* []string */
	SHAPE_STRING_MAP, /* map[string]string */
	SHAPE_BOOL_MAP,   /* map[string]bool */
	SHAPE_STRUCT,
	SHAPE_STRUCTS, /* a list of them */
	SHAPE_ANY_MAP, /* map[string]interface{} */
};

struct shape_field {
	const char *name;
	enum shape_kind kind;
	const struct shape *shape; /* of a struct, or of the elements */
	const char *go_type;       /* as encoding/json prints it, where kind does not tell */
};

struct shape {
	const char *go_name;              /* "ConfigMapArgs" */
	const struct shape_field *fields; /* ends with a NULL name */
	const struct shape *embedded;     /* whose fields it has too, or NULL */
	const char *package;              /* Go's, NULL: "types" */
};

enum shape_mode {
	SHAPE_STRICT,  /* a kustomization: unknown fields and other types are errors */
	SHAPE_LENIENT, /* a plugin config: unknown fields go, numbers and booleans become text */
};

/*
 * *out is a new map with the fields of `shape` that `value` has, under their canonical names
 * (case does not matter) and without nulls. The sentence on failure is encoding/json's
 * ("json: unknown field "foo""); ours names the field and suggests the closest.
 */
MUST_CHECK bool shape_check(struct arena *arena, const struct shape *shape,
                            const struct node *value, enum shape_mode mode, struct node **out,
                            struct diags *diags);

/* The YAML that kustomize prints of a config in an error text: empty fields left out. */
str shape_config_text(struct arena *arena, const struct node *config);

/* The kustomization file, a file of `configurations`, and every builtin plugin's config. NULL for
 * an unknown kind. */
extern const struct shape SHAPE_KUSTOMIZATION;
extern const struct shape SHAPE_CONFIGURATION;
/* Of a plugin config; NULL when kustomize has no builtin of that kind. */
const struct shape *shape_of_plugin(str kind);

#endif
