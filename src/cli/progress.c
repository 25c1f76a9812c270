/* progress.c - see progress.h */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"

#define DELAY    0.5 /* seconds; what is faster needs no line */
#define INTERVAL 0.1

/* Back to the first column, and everything behind it away. */
#define ERASE "\r\033[K"

double progress_now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool is_wanted(const struct globals *globals)
{
	const char *terminal = getenv("TERM");
	if (globals->progress != PROGRESS_AUTO)
		return globals->progress == PROGRESS_ALWAYS;
	return !globals->quiet && isatty(STDERR_FILENO) && terminal &&
	       !str_eq(str_of(terminal), STR("dumb"));
}

void progress_init(struct progress *progress, const struct invocation *invocation)
{
	*progress =
		(struct progress){.stream = is_wanted(&invocation->globals) ? STDERR_FILENO : -1,
	                          .width = invocation->err_look.width,
	                          .next = progress_now() + DELAY};
}

/* What cannot be said is not worth a failure. */
static void say(const struct progress *progress, str text)
{
	const ssize_t put = write(progress->stream, text.at, text.len);
	(void)put;
}

/* A line that wraps could not be taken away. Cut by bytes: never too long. */
static str line_text(const struct progress *progress, size_t done, size_t total, str dir,
                     char *space, size_t size)
{
	const int len = snprintf(space, size, ERASE "rendering %zu/%zu  %.*s", done + 1, total,
	                         STR_ARG(dir));
	const size_t most = sizeof ERASE - 1 + (progress->width > 1 ? progress->width - 1 : 0);
	size_t used = len < 0 ? 0 : (size_t)len < size ? (size_t)len : size - 1;
	if (progress->width == 0 || used <= most)
		return (str){space, used};
	used = most;
	while (used > 0 && ((unsigned char)space[used - 1] & 0x80) != 0)
		used--; /* perhaps half a character */
	return (str){space, used};
}

void progress_tell(void *context, size_t done, size_t total, str dir)
{
	struct progress *progress = context;
	char space[512];
	if (progress->stream < 0)
		return;
	if (done >= total) {
		if (progress->is_shown)
			say(progress, STR(ERASE));
		interrupt_set_farewell(NULL);
		progress->is_shown = false;
		return;
	}
	if (progress_now() < progress->next)
		return;
	say(progress, line_text(progress, done, total, dir, space, sizeof space));
	interrupt_set_farewell(ERASE);
	progress->is_shown = true;
	progress->next = progress_now() + INTERVAL;
}
