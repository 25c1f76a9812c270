/*
 * taglist.h - a registry's tags from a file
 *
 * One a line, as crane prints them, or JSON: a list of strings, or an object
 * with one under `tags` or `Tags`, as the registry itself and skopeo answer.
 */
#ifndef FLUX_TAGLIST_H
#define FLUX_TAGLIST_H

#include "base/diag.h"

struct taglist {
	str *at; /* in the order of the file, which settles ties */
	size_t len, cap;
	struct mark at_file; /* no source: a registry has answered */
};

/* Adds to *out, borrowed from `source`. False, with an error at the place, when JSON is broken. */
MUST_CHECK bool taglist_parse(struct arena *arena, const struct source *source, struct taglist *out,
                              struct diags *diags);

#endif
