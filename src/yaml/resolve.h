/*
 * resolve.h - what a scalar's text means
 *
 * Two dialects, because kustomize has two readers. Resources go through go-yaml
 * v3 (1.2's booleans, timestamps are times). The kustomization file, JSON
 * patches and other configuration go through go-yaml v2: `yes`, `no`, `on`,
 * `off`, `y`, `n` are booleans too and a date stays text.
 */
#ifndef YAML_RESOLVE_H
#define YAML_RESOLVE_H

#include "yaml/node.h"

enum yaml_dialect { YAML_NODES, YAML_11 };

enum scalar_type {
	SCALAR_STR,
	SCALAR_INT,  /* fits int64 */
	SCALAR_UINT, /* over int64, fits uint64 */
	SCALAR_FLOAT,
	SCALAR_BOOL,
	SCALAR_NULL,
	SCALAR_TIMESTAMP, /* text: RFC 3339, as Go prints the time */
};

struct scalar {
	enum scalar_type type;
	str text; /* string, timestamp */
	union {
		int64_t i;
		uint64_t u;
		double f;
		bool b;
	};
};

/* The type of plain text by the dialect's table. */
enum node_tag resolve_tag(str text, enum yaml_dialect dialect);
/* The same with its value. `arena` holds a timestamp's text. */
struct scalar resolve_plain(struct arena *arena, str text, enum yaml_dialect dialect);

/*
 * The value of a scalar node as kustomize's last conversion sees it: tag, text and style together.
 * False when tag and text contradict each other: *problem says it as go-yaml does.
 */
MUST_CHECK bool resolve_scalar(struct arena *arena, const struct node *node, struct scalar *out,
                               str *problem);

/*
 * A number's text as encoding/json writes it: shortest digits, exponent below 1e-6 and from 1e21.
 */
str resolve_json_number(struct arena *arena, const struct scalar *number);
/*
 * strconv.FormatFloat(value, 'g', -1, 64): shortest digits, exponent form below 1e-4 and from 1e6.
 */
str resolve_double_text(struct arena *arena, double value);
/* A number's text as go-yaml writes it after a round trip through JSON. */
str resolve_yaml_number(struct arena *arena, const struct scalar *number);

#endif
