/*
 * file.h - reading and finding files
 *
 * Failures come back as an errno value, 0 for none: what a missing file means
 * is the caller's to say. Paths are str and copied to C strings inside.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/map.h"

enum file_kind { FILE_NONE, FILE_REGULAR, FILE_DIRECTORY, FILE_OTHER };

/* What `path` is, following links; FILE_NONE when it cannot be looked at. */
enum file_kind file_kind(struct arena *arena, str path);
/* The whole file into `arena`. Files over 1 GiB give EFBIG. */
int file_read(struct arena *arena, str path, str *text);
/* `path` made absolute, without links. On failure *out is the first component that is not there. */
int file_resolve(struct arena *arena, str path, str *out);
/*
 * The same for many files of few directories: `known` are those whose links were followed before,
 * empty at first, and good for as long as nobody moves them.
 */
struct file_dirs {
	struct map real; /* a directory, absolute -> str: the same without links */
};
int file_resolve_in(struct arena *arena, struct file_dirs *known, str path, str *out);
/* The current directory, absolute. */
str file_current_dir(struct arena *arena);
/* `path` made absolute and clean, seen from the current directory; links stay. */
str file_absolute(struct arena *arena, str path);
/* The names in a directory, without "." and "..", in byte order. */
struct file_names {
	str *at;
	size_t len, cap;
};
int file_list(struct arena *arena, str dir, struct file_names *out);
/*
 * The same with what each of them is; a link's kind is that of what it leads to. FILE_OTHER, a pipe
 * say, may never end, and is nothing to be read just because it is there.
 */
struct file_entry {
	str name;
	enum file_kind kind;
	bool is_link;
};
struct file_entries {
	struct file_entry *at;
	size_t len, cap;
};
int file_list_entries(struct arena *arena, str dir, struct file_entries *out);
/*
 * Makes `path` hold `text`, or leaves it as it was: the text goes to a new file beside it that then
 * takes its name. The mode stays, a link is followed. What is no regular file, or lies where no
 * file can be made, is written in place.
 */
int file_write(struct arena *arena, str path, str text);
/* Makes a directory and those above it; those that exist are fine. */
int file_make_dirs(struct arena *arena, str path);
/*
 * A new directory of our own, `parent`/`prefix`-XXXXXX, which is gone when somebody interrupts the
 * program. With it goes all that is in it: file_remove_scratch(), or interrupt_forget() for whom it
 * shall stay.
 */
int file_make_scratch(struct arena *arena, str parent, const char *prefix, str *path);
void file_remove_scratch(struct arena *arena, str path);
/* Removes a directory with all that is in it; links are not followed. */
int file_remove_tree(struct arena *arena, str path);

#endif
