/*
 * origin.h - where resources came from and what changed them
 *
 * The records that `buildMetadata` asks for: kept beside
 * each member while it is built, and written into annotations at the end.
 */
#ifndef KUSTOMIZE_PIPELINE_ORIGIN_H
#define KUSTOMIZE_PIPELINE_ORIGIN_H

#include "kustomize/pipeline/accumulate.h"

/* The file `path`, as the kustomization at the loader's root names it. */
void origin_of_file(const struct build_context *context, const struct loader *loader, str path,
                    struct member *member);

/*
 * A record of a generator or transformer: `file` is the kustomization or plugin config, relative
 * to the loader's root. `config` is a plugin's config with its metadata, or NULL for a field of the
 * kustomization. NULL when no records are wanted.
 */
struct node *origin_of_plugin(const struct build_context *context, const struct loader *loader,
                              str file, str kind, const struct node *config);

/* Adds the record to every member: a member without an origin was made by it. */
void origin_record_transformation(const struct build_context *context, const struct node *record,
                                  struct resmap *resources);

/* Writes the annotations that are asked for. */
void origin_annotate(const struct build_context *context, struct resmap *resources);

#endif
