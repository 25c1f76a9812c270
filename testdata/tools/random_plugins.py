"""Configs of kustomize's builtin plugins, at random, and what teaches it about kinds: for random_overlays.py."""
import copy
import json

from random_resources import is_plain_path, leaves

NAME_SPECS = [{"path": "metadata/name"}, {"path": "spec/title", "kind": "Widget"},
              {"path": "metadata/annotations/note", "create": False}]
LABEL_SPECS = [{"path": "metadata/labels", "create": True}, {"path": "spec/selector/matchLabels", "create": False},
               {"path": "spec/template/metadata/labels", "create": True, "kind": "Deployment", "group": "apps"},
               {"path": "spec/template/spec/containers[]/extra", "create": True}]


def config(kind, **fields):
    return {"apiVersion": "builtin", "kind": kind, "metadata": {"name": "plugin"}, **fields}


def specs(layer, pool):
    return copy.deepcopy(layer.rng.sample(pool, layer.rng.choice([1, 1, 2, len(pool)])))


def target_of(resource):
    group, _, version = resource["apiVersion"].rpartition("/")
    return {"kind": resource["kind"], "name": resource["metadata"]["name"], "version": version,
            **({"group": group} if group else {})}


def patches(layer):
    """The transformers behind the fields for patches."""
    r, resource = layer.rng, layer.pick()
    ops = layer.json_ops(resource)
    merge = layer.strategic(resource)
    return r.choice([
        config("PatchTransformer", patch=layer.inline(merge)),
        config("PatchTransformer", path=layer.file("patch", layer.yaml(merge)), target=layer.target(resource),
               options=r.choice([{}, {"allowNameChange": True}])),
        config("PatchTransformer", patch=layer.inline(ops), target=target_of(resource)),
        config("PatchStrategicMergeTransformer", patches=layer.inline(merge)),
        config("PatchStrategicMergeTransformer", paths=[layer.file("patch", layer.yaml(merge))]),
        config("PatchJson6902Transformer", target=target_of(resource), jsonOp=json.dumps(
            [op for op in ops if isinstance(op.get("value", ""), (str, int, dict, list)) and plain(op.get("value", ""))])),
    ])


def plain(value):
    """Can JSON say it?"""
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


def names(layer):
    r = layer.rng
    return r.choice([
        config("PrefixTransformer", prefix=r.choice(["pp-", ""]), fieldSpecs=specs(layer, NAME_SPECS)),
        config("SuffixTransformer", suffix="-ss", fieldSpecs=specs(layer, NAME_SPECS)),
        config("PrefixSuffixTransformer", prefix="a-", suffix=r.choice(["-z", ""]), fieldSpecs=specs(layer, NAME_SPECS)),
        config("NamespaceTransformer", unsetOnly=layer.chance(0.5), fieldSpecs=[{"path": "metadata/namespace", "create": True}],
               setRoleBindingSubjects=r.choice(["none", "allServiceAccounts", "defaultOnly"])),
        config("HashTransformer"),
    ])


def fields(layer):
    r, resource = layer.rng, layer.pick()
    return r.choice([
        config("LabelTransformer", labels=layer.label_map(), fieldSpecs=specs(layer, LABEL_SPECS)),
        config("AnnotationsTransformer", annotations=r.choice([{"plug": 1}, {"plug": "in", "note": "n"}, {"a/b": "true"}]),
               fieldSpecs=[{"path": "metadata/annotations", "create": True},
                           {"path": "spec/template/metadata/annotations", "create": layer.chance(0.3)}]),
        config("ReplicaCountTransformer", replica={"name": resource["metadata"]["name"], "count": r.choice([0, 7])},
               fieldSpecs=[{"path": "spec/replicas", "create": True}]),
        config("ImageTagTransformer", imageTag={"name": "nginx", **r.choice([{"newTag": "9"}, {"newName": "x/y"}, {"tagSuffix": "-s"}])},
               fieldSpecs=specs(layer, [{"path": "spec/image"}, {"path": "spec/template/spec/containers[]/image"},
                                        {"path": "spec/containers/image", "create": True}])),
    ])


def values(layer):
    r, resource = layer.rng, layer.pick()
    paths = [p for p, v in leaves(resource) if is_plain_path(p) and all(isinstance(x, str) and "/" not in x for x in p)]
    path = "/".join(r.choice(paths)) if paths and layer.chance(0.7) else r.choice(["spec/made/here", "metadata/annotations/made"])
    return config("ValueAddTransformer", value=r.choice(["added", "5", "a/b", ""]),
                  targets=[{"selector": {"kind": resource["kind"]}, "fieldPath": path, "filePathPosition": r.choice([0, 0, 1, 2])}])


