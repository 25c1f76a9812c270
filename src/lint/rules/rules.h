/*
 * rules.h - the checks, one function a rule
 *
 * A check looks at all resources of one rendered overlay and reports at the
 * nodes that somebody wrote; it changes nothing and never fails. Values with
 * `${` are left alone: Flux fills them in later.
 */
#ifndef LINT_RULES_RULES_H
#define LINT_RULES_RULES_H

#include "flux/prove/prove.h"
#include "kustomize/resmap.h"
#include "lint/rule.h"
#include "schema/json_schema.h"

/* What rules know besides the objects. */
struct rules_context {
	struct json_schemas *schemas;
	struct prove_memo *memo; /* of proofs about references */
	str environment;         /* what the overlay is for; "" when nobody knows */
};

struct rules_run; /* all overlays of a run, and what is in them by name */

struct rule_check {
	struct arena *arena;
	const struct lint_rule *rule; /* gives a finding its code and severity */
	const struct resmap *resources;
	struct json_schemas *schemas;
	struct prove_memo *memo;
	str environment;
	/* For rules that run late; NULL for others. */
	const struct rules_run *run;
	const struct rules_overlay *overlay; /* whose resources these are */
	struct diags *diags;
	void *context; /* the rule's own, for what it calls */
};

/* Runs every rule of the table. */
void rules_check(struct arena *arena, const struct resmap *resources,
                 const struct rules_context *context, struct diags *diags);

/* An overlay that was rendered, in a run of many. */
struct rules_overlay {
	const struct resmap *resources;
	str dir, environment;
	const struct node *kustomization; /* NULL when it has no file */
	bool is_base;                     /* there for others to complete */
};

struct rules_overlays {
	struct rules_overlay *at;
	size_t len, cap;
	bool is_whole; /* all that there are below what was asked for, and not only what changed */
};

/* `overlays` must not grow any more. */
struct rules_run *rules_run_new(struct arena *arena, const struct rules_overlays *overlays,
                                const struct rules_context *context);
/*
 * What can only be said once all overlays of a run are rendered, of one of them: objects of kinds
 * whose definitions are among them (json_schemas_meet()), what objects of others name, and how
 * environments differ.
 */
void rules_check_late(const struct rules_run *run, const struct rules_overlay *overlay,
                      struct diags *diags);

#define RULE(code, name, severity, function, summary) void function(struct rule_check *check);
#define RULE_OFF                                      RULE
#define LATE                                          RULE
#define LATE_OFF                                      RULE
#define FOUND(code, name, severity, summary)
#define FOUND_OFF FOUND
#include "lint/rules.def"
#undef RULE
#undef RULE_OFF
#undef LATE
#undef LATE_OFF
#undef FOUND
#undef FOUND_OFF

#endif
