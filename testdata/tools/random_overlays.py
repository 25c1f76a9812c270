#!/usr/bin/env python3
"""Builds random overlays with kustoc and with kustomize, and compares.

  random_overlays.py --bin PATH [--oracle 'kubectl kustomize'] [--seeds FROM-TO] [--keep DIR]
  random_overlays.py --write DIR --seeds N        write one tree and stop
  random_overlays.py --bin PATH --reduce DIR      take away from a tree what the difference does not need

A tree is bases, overlays on them and components between, with what real overlays use. The same
seed gives the same tree. Exit status and standard output must be the same; where both refuse, the
error's text is compared too, and reported apart.
"""
import argparse
import concurrent.futures
import copy
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import random_plugins
from random_resources import ODD, Maker, is_plain_path, leaves, nodes
from random_yaml import Raw, Writer

NAMESPACES = ["prod", "staging", "team-a", "default", "kube-system"]
DIGEST = "sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3"


class Layer:
    """One kustomization: its folder, its fields, its files and the resources that it sees."""

    def __init__(self, tree, folder):
        self.tree, self.rng, self.folder = tree, tree.rng, folder
        self.fields, self.files, self.seen, self.counter = {}, {}, [], 0

    def chance(self, p):
        return self.rng.random() < p

    def yaml(self, value, fancy=None, old=False):
        return Writer(self.rng, self.tree.fancy if fancy is None else fancy, old).documents([value])

    def file(self, stem, text):
        self.counter += 1
        name = f"{stem}-{self.counter}.yaml"
        if self.chance(0.2):
            name = f"{stem}s/{name}"
        self.files[name] = text
        return name

    def add(self, field, *values):
        self.fields.setdefault(field, []).extend(values)

    def pick(self):
        return self.rng.choice(self.seen)

    # ---- where patches and replacements point ----

    def name_regex(self, name):
        r = self.rng
        return r.choice([name, name, name, name[:1] + ".*", ".*", name + "|nothing", "(" + name + "|web)",
                         "[a-z]+", ".*" + name[-1:], "^" + name + "$", "no-such"])

    def selector(self, resource):
        r = self.rng
        labels = resource["metadata"].get("labels") or {}
        key, value = r.choice(list(labels.items())) if labels else ("app", "x")
        value = value if isinstance(value, str) and re.fullmatch("[A-Za-z0-9]+", value) else "x"
        return r.choice([f"{key}={value}", f"{key}=={value}", f"{key}!={value}", key, "!" + key,
                         f"{key} in ({value},other)", f"{key} notin ({value})", f"{key}={value},tier!=x"])

    def target(self, resource):
        target = {}
        if self.chance(0.8):
            target["kind"] = self.rng.choice([resource["kind"]] * 4 + [".*", resource["kind"] + "|Service"])
        if self.chance(0.6):
            target["name"] = self.name_regex(resource["metadata"]["name"])
        if self.chance(0.15):
            target["labelSelector"] = self.selector(resource)
        if self.chance(0.05):
            target["annotationSelector"] = self.rng.choice(["note", "!note", "note=x", "a/b=c"])
        if self.chance(0.1):
            target["namespace"] = self.rng.choice(NAMESPACES + ["p.*", "default|prod"])
        group, _, version = resource["apiVersion"].rpartition("/")
        if self.chance(0.15):
            target["version"] = self.rng.choice([version, "v1", "v.*"])
        if self.chance(0.1) and group:
            target["group"] = self.rng.choice([group, ".*", "apps"])
        return target

    # ---- patches ----

    def strategic(self, resource):
        r = self.rng
        patch = self.tree.maker.partial(resource, 0)
        patch.update(apiVersion=resource["apiVersion"], kind=resource["kind"])
        metadata = patch.setdefault("metadata", {})
        if not isinstance(metadata, dict):
            metadata = patch["metadata"] = {}
        metadata["name"] = resource["metadata"]["name"]
        metadata.pop("namespace", None)
        if "namespace" in resource["metadata"]:
            metadata["namespace"] = resource["metadata"]["namespace"]
        if self.chance(0.03):
            return {"apiVersion": resource["apiVersion"], "kind": resource["kind"],
                    "metadata": metadata, "$patch": r.choice(["delete", "delete", "merge", "replace"])}
        keys = ["apiVersion", "kind", "metadata"] + [k for k in patch if k not in ("apiVersion", "kind", "metadata")]
        return {k: patch[k] for k in keys}

    def json_ops(self, resource):
        r, ops = self.rng, []
        flat = [(p, v) for p, v in nodes(resource) if p and p[0] not in ("apiVersion", "kind")
                and p[:2] != ("metadata", "name") and p != ("metadata",)]
        for _ in range(r.choice([1, 1, 2, 3])):
            if not flat:
                break
            path, value = r.choice(flat)
            text = "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in path)
            op = r.choice(["replace"] * 5 + ["add"] * 5 + ["remove", "remove", "test", "copy", "move"])
            if op == "add" and isinstance(value, dict):
                text += "/" + r.choice(["new", "added", "app", "a~1b"])
            elif op == "add" and isinstance(value, list):
                text += "/" + r.choice(["-", "0", str(len(value)), "-"])
            entry = {"op": op, "path": text}
            if op in ("replace", "add"):
                entry["value"] = self.tree.maker.any_value(value)
            elif op == "test":
                if isinstance(value, (list, Raw)) or value in ODD:
                    continue
                entry["value"] = value
            elif op in ("copy", "move"):
                beside = text + "x" if isinstance(path[-1], str) else text.rpartition("/")[0] + "/-"
                entry = {"op": op, "from": text, "path": r.choice([beside, beside, "/metadata/moved", "/spec/moved"])}
            ops.append(entry)
            if op in ("remove", "move"):
                flat = [(p, v) for p, v in flat if p[:len(path)] != path]
        return ops

    def inline(self, value):
        """The text of an inline patch: YAML mostly, JSON sometimes."""
        if self.chance(0.1):
            return Writer(self.rng, 0).flow(value)
        text = self.yaml(value, self.tree.fancy * 0.5).replace("\r\n", "\n")
        return text if self.chance(0.7) else text.rstrip("\n")

    def add_patches(self, how_many):
        for _ in range(how_many):
            resource = self.pick()
            entry = {}
            if self.chance(0.6):
                patch = self.strategic(resource)
                if self.chance(0.4):
                    entry["target"] = self.target(resource)
                    if self.chance(0.2):
                        patch["metadata"]["name"] = "renamed"
                        entry["options"] = {self.rng.choice(["allowNameChange", "allowKindChange"]): True}
                        entry["target"]["name"] = resource["metadata"]["name"]
                        entry["target"]["kind"] = resource["kind"]
            else:
                patch = self.json_ops(resource)
                entry["target"] = {"kind": resource["kind"], "name": resource["metadata"]["name"]} \
                    if self.chance(0.7) else self.target(resource)
            if self.chance(0.5):
                entry["path"] = self.file("patch", self.yaml(patch))
            else:
                entry["patch"] = self.inline(patch)
            self.add("patches", entry)

    def add_old_patches(self):
        resource = self.pick()
        if self.chance(0.5):
            patch = self.strategic(resource)
            self.add("patchesStrategicMerge", self.inline(patch) if self.chance(0.3)
                     else self.file("patch", self.yaml(patch)))
            return
        group, _, version = resource["apiVersion"].rpartition("/")
        target = {"kind": resource["kind"], "name": resource["metadata"]["name"], "version": version}
        if group:
            target["group"] = group
        ops = self.json_ops(resource)
        self.add("patchesJson6902", {"target": target, "path": self.file("patch", self.yaml(ops))}
                 if self.chance(0.5) else {"target": target, "patch": self.inline(ops)})

    # ---- replacements, variables ----

    def select(self, resource):
        select = {"kind": resource["kind"], "name": resource["metadata"]["name"]}
        if self.chance(0.2):
            del select["name"]
        group, _, version = resource["apiVersion"].rpartition("/")
        if self.chance(0.2):
            select["version"] = version
        if self.chance(0.2) and group:
            select["group"] = group
        return select

    def field_path(self, path, resource, target):
        parts, value = [], resource
        for part in path:
            if isinstance(part, int):
                item = value[part]
                choices = [str(part)] + (["*", "*"] if target else [])
                if isinstance(item, dict) and isinstance(item.get("name"), str) and \
                        re.fullmatch("[a-z0-9-]+", item["name"]):
                    choices += [f"[name={item['name']}]"] * 3
                parts.append(self.rng.choice(choices))
            else:
                text = str(part)
                parts.append(self.rng.choice([text.replace(".", "\\."), f"[{text}]"]) if "." in text else text)
            value = value[part]
        return ".".join(parts)

    def add_replacement(self):
        r, source, target = self.rng, self.pick(), self.pick()
        entry = {"source": {"kind": source["kind"], "name": source["metadata"]["name"]}}
        good = [(p, v) for p, v in leaves(source) if is_plain_path(p) and v not in (None, "")]
        if self.chance(0.8) and good:
            path, value = r.choice(good)
            entry["source"]["fieldPath"] = self.field_path(path, source, False)
            if self.chance(0.25) and isinstance(value, str):
                delimiter = r.choice([":", "/", "-", ".", " "])
                entry["source"]["options"] = {"delimiter": delimiter, "index": r.choice([0, 0, 0, 1, value.count(delimiter)])}
        elif self.tree.new and self.chance(0.3):
            entry = {"sourceValue": r.choice(["plain", "5", "true", "a:b", "x/y/z"])}
        targets = []
        for _ in range(r.choice([1, 1, 2])):
            good = [(p, v) for p, v in leaves(target) if is_plain_path(p) and p[0] not in ("kind", "apiVersion")]
            item = {"select": self.select(target)}
            if self.chance(0.9) and good:
                paths = r.sample(good, min(len(good), r.choice([1, 1, 2])))
                item["fieldPaths"] = [self.field_path(p, target, True) for p, _ in paths]
                if self.chance(0.3):
                    item["options"] = {"delimiter": r.choice([":", "/", "-", "."]), "index": r.choice([-1, 0, 1, 2, 9])}
            if self.chance(0.2):
                item["fieldPaths"] = [r.choice(["metadata.annotations.copied", "metadata.labels.made",
                                                "spec.template.metadata.annotations.[a.b/c]", "data.new"])]
                item["options"] = {"create": True}
            if self.chance(0.1):
                item["reject"] = [r.choice([{"kind": "Service"}, {"name": "web"}, {"labelSelector": "app=web"}])]
            targets.append(item)
            target = self.pick()
        entry["targets"] = targets
        self.add("replacements", {"path": self.file("replacement", self.yaml(r.choice([entry, [entry]])))}
                 if self.chance(0.2) else entry)

    def add_variable(self):
        resource, name = self.pick(), self.rng.choice(["SERVICE", "HOST", "V1"])
        if name in self.tree.variables:
            return
        self.tree.variables.add(name)
        entry = {"name": name, "objref": {"apiVersion": resource["apiVersion"], "kind": resource["kind"],
                                          "name": resource["metadata"]["name"]}}
        good = [p for p, v in leaves(resource) if v not in (None, "") and all(isinstance(x, str) and "." not in x for x in p)]
        if good and self.chance(0.7):
            entry["fieldref"] = {"fieldPath": ".".join(self.rng.choice(good))}
        self.add("vars", entry)

    # ---- the small ones ----

    def label_map(self):
        r = self.rng
        keys = ["app", "tier", "team", "app.kubernetes.io/name", "e.x/y-z", "n", "1st"]
        return {k: r.choice(["web", "x", "1", "true", "yes", "v1.2", "2020-01-01", "a b" if k == "n" else "b"])
                for k in r.sample(keys, r.choice([1, 1, 2, 3]))}

    def add_labels(self):
        entry = {"pairs": self.label_map()}
        if self.chance(0.4):
            entry["includeSelectors"] = self.chance(0.7)
        if self.chance(0.3):
            entry["includeTemplates"] = self.chance(0.7)
        if self.chance(0.1):
            entry["fields"] = [{"path": "spec/extra/labels", "create": self.chance(0.5), "kind": "Deployment"}]
        self.add("labels", entry)

    def add_image(self):
        r = self.rng
        entry = {"name": r.choice(self.tree.maker.IMAGES).split("@")[0]}
        name, _, tag = entry["name"].rpartition(":")
        if name and "/" not in tag:
            entry["name"] = name
        if self.chance(0.4):
            entry["newName"] = r.choice(["mirror.io/x", "localhost:5000/y", "nginx", "1.5", "true"])
        if self.chance(0.6):
            entry["newTag"] = r.choice(["1.2.3", "latest", "v2", "1.0", "0x1"])
        if self.chance(0.2):
            entry["digest"] = DIGEST
        if self.chance(0.1):
            entry["tagSuffix"] = "-alpine"
        self.add("images", entry)

    def key_values(self):
        r, out = self.rng, {}
        if self.chance(0.7):
            keys = r.sample(["A", "B", "key", "app.conf", "log-level", "x_1", "yes"], r.choice([1, 2, 3]))
            out["literals"] = [k + "=" + r.choice(["1", "true", "a=b", "\"quoted\"", "'single'", "", "x y ", "ü", "line1\nline2", "\ttab",
                                                   "{\"a\": [1]}", "a" * 90, "$(HOST)"]) for k in keys]
        if self.chance(0.4):
            name = self.file("data", r.choice(["a: b\nc:\n- d\n", "no newline", "", "tab\there\n", "\n\nlines\n\n", " lead\nx \n",
                                               "😀\n", "[x]\ny=1\r\nz=2\r\n", "word " * 40 + "\n"]))
            out["files"] = [r.choice([name, f"renamed={name}"])]
        if self.chance(0.2):
            out["envs"] = [self.file("env", r.choice(["E1=1\nE2=two words\n# c\n\nE3=\n", "F=\"q\"\nG='h'", "  H=x \nI\n"]))]
        return out

    def add_generator(self):
        r, secret = self.rng, self.chance(0.3)
        known = self.tree.generated.setdefault(secret, [])
        entry = {"name": r.choice(self.tree.maker.configs)}
        if entry["name"] in known and self.chance(0.9):
            entry["behavior"] = r.choice(["merge", "merge", "replace"])
        elif self.chance(0.1):
            entry["behavior"] = r.choice(["create", "merge"])
        known.append(entry["name"])
        entry.update(self.key_values())
        if secret and self.chance(0.4):
            entry["type"] = r.choice(["Opaque", "kubernetes.io/tls", "e.x/y"])
        if self.chance(0.25):
            options = {}
            if self.chance(0.6):
                options["disableNameSuffixHash"] = self.chance(0.8)
            if self.chance(0.4):
                options["labels"] = self.label_map()
            if self.chance(0.3):
                options["annotations"] = {"note": r.choice(["a", "1"])}
            if self.chance(0.2):
                options["immutable"] = True
            entry["options"] = options
        self.add("secretGenerator" if secret else "configMapGenerator", entry)
        kind = "Secret" if secret else "ConfigMap"
        if self.chance(0.3) and not any(s["kind"] == kind and s["metadata"]["name"] == entry["name"] for s in self.seen):
            self.seen.append({"apiVersion": "v1", "kind": kind,
                              "metadata": {"name": entry["name"]}, "data": {"A": "1"}})

    def add_configuration(self):
        config = self.rng.choice([
            {"images": [{"path": "spec/image", "kind": "Widget"}]},
            {"nameReference": [{"kind": "ConfigMap", "version": "v1", "fieldSpecs": [{"kind": "Widget", "path": "spec/configRef/name"}]}]},
            {"commonLabels": [{"path": "spec/labels", "kind": "Widget", "create": True}]},
            {"namePrefix": [{"path": "spec/title", "kind": "Widget"}]},
            {"replicas": [{"path": "spec/size", "kind": "Widget", "create": True}]},
            {"varReference": [{"path": "spec/title", "kind": "Widget"}]},
        ])
        self.add("configurations", self.file("config", self.yaml(config)))

    def decorate(self, weight):
        """Adds fields at random; `weight` 1 is an overlay that uses about a third of them."""
        r, fields = self.rng, self.fields
        if self.chance(0.35 * weight):
            fields["namespace"] = r.choice(NAMESPACES)
        if self.chance(0.3 * weight):
            fields["namePrefix"] = r.choice(["p-", "dev-", "x", "1"])
        if self.chance(0.2 * weight):
            fields["nameSuffix"] = r.choice(["-s", "-v2", "9"])
        for _ in range(r.choice([0, 0, 1, 2])):
            if self.chance(0.6 * weight):
                self.add_generator()
        if self.chance(0.7 * weight):
            self.add_patches(r.choice([1, 1, 2, 3, 4]))
        some = [(0.12, self.add_old_patches), (0.3, self.add_labels), (0.3, self.add_image), (0.15, self.add_image),
                (0.3, self.add_replacement), (0.1, self.add_replacement), (0.1, self.add_variable),
                (0.08, self.add_configuration)]
        for p, action in some:
            if self.chance(p * weight):
                action()
        random_plugins.add_some(self, weight)
        if self.chance(0.15 * weight):
            fields["commonLabels"] = self.label_map()
        if self.chance(0.2 * weight):
            fields["commonAnnotations"] = {k: r.choice(["1", "x y", "long " * 30, "true", "multi\nline\n"])
                                           for k in r.sample(["note", "a/b", "zz"], r.choice([1, 2]))}
        if self.chance(0.2 * weight):
            scalable = [x for x in self.seen if x["kind"] in ("Deployment", "StatefulSet")]
            if scalable:
                self.add("replicas", {"name": r.choice(scalable)["metadata"]["name"], "count": r.choice([0, 1, 3, 5])})
        if self.chance(0.15 * weight):
            fields["generatorOptions"] = r.choice([{"disableNameSuffixHash": True}, {"labels": {"gen": "x"}},
                                                   {"annotations": {"note": "g"}, "immutable": True}])
        if self.chance(0.1 * weight):
            fields["sortOptions"] = r.choice([{"order": "fifo"}, {"order": "legacy"}, {"order": "legacy", "legacySortOptions": {
                "orderFirst": ["Deployment", "Service"], "orderLast": ["ConfigMap"]}}])
        if self.chance(0.1 * weight):
            fields["buildMetadata"] = r.sample(["originAnnotations", "transformerAnnotations", "managedByLabel"], r.choice([1, 2, 3])) \
                if self.tree.new else ["originAnnotations"]
        if self.chance(self.tree.wrong):
            fields[r.choice(["resource", "namespace", "patches", "resources"])] = r.choice(["oops", ["missing.yaml"], [{"path": "x"}], 5])

    def finish(self, component=False):
        head = {}
        if component or self.chance(0.7):
            head = {"apiVersion": "kustomize.config.k8s.io/" + ("v1alpha1" if component else "v1beta1"),
                    "kind": "Component" if component else "Kustomization"}
        items = list(self.fields.items())
        if self.chance(0.3):
            self.rng.shuffle(items)
        for field, value in items:
            if isinstance(value, list) and value and isinstance(value[0], str) and field == "resources":
                self.fields[field] = [x if self.chance(0.9) else "./" + x for x in value]
        head.update((k, self.fields[k]) for k, _ in items)
        name = "kustomization.yaml" if self.chance(0.9) else self.rng.choice(["kustomization.yml", "Kustomization"])
        self.files[name] = self.yaml(head, self.tree.fancy * 0.5, old=self.chance(0.97))
        for path, text in self.files.items():
            self.tree.files[f"{self.folder}/{path}"] = text


