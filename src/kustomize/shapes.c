/*
 * shapes.c - the Go structs behind kustomize's configuration; see shape.h
 *
 * Names of structs and types are those that encoding/json prints in its errors.
 */
#include "kustomize/shape.h"

/* The formatter takes these braces for blocks. */
/* clang-format off */
#define STRING(name)       {name, SHAPE_STRING, NULL, NULL}
#define INT(name)          {name, SHAPE_INT, NULL, NULL}
#define BOOL(name)         {name, SHAPE_BOOL, NULL, NULL}
#define STRINGS(name)      {name, SHAPE_STRINGS, NULL, NULL}
#define STRING_MAP(name)   {name, SHAPE_STRING_MAP, NULL, NULL}
#define ONE(name, of, go)  {name, SHAPE_STRUCT, &(of), go}
#define MANY(name, of, go) {name, SHAPE_STRUCTS, &(of), go}
#define END                {NULL, SHAPE_STRING, NULL, NULL}
/* clang-format on */

#define FIELDS static const struct shape_field

FIELDS META_FIELDS[] = {STRING("name"), STRING("namespace"), STRING_MAP("labels"),
                        STRING_MAP("annotations"), END};
static const struct shape META = {"ObjectMeta", META_FIELDS, NULL, NULL};

/* What every plugin config has around its own fields. */
FIELDS PLUGIN_FIELDS[] = {STRING("apiVersion"), STRING("kind"),
                          ONE("metadata", META, "types.ObjectMeta"), END};
static const struct shape PLUGIN = {"TypeMeta", PLUGIN_FIELDS, NULL, NULL};

FIELDS FIELDSPEC_FIELDS[] = {STRING("group"), STRING("version"), STRING("kind"),
                             STRING("path"),  BOOL("create"),    END};
static const struct shape FIELDSPEC = {"FieldSpec", FIELDSPEC_FIELDS, NULL, NULL};

FIELDS SELECTOR_FIELDS[] = {STRING("group"),
                            STRING("version"),
                            STRING("kind"),
                            STRING("name"),
                            STRING("namespace"),
                            STRING("labelSelector"),
                            STRING("annotationSelector"),
                            END};
static const struct shape SELECTOR = {"Selector", SELECTOR_FIELDS, NULL, NULL};

FIELDS PATCH_FIELDS[] = {STRING("path"),
                         STRING("patch"),
                         ONE("target", SELECTOR, "types.Selector"),
                         {"options", SHAPE_BOOL_MAP, NULL, NULL},
                         END};
static const struct shape PATCH = {"Patch", PATCH_FIELDS, NULL, NULL};

FIELDS LABEL_FIELDS[] = {STRING_MAP("pairs"), BOOL("includeSelectors"), BOOL("includeTemplates"),
                         MANY("fields", FIELDSPEC, "[]types.FieldSpec"), END};
static const struct shape LABEL = {"Label", LABEL_FIELDS, NULL, NULL};

FIELDS IMAGE_FIELDS[] = {STRING("name"),   STRING("newName"), STRING("tagSuffix"),
                         STRING("newTag"), STRING("digest"),  END};
static const struct shape IMAGE = {"Image", IMAGE_FIELDS, NULL, NULL};

FIELDS REPLICA_FIELDS[] = {STRING("name"), INT("count"), END};
static const struct shape REPLICA = {"Replica", REPLICA_FIELDS, NULL, NULL};

FIELDS REPLACEMENT_OPTIONS_FIELDS[] = {STRING("delimiter"),
                                       {"index", SHAPE_INT, NULL, "int"},
                                       STRING("encoding"),
                                       BOOL("create"),
                                       END};
static const struct shape REPLACEMENT_OPTIONS = {"FieldOptions", REPLACEMENT_OPTIONS_FIELDS, NULL,
                                                 NULL};

FIELDS SOURCE_FIELDS[] = {STRING("group"),
                          STRING("version"),
                          STRING("kind"),
                          STRING("name"),
                          STRING("namespace"),
                          STRING("fieldPath"),
                          ONE("options", REPLACEMENT_OPTIONS, "types.FieldOptions"),
                          END};
static const struct shape SOURCE = {"SourceSelector", SOURCE_FIELDS, NULL, NULL};

FIELDS TARGET_FIELDS[] = {ONE("select", SELECTOR, "types.Selector"),
                          MANY("reject", SELECTOR, "[]*types.Selector"), STRINGS("fieldPaths"),
                          ONE("options", REPLACEMENT_OPTIONS, "types.FieldOptions"), END};
