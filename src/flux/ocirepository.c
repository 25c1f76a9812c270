/* ocirepository.c - see ocirepository.h */
#include "flux/ocirepository.h"

bool ocirepository_is(const struct resource *resource)
{
	return str_eq(resource->id.gvk.kind, STR("OCIRepository")) &&
	       str_eq(resource->id.gvk.group, STR("source.toolkit.fluxcd.io"));
}

struct oci_ref oci_ref_get(const struct node *ref)
{
	return (struct oci_ref){
		.digest = node_get_text(ref, STR("digest")),
		.semver = node_get_text(ref, STR("semver")),
		.filter = node_get_text(ref, STR("semverFilter")),
		.tag = node_get_text(ref, STR("tag")),
	};
}

struct ocirepository ocirepository_get(const struct node *root)
{
	const struct node *spec = node_get(root, STR("spec"));
	return (struct ocirepository){
		.root = root,
		.url = node_get_text(spec, STR("url")),
		.is_suspended = str_eq(node_get_text(spec, STR("suspend")), STR("true")),
		.is_insecure = str_eq(node_get_text(spec, STR("insecure")), STR("true")),
		.ref = oci_ref_get(node_get(spec, STR("ref"))),
		.media_type = node_get_text(node_get(spec, STR("layerSelector")), STR("mediaType")),
	};
}

enum oci_ref_kind oci_ref_kind(const struct oci_ref *ref)
{
	if (ref->digest.len > 0)
		return OCI_REF_DIGEST;
	if (ref->semver.len > 0)
		return OCI_REF_SEMVER;
	return ref->tag.len > 0 ? OCI_REF_TAG : OCI_REF_LATEST;
}

bool oci_is_helm(str media_type)
{
	return str_eq(media_type, STR(HELM_LAYER));
}
