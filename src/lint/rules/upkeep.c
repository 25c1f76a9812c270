/*
 * upkeep.c - how a source is kept up to date, and where it lands: OCI501, OCI502, OCI508 to OCI512
 *
 * Durations are Go's, as far as the schema lets them pass; what it refuses it explains itself.
 */
#include "base/ascii.h"
#include "base/map.h"
#include "lint/rules/selection.h"
#include "yaml/rewrite.h"

enum { MINUTE = 60, DAY = 24 * 60 * MINUTE };

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
		} else if (c == '.' && any && !is_fraction) {
			is_fraction = true;
		} else if (any && (c == 'h' || c == 'm' || c == 's')) {
			total += number * (c == 'h' ? 3600 : is_milli ? 0.001 : c == 'm' ? 60 : 1);
			number = 0, scale = 1, is_fraction = any = false;
			i += is_milli;
		} else {
			return -1;
		}
	}
	return any || text.len == 0 ? -1 : total;
}

/* A field of spec, in seconds; -1 when there is none, or when it is no duration. */
static double seconds_in(const struct repository *repository, const char *field,
                         const struct node **value)
{
	*value = node_get(repository->spec, str_of(field));
	return node_is_scalar(*value) ? seconds_of((*value)->text) : -1;
}

static void report(struct rule_check *check, const struct repository *repository,
                   const struct node *value, str message, const char *fix)
{
	rule_report(check, value->at, "%.*s", STR_ARG(message));
	rule_note_base(check, check->diags->last, repository->resource);
	diag_note(check->diags, NO_MARK, "fix", "%s", fix);
}

/* ---- intervals ---- */

/* What Flux' own documentation and most public manifests have. */
#define USUAL_INTERVAL "5m"

static void report_interval(struct rule_check *check, const struct repository *repository,
                            const struct node *interval, str message)
{
	report(check, repository, interval, message, "interval: " USUAL_INTERVAL);
	if (interval->at.source)
		rewrite_word(check->diags, false, interval->at, STR(USUAL_INTERVAL));
}

/* Every object is a listing of tags at each interval, and registries count those of a cluster. */
void check_interval_short(struct rule_check *check)
{
	struct repository repository;
	const struct node *interval;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const double seconds = seconds_in(&repository, "interval", &interval);
		if (seconds > 0 && seconds < MINUTE)
			report_interval(check, &repository, interval,
			                arena_printf(check->arena,
			                             "the registry is asked every %.*s: "
			                             "registries limit how often",
			                             STR_ARG(interval->text)));
	}
}

/* The schema takes "0s", for it has the form of a duration. */
void check_interval_zero(struct rule_check *check)
{
	struct repository repository;
	const struct node *interval;
	for (size_t i = 0; repository_next(check, &i, &repository);)
		if (seconds_in(&repository, "interval", &interval) == 0)
			report_interval(
				check, &repository, interval,
				STR("an interval of zero: say how often the registry is asked"));
}

/* A tag or a digest that is named waits for nothing. */
void check_interval_long(struct rule_check *check)
{
	struct repository repository;
	const struct node *interval;
	for (size_t i = 0; repository_next(check, &i, &repository);)
		if (repository.semver && !repository.digest &&
		    seconds_in(&repository, "interval", &interval) > DAY)
			report(check, &repository, interval,
			       arena_printf(check->arena, "a new version waits for up to %.*s",
			                    STR_ARG(interval->text)),
			       "interval: 24h, or less");
}

/* Without a timeout Flux takes a minute, and shorter intervals are warned of anyway. */
void check_timeout_long(struct rule_check *check)
{
	struct repository repository;
	const struct node *interval, *timeout;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const double every = seconds_in(&repository, "interval", &interval);
		/* In hours it is refused. */
		if (every <= 0 || seconds_in(&repository, "timeout", &timeout) <= every ||
		    str_find_char(timeout->text, 'h') != STR_NONE)
			continue;
		report(check, &repository, timeout,
		       STR("one attempt may take longer than the time to the next"),
		       "a timeout below the interval");
		diag_note(check->diags, interval->at, "interval", "%.*s", STR_ARG(interval->text));
	}
}

