/*
 * map.c - see map.h
 *
 * Linear probing at two thirds full; each slot keeps its key's hash, so growing does not read the
 * keys and a probe rarely compares more than one.
 */
#include "base/map.h"

#include <assert.h>

static struct map_slot *slot_of(const struct map *map, str key, uint64_t hash)
{
	size_t i = hash & (map->cap - 1);
	while (map->slots[i].value &&
	       !(map->slots[i].hash == hash && str_eq(map->slots[i].key, key)))
		i = (i + 1) & (map->cap - 1);
	return &map->slots[i];
}

void *map_get(const struct map *map, str key)
{
	return map->cap ? slot_of(map, key, str_hash(key))->value : NULL;
}

static void grow(struct arena *arena, struct map *map)
{
	const struct map old = *map;
	map->cap = old.cap ? old.cap * 2 : 4; /* most maps stay small */
	map->slots = ARENA_ARRAY(arena, struct map_slot, map->cap);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].value)
			*slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
	arena_release(old.slots, old.cap * sizeof *old.slots);
}

void map_set(struct arena *arena, struct map *map, str key, void *value)
{
	assert(value);
	if (map->len * 3 >= map->cap * 2)
		grow(arena, map);
	const uint64_t hash = str_hash(key);
	struct map_slot *slot = slot_of(map, key, hash);
	map->len += !slot->value;
	*slot = (struct map_slot){key, hash, value};
}
