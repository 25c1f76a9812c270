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

struct rule_check {
	struct arena *arena;
	const struct lint_rule *rule; /* gives a finding its code and severity */
	const struct resmap *resources;
	struct json_schemas *schemas;
	struct prove_memo *memo;
	str environment;
	struct diags *diags;
	void *context; /* the rule's own, for what it calls */
};

/* Runs every rule of the table. */
void rules_check(struct arena *arena, const struct resmap *resources,
                 const struct rules_context *context, struct diags *diags);

/*
 * What can only be said once all overlays of a run are rendered: objects of kinds whose definitions
 * are among them (json_schemas_meet()), and of kinds of which nothing is known.
 */
void rules_check_late(struct arena *arena, const struct resmap *resources,
                      struct json_schemas *schemas, struct diags *diags);

#define RULE(code, name, severity, function, summary) void function(struct rule_check *check);
#define RULE_OFF                                      RULE
#define FOUND(code, name, severity, summary)
#define FOUND_OFF FOUND
#include "lint/rules.def"
#undef RULE
#undef FOUND
#undef RULE_OFF
#undef FOUND_OFF

void check_met_schema(struct rule_check *check);

#endif
