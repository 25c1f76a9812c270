/* json_schema_test.c - what the checker says, and where */
#include "schema/json_schema.h"

#include "base/buf.h"
#include "schema/embedded.h"
#include "testing/table.h"
#include "yaml/load.h"

#define HEAD                                                                                       \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: app\n"
#define SPEC HEAD "spec:\n  url: oci://ghcr.io/acme/app\n  interval: 5m\n"

#define DEPLOYMENT                                                                                 \
	"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n"                    \
	"  selector: {matchLabels: {app: web}}\n"                                                  \
	"  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n"

/* clang-format off */
/* `want`: a line a finding, "line:col CODE message". */
static const struct row {
	const char *name, *yaml, *want;
} ROWS[] = {
	{"a sound object has no findings",                   SPEC "  ref:\n    semver: \">=1.0.0\"\n",           ""                                                                    },
	{"an object without spec",                           HEAD,					       "1:1 SCH003 missing field 'spec'\n"                                   },
	{"a missing field is reported at the mapping's key", HEAD "spec:\n  interval: 5m\n",
         "5:1 SCH003 missing field 'spec.url'\n"																       },
	{"a field known under another tool's name",          SPEC "  ref:\n    filterTags: x\n",
         "9:5 SCH002 unknown field 'spec.ref.filterTags'; OCIRepository uses 'semverFilter'\n"                                                                                         },
	{"a misspelt field",				 SPEC "  ref:\n    semvre: x\n",
         "9:5 SCH002 unknown field 'spec.ref.semvre'; did you mean 'semver'?\n"													},
	{"a field in the wrong case",                        SPEC "  ref:\n    semverfilter: x\n",
         "9:5 SCH002 unknown field 'spec.ref.semverfilter'; did you mean 'semverFilter'?\n"											    },
	{"a field at the wrong place",                       SPEC "  semver: x\n",
         "8:3 SCH002 unknown field 'spec.semver'; it belongs in spec.ref\n"													  },
	{"a field of no kind",			       SPEC "  zebra: x\n",                                "8:3 SCH002 unknown field 'spec.zebra'\n"                             },
	{"metadata is open",				 SPEC "status:\n  any: {thing: 1}\n",                ""								    },
	{"a number where text is wanted",                    SPEC "  ref:\n    tag: 1.10\n",
         "9:10 YML003 spec.ref.tag must be text; without quotes 1.10 is the number 1.1\n"											      },
	{"a quoted number is text",                          SPEC "  ref:\n    tag: \"1.10\"\n",                 ""                                                                    },
	{"text where a boolean is wanted",                   SPEC "  suspend: \"true\"\n",
         "8:12 SCH001 spec.suspend must be true or false, not the string 'true'\n"												     },
	{"a boolean where text is wanted", SPEC "  ref:\n    tag: true\n",
	 "9:10 SCH001 spec.ref.tag must be text, not the boolean true\n"},
	{"a list where a mapping is wanted",                 SPEC "  ref: []\n",
         "8:8 SCH001 spec.ref must be a mapping, not a list\n"															 },
	{"a duration in days",
	 HEAD "spec:\n  url: oci://a.b/c\n  interval: 1d\n",
	 "7:13 SCH001 spec.interval must be a duration such as 30s, 10m or 1h30m, "
	 "not the string '1d'\n"},
	{"hours in a timeout", SPEC "  timeout: 1h\n",
	 "8:12 SCH001 spec.timeout must be a duration without hours, such as 30s or 5m, "
	 "not the string '1h'\n"},
	{"an enum is case-sensitive",                        SPEC "  provider: AWS\n",
         "8:13 SCH001 spec.provider must be one of generic, aws, azure, gcp, not the string "
         "'AWS'\n"																				     },
	{"null counts as absent",                            SPEC "  ref:\n    tag: null\n    digest: ~\n",      ""                                                                    },
	{"a required field with a default may be absent",
         SPEC "  verify:\n    secretRef: {name: k}\n",							   ""								    },
	{"a list's items are checked",
         SPEC "  verify:\n    provider: cosign\n    matchOIDCIdentity:\n    - issuer: x\n",
         "11:7 SCH003 missing field 'spec.verify.matchOIDCIdentity[0].subject'\n"												      },
	{"text that Flux fills in fits everything",          SPEC "  suspend: ${SUSPEND}\n  timeout: ${T}\n",
         ""																					    },
	{"exactly one of two fields",
         "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: x}\n"
         "spec:\n  interval: 5m\n",                                                                              "4:1 SCH003 spec takes exactly one of chart, chartRef\n"              },
	{"minLength counts characters",
         "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: x}\n"
         "spec:\n  interval: 5m\n  prune: true\n  sourceRef: {kind: OCIRepository, name: x}\n"
         "  namePrefix: \"\"\n",                                                                                 "8:15 SCH001 spec.namePrefix must have at least 1 character, not 0\n"},
	{"a number for a duration is no missing quote", HEAD "spec:\n  url: oci://a.b/c\n  interval: 5\n",
	 "7:13 SCH001 spec.interval must be a duration such as 30s, 10m or 1h30m, not the number 5\n"},
	{"a field that only goes with another's value",
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: x}\n"
	 "spec: {interval: 5m, url: 'https://a.b/c', serviceAccountName: y}\n",
	 "4:44 SCH001 spec.serviceAccountName works only with provider aws or azure\n"},
	{"and goes with it",
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: x}\n"
	 "spec: {interval: 5m, url: 'https://a.b/c', provider: azure, serviceAccountName: y}\n", ""},
	{"the token service goes by the bucket's provider",
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata: {name: x}\n"
	 "spec: {interval: 5m, bucketName: b, endpoint: e, sts: {endpoint: 'https://e', provider: aws}}\n",
	 "4:89 SCH001 spec.sts.provider must be ldap, not the string 'aws'\n"},
	{"image automation has a schema for both of its versions",
	 "apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImagePolicy\nmetadata: {name: x}\n"
	 "spec: {imageRepositoryRef: {name: x}, policy: {semvr: {range: '*'}}}\n",
	 "4:48 SCH002 unknown field 'spec.policy.semvr'; did you mean 'semver'?\n"},
	{"notifications, too",
	 "apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: {name: x}\n"
	 "spec: {providerRef: {name: x}, eventSources: [{kind: helmrelease, name: '*'}]}\n",
	 "4:54 SCH001 spec.eventSources[0].kind must be one of Bucket, GitRepository, Kustomization, "
	 "HelmRelease, HelmChart, HelmRepository, ImageRepository, ImagePolicy, ImageUpdateAutomation, "
	 "OCIRepository, ArtifactGenerator, ExternalArtifact, not the string 'helmrelease'\n"},
	{"a sound Deployment", DEPLOYMENT "      - {name: web, image: nginx, resources: {limits: {cpu: 1.5, memory: 1Gi}}}\n",
	 ""},
	{"a misspelt field of Kubernetes'", DEPLOYMENT "      - {name: web, imge: nginx}\n",
	 "10:21 SCH002 unknown field 'spec.template.spec.containers[0].imge'; did you mean 'image'?\n"},
	{"a port in quotes", DEPLOYMENT "      - {name: web, ports: [{containerPort: \"80\"}]}\n",
	 "10:45 SCH001 spec.template.spec.containers[0].ports[0].containerPort must be a whole number, "
	 "not the string '80'\n"},
	{"a port by name or number",
	 DEPLOYMENT "      - {name: web, readinessProbe: {httpGet: {port: http}}, livenessProbe: {httpGet: {port: 1}}}\n",
	 ""},
	{"an environment variable without quotes", DEPLOYMENT "      - {name: web, env: [{name: A, value: 8080}]}\n",
	 "10:44 YML003 spec.template.spec.containers[0].env[0].value must be text; without quotes 8080 "
	 "is the number 8080\n"},
	{"no quantity", DEPLOYMENT "      - {name: web, resources: {limits: {memory: 512K}}}\n",
	 "10:50 SCH001 spec.template.spec.containers[0].resources.limits.memory must be a quantity such "
	 "as 500m, 1.5 or 256Mi, not the string '512K'\n"},
	{"a container without a name", DEPLOYMENT "      - {image: nginx}\n",
	 "10:9 SCH003 missing field 'spec.template.spec.containers[0].name'\n"},
	{"metadata is closed, for every kind", "apiVersion: a.b/v1\nkind: X\nmetadata:\n  lables: {}\n",
	 "4:3 SCH002 unknown field 'metadata.lables'; did you mean 'labels'?\n"},
	{"a number as label", "apiVersion: a.b/v1\nkind: X\nmetadata: {labels: {a: 1}}\n",
	 "3:24 YML003 metadata.labels.a must be text; without quotes 1 is the number 1\n"},
	{"data that is no base64 is not shown",
	 "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata: {a: hunter2, b: YWJj, c: 'ENC[x]'}\n",
	 "4:11 SCH001 data.a must be base64\n"},
};
/* clang-format on */

