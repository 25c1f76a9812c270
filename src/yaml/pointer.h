/* pointer.h - JSON pointers (RFC 6901): "/spec/ref/semver", "" for the whole document */
#ifndef YAML_POINTER_H
#define YAML_POINTER_H

#include "base/buf.h"

/* Adds "/key", with '~' and '/' in the key written ~0 and ~1. */
void pointer_add_key(struct buf *out, str key);
/* Adds "/0": items of lists are counted from 0. */
void pointer_add_index(struct buf *out, size_t index);

#endif
