/* config_new.h - a first .kustoc.yaml for a repository */
#ifndef LINT_CONFIG_NEW_H
#define LINT_CONFIG_NEW_H

#include "base/diag.h"

/*
 * The text of one that fits what is below `dir`: its environments, by folders in `overlays/` and
 * `clusters/` and by names that only environments have, a channel of releases for production, and
 * the releases of Flux that `flux bootstrap` has left its mark of. False, with an error, when there
 * are no kustomizations.
 */
MUST_CHECK bool config_new(struct arena *arena, str dir, str *text, struct diags *diags);

#endif
