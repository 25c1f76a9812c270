/*
 * load.h - from bytes to nodes
 *
 * libyaml reads; kustomize's reader is a port of it, so what is accepted, and
 * how the rest fails, comes out the same, but for the few differences that
 * load.c mends. Scalars are views into the source where they can be. Anchors
 * and merge keys are resolved before anyone sees the tree, as in kustomize.
 *
 * Input may be hostile: nesting, alias expansion and size have limits that end
 * in an ordinary error.
 */
#ifndef YAML_LOAD_H
#define YAML_LOAD_H

#include "yaml/node.h"
#include "yaml/resolve.h"

/* Where the first character of a text stands: a file's start, or inside another file's scalar. */
struct origin {
	struct mark at;
	uint32_t indent; /* added to the column of every line but the first */
};

/* The start of a file. */
struct origin origin_of_source(const struct source *source);
/*
 * Where the text of `scalar` stands in its file: for a literal block the line below its
 * indicator and its indentation, else the place of the scalar itself.
 */
struct origin origin_of_scalar(const struct node *scalar);

struct documents {
	struct node **at;
	size_t len, cap;
	size_t pieces; /* how many the stream was cut into, empty ones included */
};

/*
 * Every document of a stream that was cut at "---" lines first, as kustomize's reader does it: CRLF
 * is LF, of each piece only the first document counts, and empty and null documents vanish. Errors
 * carry kustomize's sentence, "MalformedYAMLError: yaml: line 4: …".
 */
MUST_CHECK bool load_documents(struct arena *arena, str text, struct origin origin,
                               struct documents *out, struct diags *diags);

/*
 * The first document of `text` as a value: read as YAML 1.1, keys and
 * scalars in normal form, see value.h. *out is NULL for an empty document. The sentence is the
 * bare "yaml: line 4: …".
 */
MUST_CHECK bool load_value(struct arena *arena, str text, struct origin origin, struct node **out,
                           struct diags *diags);

/* Does a file's name say that it is YAML? */
bool load_is_yaml_name(str name);

#endif
