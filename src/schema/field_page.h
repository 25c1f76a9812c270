/*
 * field_page.h - a field in plain words, by the schemas that lint checks with
 *
 * "OCIRepository.spec.ref.semver" names one from the top of its kind, and so do the titles of files
 * that are no objects: "kustomization.yaml.patches", ".kustoc.yaml.channels". Without a kind it is
 * one of an OCIRepository, from its top or from its spec: "ref.semver". A list is passed through:
 * the fields are those of its items.
 */
#ifndef SCHEMA_FIELD_PAGE_H
#define SCHEMA_FIELD_PAGE_H

#include "base/buf.h"
#include "schema/json_schema.h"

struct field_page {
	str api_version;
	str path; /* with its kind before it */
	const struct node *schema;
	struct json_schema in; /* what it is part of */
	bool is_required;
	bool is_there;
	str unknown;              /* if it is not: the first step that is none */
	const struct node *above; /* and what has no such step */
};

/* False when `text` begins with no kind, and is no field of an OCIRepository either. */
bool field_page_find(struct arena *arena, struct json_schemas *schemas, str text,
                     struct field_page *out);
/* Adds a line an answer: what it is, its type, its values, its fields. */
void field_page_add(struct json_schemas *schemas, const struct field_page *page, struct buf *out);
/* Reports the step that is no field, and which may be meant. Returns false. */
bool field_page_unknown(const struct field_page *page, struct diags *diags);

#endif
