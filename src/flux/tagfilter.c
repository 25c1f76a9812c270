/*
 * tagfilter.c - see tagfilter.h
 *
 * Which expressions Go takes depends on the Go that a release of Flux was built with: 1.22 learnt
 * "(?<name>", say. regex_new_for() knows.
 */
#include "flux/tagfilter.h"

bool tagfilter_parse(struct arena *arena, str text, const struct flux_release *release,
                     struct tagfilter *out, struct regex_error *error)
{
	out->text = text;
	out->regex = regex_new_for(arena, text, release->go, error);
	return out->regex != NULL;
}

bool tagfilter_passes(const struct tagfilter *filter, str tag)
{
	return regex_matches(filter->regex, tag);
}
