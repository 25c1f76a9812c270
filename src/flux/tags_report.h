/*
 * tags_report.h - selections, told to people and to programs
 */
#ifndef FLUX_TAGS_REPORT_H
#define FLUX_TAGS_REPORT_H

#include "base/look.h"
#include "flux/tag_troubles.h"

/* One OCIRepository in one environment, and what it pulls. */
struct tags_entry {
	str environment, overlay;
	struct resource_id id;
	struct ocirepository source;
	struct selector selector;
	struct selection selection;
	struct tag_troubles troubles;
};

struct tags_entries {
	struct tags_entry *at;
	size_t len, cap;
};

/* Does it select something that is there? */
bool tags_entry_is_sound(const struct tags_entry *entry);

/*
 * A table: a line an entry, then what there is to say of them. Where somebody looks at it and it is
 * too wide, a line a cell.
 */
void tags_report_table(struct arena *arena, const struct tags_entries *entries,
                       const struct look *look, struct buf *out);

/* What becomes of `tag` in each entry, whether it is listed or not. */
void tags_report_why(struct arena *arena, const struct tags_entries *entries, str tag,
                     struct buf *out);

/* What an entry does when a tag is added to what its registry lists. */
enum tags_rollout { TAGS_ROLLS_OUT, TAGS_STAYS, TAGS_NOT_ELIGIBLE };
struct tags_push {
	enum tags_rollout rollout;
	str words; /* "eligible, but stays on v1.5.0: ..." */
};
struct tags_push tags_if_pushed(struct arena *arena, const struct tags_entry *entry, str tag);
/* One of the entries, and what a push does to it, in a line. */
void tags_report_push(struct arena *arena, const struct tags_entries *entries, size_t index,
                      const struct tags_push *push, struct buf *out);

/* An entry as a JSON object: reference, selection, and every tag with its fate. */
void tags_report_json(struct arena *arena, const struct tags_entry *entry, struct buf *out);

#endif