static const struct shape TARGET = {"TargetSelector", TARGET_FIELDS, NULL, NULL};

FIELDS REPLACEMENT_FIELDS[] = {STRING("path"), ONE("source", SOURCE, "types.SourceSelector"),
                               STRING("sourceValue"),
                               MANY("targets", TARGET, "[]*types.TargetSelector"), END};
static const struct shape REPLACEMENT = {"ReplacementField", REPLACEMENT_FIELDS, NULL, NULL};

FIELDS OBJREF_FIELDS[] = {STRING("apiVersion"),
                          STRING("group"),
                          STRING("version"),
                          STRING("kind"),
                          STRING("name"),
                          STRING("namespace"),
                          END};
static const struct shape OBJREF = {"Target", OBJREF_FIELDS, NULL, NULL};

FIELDS FIELDREF_FIELDS[] = {STRING("fieldPath"), END};
static const struct shape FIELDREF = {"FieldSelector", FIELDREF_FIELDS, NULL, NULL};

FIELDS VAR_FIELDS[] = {STRING("name"), ONE("objref", OBJREF, "types.Target"),
                       ONE("fieldref", FIELDREF, "types.FieldSelector"), END};
static const struct shape VAR = {"Var", VAR_FIELDS, NULL, NULL};

FIELDS GENERATOR_OPTIONS_FIELDS[] = {STRING_MAP("labels"), STRING_MAP("annotations"),
                                     BOOL("disableNameSuffixHash"), BOOL("immutable"), END};
static const struct shape GENERATOR_OPTIONS = {"GeneratorOptions", GENERATOR_OPTIONS_FIELDS, NULL,
                                               NULL};

FIELDS CONFIGMAP_FIELDS[] = {STRING("name"),
                             STRING("namespace"),
                             STRING("behavior"),
                             STRINGS("literals"),
                             STRINGS("files"),
                             STRINGS("envs"),
                             STRING("env"),
                             ONE("options", GENERATOR_OPTIONS, "types.GeneratorOptions"),
                             END};
static const struct shape CONFIGMAP = {"ConfigMapArgs", CONFIGMAP_FIELDS, NULL, NULL};

FIELDS SECRET_FIELDS[] = {STRING("type"), END};
static const struct shape SECRET = {"SecretArgs", SECRET_FIELDS, &CONFIGMAP, NULL};

FIELDS HELM_GLOBALS_FIELDS[] = {STRING("chartHome"), STRING("configHome"), END};
static const struct shape HELM_GLOBALS = {"HelmGlobals", HELM_GLOBALS_FIELDS, NULL, NULL};

FIELDS HELM_CHART_FIELDS[] = {STRING("name"),        STRING("version"),
                              STRING("repo"),        STRING("releaseName"),
                              STRING("namespace"),   STRINGS("additionalValuesFiles"),
                              STRING("valuesFile"),  {"valuesInline", SHAPE_ANY_MAP, NULL, NULL},
                              STRING("valuesMerge"), BOOL("includeCRDs"),
                              BOOL("skipHooks"),     STRINGS("apiVersions"),
                              STRING("kubeVersion"), STRING("nameTemplate"),
                              BOOL("skipTests"),     BOOL("debug"),
                              BOOL("devel"),         END};
static const struct shape HELM_CHART = {"HelmChart", HELM_CHART_FIELDS, NULL, NULL};

FIELDS OLD_HELM_FIELDS[] = {STRING("chartName"),
                            STRING("chartVersion"),
                            STRING("chartRepoUrl"),
                            STRING("chartHome"),
                            STRING("chartRepoName"),
                            STRING("helmBin"),
                            STRING("helmHome"),
                            STRING("values"),
                            {"valuesLocal", SHAPE_ANY_MAP, NULL, NULL},
                            STRING("valuesMerge"),
                            STRING("releaseName"),
                            STRING("releaseNamespace"),
                            STRINGS("extraArgs"),
                            END};
static const struct shape OLD_HELM = {"HelmChartArgs", OLD_HELM_FIELDS, NULL, NULL};

FIELDS LEGACY_SORT_FIELDS[] = {STRINGS("orderFirst"), STRINGS("orderLast"), END};
static const struct shape LEGACY_SORT = {"LegacySortOptions", LEGACY_SORT_FIELDS, NULL, NULL};

FIELDS SORT_FIELDS[] = {{"order", SHAPE_STRING, NULL, "types.SortOrder"},
                        ONE("legacySortOptions", LEGACY_SORT, "types.LegacySortOptions"),
                        END};
static const struct shape SORT = {"SortOptions", SORT_FIELDS, NULL, NULL};

