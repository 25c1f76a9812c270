/* iam_policy.c - the ServiceAccount that stands for an account of Google's cloud */
#include "kustomize/generators/object.h"
#include "kustomize/generators/table.h"

bool generate_iam_policy(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	const struct mark at = generate->at;
	const str cloud = node_get_text(generate->config, STR("cloud"));
	const struct node *service = node_get(generate->config, STR("kubernetesService"));
	const struct node *account = node_get(generate->config, STR("serviceAccount"));
	const str namespace = node_get_text(service, STR("namespace"));
	if (!str_eq(cloud, STR("gke")))
		return diag_error(diags, at, "cloud provider %.*s not supported yet",
		                  STR_ARG(cloud));
	const str email = arena_printf(arena, "%.*s@%.*s.iam.gserviceaccount.com",
	                               STR_ARG(node_get_text(account, STR("name"))),
	                               STR_ARG(node_get_text(account, STR("projectId"))));
	struct node *annotations = node_new_map(arena, at);
	node_set(arena, annotations, STR("iam.gke.io/gcp-service-account"),
	         object_string(arena, email, at));
	struct node *metadata = node_new_map(arena, at);
	node_set(arena, metadata, STR("annotations"), annotations);
	node_set(arena, metadata, STR("name"),
	         object_string(arena, node_get_text(service, STR("name")), at));
	if (namespace.len > 0)
		node_set(arena, metadata, STR("namespace"), object_string(arena, namespace, at));
	struct node *root = node_new_map(arena, at);
	node_set(arena, root, STR("apiVersion"), node_new_scalar(arena, STR("v1"), at));
	node_set(arena, root, STR("kind"), node_new_scalar(arena, STR("ServiceAccount"), at));
	node_set(arena, root, STR("metadata"), metadata);
	*ARRAY_ADD(arena, out) = member_new(arena, root);
	return true;
}
