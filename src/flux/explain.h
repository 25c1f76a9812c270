/*
 * explain.h - a range or a filter in plain words
 *
 * What it means in each release of Flux whose answer differs, with tags that it
 * takes and tags that it refuses: the examples are found out, not written.
 */
#ifndef FLUX_EXPLAIN_H
#define FLUX_EXPLAIN_H

#include "base/buf.h"
#include "flux/range.h"
#include "flux/tagfilter.h"

/* Does some release of Flux take it for a range, or for a filter? */
bool explain_is_range(struct arena *arena, str text);
bool explain_is_filter(struct arena *arena, str text);

/* Adds lines of a label and a text each. Also for what no release takes: then it says why. */
void explain_range(struct arena *arena, str text, struct buf *out);
void explain_filter(struct arena *arena, str text, struct buf *out);

/* A range under one release in one line: "releases from 1.0.0 below 2.0.0". */
str explain_range_words(struct arena *arena, const struct range *range);
/* What a pattern asks of a tag: "contains '-rc'". */
str explain_filter_words(struct arena *arena, const struct tagfilter *filter);

#endif
