/*
 * progress.h - one line that says how far a long run is
 *
 * On standard error, when a person is watching, once half a second has passed,
 * and gone when the work is done. It is the only thing printed before a command
 * has ended.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/command.h"

struct progress {
	int stream; /* -1: nobody is told */
	size_t width;
	double next; /* when there is something to say again, by progress_now() */
	bool is_shown;
};

/* Seconds, from some point that stays. */
double progress_now(void);

void progress_init(struct progress *progress, const struct invocation *invocation);
/*
 * `context` is a struct progress; for lint_options.on_progress. With `done` == `total` the line is
 * taken away.
 */
void progress_tell(void *context, size_t done, size_t total, str dir);

#endif
