/* formats.h - rendered resources in other forms than kustomize's stream */
#ifndef KUSTOMIZE_FORMATS_H
#define KUSTOMIZE_FORMATS_H

#include "base/buf.h"
#include "kustomize/resmap.h"

struct format_file {
	str name; /* without a directory */
	str text;
};

struct format_files {
	struct format_file *at;
	size_t len, cap;
};

/*
 * One file a resource, named as kustomize names them with --output DIR: with the
 * namespace in front when the resources have several.
 */
MUST_CHECK bool format_separately(struct arena *arena, const struct resmap *resources,
                                  struct format_files *out, struct diags *diags);

/* Adds one JSON list, or with `lines` a resource a line. */
MUST_CHECK bool format_json(const struct resmap *resources, bool lines, struct buf *out,
                            struct diags *diags);

#endif