class Tree:
    def __init__(self, seed, new):
        self.rng = random.Random(seed)
        self.new = new  # 5.7.1's features may be used
        self.fancy = self.rng.choice([0, 0.5, 1, 1, 2])
        self.wrong = 0.01
        self.files, self.variables, self.generated, self.folders = {}, set(), {}, 0
        self.maker = Maker(self.rng)
        self.target = self.build().folder

    def folder(self, stem):
        self.folders += 1
        return f"{stem}{self.folders}"

    def base(self):
        layer = Layer(self, self.folder("base"))
        layer.seen = self.maker.resources()
        rest = list(layer.seen)
        while rest:
            count = self.rng.choice([1, 1, 2, 3, 10])
            part, rest = rest[:count], rest[count:]
            if self.rng.random() < 0.05:
                part = [{"apiVersion": "v1", "kind": self.rng.choice(["List", "WidgetList"]), "items": part}]
            layer.add("resources", layer.file("resource", Writer(self.rng, self.fancy).documents(part)))
        layer.decorate(0.35)
        layer.finish()
        return layer

    def component(self, below):
        layer = Layer(self, self.folder("component"))
        layer.seen = copy.deepcopy(below)
        layer.decorate(0.6)
        layer.fields.pop("sortOptions", None)
        layer.fields.pop("buildMetadata", None)
        if not layer.fields:
            layer.fields["namespace"] = "comp"
        layer.finish(component=True)
        return layer

    def overlay(self, layers, weight=1.0):
        top = Layer(self, self.folder("overlay"))
        top.seen = [r for layer in layers for r in copy.deepcopy(layer.seen)]
        top.fields["resources"] = ["../" + layer.folder for layer in layers]
        if top.chance(0.3):
            more = self.maker.resources(self.rng.choice([1, 2]))
            top.add("resources", top.file("extra", Writer(self.rng, self.fancy).documents(more)))
            top.seen += more
        if top.chance(0.2):
            component = self.component(top.seen)
            top.add("components", "../" + component.folder)
        top.decorate(weight)
        top.finish()
        return top

    def twice(self, layer):
        """The same base under two prefixes, brought together again."""
        sides = []
        for prefix in ("a-", "b-"):
            side = Layer(self, self.folder("side"))
            side.seen = copy.deepcopy(layer.seen)
            side.fields["resources"] = ["../" + layer.folder]
            side.decorate(0.3)
            side.fields["namePrefix"] = prefix
            side.fields.pop("namespace", None)
            side.finish()
            sides.append(side)
        top = Layer(self, self.folder("both"))
        top.seen = copy.deepcopy(layer.seen)
        top.fields["resources"] = ["../" + side.folder for side in sides]
        top.finish()
        return top

    def build(self):
        layer = self.base()
        shape = self.rng.random()
        if shape < 0.1:
            return layer
        if shape < 0.2:
            return self.twice(layer)
        layers = [layer] + ([self.base()] if self.rng.random() < 0.25 else [])
        top = self.overlay(layers)
        return self.overlay([top], 0.7) if self.rng.random() < 0.35 else top


