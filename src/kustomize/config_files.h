/* config_files.h - the files that add field specs; for transformer_config.c */
#ifndef KUSTOMIZE_CONFIG_FILES_H
#define KUSTOMIZE_CONFIG_FILES_H

#include "kustomize/transformer_config.h"

/*
 * A file of `configurations`. `entry` is the scalar that names it. *out
 * starts empty.
 */
MUST_CHECK bool configuration_read(const struct loader *loader, const struct node *entry,
                                   struct transformer_config *out, struct diags *diags);

/* A file of `crds`: OpenAPI definitions with marks on their fields. */
MUST_CHECK bool crds_read(const struct loader *loader, const struct node *entry,
                          struct transformer_config *out, struct diags *diags);

#endif
