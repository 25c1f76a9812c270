/*
 * trace.h - what a run does besides what it says: files read, programs started, servers asked
 *
 * For people who wonder why something took so long, or which file had a say in
 * it. Nothing here prints: whoever wants to hear of it says so, for the whole
 * process, and is told one line at a time.
 */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H

#include "base/arena.h"

/* NULL: nobody wants to hear. */
void trace_set(void (*tell)(str line));
/* Costs next to nothing when nobody does. Secrets have no place in it. */
void trace_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