# ---- running both ----

def write_tree(tree, root):
    for path, text in tree.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    (root / "TARGET").write_text(tree.target + "\n")


def run(command, cwd):
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return 124, b"", b"timeout"
    return done.returncode, done.stdout, done.stderr


def sentence(stderr):
    """kubectl's error without the frame around it."""
    lines = [line for line in stderr.decode("utf-8", "replace").split("\n")
             if not re.match("# Warning|[IE][0-9]{4} ", line)]
    return re.sub(r"&\{0x[^}]*\}", "&{…}", "\n".join(lines).removeprefix("error: ")).strip()


def compare(root, args):
    target = (root / "TARGET").read_text().strip()
    want = run([*shlex.split(args.oracle), target], root)
    got = run([args.bin, "build", target], root)
    if got[0] < 0 or got[0] > 2 or b"Sanitizer" in got[2] or b"runtime error" in got[2]:
        return "crash", want, got
    if (want[0] == 0) != (got[0] == 0):
        return "status", want, got
    if want[0] == 0:
        return ("same" if want[1] == got[1] else "output"), want, got
    if want[0] > 1 or want[2].startswith(b"panic") or b"goroutine" in want[2]:
        return "panic", want, got
    text = sentence(want[2])
    return ("refused" if text in got[2].decode("utf-8", "replace") else "text"), want, got


