/* formats.h - a build in other forms than kustomize's stream */
#ifndef KUSTOMIZE_FORMATS_H
#define KUSTOMIZE_FORMATS_H

#include "kustomize/build.h"

struct format_file {
	str name; /* without a directory */
	str text;
};

struct format_files {
	struct format_file *at;
	size_t len, cap;
};

/*
 * One file a resource, named as kustomize names them: with the namespace in
 * front when the build has several.
 */
MUST_CHECK bool format_separately(struct arena *arena, const struct build *build,
                                  struct format_files *out, struct diags *diags);

/* Adds one JSON list, or with `lines` a resource a line. */
MUST_CHECK bool format_json(const struct build *build, bool lines, struct buf *out,
                            struct diags *diags);

#endif
