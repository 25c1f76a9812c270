/*
 * ocirepository.h - the parts of an OCIRepository that decide what is pulled
 *
 * Nothing is checked here: whether the object is valid is the schema's to say.
 */
#ifndef FLUX_OCIREPOSITORY_H
#define FLUX_OCIREPOSITORY_H

#include "kube/resource.h"

/* The layer type of Helm charts; with it '_' in a tag may mean '+'. */
#define HELM_LAYER "application/vnd.cncf.helm.chart.content.v1.tar+gzip"

/* spec.ref. To Flux an empty value is an absent one. */
struct oci_ref {
	str digest, semver, filter, tag;
};

/* Which of its fields decides, in the order in which Flux looks. */
enum oci_ref_kind { OCI_REF_DIGEST, OCI_REF_SEMVER, OCI_REF_TAG, OCI_REF_LATEST };

struct ocirepository {
	const struct node *root;
	str url;
	bool is_suspended, is_insecure;
	struct oci_ref ref;
	str media_type; /* spec.layerSelector.mediaType */
};

/* By group and kind: an old version of the API is one, too. */
bool ocirepository_is(const struct resource *resource);
/* Borrowed from `root`; what is absent, or no text, is "". */
struct ocirepository ocirepository_get(const struct node *root);
/* The fields of a spec.ref block; all empty for NULL. */
struct oci_ref oci_ref_get(const struct node *ref);

/* Which field decides; OCI_REF_LATEST when all are empty, whatever the filter. */
enum oci_ref_kind oci_ref_kind(const struct oci_ref *ref);
/* Is it the layer type of charts? */
bool oci_is_helm(str media_type);

#endif
