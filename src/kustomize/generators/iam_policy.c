/*
 * iam_policy.c - the ServiceAccount that stands for an account of Google's cloud
 *
 * kustomize puts names into a text and reads that as YAML: a name that is a number gives a number,
 * and one that is no YAML an error about a line of that text.
 */
#include "kustomize/generators/table.h"
#include "yaml/load.h"

/* With the empty lines of the original, as its errors count them. */
static str write_account(struct arena *arena, const struct node *config)
{
	const struct node *service = node_get(config, STR("kubernetesService"));
	const struct node *account = node_get(config, STR("serviceAccount"));
	const str namespace = node_get_text(service, STR("namespace"));
	return arena_printf(arena,
	                    "\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n"
	                    "    iam.gke.io/gcp-service-account: "
	                    "%.*s@%.*s.iam.gserviceaccount.com\n  name: %.*s\n%s%.*s",
	                    STR_ARG(node_get_text(account, STR("name"))),
	                    STR_ARG(node_get_text(account, STR("projectId"))),
	                    STR_ARG(node_get_text(service, STR("name"))),
	                    namespace.len > 0 ? "\n  namespace: " : "", STR_ARG(namespace));
}

bool generate_iam_policy(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	const str cloud = node_get_text(generate->config, STR("cloud"));
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents;
	struct diags unheard; /* their places are in a text that nobody wrote */
	diags_init(&unheard, arena);
	if (!str_eq(cloud, STR("gke")))
		return diag_error(diags, generate->at, "cloud provider %.*s not supported yet",
		                  STR_ARG(cloud));
	source->path = generate->at.source->path;
	source->text = write_account(arena, generate->config);
	if (load_documents(arena, source->text, origin_of_source(source), &documents, &unheard)) {
		struct node *root = documents.at[0];
		node_place(root, generate->at);
		*ARRAY_ADD(arena, out) = member_new(arena, root);
		return true;
	}
	const str sentence = unheard.last->sentence; /* of a reader of files */
	diag_error(diags, generate->at, "these names make no ServiceAccount");
	return diag_sentence(diags, "%.*s",
	                     STR_ARG(str_from(sentence, sizeof "MalformedYAMLError: " - 1)));
}
