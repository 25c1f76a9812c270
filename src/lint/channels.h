/*
 * channels.h - the rules about channels: CHN000 to CHN006, OCI105
 *
 * They need all overlays at once, and so run when everything is rendered.
 */
#ifndef LINT_CHANNELS_H
#define LINT_CHANNELS_H

#include "lint/proof.h"

/* Adds what is wrong with one source, placed where somebody set its reference. */
void channels_report(const struct config *config, const struct proof_source *source,
                     struct diags *diags);

/* What somebody has to edit: `field` of spec.ref, else the first that decides, else spec. */
struct mark channels_place(const struct proof_source *source, str field);

#endif