FIELDS KUSTOMIZATION_FIELDS[] = {
	STRING("apiVersion"),
	STRING("kind"),
	ONE("metadata", META, "types.ObjectMeta"),
	{"openapi", SHAPE_STRING_MAP, NULL, NULL},
	STRING("namePrefix"),
	STRING("nameSuffix"),
	STRING("namespace"),
	STRING_MAP("commonLabels"),
	MANY("labels", LABEL, "[]types.Label"),
	STRING_MAP("commonAnnotations"),
	{"patchesStrategicMerge", SHAPE_STRINGS, NULL, "[]types.PatchStrategicMerge"},
	MANY("patchesJson6902", PATCH, "[]types.Patch"),
	MANY("patches", PATCH, "[]types.Patch"),
	MANY("images", IMAGE, "[]types.Image"),
	MANY("imageTags", IMAGE, "[]types.Image"),
	MANY("replacements", REPLACEMENT, "[]types.ReplacementField"),
	MANY("replicas", REPLICA, "[]types.Replica"),
	MANY("vars", VAR, "[]types.Var"),
	ONE("sortOptions", SORT, "types.SortOptions"),
	STRINGS("resources"),
	STRINGS("components"),
	STRINGS("crds"),
	STRINGS("bases"),
	MANY("configMapGenerator", CONFIGMAP, "[]types.ConfigMapArgs"),
	MANY("secretGenerator", SECRET, "[]types.SecretArgs"),
	ONE("helmGlobals", HELM_GLOBALS, "types.HelmGlobals"),
	MANY("helmCharts", HELM_CHART, "[]types.HelmChart"),
	MANY("helmChartInflationGenerator", OLD_HELM, "[]types.HelmChartArgs"),
	ONE("generatorOptions", GENERATOR_OPTIONS, "types.GeneratorOptions"),
	STRINGS("configurations"),
	STRINGS("generators"),
	STRINGS("transformers"),
	STRINGS("validators"),
	STRINGS("buildMetadata"),
	END};
const struct shape SHAPE_KUSTOMIZATION = {"Kustomization", KUSTOMIZATION_FIELDS, NULL, NULL};

/* ---- files of `configurations` ---- */

/* The strict decoder of sigs.k8s.io/yaml makes text of a number only where the struct itself has
   the field; group, version and kind are embedded. */
FIELDS SPEC_FIELDS[] = {STRING("group"), STRING("version"),
                        STRING("kind"),  {"path", SHAPE_TEXT, NULL, NULL},
                        BOOL("create"),  END};
static const struct shape SPEC = {"FieldSpec", SPEC_FIELDS, NULL, NULL};

#define SET(name) MANY(name, SPEC, "types.FsSlice")

FIELDS NAME_REFERENCE_FIELDS[] = {STRING("group"), STRING("version"), STRING("kind"),
                                  SET("fieldSpecs"), END};
static const struct shape NAME_REFERENCE = {"NameBackReferences", NAME_REFERENCE_FIELDS, NULL,
                                            "builtinconfig"};

FIELDS CONFIGURATION_FIELDS[] = {SET("namePrefix"),
                                 SET("nameSuffix"),
                                 SET("namespace"),
                                 SET("commonLabels"),
                                 SET("labels"),
                                 SET("templateLabels"),
                                 SET("commonAnnotations"),
                                 SET("varReference"),
                                 SET("images"),
                                 SET("replicas"),
                                 MANY("nameReference", NAME_REFERENCE, "builtinconfig.nbrSlice"),
                                 END};
const struct shape SHAPE_CONFIGURATION = {"TransformerConfig", CONFIGURATION_FIELDS, NULL,
                                          "builtinconfig"};

/* ---- plugin configs ---- */

#define SPECS MANY("fieldSpecs", FIELDSPEC, "[]types.FieldSpec")

static const struct shape CONFIGMAP_OF_PLUGIN = {"ConfigMapArgs", CONFIGMAP_FIELDS, &PLUGIN, NULL};
static const struct shape HELM_OF_PLUGIN = {"HelmChart", HELM_CHART_FIELDS, &PLUGIN, NULL};

FIELDS IAM_SERVICE_FIELDS[] = {STRING("namespace"), STRING("name"), END};
static const struct shape IAM_SERVICE = {"KubernetesServiceAccount", IAM_SERVICE_FIELDS, NULL,
                                         NULL};
