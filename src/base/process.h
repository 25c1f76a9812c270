/*
 * process.h - running another program
 *
 * Never through a shell: arguments are passed as they are. The program gets
 * little or nothing on standard input, inherits the environment, and is ended
 * when it takes too long or says too much.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"

struct process {
	const str *args; /* args[0] is the program: a path, or a name for process_find() */
	size_t args_len;
	const str *env; /* "NAME=value" in place of what is inherited; "NAME" takes it away */
	size_t env_len;
	str dir;                 /* where it runs; "" for here */
	str input;               /* for its standard input, at most PROCESS_INPUT_MAX bytes */
	unsigned timeout_millis; /* 0: no limit */
};

enum { PROCESS_INPUT_MAX = 4096 }; /* what a pipe holds while nobody reads */

enum process_end {
	PROCESS_EXITED,
	PROCESS_KILLED,      /* by a signal */
	PROCESS_NOT_STARTED, /* no such program, not executable, no directory to run in */
	PROCESS_TIMED_OUT,
	PROCESS_TOO_MUCH, /* more than 1 GiB of output */
};

struct process_result {
	enum process_end end;
	int code; /* exit code, signal, or errno, as `end` says */
	str out, err;
};

/*
 * The path of a program as a shell would find it in `search_path` (directories with colons
 * between); a name with a slash in it is its own path. "" when there is none.
 */
str process_find(struct arena *arena, str name, str search_path);

/* Runs args[0], which is a path, to its end. True when it exited with 0. */
bool process_run(struct arena *arena, const struct process *process, struct process_result *result);
/* The same for several at a time, a result each. True when all of them exited with 0. */
bool process_run_all(struct arena *arena, const struct process *processes, size_t count,
                     struct process_result *results);

/* How it ended in Go's words: "exit status 128", "signal: killed". */
str process_end_text(struct arena *arena, const struct process_result *result);

#endif