static bool is_suspended(const struct repository *repository)
{
	return str_eq(node_get_text(repository->spec, STR("suspend")), STR("true"));
}

void check_suspended(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!is_suspended(&repository))
			continue;
		rule_report(check, node_get(repository.spec, STR("suspend"))->at,
		            "nothing new is pulled while this is suspended");
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* ---- OCI511 ---- */

/* Flux may give it one, by targetNamespace or by where its own Kustomization is: so this is off. */
void check_namespace_missing(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (repository.resource->id.namespace.len > 0)
			continue;
		rule_report(check, repository.resource->root->at,
		            "OCIRepository/%.*s has no namespace: whoever applies it decides",
		            STR_ARG(repository.resource->id.name));
		diag_note(check->diags, NO_MARK, "fix",
		          "metadata.namespace, or 'namespace' in the kustomization");
	}
}

/* ---- OCI512 ---- */

/* Do both want the same layer and files of the same repository, for the same namespace? */
static bool is_same_artifact(const struct repository *a, const struct repository *b)
{
	static const str FIELDS[] = {STR_INIT("url"), STR_INIT("layerSelector"),
	                             STR_INIT("ignore")};
	const struct resource_id one = a->resource->id, other = b->resource->id;
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const struct node *x = node_get(a->spec, FIELDS[i]);
		const struct node *y = node_get(b->spec, FIELDS[i]);
		if (node_is_null(x) != node_is_null(y) || (x && y && !node_eq(x, y)))
			return false;
	}
	/* One object twice has a rule of its own. */
	return str_eq(one.namespace, other.namespace) && !str_eq(one.name, other.name);
}

/* Those of one url, in order. */
struct same_url {
	struct repository *at;
	size_t len, cap;
};

static void report_twin(struct rule_check *check, const struct repository *repository,
                        const struct repository *other, str tag)
{
	const struct node *url = node_get(repository->spec, STR("url"));
	rule_report(check, url->at, "OCIRepository/%.*s pulls the same artifact",
	            STR_ARG(other->resource->id.name));
	diag_note(check->diags, NO_MARK, "witness", "both may take %.*s", STR_ARG(tag));
	diag_note(check->diags, node_get(other->spec, STR("url"))->at, "other",
	          "OCIRepository/%.*s", STR_ARG(other->resource->id.name));
	diag_note(check->diags, NO_MARK, "fix", "let both users name one source");
}

/* Each with those before it, so that a pair is said once, and at the later one. */
static void find_twin(struct rule_check *check, const struct repository *repository,
                      const struct same_url *before)
{
	struct selector selectors[2];
	if (!selection_of_any(check, repository, &selectors[0]))
		return;
	for (size_t i = 0; i < before->len; i++) {
		const struct repository *other = &before->at[i];
		if (!is_same_artifact(repository, other) ||
		    !selection_of_any(check, other, &selectors[1]))
			continue;
		const struct prove_term terms[] = {
			{.selector = &selectors[0]},
			{.selector = &selectors[1]},
		};
		const str tag = selection_tag(check, terms, 2);
		if (tag.len == 0)
			continue;
		report_twin(check, repository, other, tag);
		return;
	}
}

/* Sorted by url first: a cluster may have hundreds of sources, and hardly two of one url. */
void check_duplicate_source(struct rule_check *check)
{
	struct map by_url = {0};
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const str url = node_get_text(repository.spec, STR("url"));
		if (url.len == 0 || is_suspended(&repository))
			continue;
		struct same_url *same = map_get(&by_url, url);
		if (!same) {
			same = ARENA_NEW(check->arena, struct same_url);
			map_set(check->arena, &by_url, url, same);
		}
		find_twin(check, &repository, same);
		*ARRAY_ADD(check->arena, same) = repository;
	}
}
