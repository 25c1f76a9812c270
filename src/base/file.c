/* file.c - see file.h */
#define _DEFAULT_SOURCE /* d_type, which POSIX has since 2024 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_view.h"
#include "base/interrupt.h"
#include "base/path.h"

enum { FILE_MAX = 1 << 30, PIPE_CHUNK = 64 * 1024 };

static enum file_kind kind_of_mode(mode_t mode)
{
	return S_ISDIR(mode) ? FILE_DIRECTORY : S_ISREG(mode) ? FILE_REGULAR : FILE_OTHER;
}

enum file_kind file_kind(struct arena *arena, str path)
{
	struct stat info;
	str text, real;
	switch (file_view_ask(path, &text, &real)) {
	case FILE_VIEW_NOTHING: return FILE_NONE;
	case FILE_VIEW_REGULAR:
	case FILE_VIEW_TEXT: return FILE_REGULAR;
	case FILE_VIEW_DIRECTORY: return FILE_DIRECTORY;
	case FILE_VIEW_AS_IS: break;
	}
	if (stat(arena_cstr(arena, path), &info) != 0)
		return FILE_NONE;
	return kind_of_mode(info.st_mode);
}

/*
 * Reads until the end; `guess` is the size the file system gave, which pipes do not have. A regular
 * file of some size that gives less than was asked for has no more.
 */
static int read_all(struct arena *arena, int fd, size_t guess, bool is_regular, str *text)
{
	size_t cap = guess + 1, len = 0;
	char *at = arena_alloc(arena, cap, 1);
	for (;;) {
		if (len == cap) {
			at = arena_resize(arena, at, cap, cap + cap / 2 + PIPE_CHUNK, 1);
			cap += cap / 2 + PIPE_CHUNK;
		}
		const size_t room = cap - len;
		const ssize_t got = read(fd, at + len, room);
		if (got < 0 && errno != EINTR)
			return errno;
		if (got == 0)
			break;
		len += got > 0 ? (size_t)got : 0;
		if (len > FILE_MAX)
			return EFBIG;
		if (is_regular && guess > 0 && got > 0 && (size_t)got < room)
			break;
	}
	*text = (str){at, len};
	return 0;
}

