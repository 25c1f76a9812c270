/* process.c - see process.h */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/trace.h"

enum { OUTPUT_MAX = 1 << 30, CHUNK = 64 * 1024 };

static bool is_program(struct arena *arena, str path)
{
	return access(arena_cstr(arena, path), X_OK) == 0;
}

str process_find(struct arena *arena, str name, str search_path)
{
	if (name.len == 0)
		return STR("");
	if (str_find_char(name, '/') != STR_NONE)
		return is_program(arena, name) ? name : STR("");
	for (str dir, rest = search_path; rest.len > 0;) {
		str_cut(rest, ':', &dir, &rest);
		if (dir.len == 0)
			continue; /* the current directory: never run what a repository brings along
			           */
		const str path = ARENA_JOIN(arena, '/', dir, name);
		if (is_program(arena, path))
			return path;
	}
	return STR("");
}

/* A child and the ends of the pipes that lead from it. */
struct child {
	pid_t pid;
	int out, err;
	int failure; /* delivers the errno of a failed start; closed by a successful exec */
};

static char **c_strings(struct arena *arena, const str *texts, size_t len)
{
	char **strings = ARENA_ARRAY(arena, char *, len + 1);
	for (size_t i = 0; i < len; i++) {
		strings[i] = arena_alloc(arena, texts[i].len + 1, 1);
		memcpy(strings[i], texts[i].at, texts[i].len);
	}
	return strings;
}

/* The child's half of a start; does not return. All was prepared: no memory is needed here. */
static void become(char *const *args, char **env, const char *dir, int input, const int pipes[3][2])
{
	bool ready = input >= 0 && dup2(input, STDIN_FILENO) >= 0 &&
	             dup2(pipes[0][1], STDOUT_FILENO) >= 0 && dup2(pipes[1][1], STDERR_FILENO) >= 0;
	ready = ready && (!dir || chdir(dir) == 0);
	/* A group of its own: ending it ends git's and helm's helpers with it. */
	setpgid(0, 0);
	for (; ready && *env; env++)
		ready = (strchr(*env, '=') ? putenv(*env) : unsetenv(*env)) == 0;
	if (ready)
		execv(args[0], args);
	const int error = errno;
	const ssize_t told = write(pipes[2][1], &error, sizeof error);
	_exit(told == (ssize_t)sizeof error ? 127 : 126);
}

static void close_pipes(int pipes[3][2])
{
	for (size_t i = 0; i < 3; i++)
		for (size_t end = 0; end < 2; end++)
			if (pipes[i][end] >= 0)
				close(pipes[i][end]);
}

static int open_pipes(int pipes[3][2])
{
	for (size_t i = 0; i < 3; i++) {
		if (pipe(pipes[i]) != 0)
			return errno;
		for (size_t end = 0; end < 2; end++)
			if (fcntl(pipes[i][end], F_SETFD, FD_CLOEXEC) != 0)
				return errno;
	}
	return 0;
}

/* A descriptor to read `text` from, or -1. It fits into the pipe, so nobody waits for a reader. */
static int open_input(str text)
{
	int ends[2];
	if (text.len == 0)
		return open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (text.len > PROCESS_INPUT_MAX || pipe(ends) != 0)
		return -1;
	const bool written = write(ends[1], text.at, text.len) == (ssize_t)text.len;
	close(ends[1]);
	if (written && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0)
		return ends[0];
	close(ends[0]);
	return -1;
}

/* 0, or the errno of what went wrong on this side. */
static int start(struct arena *arena, const struct process *process, struct child *child)
{
	int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
	char **args = c_strings(arena, process->args, process->args_len);
	char **env = c_strings(arena, process->env, process->env_len);
	const char *dir = process->dir.len > 0 ? arena_cstr(arena, process->dir) : NULL;
	const int input = open_input(process->input);
	int error = open_pipes(pipes);
	if (!error) {
		child->pid = fork();
		if (child->pid == 0)
			become(args, env, dir, input, (const int(*)[2])pipes);
		error = child->pid < 0 ? errno : 0;
	}
	if (input >= 0)
		close(input);
	if (error) {
		close_pipes(pipes);
		return error;
	}
	setpgid(child->pid, child->pid); /* whoever is first: finish() may need it at once */
	for (size_t i = 0; i < 3; i++)
		close(pipes[i][1]);
	child->out = pipes[0][0];
	child->err = pipes[1][0];
	child->failure = pipes[2][0];
	return 0;
}

