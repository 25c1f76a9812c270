/* upkeep.c - how a source is kept up to date and trusted: OCI5 */
#include "base/ascii.h"
#include "lint/rules/repository.h"

static const struct node *spec_of(const struct repository *repository)
{
	return node_get(repository->resource->root, STR("spec"));
}

/* "1m30s" in seconds; -1 when it is no duration, which is the schema's to say. */
static double seconds_of(str text)
{
	double total = 0, number = 0, scale = 1;
	bool is_fraction = false, any = false;
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		const bool is_milli = c == 'm' && i + 1 < text.len && text.at[i + 1] == 's';
		if (ascii_is_digit(c)) {
			scale = is_fraction ? scale / 10 : scale;
			number = is_fraction ? number + (c - '0') * scale : number * 10 + (c - '0');
			any = true;
		} else if (c == '.' && !is_fraction) {
			is_fraction = true;
		} else if (any && (c == 'h' || c == 'm' || c == 's')) {
			total += number * (c == 'h' ? 3600 : is_milli ? 0.001 : c == 'm' ? 60 : 1);
			number = 0, scale = 1, is_fraction = any = false;
			i += is_milli;
		} else {
			return -1;
		}
	}
	return any ? -1 : total;
}

void check_interval_short(struct rule_check *check)
{
	enum { SHORTEST = 60 };
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *interval = node_get(spec_of(&repository), STR("interval"));
		if (!node_is_scalar(interval))
			continue;
		const double seconds = seconds_of(interval->text);
		if (seconds < 0 || seconds >= SHORTEST)
			continue;
		rule_report(check, interval->at,
		            "the registry is asked every %.*s: many refuse that soon",
		            STR_ARG(interval->text));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "interval: 5m");
	}
}

void check_suspended(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *suspend = node_get(spec_of(&repository), STR("suspend"));
		if (!node_is_scalar(suspend) || !str_eq(suspend->text, STR("true")))
			continue;
		rule_report(check, suspend->at, "nothing new is pulled while this is suspended");
		rule_note_base(check, check->diags->last, repository.resource);
	}
}