def one(seed, args):
    root = pathlib.Path(tempfile.mkdtemp(prefix=f"overlays-{seed}-")).resolve()
    write_tree(Tree(seed, args.new), root)
    kind, want, got = compare(root, args)
    if kind in ("crash", "status", "output") or (kind == "text" and args.texts):
        kept = pathlib.Path(args.keep) / f"{kind}-{seed}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(root, kept)
        for name, data in (("want.out", want[1]), ("want.err", want[2]), ("got.out", got[1]), ("got.err", got[2])):
            (kept / name).write_bytes(data)
    shutil.rmtree(root)
    return seed, kind


# ---- reducing ----

def block_end(lines, start):
    """The line behind what is indented below `start`."""
    width = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > width):
        end += 1
    return end


def reduce_tree(root, args):
    kind = compare(root, args)[0]
    print("reducing", root, kind)
    progress = True
    while progress:
        progress = False
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.name not in ("TARGET", "want.out", "want.err", "got.out", "got.err")):
            whole = path.read_bytes()
            path.unlink()
            if compare(root, args)[0] == kind:
                progress = True
                continue
            path.write_bytes(whole)
            i = 0
            while True:
                lines = path.read_bytes().decode().split("\n")
                if i >= len(lines):
                    break
                end = block_end(lines, i)
                tried = False
                for stop in {end, i + 1}:
                    before = path.read_bytes()
                    path.write_bytes("\n".join(lines[:i] + lines[stop:]).encode())
                    if path.read_bytes() != before and compare(root, args)[0] == kind:
                        progress = tried = True
                        break
                    path.write_bytes(before)
                if not tried:
                    i += 1
    kind, want, got = compare(root, args)
    for name, data in (("want.out", want[1]), ("want.err", want[2]), ("got.out", got[1]), ("got.err", got[2])):
        (root / name).write_bytes(data)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", default="build/dev/bin/kustoc", type=lambda p: str(pathlib.Path(p).resolve()))
    ap.add_argument("--oracle", default="kubectl kustomize")
    ap.add_argument("--seeds", default="0-99")
    ap.add_argument("--keep", default="/tmp/overlays")
    ap.add_argument("--new", action="store_true", help="use what only 5.7.1 has: the oracle must be that")
    ap.add_argument("--texts", action="store_true", help="keep trees whose error texts differ, too")
    ap.add_argument("--write", metavar="DIR")
    ap.add_argument("--reduce", metavar="DIR", nargs="*")
    ap.add_argument("-j", type=int, default=1)
    args = ap.parse_args()
    if args.reduce:
        for folder in args.reduce:
            reduce_tree(pathlib.Path(folder).resolve(), args)
        return 0
    first, _, last = args.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if args.write:
        write_tree(Tree(seeds[0], args.new), pathlib.Path(args.write))
        return 0
    os.makedirs(args.keep, exist_ok=True)
    counts = {}
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        for seed, kind in pool.map(lambda s: one(s, args), seeds):
            counts[kind] = counts.get(kind, 0) + 1
            if kind in ("crash", "status", "output"):
                print(f"{kind}-{seed}", flush=True)
    print(", ".join(f"{counts[k]} {k}" for k in sorted(counts)))
    return any(k in counts for k in ("crash", "status", "output"))


if __name__ == "__main__":
    sys.exit(main())
