/* code_frame.h - the lines around a place, and carets under it */
#ifndef LINT_CODE_FRAME_H
#define LINT_CODE_FRAME_H

#include "base/look.h"
#include "yaml/source.h"

/*
 * Adds the frame of the token at `at`, with `label` beside the carets. Returns the width of the
 * line numbers, which the notes below are indented by; 0, adding nothing, when there is no such
 * line.
 */
size_t code_frame_add(struct buf *out, const struct look *look, struct source_view *view,
                      struct mark at, str label, enum look_role role);

#endif