int file_read(struct arena *arena, str path, str *text)
{
	str real;
	switch (file_view_ask(path, text, &real)) {
	case FILE_VIEW_NOTHING: return ENOENT;
	case FILE_VIEW_TEXT: return 0;
	case FILE_VIEW_DIRECTORY: return EISDIR;
	case FILE_VIEW_REGULAR:
	case FILE_VIEW_AS_IS: break;
	}
	const int fd = open(arena_cstr(arena, path), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	struct stat info;
	int error = fstat(fd, &info) != 0 ? errno : 0;
	if (!error && S_ISDIR(info.st_mode))
		error = EISDIR;
	if (!error && info.st_size > FILE_MAX)
		error = EFBIG;
	if (!error)
		error = read_all(arena, fd, (size_t)info.st_size, S_ISREG(info.st_mode), text);
	close(fd);
	return error;
}

str file_current_dir(struct arena *arena)
{
	char path[PATH_MAX];
	return getcwd(path, sizeof path) ? arena_copy(arena, str_of(path)) : STR("/");
}

str file_absolute(struct arena *arena, str path)
{
	return path_is_absolute(path) ? path_clean(arena, path)
	                              : path_join(arena, file_current_dir(arena), path);
}

/* The shortest leading part of `path` that cannot be looked at. */
static str first_missing(struct arena *arena, str path)
{
	for (size_t end = 1; end < path.len; end++) {
		struct stat info;
		if (path.at[end] == '/' &&
		    lstat(arena_cstr(arena, str_slice(path, 0, end)), &info) != 0)
			return str_slice(path, 0, end);
	}
	return path;
}

/* False when the view has nothing to say of it. */
static bool resolve_in_view(struct arena *arena, str path, str *out, int *error)
{
	str text, real;
	const enum file_view_answer answer = file_view_ask(path, &text, &real);
	if (answer == FILE_VIEW_AS_IS)
		return false;
	*error = answer == FILE_VIEW_NOTHING ? ENOENT : 0;
	*out = arena_copy(arena, real);
	return true;
}

/* NULL when the directory cannot be resolved. */
static const str *real_dir(struct arena *arena, struct file_dirs *known, str dir)
{
	str *real = map_get(&known->real, dir);
	if (real)
		return real;
	real = ARENA_NEW(arena, str);
	if (file_resolve(arena, dir, real) != 0)
		return NULL;
	map_set(arena, &known->real, dir, real);
	return real;
}

int file_resolve_in(struct arena *arena, struct file_dirs *known, str path, str *out)
{
	int told;
	struct stat info;
	if (resolve_in_view(arena, path, out, &told))
		return told;
	path = file_absolute(arena, path);
	const str *dir = path.len > 1 ? real_dir(arena, known, path_dir(path)) : NULL;
	if (!dir)
		return file_resolve(arena, path, out);
	*out = path_join(arena, *dir, path_base(path));
	if (lstat(arena_cstr(arena, *out), &info) == 0)
		return S_ISLNK(info.st_mode) ? file_resolve(arena, path, out) : 0;
	told = errno;
	*out = path; /* all above it is there */
	return told;
}

int file_resolve(struct arena *arena, str path, str *out)
{
	int told;
	if (resolve_in_view(arena, path, out, &told))
		return told;
	char resolved[PATH_MAX];
	path = file_absolute(arena, path);
	if (!realpath(arena_cstr(arena, path), resolved)) {
		const int error = errno;
		*out = first_missing(arena, path);
		return error;
	}
	*out = arena_copy(arena, str_of(resolved));
	return 0;
}

int file_list(struct arena *arena, str dir, struct file_names *out)
{
	struct file_entries entries;
	const int error = file_list_entries(arena, dir, &entries);
	*out = (struct file_names){0};
	for (size_t i = 0; !error && i < entries.len; i++)
		*ARRAY_ADD(arena, out) = entries.at[i].name;
	return error;
}

static struct file_entry look_at(int dir, const char *name)
{
	struct file_entry entry = {.kind = FILE_NONE};
	struct stat info;
	if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return entry;
	entry.is_link = S_ISLNK(info.st_mode);
	if (!entry.is_link || fstatat(dir, name, &info, 0) == 0)
		entry.kind = kind_of_mode(info.st_mode);
	return entry;
}

/* Most file systems say along with the name what it is of, which spares a call a file. */
static struct file_entry entry_of(DIR *handle, const struct dirent *listed)
{
	if (listed->d_type == DT_DIR)
		return (struct file_entry){.kind = FILE_DIRECTORY};
	if (listed->d_type == DT_REG)
		return (struct file_entry){.kind = FILE_REGULAR};
	return look_at(dirfd(handle), listed->d_name);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct file_entry *)a)->name, ((const struct file_entry *)b)->name);
}

static int list_entries(struct arena *arena, str dir, struct file_entries *out)
{
	str text, real;
	if (file_view_ask(dir, &text, &real) == FILE_VIEW_NOTHING)
		return ENOENT;
	DIR *handle = opendir(arena_cstr(arena, dir));
	if (!handle)
		return errno;
	for (struct dirent *listed; (listed = readdir(handle));) {
		const str name = str_of(listed->d_name);
		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		struct file_entry *entry = ARRAY_ADD(arena, out);
		*entry = entry_of(handle, listed);
		entry->name = arena_copy(arena, name);
	}
	closedir(handle);
	return 0;
}