static struct node *load(struct arena *arena, const char *yaml)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("x.yaml"), .text = str_of(yaml)};
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	return documents.at[0];
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct json_schemas *schemas = json_schemas_new(arena);
	const struct node *document = load(arena, row->yaml);
	struct diags diags;
	diags_init(&diags, arena);
	const struct json_schema *schema =
		json_schemas_of_kind(schemas, node_get_text(document, STR("apiVersion")),
	                             node_get_text(document, STR("kind")), &diags);
	const bool ok = json_schema_check_object(schemas, schema, document, &diags);
	struct buf got;
	buf_init(&got, arena);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		buf_printf(&got, "%u:%u %s %.*s\n", diag->at.line, diag->at.col, diag->code,
		           STR_ARG(diag->message));
	ASSERT_STR(buf_text(&got), row->want);
	assert_int_equal(ok, diags.len == 0);
	arena_destroy(arena);
}

/* Every embedded schema is JSON and describes the kind under which it is found. */
static void every_schema_parses(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct json_schemas *schemas = json_schemas_new(arena);
	assert_true(EMBEDDED_SCHEMAS_LEN > 0);
	for (size_t i = 0; i < EMBEDDED_SCHEMAS_LEN; i++) {
		const struct embedded_schema *embedded = &EMBEDDED_SCHEMAS[i];
		const struct node *schema =
			json_schemas_find(schemas, embedded->api_version, embedded->kind);
		assert_non_null(schema);
		assert_true(str_eq(node_get_text(schema, STR("title")), embedded->kind));
	}
	assert_null(json_schemas_find(schemas, STR("v1"), STR("ConfigMap")));
	arena_destroy(arena);
}

