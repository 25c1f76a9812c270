/*
 * finding.h - a diagnostic, and whom it concerns
 *
 * A diagnostic knows its file and line. What a report says beyond that is found
 * out here: the object and the field that came out wrong, the overlays and
 * environments it came out wrong in, and a name that stays the same when lines
 * move.
 */
#ifndef LINT_FINDING_H
#define LINT_FINDING_H

#include "base/diag.h"

/* The rendered object that a finding is about, and where in it. */
struct finding_subject {
	str api_version, kind, namespace, name; /* kind "": about no object */
	str field; /* a JSON pointer, "/spec/ref/semver"; "": the whole */
};

/* Somebody saw it and wants it left alone. */
struct finding_suppression {
	str reason;     /* may be empty */
	struct mark at; /* the comment that says so; source NULL: a baseline */
};

struct finding {
	struct diag *diag;
	struct finding_subject subject;
	ARRAY(str) overlays;                           /* directories, in the order of the run */
	ARRAY(str) environments;                       /* their names, each once */
	const struct finding_suppression *suppression; /* NULL: it counts */
	str fingerprint;                               /* hexadecimal; set when all are known */
};

struct finding_list {
	struct finding **at;
	size_t len, cap;
};

#endif