def replacement(layer):
    before = list(layer.fields.get("replacements", []))
    layer.add_replacement()
    made = layer.fields["replacements"][len(before):]
    layer.fields["replacements"] = before
    if not before:
        del layer.fields["replacements"]
    return config("ReplacementTransformer", replacements=made)


def add_transformer(layer):
    made = layer.rng.choice([patches, patches, names, fields, fields, values, replacement])(layer)
    if layer.chance(0.5):
        made["metadata"]["namespace"] = "plug-ns"
    add(layer, "transformers", made)


def add(layer, field, made):
    """Inline, as a file, or as a directory."""
    if layer.chance(0.4):
        layer.add(field, layer.inline(made))
    elif layer.chance(0.75):
        layer.add(field, layer.file("plugin", layer.yaml(made)))
    else:
        layer.counter += 1
        folder = f"plugins-{layer.counter}"
        # Paths in a config are seen from the kustomization that lists it.
        layer.files[f"{folder}/config.yaml"] = layer.yaml(made)
        layer.files[f"{folder}/kustomization.yaml"] = "resources: [config.yaml]\n"
        layer.add(field, folder)


def add_generator(layer):
    r = layer.rng
    name = r.choice(["made", "settings"])
    made = r.choice([
        config("ConfigMapGenerator", name=name, **layer.key_values()),
        config("SecretGenerator", **layer.key_values(), type=r.choice(["Opaque", "e.x/y"]),
               options=r.choice([{}, {"disableNameSuffixHash": True}, {"labels": {"gen": "1"}}])),
        config("IAMPolicyGenerator", cloud="gke", kubernetesService={"name": "app", "namespace": "iam"},
               serviceAccount={"name": "sa", "projectId": "p"}),
    ])
    add(layer, "generators", made)


def add_validator(layer):
    layer.add("validators", layer.inline(layer.rng.choice([
        config("LabelTransformer", labels={"validated-by": "x"}, fieldSpecs=[{"path": "metadata/labels", "create": True}]),
        config("PrefixTransformer", prefix="", fieldSpecs=[{"path": "metadata/name"}]),
        config("LabelTransformer", labels={}, fieldSpecs=[{"path": "metadata/labels", "create": True}]),
    ])))


def add_crd(layer):
    """Fields of Widget that hold names, labels and annotations."""
    text = {"type": "string"}
    spec = {"properties": {
        "configRef": {"properties": {"name": text}, "x-kubernetes-object-ref-api-version": "v1",
                      "x-kubernetes-object-ref-kind": layer.rng.choice(["ConfigMap", "Secret"])},
        "selector": {"type": "object", "x-kubernetes-label-selector": ""},
        "notes": {"type": "object", "x-kubernetes-annotation": ""},
        "title": {"type": "string", "x-kubernetes-identity": ""}}}
    schema = {"acme.v1.Widget": {"Schema": {"properties": {"kind": text, "apiVersion": text, "metadata": {"type": "object"},
                                                           "spec": {"$ref": "acme.v1.WidgetSpec"}}}},
              "acme.v1.WidgetSpec": {"Schema": spec}}
    layer.add("crds", layer.file("crd", json.dumps(schema) if layer.chance(0.5) else layer.yaml(schema, 0)))


def add_openapi(layer):
    """A schema in the place of the built-in one."""
    r = layer.rng
    item = {"type": "object", "properties": {"name": {"type": "string"}, "port": {"type": "integer"}}}
    containers = {"type": "array", "items": {"$ref": "#/definitions/acme.Item"}, "x-kubernetes-patch-merge-key": r.choice(["name", "image"]),
                  "x-kubernetes-patch-strategy": r.choice(["merge", "merge,retainKeys"])}
    pod = {"properties": {"spec": {"properties": {"containers": containers}}}}
    definitions = {"acme.Item": item}
    for group, version, kind in [("apps", "v1", "Deployment"), ("acme.io", "v1", "Widget"), ("", "v1", "Service")]:
        if layer.chance(0.7):
            definitions[f"acme.{kind}"] = {
                "properties": {"spec": {"properties": {"template": pod, "ports": containers}}},
                "x-kubernetes-group-version-kind": [{"group": group, "version": version, "kind": kind}]}
    layer.fields["openapi"] = {"path": layer.file("schema", json.dumps({"definitions": definitions}))}


def add_some(layer, weight):
    """`weight`: as in Layer.decorate()."""
    for p, action in [(0.15, add_transformer), (0.08, add_transformer), (0.08, add_generator), (0.04, add_validator),
                      (0.05, add_crd), (0.03, add_openapi)]:
        if layer.chance(p * weight):
            action(layer)