/* "spec.url" is missing at `spec`, where `spec` itself stands, and its first key. */
static void names_the_field(void **state)
{
	static const struct {
		const char *yaml, *field;
	} cases[] = {
		{HEAD "spec:\n  interval: 5m\n", "/spec/url"},
		{HEAD, "/spec"},
		{SPEC "  zebra/~: x\n", "/spec/zebra~1~0"},
		{SPEC "  verify:\n    provider: cosign\n    matchOIDCIdentity:\n    - issuer: x\n",
	         "/spec/verify/matchOIDCIdentity/0/subject"},
	};
	(void)state;
	struct arena *arena = arena_create();
	struct json_schemas *schemas = json_schemas_new(arena);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *document = load(arena, cases[i].yaml);
		struct diags diags;
		diags_init(&diags, arena);
		json_schema_check(schemas,
		                  json_schemas_find(schemas,
		                                    node_get_text(document, STR("apiVersion")),
		                                    node_get_text(document, STR("kind"))),
		                  document, &diags);
		assert_int_equal(diags.len, 1);
		ASSERT_STR(diags.first->field, cases[i].field);
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_schema_parses),
	                                   cmocka_unit_test(names_the_field)};
	return TABLE_RUN("schema/json_schema", ROWS, finds) +
	       cmocka_run_group_tests_name("schema/embedded", tests, NULL, NULL);
}
