/*
 * search.h - the work list of deployments.c: from what is known to apply something, on and on
 */
#ifndef LINT_DEPLOYMENTS_SEARCH_H
#define LINT_DEPLOYMENTS_SEARCH_H

#include "lint/deployments/deployments.h"

/* Fills in the list. `all`: every kustomization of the repository, linked. */
void deployments_search(struct deployments *deployments, const struct candidates *all,
                        const struct config *config);

#endif
