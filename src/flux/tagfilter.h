/*
 * tagfilter.h - what ref.semverFilter lets pass
 *
 * A Go regular expression; a tag passes when it matches anywhere. The filter sees a tag as the
 * registry lists it, before anything is read as a version.
 */
#ifndef FLUX_TAGFILTER_H
#define FLUX_TAGFILTER_H

#include "base/regex.h"
#include "flux/release.h"

struct tagfilter {
	str text;
	const struct regex *regex;
};

/* False when Flux refuses it: error->message is Go's sentence, error->at the place in the text. */
MUST_CHECK bool tagfilter_parse(struct arena *arena, str text, const struct flux_release *release,
                                struct tagfilter *out, struct regex_error *error);
/* Does it match anywhere in `tag`? */
bool tagfilter_passes(const struct tagfilter *filter, str tag);

#endif
