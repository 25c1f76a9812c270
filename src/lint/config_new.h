/* config_new.h - a first .kustoc.yaml for a repository */
#ifndef LINT_CONFIG_NEW_H
#define LINT_CONFIG_NEW_H

#include "base/diag.h"

/*
 * The text of one that fits what is below `dir`: its environments by the names of the folders in
 * `overlays/` and `clusters/`, and a channel of releases for production. False, with an error,
 * when there are no kustomizations.
 */
MUST_CHECK bool config_new(struct arena *arena, str dir, str *text, struct diags *diags);

#endif
