/*
 * arena.c - see arena.h
 *
 * Small things share blocks; a thing of LARGE bytes or more has a block of its
 * own, which realloc can move, so a growing output does not leave its earlier
 * selves behind.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, BLOCK = 256 * 1024, LARGE = 64 * 1024 };

struct block {
	struct block *next, *prev;
	size_t size, used; /* bytes behind this header */
};

struct arena {
	struct block blocks; /* ring of shared blocks, the current one first */
	struct block large;  /* ring of blocks that hold one thing */
};

static const size_t HEADER = (sizeof(struct block) + 15) & ~(size_t)15;

void *must_have(void *memory)
{
	if (!memory) {
		fputs("kustoc: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

static void ring_init(struct block *ring)
{
	ring->next = ring->prev = ring;
}

static void ring_add(struct block *ring, struct block *block)
{
	block->next = ring->next;
	block->prev = ring;
	ring->next->prev = block;
	ring->next = block;
}

static char *bytes_of(struct block *block)
{
	return (char *)block + HEADER;
}

static struct block *block_create(struct block *ring, size_t size)
{
	if (size > SIZE_MAX / 2)
		must_have(NULL);
	struct block *block = must_have(calloc(1, HEADER + size));
	block->size = size;
	ring_add(ring, block);
	return block;
}

struct arena *arena_create(void)
{
	struct arena *arena = must_have(calloc(1, sizeof *arena));
	ring_init(&arena->blocks);
	ring_init(&arena->large);
	return arena;
}

static void ring_destroy(struct block *ring)
{
	for (struct block *block = ring->next, *next; block != ring; block = next) {
		next = block->next;
		free(block);
	}
}

void arena_destroy(struct arena *arena)
{
	if (!arena)
		return;
	ring_destroy(&arena->blocks);
	ring_destroy(&arena->large);
	free(arena);
}

static size_t aligned(size_t used, size_t align)
{
	return (used + align - 1) & ~(align - 1);
}

void *arena_alloc(struct arena *arena, size_t size, size_t align)
{
	assert(align <= 16);
	if (size >= LARGE) {
		struct block *block = block_create(&arena->large, size);
		block->used = size;
		return bytes_of(block);
	}
	struct block *block = arena->blocks.next;
	if (block == &arena->blocks || aligned(block->used, align) + size > block->size)
		block = block_create(&arena->blocks, block == &arena->blocks ? FIRST_BLOCK : BLOCK);
	if (size > block->size) /* the first block is smaller than what is not yet large */
		block = block_create(&arena->blocks, BLOCK);
	const size_t at = aligned(block->used, align);
	block->used = at + size;
	return bytes_of(block) + at;
}

/* The block of a large thing, out of its ring. */
static struct block *take_out(void *memory)
{
	struct block *block = (struct block *)(void *)((char *)memory - HEADER);
	block->next->prev = block->prev;
	block->prev->next = block->next;
	return block;
}

void arena_release(void *memory, size_t size)
{
	if (memory && size >= LARGE)
		free(take_out(memory));
}

static void *resize_large(struct arena *arena, void *memory, size_t size)
{
	struct block *block = must_have(realloc(take_out(memory), HEADER + size));
	block->size = block->used = size;
	ring_add(&arena->large, block);
	return bytes_of(block);
}

void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size, size_t align)
{
	if (memory && old_size >= LARGE)
		return resize_large(arena, memory, size < LARGE ? LARGE : size);
	struct block *block = arena->blocks.next;
	if (memory && size < LARGE && block != &arena->blocks &&
	    (char *)memory + old_size == bytes_of(block) + block->used) {
		const size_t at = (size_t)((char *)memory - bytes_of(block));
		if (at + size <= block->size) {
			if (size < old_size) /* arena_alloc() promises zeroes to the next */
				memset((char *)memory + size, 0, old_size - size);
			block->used = at + size;
			return memory;
		}
	}
	void *moved = arena_alloc(arena, size, align);
	if (memory)
		memcpy(moved, memory, old_size < size ? old_size : size);
	return moved;
}

str arena_copy(struct arena *arena, str text)
{
	char *at = arena_alloc(arena, text.len + 1, 1);
	if (text.len > 0)
		memcpy(at, text.at, text.len);
	return (str){at, text.len};
}

str arena_vprintf(struct arena *arena, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	const int len = vsnprintf(NULL, 0, fmt, args);
	assert(len >= 0);
	char *at = arena_alloc(arena, (size_t)len + 1, 1);
	vsnprintf(at, (size_t)len + 1, fmt, again);
	va_end(again);
	return (str){at, (size_t)len};
}

str arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	const str text = arena_vprintf(arena, fmt, args);
	va_end(args);
	return text;
}

str arena_concat(struct arena *arena, str a, str b)
{
	char *at = arena_alloc(arena, a.len + b.len + 1, 1);
	if (a.len > 0)
		memcpy(at, a.at, a.len);
	if (b.len > 0)
		memcpy(at + a.len, b.at, b.len);
	return (str){at, a.len + b.len};
}

str arena_join(struct arena *arena, char between, const str *parts, size_t count)
{
	size_t len = count > 0 ? count - 1 : 0;
	for (size_t i = 0; i < count; i++)
		len += parts[i].len;
	char *const start = arena_alloc(arena, len + 1, 1), *at = start;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			*at++ = between;
		if (parts[i].len > 0)
			memcpy(at, parts[i].at, parts[i].len);
		at += parts[i].len;
	}
	return (str){start, len};
}

const char *arena_cstr(struct arena *arena, str text)
{
	return arena_copy(arena, text).at;
}

void *array_grow(struct arena *arena, void *at, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return at;
	const size_t wanted = *cap ? *cap * 2 : 2; /* most lists that stay small hold one or two */
	at = arena_resize(arena, at, *cap * size, wanted * size, 16);
	*cap = wanted;
	return at;
}
