/* input.c - see input.h */
#include "cli/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "yaml/load.h"

/* 0, or an errno. By the descriptor: /dev/stdin cannot be opened when it is a socket. */
static int read_standard(struct arena *arena, str *text)
{
	enum { CHUNK = 1 << 16 };
	struct buf buf;
	buf_init(&buf, arena);
	for (;;) {
		const ssize_t got = read(STDIN_FILENO, buf_reserve(&buf, CHUNK), CHUNK);
		if (got == 0)
			break;
		if (got < 0 && errno != EINTR)
			return errno;
		buf.len += got > 0 ? (size_t)got : 0;
	}
	*text = buf_text(&buf);
	return 0;
}

const struct source *input_read(struct invocation *invocation, str path)
{
	struct source *source = ARENA_NEW(invocation->arena, struct source);
	const bool is_standard = str_eq(path, STR("-"));
	source->path = is_standard ? STR("standard input") : path;
	const int error = is_standard ? read_standard(invocation->arena, &source->text)
	                              : file_read(invocation->arena, path, &source->text);
	if (error == 0)
		return source;
	diag_error(&invocation->diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(source->path),
	           strerror(error));
	return NULL;
}

bool input_read_reference(struct invocation *invocation, str path, str media_type,
                          struct input_reference *out)
{
	const struct source *source = input_read(invocation, path);
	struct node *value;
	if (!source || !load_value(invocation->arena, source->text, origin_of_source(source),
	                           &value, &invocation->diags))
		return false;
	if (value && !node_is_map(value) && !node_is_null(value))
		return diag_error(&invocation->diags, value->at,
		                  "a reference must be a mapping, not %s", node_kind_name(value));
	*out = (struct input_reference){.at = value ? value->at : NO_MARK};
	if (node_get(value, STR("spec"))) {
		out->source = ocirepository_get(value);
		out->id = resource_id_of(value);
		return true;
	}
	out->source = (struct ocirepository){.ref = oci_ref_get(value), .media_type = media_type};
	return true;
}
