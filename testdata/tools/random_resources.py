"""Random Kubernetes resources that refer to each other, for random_overlays.py."""
import copy

from random_yaml import Raw

ODD = [Raw("0777"), Raw("1_000"), Raw("1e3"), Raw("1.0"), Raw(".5"), Raw("0x1F"), Raw("2020-01-01"), Raw("yes"),
       Raw("on"), Raw("1:30"), Raw("1e400"), Raw("12345678901234567"), Raw("0.1e-6"), Raw("1234567.5"), Raw("-0"), Raw("="), Raw("0o17"),
       Raw("2001-12-14t21:59:43.10-05:00"), Raw("!!str 5"), Raw("!!int 7"), Raw("!!float 3"), Raw("a-b"), Raw("y"), Raw("08"),
       "1", "true", "null", "", " lead", "trail ", "multi\nline", "multi\nline\n", "keep\n\n", " indented\nmore", "tab\there",
       "😀 smile", "ünïcode", "a: b", "# x", "it's", 'say "x"', "-", "---", "@x", "*x", "&x", "a #b", "w " * 60, "x" * 100,
       "'", "y", "off", "1.5", "0b1", "2001-01-01", "~", "back\\slash", "nl\n", "\n", "\u2028", "word word" * 12, "a\n\nb\n c\n",
       5, 0, -3, 1.5, 1e21, 1e-7, True, False, None, [], {}]
PLURAL = {"Widget": "widgets"}


