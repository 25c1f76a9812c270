/* trace.c - see trace.h */
#include "base/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void (*told)(str line);

void trace_set(void (*tell)(str line))
{
	told = tell;
}

/* "https://user:secret@host" loses what stands before the '@'. */
static size_t without_secrets(char *line, size_t len)
{
	size_t kept = 0;
	for (size_t i = 0; i < len; i++) {
		line[kept++] = line[i];
		if (kept < 3 || memcmp(line + kept - 3, "://", 3) != 0)
			continue;
		const size_t end = i + 1 + strcspn(line + i + 1, "/ @");
		if (line[end] == '@')
			i = end;
	}
	return kept;
}

void trace_say(const char *fmt, ...)
{
	char line[1024]; /* what is longer is cut: it is for the eye */
	va_list args;
	if (!told)
		return;
	va_start(args, fmt);
	const int len = vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	if (len <= 0)
		return;
	const size_t shown = (size_t)len < sizeof line ? (size_t)len : sizeof line - 1;
	told((str){line, without_secrets(line, shown)});
}
