/* durations.h - what people write where Flux wants a duration */
#ifndef SCHEMA_DURATIONS_H
#define SCHEMA_DURATIONS_H

#include "base/arena.h"

/*
 * "24h" for "1d", "5m" for "5" or "5 min": what `text` was meant to be, in units of ms, s and m,
 * and of h unless `has_hours` is false; "" when there is no telling. *is_sure: the unit was
 * written.
 */
str duration_meant(struct arena *arena, str text, bool has_hours, bool *is_sure);

#endif
