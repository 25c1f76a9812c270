/*
 * baseline.c - see baseline.h
 *
 * The file is made to be committed: a line a finding, sorted by fingerprint, so that two branches
 * which each add some merge without a conflict more often than not. Code and path on each line are
 * for people; only the fingerprint is read back.
 */
#include "lint/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"

#define HEADER "# kustoc baseline 1: findings that are known, by fingerprint\n"

void baseline_init(struct baseline *baseline, struct arena *arena, str reason)
{
	*baseline = (struct baseline){.arena = arena, .suppression = {.reason = reason}};
}

static void add(struct baseline *baseline, str fingerprint)
{
	map_set(baseline->arena, &baseline->fingerprints, fingerprint, baseline);
}

void baseline_add(struct baseline *baseline, const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->len; i++)
		add(baseline, findings->at[i]->fingerprint);
}

bool baseline_load(struct baseline *baseline, str path, struct diags *diags)
{
	str text, line, fingerprint, rest;
	const int error = file_read(baseline->arena, path, &text);
	if (error) {
		diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(path),
		           strerror(error));
		return diag_code(diags, NULL);
	}
	if (!str_starts_with(text, STR("# kustoc baseline 1"))) {
		diag_error(diags, NO_MARK, "'%.*s' is no baseline: --write-baseline makes one",
		           STR_ARG(path));
		return diag_code(diags, NULL);
	}
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		str_cut(line, ' ', &fingerprint, &rest);
		if (fingerprint.len > 0 && fingerprint.at[0] != '#')
			add(baseline, fingerprint);
	}
	return true;
}

void baseline_apply(const struct baseline *baseline, struct lint_result *result)
{
	for (size_t i = 0; i < result->findings.len; i++) {
		struct finding *finding = result->findings.at[i];
		if (!finding->suppression && map_get(&baseline->fingerprints, finding->fingerprint))
			finding->suppression = &baseline->suppression;
	}
	lint_count_overlays(baseline->arena, result);
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

str baseline_text(struct arena *arena, const struct finding_list *findings)
{
	struct buf out;
	ARRAY(str) lines = {0};
	buf_init(&out, arena);
	buf_add(&out, STR(HEADER));
	for (size_t i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->at[i];
		const struct source *source = finding->diag->at.source;
		if (!finding->suppression)
			*ARRAY_ADD(arena, &lines) =
				arena_printf(arena, "%.*s %s %.*s", STR_ARG(finding->fingerprint),
			                     finding->diag->code,
			                     STR_ARG(source ? source->path : STR("-")));
	}
	if (lines.len > 1)
		qsort(lines.at, lines.len, sizeof *lines.at, by_bytes);
	for (size_t i = 0; i < lines.len; i++)
		buf_printf(&out, "%.*s\n", STR_ARG(lines.at[i]));
	return buf_text(&out);
}