def nodes(value, path=()):
    """Every value with its path, the root too."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from nodes(item, path + (key,))
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from nodes(item, path + (i,))


def leaves(value):
    return [(p, v) for p, v in nodes(value) if not isinstance(v, (dict, list))]


def is_plain_path(path):
    return bool(path) and all(isinstance(p, int) or (p and "[" not in p and "*" not in p and "\\" not in p) for p in path)


class Maker:
    IMAGES = ["nginx:1.21", "nginx", "redis:7", "ghcr.io/x/app:v1", "localhost:5000/y:latest",
              "busybox@sha256:" + "ab" * 32, "docker.io/library/nginx:1.0", "app"]

    def __init__(self, rng):
        self.rng = rng
        pool = ["app", "web", "db", "api", "cache", "worker", "queue", "auth", "mail", "cron", "proxy", "log"]
        rng.shuffle(pool)
        self.pool, self.taken = pool, set()
        self.configs = ["settings", "app-config", "creds", "tls"]
        self.namespace = rng.choice([None, None, None, "team-a", "default"])

    def chance(self, p):
        return self.rng.random() < p

    def odd(self):
        return copy.deepcopy(self.rng.choice(ODD))  # some can be added to

    # ---- changes ----

    def any_value(self, old):
        r = self.rng
        if self.chance(0.3):
            return self.odd()
        if isinstance(old, bool):
            return not old
        if isinstance(old, int):
            return old + r.choice([1, 10])
        if isinstance(old, dict):
            return {"new": r.choice(["x", 1]), **({"more": {"a": "b"}} if self.chance(0.3) else {})}
        if isinstance(old, list):
            return r.choice([[], ["x"], [{"name": "new", "value": "v"}], copy.deepcopy(old)])
        return r.choice(["changed", "nginx:2", "5", "a b"])

    def element(self, item, depth):
        """What a patch says about one element of a list."""
        if not isinstance(item, dict):
            return self.any_value(item)
        keys = [k for k in ("name", "mountPath", "containerPort", "port", "protocol", "ip", "topologyKey") if k in item]
        kept = {k: item[k] for k in keys if self.chance(0.93)}
        if self.chance(0.12):
            return {**kept, "$patch": self.rng.choice(["delete", "delete", "delete", "replace", "merge"])}
        return {**kept, **self.partial({k: v for k, v in item.items() if k not in keys}, depth + 1)}

    def partial(self, value, depth):
        """Some of `value`, changed: a strategic merge patch."""
        r, out = self.rng, {}
        keys = list(value)
        for key in r.sample(keys, min(len(keys), r.choice([1, 1, 2, 3]))):
            item = value[key]
            if self.chance(0.08):
                out[key] = None
            elif isinstance(item, dict) and self.chance(0.92):
                out[key] = self.partial(item, depth + 1)
            elif isinstance(item, list) and item and self.chance(0.92):
                chosen = r.sample(item, r.choice([1, 1, min(2, len(item))]))
                out[key] = [self.element(x, depth) for x in chosen]
                if self.chance(0.3) and isinstance(item[0], dict):
                    fresh = copy.deepcopy(item[0])
                    for name in ("name", "mountPath", "containerPort", "port"):
                        if name in fresh:
                            fresh[name] = 9999 if isinstance(fresh[name], int) else "fresh"
                            break
                    out[key].insert(r.choice([0, len(out[key])]), fresh)
                if self.chance(0.04):
                    out[key].append({"$patch": r.choice(["replace", "delete", "merge"])})
            else:
                out[key] = self.any_value(item)
        if self.chance(0.15):
            out[r.choice(["added", "labels", "annotations", "x-y", "z1", "z10", "z2"])] = r.choice(["v", {"k": "v"}, ["l"], self.odd()])
        if self.chance(0.03) and depth:
            out["$patch"] = r.choice(["delete", "replace", "merge"])
        return out

    # ---- parts ----

    def metadata(self, name, namespaced=True):
        r = self.rng
        out = {"name": name}
        if namespaced and self.namespace and self.chance(0.9):
            out["namespace"] = self.namespace
        if self.chance(0.5):
            out["labels"] = self.labels(name)
        if self.chance(0.25):
            out["annotations"] = {k: r.choice(["text", self.odd()]) for k in r.sample(["note", "a/b", "c.d/e-f", "z"], r.choice([1, 2]))}
        if self.chance(0.05):
            out["finalizers"] = ["a/b", "c/d"]
        return out

    def labels(self, name):
        return {"app": name, **({"tier": self.rng.choice(["front", "back"])} if self.chance(0.4) else {})}

    def env(self, name):
        r = self.rng
        choices = [
            {"name": "PLAIN", "value": r.choice(["x", "$(HOST)", "http://$(SERVICE):80/$$x", "1", "true"])},
            {"name": "ODD", "value": self.odd()},
            {"name": "FROM_CM", "valueFrom": {"configMapKeyRef": {"name": r.choice(self.configs), "key": "A"}}},
            {"name": "FROM_SECRET", "valueFrom": {"secretKeyRef": {"name": r.choice(self.configs), "key": "B", "optional": True}}},
            {"name": "POD", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        ]
        return r.sample(choices, r.choice([1, 2, 3]))

    def container(self, name):
        r = self.rng
        out = {"name": name, "image": r.choice(self.IMAGES)}
        if self.chance(0.6):
            out["ports"] = [{"containerPort": p, **({"protocol": r.choice(["TCP", "UDP"])} if self.chance(0.4) else {}),
                             **({"name": f"p{p}"} if self.chance(0.5) else {})} for p in r.sample([80, 443, 8080, 53], r.choice([1, 2]))]
        if self.chance(0.5):
            out["env"] = self.env(name)
        if self.chance(0.2):
            out["envFrom"] = [r.choice([{"configMapRef": {"name": r.choice(self.configs)}}, {"secretRef": {"name": r.choice(self.configs)}}])]
        if self.chance(0.3):
            out[r.choice(["args", "command"])] = r.sample(["--a=b", "-v", "$(SERVICE)", "true", "run me", "5", "c d\ne"], r.choice([1, 2, 3]))
        if self.chance(0.3):
            out["volumeMounts"] = [{"name": "v", "mountPath": "/data"}, {"name": "w", "mountPath": "/etc/x", "readOnly": True}][:r.choice([1, 2])]
        if self.chance(0.3):
            out["resources"] = {"limits": {"cpu": r.choice([1, "100m", 0.5, Raw("1.0"), Raw("1e3")]), "memory": "64Mi"}, "requests": {"cpu": "10m"}}
        if self.chance(0.2):
            out["readinessProbe"] = {"httpGet": {"path": "/", "port": r.choice([80, "http"])}, "periodSeconds": 5}
        return out

    def pod_spec(self, name):
        r = self.rng
        out = {"containers": [self.container(n) for n in r.sample([name, "sidecar", "main"], r.choice([1, 1, 2, 3]))]}
        if self.chance(0.2):
            out["initContainers"] = [self.container("init")]
        if self.chance(0.3):
            out["serviceAccountName"] = r.choice(self.pool[:4])
        if self.chance(0.4):
            out["volumes"] = r.sample([
                {"name": "v", "configMap": {"name": r.choice(self.configs), "items": [{"key": "A", "path": "a"}]}},
                {"name": "w", "secret": {"secretName": r.choice(self.configs)}},
                {"name": "x", "persistentVolumeClaim": {"claimName": name}}, {"name": "e", "emptyDir": {}},
                {"name": "p", "projected": {"sources": [{"configMap": {"name": r.choice(self.configs)}}, {"secret": {"name": "creds"}}]}},
            ], r.choice([1, 2, 3]))
        if self.chance(0.15):
            out["imagePullSecrets"] = [{"name": "creds"}]
        if self.chance(0.15):
            out["tolerations"] = [{"key": "a", "operator": "Exists"}, {"key": "b", "value": "c", "effect": "NoSchedule"}]
        if self.chance(0.1):
            out["affinity"] = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                {"topologyKey": "zone", "labelSelector": {"matchLabels": self.labels(name)}}]}}
        if self.chance(0.1):
            out["hostAliases"] = [{"ip": "1.2.3.4", "hostnames": ["a", "b"]}]
        if self.chance(0.1):
            out["topologySpreadConstraints"] = [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule",
                                                 "labelSelector": {"matchLabels": self.labels(name)}}]
        return out

    def template(self, name):
        out = {"metadata": {"labels": self.labels(name)}, "spec": self.pod_spec(name)}
        if self.chance(0.2):
            out["metadata"]["annotations"] = {"note": self.rng.choice(["x", self.odd()])}
        return out

    # ---- kinds: each gives what stands beside apiVersion, kind and metadata ----

    def deployment(self, name):
        out = {"spec": {"replicas": self.rng.choice([1, 2, 3]), "selector": {"matchLabels": self.labels(name)}, "template": self.template(name)}}
        if self.chance(0.3):
            out["spec"]["strategy"] = self.rng.choice([{"type": "Recreate"}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}])
        if self.chance(0.1):
            del out["spec"]["replicas"]
        return out

    def stateful_set(self, name):
        out = self.deployment(name)
        out["spec"]["serviceName"] = name
        if self.chance(0.5):
            out["spec"]["volumeClaimTemplates"] = [{"metadata": {"name": "data"}, "spec": {
                "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}]
        return out

    def job(self, name):
        return {"spec": {"backoffLimit": 3, "template": self.template(name)}}

    def cron_job(self, name):
        return {"spec": {"schedule": "*/5 * * * *", "jobTemplate": {"spec": {"template": self.template(name)}}}}

    def pod(self, name):
        return {"spec": self.pod_spec(name)}

    def service(self, name):
        r = self.rng
        ports = [{"port": p, **({"name": f"p{p}"} if self.chance(0.6) else {}), **({"targetPort": r.choice([p, "http"])} if self.chance(0.6) else {}),
                  **({"protocol": "TCP"} if self.chance(0.4) else {})} for p in r.sample([80, 443, 53], r.choice([1, 2]))]
        return {"spec": {"ports": ports, **({"selector": self.labels(name)} if self.chance(0.8) else {}),
                         **({"type": "ClusterIP"} if self.chance(0.3) else {})}}

    def config_map(self, name):
        r = self.rng
        if self.chance(0.05):
            return {}
        keys = r.sample(["A", "B", "app.conf", "log-level", "z10", "z9", "UPPER", "under_score"], r.choice([1, 2, 3]))
        return {"data": {k: r.choice(["text", "x=1\ny=2\n", self.odd(), "$(HOST)"]) for k in keys}}

    def secret(self, name):
        out = {"data": {"A": "YQ==", "B": "Yg=="}}
        if self.chance(0.4):
            out = {"stringData": {"A": self.rng.choice(["a", self.odd()])}}
        return {"type": "Opaque", **out} if self.chance(0.6) else out

    def ingress(self, name):
        return {"spec": {"rules": [{"host": "x.example", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {
            "service": {"name": self.rng.choice(self.pool[:4]), "port": {"number": 80}}}}]}}],
            **({"tls": [{"hosts": ["x.example"], "secretName": self.rng.choice(self.configs)}]} if self.chance(0.4) else {})}}

    def autoscaler(self, name):
        return {"spec": {"minReplicas": 1, "maxReplicas": 5, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}}}

    def service_account(self, name):
        return self.rng.choice([{}, {"imagePullSecrets": [{"name": "creds"}]}, {"secrets": [{"name": "creds"}]}])

    def role(self, name):
        return {"rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "list"],
                           **({"resourceNames": ["creds", "tls"]} if self.chance(0.5) else {})}]}

    def binding(self, kind):
        def make(name):
            r = self.rng
            subjects = [{"kind": "ServiceAccount", "name": r.choice(self.pool[:4] + ["default"]),
                         **({"namespace": r.choice(["team-a", "default", "other"])} if self.chance(0.7) else {})}]
            if self.chance(0.3):
                subjects.append({"kind": "User", "name": r.choice(["jane", "default"]), "apiGroup": "rbac.authorization.k8s.io"})
            return {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": name}, "subjects": subjects}
        return make

    def claim(self, name):
        return {"spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}},
                         **({"storageClassName": name, "volumeName": name} if self.chance(0.4) else {})}}

    def network_policy(self, name):
        return {"spec": {"podSelector": {"matchLabels": self.labels(name)}, "policyTypes": ["Ingress"],
                         "ingress": [{"from": [{"podSelector": {"matchLabels": self.labels(name)}}], "ports": [{"port": 80}]}]}}

    def budget(self, name):
        return {"spec": {"minAvailable": 1, "selector": {"matchLabels": self.labels(name)}}}

    def webhook(self, name):
        return {"webhooks": [{"name": "a.example.com", "clientConfig": {"service": {
            "name": self.rng.choice(self.pool[:4]), **({"namespace": self.namespace or "default"} if self.chance(0.8) else {}), "path": "/x"}},
            "sideEffects": "None", "rules": [{"operations": ["CREATE"], "apiGroups": ["*"]}]}]}

    def widget(self, name):
        r = self.rng
        out = {"spec": {"title": r.choice(["t", "$(HOST)"]), "image": r.choice(self.IMAGES), "size": 1, "configRef": {"name": r.choice(self.configs)},
                        "list": [{"name": "a", "value": self.odd()}, {"name": "b"}], "numbers": [1, 2.5, Raw("0777")]}}
        if self.chance(0.3):
            out["spec"]["template"] = self.template(name)
        if self.chance(0.15):
            out["spec"]["embedded"] = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "inner"}, "spec": {"template": self.template(name)}}
        return out

    def repository(self, name):
        return {"spec": {"interval": "5m", "url": f"oci://ghcr.io/x/{name}", "ref": self.rng.choice([{"semver": ">=0.0.0"}, {"tag": "latest"}, {"tag": Raw("1.10")}])}}

    def definition(self, name):
        return {"spec": {"group": "example.com", "names": {"kind": "Widget", "plural": "widgets"}, "scope": "Namespaced",
                         "versions": [{"name": "v1", "served": True, "storage": True}],
                         **({"conversion": {"webhook": {"clientConfig": {"service": {"name": self.pool[0], "namespace": "x"}}}}} if self.chance(0.4) else {})}}

    def api_service(self, name):
        return {"spec": {"group": "x.example.com", "version": "v1", **({"service": {"name": self.pool[0], "namespace": "default"}} if self.chance(0.6) else {})}}

    def nothing(self, name):
        return {}

    def kinds(self):
        rbac = "rbac.authorization.k8s.io/v1"
        return [
            (8, "apps/v1", "Deployment", self.deployment), (3, "apps/v1", "StatefulSet", self.stateful_set),
            (1, "apps/v1", "DaemonSet", self.job), (2, "batch/v1", "Job", self.job), (2, "batch/v1", "CronJob", self.cron_job),
            (1, "v1", "Pod", self.pod), (6, "v1", "Service", self.service), (6, "v1", "ConfigMap", self.config_map), (3, "v1", "Secret", self.secret),
            (3, "networking.k8s.io/v1", "Ingress", self.ingress), (1, "autoscaling/v1", "HorizontalPodAutoscaler", self.autoscaler),
            (1, "autoscaling/v2", "HorizontalPodAutoscaler", self.autoscaler), (3, "v1", "ServiceAccount", self.service_account),
            (2, rbac, "Role", self.role), (1, rbac, "ClusterRole", self.role), (2, rbac, "RoleBinding", self.binding("Role")),
            (1, rbac, "ClusterRoleBinding", self.binding("ClusterRole")), (1, "v1", "Namespace", self.nothing),
            (2, "v1", "PersistentVolumeClaim", self.claim), (1, "v1", "PersistentVolume", self.nothing), (1, "networking.k8s.io/v1", "NetworkPolicy", self.network_policy),
            (1, "policy/v1", "PodDisruptionBudget", self.budget), (1, "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", self.webhook),
            (3, "example.com/v1", "Widget", self.widget), (2, "source.toolkit.fluxcd.io/v1", "OCIRepository", self.repository),
            (1, "apiextensions.k8s.io/v1", "CustomResourceDefinition", self.definition), (1, "apiregistration.k8s.io/v1", "APIService", self.api_service),
            (1, "storage.k8s.io/v1", "StorageClass", self.nothing), (1, "scheduling.k8s.io/v1", "PriorityClass", self.nothing), (1, "v1", "ResourceQuota", self.nothing),
        ]

    CLUSTER = {"ClusterRole", "ClusterRoleBinding", "Namespace", "PersistentVolume", "ValidatingWebhookConfiguration", "CustomResourceDefinition",
               "APIService", "StorageClass", "PriorityClass"}

    def resource(self):
        r, kinds = self.rng, self.kinds()
        _, version, kind, make = r.choices(kinds, [k[0] for k in kinds])[0]
        name = r.choice(self.configs) if kind in ("ConfigMap", "Secret") and self.chance(0.5) else r.choice(self.pool[:6])
        if self.chance(0.02):
            name = r.choice(["1", "true", "1e5", "2001-01-01", "a.b", "with-dash"])
        if (version, kind, name) in self.taken:
            return None
        self.taken.add((version, kind, name))
        out = {"apiVersion": version, "kind": kind, "metadata": self.metadata(name, kind not in self.CLUSTER or self.chance(0.05)), **make(name)}
        if self.chance(0.02):
            out["metadata"].setdefault("annotations", {})["config.kubernetes.io/local-config"] = "true"
        if self.chance(0.15):
            self.spice(out)
        return out

    def spice(self, resource):
        """Puts an odd scalar somewhere."""
        places = [p for p, v in nodes(resource) if isinstance(v, dict) and p and p[0] not in ("metadata",)]
        for path in self.rng.sample(places, min(len(places), 2)):
            at = resource
            for part in path:
                at = at[part]
            at[self.rng.choice(["odd", "z-1", "0a", "a.b/c"])] = self.odd()

    def resources(self, count=None):
        out = []
        for _ in range(count or self.rng.choice([1, 2, 3, 4, 5, 6, 8, 12])):
            made = self.resource()
            if made:
                out.append(made)
        return out or [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"only-{len(self.taken)}-{self.rng.random()}"}}]
