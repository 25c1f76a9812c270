/* explain_lines.c - see explain_lines.h */
#include "flux/explain_lines.h"

enum { LABEL_WIDTH = 14 };

void explain_line(struct buf *out, str label, str text)
{
	buf_printf(out, "%-*.*s%.*s\n", LABEL_WIDTH, STR_ARG(label), STR_ARG(text));
}

str explain_run_label(struct arena *arena, size_t first, size_t last)
{
	const char *from = FLUX_RELEASES[first].name, *to = FLUX_RELEASES[last].name;
	if (last == FLUX_RELEASE_COUNT - 1)
		return first == 0 ? STR("Flux") : arena_printf(arena, "Flux %s+", from);
	return first == last ? arena_printf(arena, "Flux %s", from)
	                     : arena_printf(arena, "Flux %s-%s", from, to);
}

size_t explain_run(const str *answers, size_t last)
{
	size_t first = last;
	while (first > 0 && str_eq(answers[first - 1], answers[last]))
		first--;
	return first;
}

void explain_releases(struct arena *arena, const str *answers, struct buf *out)
{
	for (size_t last = FLUX_RELEASE_COUNT; last-- > 0;) {
		const size_t first = explain_run(answers, last);
		explain_line(out, explain_run_label(arena, first, last), answers[last]);
		last = first;
	}
}
