/*
 * label_selector.h - Kubernetes' label selectors: "a=b,c!=d,e in (f,g),!h,i>1"
 *
 * The language of labelSelector and annotationSelector, as the API server
 * parses it (k8s.io/apimachinery/pkg/labels), with its sentences for what is
 * wrong.
 */
#ifndef KUSTOMIZE_LABEL_SELECTOR_H
#define KUSTOMIZE_LABEL_SELECTOR_H

#include "yaml/node.h"

struct label_selector;

/*
 * Reads `text`, written at `at`, into *out. Empty text gives a selector that everything matches.
 * The sentence on failure is the bare cause.
 */
MUST_CHECK bool label_selector_parse(struct arena *arena, str text, struct mark at,
                                     struct label_selector **out, struct diags *diags);

/* Do the labels, a map or NULL, meet every requirement? */
bool label_selector_matches(const struct label_selector *selector, const struct node *labels);

#endif