int file_list_entries(struct arena *arena, str dir, struct file_entries *out)
{
	const struct file_entries *seen = file_view_list(dir);
	*out = (struct file_entries){0};
	const int error = seen ? 0 : list_entries(arena, dir, out);
	for (size_t i = 0; seen && i < seen->len; i++)
		*ARRAY_ADD(arena, out) = seen->at[i];
	if (out->len > 1)
		qsort(out->at, out->len, sizeof *out->at, by_name);
	return error;
}

static int write_all(int fd, str text)
{
	while (text.len > 0) {
		const ssize_t put = write(fd, text.at, text.len);
		if (put < 0 && errno != EINTR)
			return errno;
		if (put > 0)
			text = str_from(text, (size_t)put);
	}
	return 0;
}

static int write_in_place(const char *path, str text)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno;
	const int error = write_all(fd, text);
	return close(fd) != 0 && !error ? errno : error;
}

/* mkstemp() gives 0600; a new file gets what open() would have given it. */
static mode_t mode_for(const struct stat *old)
{
	if (old)
		return old->st_mode & 07777;
	const mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

/* Writes a new file beside `path` and gives it its name. */
static int write_and_rename(struct arena *arena, const char *path, const struct stat *old, str text)
{
	static const char SUFFIX[] = ".XXXXXX"; /* for mkstemp() to fill in */
	const size_t size = strlen(path) + sizeof SUFFIX;
	char *name = arena_alloc(arena, size, 1);
	snprintf(name, size, "%s%s", path, SUFFIX);
	const int fd = mkstemp(name);
	if (fd < 0)
		return write_in_place(path, text);
	interrupt_note(str_of(name));
	int error = write_all(fd, text);
	if (!error && fchmod(fd, mode_for(old)) != 0)
		error = errno;
	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(name, path) != 0)
		error = errno;
	if (error)
		unlink(name);
	interrupt_forget(str_of(name));
	return error;
}

int file_write(struct arena *arena, str path, str text)
{
	char resolved[PATH_MAX];
	struct stat old;
	const char *name = arena_cstr(arena, path);
	const bool exists = stat(name, &old) == 0;
	/*
	 * The directory alone decides whether it can be replaced; who made it read-only meant it.
	 */
	if (exists && S_ISREG(old.st_mode) && access(name, W_OK) != 0)
		return errno;
	if (exists && (!S_ISREG(old.st_mode) || !realpath(name, resolved)))
		return write_in_place(name, text);
	return write_and_rename(arena, exists ? resolved : name, exists ? &old : NULL, text);
}

int file_make_dirs(struct arena *arena, str path)
{
	for (size_t end = 1; end <= path.len; end++) {
		if (end < path.len && path.at[end] != '/')
			continue;
		if (mkdir(arena_cstr(arena, str_slice(path, 0, end)), 0777) != 0 && errno != EEXIST)
			return errno;
	}
	return file_kind(arena, path) == FILE_DIRECTORY ? 0 : ENOTDIR;
}

int file_make_scratch(struct arena *arena, str parent, const char *prefix, str *path)
{
	static const char SUFFIX[] = "-XXXXXX"; /* for mkdtemp() to fill in */
	const size_t size = parent.len + 1 + strlen(prefix) + sizeof SUFFIX;
	char *name = arena_alloc(arena, size, 1);
	snprintf(name, size, "%.*s/%s%s", STR_ARG(parent), prefix, SUFFIX);
	*path = str_of(name);
	if (!mkdtemp(name))
		return errno;
	interrupt_note(*path);
	return 0;
}

void file_remove_scratch(struct arena *arena, str path)
{
	file_remove_tree(arena, path);
	interrupt_forget(path);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	(void)info, (void)type, (void)walk;
	return remove(path) == 0 ? 0 : errno;
}

int file_remove_tree(struct arena *arena, str path)
{
	enum { OPEN_AT_ONCE = 16 };
	const int error =
		nftw(arena_cstr(arena, path), remove_entry, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
	return error < 0 ? errno : error;
}