static int64_t now_millis(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Takes what is there. False at the end. */
static bool take(int fd, struct buf *into)
{
	const ssize_t got = read(fd, buf_reserve(into, CHUNK), CHUNK);
	if (got > 0)
		into->len += (size_t)got;
	return got > 0 || (got < 0 && errno == EINTR);
}

/* Reads both streams until the child has closed them, or a limit is reached. */
static enum process_end collect(const struct child *child, unsigned timeout_millis, struct buf *out,
                                struct buf *err)
{
	const int64_t deadline = now_millis() + timeout_millis;
	struct pollfd ends[2] = {{.fd = child->out, .events = POLLIN},
	                         {.fd = child->err, .events = POLLIN}};
	struct buf *into[2] = {out, err};
	while (ends[0].fd >= 0 || ends[1].fd >= 0) {
		const int64_t left = deadline - now_millis();
		if (timeout_millis > 0 && left <= 0)
			return PROCESS_TIMED_OUT;
		const int ready = poll(ends, 2, timeout_millis > 0 ? (int)left : -1);
		if (ready < 0 && errno != EINTR)
			return PROCESS_TIMED_OUT;
		for (size_t i = 0; ready > 0 && i < 2; i++)
			if (ends[i].revents != 0 && !take(ends[i].fd, into[i]))
				ends[i].fd = -1; /* poll() skips it */
		if (out->len + err->len > OUTPUT_MAX)
			return PROCESS_TOO_MUCH;
	}
	return PROCESS_EXITED;
}

/* Waits for the child's end, which it has been helped to when `end` is not PROCESS_EXITED. */
static void finish(const struct child *child, enum process_end end, struct process_result *result)
{
	int status = 0, failure = 0;
	if (end != PROCESS_EXITED)
		kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	const bool failed =
		read(child->failure, &failure, sizeof failure) == (ssize_t)sizeof failure;
	close(child->out);
	close(child->err);
	close(child->failure);
	result->end = end;
	if (end != PROCESS_EXITED)
		return;
	if (failed) {
		result->end = PROCESS_NOT_STARTED;
		result->code = failure;
	} else if (WIFSIGNALED(status)) {
		result->end = PROCESS_KILLED;
		result->code = WTERMSIG(status);
	} else {
		result->code = WEXITSTATUS(status);
	}
}

static void trace_start(struct arena *arena, const struct process *process)
{
	struct buf words;
	buf_init(&words, arena);
	for (size_t i = 0; i < process->args_len; i++)
		buf_printf(&words, " %.*s", STR_ARG(process->args[i]));
	trace_say("runs%.*s", STR_ARG(buf_text(&words)));
}

/* False when it did not even start; then *result says why. */
static bool start_one(struct arena *arena, const struct process *process, struct child *child,
                      struct process_result *result)
{
	*result = (struct process_result){0};
	trace_start(arena, process);
	const int error = start(arena, process, child);
	if (error) {
		result->end = PROCESS_NOT_STARTED;
		result->code = error;
	}
	return error == 0;
}

static void finish_one(struct arena *arena, const struct process *process,
                       const struct child *child, struct process_result *result)
{
	struct buf out, err;
	buf_init(&out, arena);
	buf_init(&err, arena);
	finish(child, collect(child, process->timeout_millis, &out, &err), result);
	result->out = buf_text(&out);
	result->err = buf_text(&err);
}

/* One that says more than its pipe holds waits until it is its turn to be read. */
bool process_run_all(struct arena *arena, const struct process *processes, size_t count,
                     struct process_result *results)
{
	bool ok = true;
	struct child *children = ARENA_ARRAY(arena, struct child, count);
	bool *started = ARENA_ARRAY(arena, bool, count);
	for (size_t i = 0; i < count; i++)
		started[i] = start_one(arena, &processes[i], &children[i], &results[i]);
	for (size_t i = 0; i < count; i++) {
		if (started[i])
			finish_one(arena, &processes[i], &children[i], &results[i]);
		ok = ok && results[i].end == PROCESS_EXITED && results[i].code == 0;
	}
	return ok;
}

bool process_run(struct arena *arena, const struct process *process, struct process_result *result)
{
	return process_run_all(arena, process, 1, result);
}

str process_end_text(struct arena *arena, const struct process_result *result)
{
	switch (result->end) {
	case PROCESS_EXITED: return arena_printf(arena, "exit status %d", result->code);
	case PROCESS_KILLED: return arena_printf(arena, "signal: %s", strsignal(result->code));
	case PROCESS_NOT_STARTED: return str_of(strerror(result->code));
	case PROCESS_TIMED_OUT: return STR("it took too long");
	case PROCESS_TOO_MUCH: return STR("it printed too much");
	}
	return STR("");
}
