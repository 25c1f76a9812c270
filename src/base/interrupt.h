/*
 * interrupt.h - leaving nothing behind when somebody presses Ctrl-C
 *
 * What stands only for a while is noted here as long as it stands: directories
 * and files of our own, a line on the terminal. When a signal ends the program
 * they are taken away first; then the signal does what it always does, so that
 * a shell sees 130 and stops its loop.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include "base/str.h"

/* From here on. The program's business: a test, or whoever else calls us, has ways of its own. */
void interrupt_catch(void);

/* `path` is to be removed with all that is in it, until it is forgotten again. */
void interrupt_note(str path);
void interrupt_forget(str path);
/* What is written to standard error then; the text must stay. NULL: nothing. */
void interrupt_set_farewell(const char *text);

#endif