FIELDS IAM_ACCOUNT_FIELDS[] = {STRING("name"), STRING("projectId"), END};
static const struct shape IAM_ACCOUNT = {"ServiceAccount", IAM_ACCOUNT_FIELDS, NULL, NULL};
FIELDS IAM_FIELDS[] = {STRING("cloud"), ONE("kubernetesService", IAM_SERVICE, NULL),
                       ONE("serviceAccount", IAM_ACCOUNT, NULL), END};

FIELDS LABELS_FIELDS[] = {STRING_MAP("labels"), SPECS, END};
FIELDS ANNOTATIONS_FIELDS[] = {STRING_MAP("annotations"), SPECS, END};
FIELDS IMAGE_TAG_FIELDS[] = {ONE("imageTag", IMAGE, "types.Image"), SPECS, END};
FIELDS NAMESPACE_FIELDS[] = {SPECS, BOOL("unsetOnly"), STRING("setRoleBindingSubjects"), END};
FIELDS PATCH_JSON_FIELDS[] = {ONE("target", SELECTOR, "types.Selector"), STRING("path"),
                              STRING("jsonOp"), END};
FIELDS PATCH_MERGE_FIELDS[] = {STRINGS("paths"), STRING("patches"), END};
FIELDS AFFIX_FIELDS[] = {STRING("prefix"), STRING("suffix"), SPECS, END};
FIELDS REPLACEMENTS_FIELDS[] = {MANY("replacements", REPLACEMENT, "[]types.ReplacementField"), END};
FIELDS REPLICAS_FIELDS[] = {ONE("replica", REPLICA, "types.Replica"), SPECS, END};
FIELDS VALUE_TARGET_FIELDS[] = {ONE("selector", SELECTOR, "types.Selector"), STRING("fieldPath"),
                                INT("filePathPosition"), END};
static const struct shape VALUE_TARGET = {"Target", VALUE_TARGET_FIELDS, NULL, NULL};
FIELDS VALUE_FIELDS[] = {STRING("value"), MANY("targets", VALUE_TARGET, "[]types.Target"),
                         STRING("targetFilePath"), END};
FIELDS NO_FIELDS[] = {END};

static const struct plugin {
	const char *kind;
	struct shape shape;
} PLUGINS[] = {
	{"AnnotationsTransformer", {"plugin", ANNOTATIONS_FIELDS, &PLUGIN, NULL}},
	{"ConfigMapGenerator", {"plugin", NO_FIELDS, &CONFIGMAP_OF_PLUGIN, NULL}},
	{"HashTransformer", {"plugin", NO_FIELDS, &PLUGIN, NULL}},
	{"HelmChartInflationGenerator", {"plugin", HELM_GLOBALS_FIELDS, &HELM_OF_PLUGIN, NULL}},
	{"IAMPolicyGenerator", {"plugin", IAM_FIELDS, &PLUGIN, NULL}},
	{"ImageTagTransformer", {"plugin", IMAGE_TAG_FIELDS, &PLUGIN, NULL}},
	{"LabelTransformer", {"plugin", LABELS_FIELDS, &PLUGIN, NULL}},
	{"NamespaceTransformer", {"plugin", NAMESPACE_FIELDS, &PLUGIN, NULL}},
	{"PatchJson6902Transformer", {"plugin", PATCH_JSON_FIELDS, &PLUGIN, NULL}},
	{"PatchStrategicMergeTransformer", {"plugin", PATCH_MERGE_FIELDS, &PLUGIN, NULL}},
	{"PatchTransformer", {"plugin", PATCH_FIELDS, &PLUGIN, NULL}},
	{"PrefixSuffixTransformer", {"plugin", AFFIX_FIELDS, &PLUGIN, NULL}},
	{"PrefixTransformer", {"plugin", AFFIX_FIELDS, &PLUGIN, NULL}},
	{"ReplacementTransformer", {"plugin", REPLACEMENTS_FIELDS, &PLUGIN, NULL}},
	{"ReplicaCountTransformer", {"plugin", REPLICAS_FIELDS, &PLUGIN, NULL}},
	{"SecretGenerator", {"plugin", SECRET_FIELDS, &CONFIGMAP_OF_PLUGIN, NULL}},
	{"SuffixTransformer", {"plugin", AFFIX_FIELDS, &PLUGIN, NULL}},
	{"ValueAddTransformer", {"plugin", VALUE_FIELDS, &PLUGIN, NULL}},
};

const struct shape *shape_of_plugin(str kind)
{
	for (size_t i = 0; i < sizeof PLUGINS / sizeof *PLUGINS; i++)
		if (str_eq(str_of(PLUGINS[i].kind), kind))
			return &PLUGINS[i].shape;
	return NULL;
}
