/*
 * map.h - text to pointer
 *
 * Open addressing in an arena; keys are views and must outlive the map. Nothing
 * is ever removed. Zero-initialised is empty.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_slot {
	str key;
	uint64_t hash;
	void *value; /* NULL: the slot is free */
};

struct map {
	struct map_slot *slots;
	size_t len, cap; /* cap is a power of two, or 0 */
};

/* The value under `key`, or NULL. */
void *map_get(const struct map *map, str key);
/* Puts `value`, not NULL, under `key`, in place of what was there. */
void map_set(struct arena *arena, struct map *map, str key, void *value);

#endif
