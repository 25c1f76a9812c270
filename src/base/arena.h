/*
 * arena.h - memory that lives and dies together
 *
 * One arena a build: everything allocated in it is given back by
 * arena_destroy(), nothing before. Allocation cannot fail to the caller;
 * running out of memory ends the program in one place, must_have().
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_CHECK             __attribute__((warn_unused_result))

struct arena;

void *must_have(void *memory); /* `memory`, or the end of the program; nothing else gives up */

/* Owned by the caller; what is allocated in it goes with it, at once. */
struct arena *arena_create(void);
void arena_destroy(struct arena *arena);

/* Zeroed, aligned memory of `size` bytes. */
void *arena_alloc(struct arena *arena, size_t size, size_t align);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type), alignof(type)))
#define ARENA_ARRAY(arena, type, count)                                                            \
	((type *)arena_alloc((arena), sizeof(type) * (count), alignof(type)))

/*
 * Makes `memory`, which arena_alloc() or arena_resize() gave, `size` bytes long and returns where
 * it is now. In place when it is the last thing allocated or large; new bytes are not zeroed.
 */
void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size, size_t align);
/* Gives `memory` back at once if it is large; what is small stays until the arena goes. */
void arena_release(void *memory, size_t size);

/* A copy, with a NUL behind it that its length does not count. */
str arena_copy(struct arena *arena, str text);
/* Like printf(), and like strcat(): new text in the arena, with a NUL behind it. */
str arena_printf(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
str arena_vprintf(struct arena *arena, const char *fmt, va_list args) PRINTF_LIKE(2, 0);
str arena_concat(struct arena *arena, str a, str b);
/*
 * The parts with a character between them; what arena_printf() would do, without reading a format.
 */
str arena_join(struct arena *arena, char between, const str *parts, size_t count);
#define ARENA_JOIN(arena, between, ...)                                                            \
	arena_join((arena), (between), (const str[]){__VA_ARGS__},                                 \
	           sizeof((const str[]){__VA_ARGS__}) / sizeof(str))
/* NUL-terminated, for system calls. */
const char *arena_cstr(struct arena *arena, str text);

/*
 * A growing array in an arena: { T *at; size_t len, cap; }. ARRAY_ADD() gives the address of a
 * new, unset element at the end; it is valid until the next one is added.
 */
#define ARRAY(type)                                                                                \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t len, cap;                                                                   \
	}
#define ARRAY_ADD(arena, array)                                                                    \
	((array)->at = array_grow((arena), (array)->at, (array)->len, &(array)->cap,               \
	                          sizeof *(array)->at),                                            \
	 &(array)->at[(array)->len++])
/*
 * For ARRAY_ADD(): where the elements are once there is room for one more, with *cap set anew. What
 * was at `at` may be somewhere else afterwards.
 */
void *array_grow(struct arena *arena, void *at, size_t len, size_t *cap, size_t size);

#endif
