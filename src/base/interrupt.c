/*
 * interrupt.c - see interrupt.h
 *
 * A handler may do next to nothing: no memory, no walk through a directory (signal-safety(7)). To
 * write, to fork and to start rm is among what it may.
 */
#include "base/interrupt.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOTES = 8 }; /* more at once there never are; what does not fit is left behind */

static struct note {
	volatile sig_atomic_t is_set;
	char path[PATH_MAX];
} notes[NOTES];
static const char *volatile farewell;

static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS_LEN = sizeof SIGNALS / sizeof *SIGNALS };

void interrupt_note(str path)
{
	for (size_t i = 0; i < NOTES; i++) {
		if (notes[i].is_set || path.len >= sizeof notes[i].path)
			continue;
		memcpy(notes[i].path, path.at, path.len);
		notes[i].path[path.len] = '\0';
		notes[i].is_set = 1;
		return;
	}
}

void interrupt_forget(str path)
{
	for (size_t i = 0; i < NOTES; i++)
		if (notes[i].is_set && str_eq(str_of(notes[i].path), path))
			notes[i].is_set = 0;
}

void interrupt_set_farewell(const char *text)
{
	farewell = text;
}

static void remove_noted(const char *path)
{
	const pid_t child = fork();
	if (child == 0) {
		execl("/bin/rm", "rm", "-rf", "--", path, (char *)NULL);
		_exit(1);
	}
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
}

static void clear_up(int signal_number)
{
	const char *text = farewell;
	if (text) {
		const ssize_t put = write(STDERR_FILENO, text, strlen(text));
		(void)put;
	}
	for (size_t i = 0; i < NOTES; i++)
		if (notes[i].is_set)
			remove_noted(notes[i].path);
	raise(signal_number); /* SA_RESETHAND: it has its old meaning again */
}

void interrupt_catch(void)
{
	struct sigaction ours = {.sa_handler = clear_up, .sa_flags = (int)SA_RESETHAND}, old;
	sigemptyset(&ours.sa_mask);
	for (size_t i = 0; i < SIGNALS_LEN; i++) {
		/* nohup, and shells without job control, want it ignored. */
		if (sigaction(SIGNALS[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(SIGNALS[i], &ours, NULL);
	}
}
