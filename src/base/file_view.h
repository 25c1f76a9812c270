/*
 * file_view.h - the files of another moment, seen in place
 *
 * What would be committed is nearly what lies in the working tree. To copy a
 * repository for the sake of the few files that differ costs more than to judge
 * it. While a view is in use, the functions of file.h that read answer as if the
 * files below its root were just those that were added to it; who asks need not
 * know. What writes is not concerned, and neither are programs that are started.
 *
 * A view is in use for the whole process: one at a time, put away by who used it.
 */
#ifndef BASE_FILE_VIEW_H
#define BASE_FILE_VIEW_H

#include "base/file.h"

struct file_view;

enum file_view_kind {
	FILE_VIEW_FILE, /* as it lies there */
	FILE_VIEW_LINK, /* to be followed as it lies there */
	FILE_VIEW_TREE, /* a directory, and below it all that lies there */
};

/* `root`: absolute and without links, as are all paths in it. */
struct file_view *file_view_new(struct arena *arena, str root);
/* `path`, from the root, is there, and so are the directories above it. */
void file_view_add(struct file_view *view, str path, enum file_view_kind kind);
/* The same for a file that holds `text`. */
void file_view_put(struct file_view *view, str path, str text);
/* Who says of a path that was not added, but lies there, whether it is there; else it is not. */
void file_view_set_judge(struct file_view *view, bool (*is_there)(const void *context, str path),
                         const void *context);

/* From here on this is what is seen; NULL: what is there. */
void file_view_use(struct file_view *view);

/* ---- for file.c ---- */

enum file_view_answer {
	FILE_VIEW_AS_IS,   /* the view has nothing to say of it */
	FILE_VIEW_NOTHING, /* there is none */
	FILE_VIEW_REGULAR, /* a file; read it */
	FILE_VIEW_TEXT,    /* a file that holds *text */
	FILE_VIEW_DIRECTORY,
};

/* What is at `path`, and unless it is as it is, *real: its path, absolute and without links. */
enum file_view_answer file_view_ask(str path, str *text, str *real);
/* What is in a directory, in no order; NULL when the view has nothing to say of it. */
const struct file_entries *file_view_list(str dir);

#endif
