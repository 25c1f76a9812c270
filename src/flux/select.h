/*
 * select.h - which tag Flux pulls, and why not another
 *
 * The registry's list comes in, the decision comes out, with a fate for every
 * tag. No network, no clock: nothing in Flux looks at when a tag was pushed.
 */
#ifndef FLUX_SELECT_H
#define FLUX_SELECT_H

#include "flux/ocirepository.h"
#include "flux/range.h"
#include "flux/tagfilter.h"

/* What becomes of a tag, in the order in which Flux asks. */
enum tag_fate {
	TAG_SELECTED,
	TAG_TIED,           /* the same version as the selected one, listed later */
	TAG_LOWER,          /* would do, but another is greater */
	TAG_FILTERED,       /* the filter does not match */
	TAG_NO_VERSION,     /* not a version to Flux: `detail` says why */
	TAG_NO_PRERELEASES, /* a prerelease, and the range does not ask for any */
	TAG_OUT_OF_RANGE,
	TAG_NOT_NAMED, /* the reference names a tag or a digest, and it is not this */
};

struct tag_candidate {
	str tag;
	enum tag_fate fate;
	struct semver version; /* unset for TAG_FILTERED, TAG_NO_VERSION, TAG_NOT_NAMED */
	str detail;            /* TAG_OUT_OF_RANGE: the comparator that refuses it, "<2.0.0" */
};

struct selection {
	enum oci_ref_kind kind;
	str pick;  /* the tag or digest; empty when there is an error */
	str error; /* in Flux's words, without "failed to determine the artifact tag for '…': " */
	const struct tag_candidate *candidates; /* as listed */
	size_t count;
	const struct tag_candidate **ranked; /* those in the running, the greatest first */
	size_t ranked_count;
	size_t tied;      /* how many of them are the highest version; 0 or 1: no tie */
	bool tie_is_open; /* and which of these Flux takes is the accident of its sort */
};

/* A reference made ready: parse once, ask about any number of tags. */
struct selector {
	const struct flux_release *release;
	enum oci_ref_kind kind;
	struct oci_ref ref;
	bool is_helm;
	bool has_filter;
	struct tagfilter filter;
	struct range range;
	str error; /* set when Flux refuses the reference; nothing else is then of use */
	enum oci_field {
		OCI_FIELD_NONE,
		OCI_FIELD_DIGEST,
		OCI_FIELD_SEMVER,
		OCI_FIELD_FILTER
	} guilty;
	size_t at; /* byte offset in the guilty filter */
};

/* False, with `error` and `guilty` set, when Flux refuses the reference. */
bool selector_init(struct arena *arena, const struct oci_ref *ref, str media_type,
                   const struct flux_release *release, struct selector *out);
/* May Flux take this tag, were it the only one? */
struct tag_candidate selector_judge(struct arena *arena, const struct selector *selector, str tag);

/*
 * What Flux would pull of these tags, as they are listed: their order settles ties. Each tag's fate
 * is in the selection, which borrows the tags.
 */
struct selection select_tag(struct arena *arena, const struct selector *selector, const str *tags,
                            size_t count);

/* What became of `tag`; NULL when it is not listed. */
const struct tag_candidate *selection_find(const struct selection *selection, str tag);

/* The fate in words: "a prerelease; the range asks for releases only". */
str tag_reason(struct arena *arena, const struct tag_candidate *candidate,
               const struct selection *selection);

#endif
