#!/usr/bin/env python3
"""Asks real and misbehaving registries on this machine for tags, through kustoc.

    registry_live.py KUSTOC

docker-registry, skopeo and htpasswd (apache2-utils) run a registry with and without passwords, with
artifacts pushed into it; without them that part is left out, and the exit status is 77. A server of
our own gives answers that no registry should give: each must end in an error, in time.
"""
import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

KUSTOC = os.path.abspath(sys.argv[1])
SECRET = "s3cret-of-alice"
failures = []


def check(what, holds, shown=""):
    print(("ok      " if holds else "FAILED  ") + what)
    if not holds:
        failures.append(what)
        print(shown)


def tags(folder, url, config=None, extra=(), semver=">=0.0.0"):
    """Runs `kustoc tags` for one OCIRepository; also returns how long it took."""
    source = os.path.join(folder, "source.yaml")
    with open(source, "w") as out:
        out.write("apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"
                  f"spec:\n  interval: 5m\n  url: {url}\n  ref: {{semver: '{semver}'}}\n")
    command = [KUSTOC, "tags", "--ref", source, "-o", "json", "--registry-config",
               config or os.path.join(folder, "none.json"), *extra]
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    done.seconds = time.monotonic() - start
    done.selected = json.loads(done.stdout).get("selected") if done.stdout else None
    return done


# ---- a real registry ----

def image(folder):
    """An OCI layout with one small layer, for skopeo to push."""
    layout = os.path.join(folder, "layout")
    blobs = os.path.join(layout, "blobs", "sha256")
    os.makedirs(blobs)

    def blob(data, media_type):
        digest = hashlib.sha256(data).hexdigest()
        with open(os.path.join(blobs, digest), "wb") as out:
            out.write(data)
        return {"mediaType": media_type, "digest": "sha256:" + digest, "size": len(data)}

    prefix = "application/vnd.oci.image."
    manifest = {"schemaVersion": 2, "mediaType": prefix + "manifest.v1+json",
                "config": blob(b"{}", prefix + "config.v1+json"),
                "layers": [blob(b"hello", prefix + "layer.v1.tar")]}
    index = {"schemaVersion": 2,
             "manifests": [blob(json.dumps(manifest).encode(), prefix + "manifest.v1+json")]}
    with open(os.path.join(layout, "index.json"), "w") as out:
        json.dump(index, out)
    with open(os.path.join(layout, "oci-layout"), "w") as out:
        out.write('{"imageLayoutVersion":"1.0.0"}')
    return layout


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        return server.server_port


def start_registry(folder, port, auth=""):
    config = os.path.join(folder, f"{port}.yml")
    with open(config, "w") as out:
        out.write(f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/data}}}}\n"
                  f"http: {{addr: '127.0.0.1:{port}'}}\n{auth}")
    log = open(os.path.join(folder, f"{port}.log"), "w")
    return subprocess.Popen(["docker-registry", "serve", config], stdout=log, stderr=log)


def docker_config(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "w") as out:
        json.dump(content, out)
    return path


def real_registry(folder):
    passwords = os.path.join(folder, "htpasswd")
    subprocess.run(["htpasswd", "-Bbc", passwords, "alice", SECRET], check=True,
                   stderr=subprocess.DEVNULL)
    opened, closed = free_port(), free_port()
    servers = [start_registry(folder, opened),
               start_registry(folder, closed, f"auth: {{htpasswd: {{realm: x, path: {passwords}}}}}\n")]
    try:
        time.sleep(1)
        layout = image(folder)
        for tag in ["v1.0.0", "v1.1.0", "v1.2.0-rc.1", "latest"]:
            subprocess.run(["skopeo", "--insecure-policy", "copy", "--dest-tls-verify=false",
                            f"oci:{layout}", f"docker://127.0.0.1:{opened}/acme/app:{tag}"],
                           check=True, stdout=subprocess.DEVNULL)
        run = tags(folder, f"oci://127.0.0.1:{opened}/acme/app")
        check("tags of a registry", run.selected == "v1.1.0", run.stderr)
        url = f"oci://127.0.0.1:{closed}/acme/app"
        run = tags(folder, url)
        check("a password is missing", run.returncode == 2 and "credentials" in run.stderr, run.stderr)
        key = f"127.0.0.1:{closed}"
        encode = lambda text: base64.b64encode(text.encode()).decode()
        good = docker_config(folder, "good.json", {"auths": {key: {"auth": encode(f"alice:{SECRET}")}}})
        run = tags(folder, url, good)
        check("a password is right", run.selected == "v1.1.0", run.stderr)
        bad = docker_config(folder, "bad.json", {"auths": {key: {"auth": encode(f"alice:x{SECRET}")}}})
        run = tags(folder, url, bad)
        check("a password is wrong", run.returncode == 2 and SECRET not in run.stderr, run.stderr)
        run = tags(folder, f"oci://127.0.0.1:{opened}/acme/nothing")
        check("a repository is unknown", "NAME_UNKNOWN" in run.stderr, run.stderr)
    finally:
        for server in servers:
            server.terminate()
            server.wait()


# ---- a registry that misbehaves ----

class Misbehaving(http.server.BaseHTTPRequestHandler):
    seen = []
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        kind = self.path.split("/")[2] if self.path.startswith("/v2/") else self.path
        Misbehaving.seen.append((kind, self.server.server_port, self.headers.get("Authorization")))
        getattr(self, "give_" + kind.strip("/").split("?")[0], lambda: self.answer(404))()

    def give_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.3)
        except OSError:
            pass

    def give_huge(self):
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 32))
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            pass

    def give_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"tags":["v1.0.0"')
        self.close_connection = True

    def give_endless(self):
        number = int(self.path.rsplit("=", 1)[1])
        self.answer(200, b'{"tags":["v1.0.0"]}',
                    [("Link", f'</v2/endless/tags/list?last={number + 1}>; rel="next"')])

    def give_many(self):
        last = int(self.path.rsplit("=", 1)[1]) if "last=" in self.path else 0
        names = [f"v1.0.{n}" for n in range(last, min(last + 1000, 12000))]
        more = [("Link", f'</v2/many/tags/list?n=1000&last={last + 1000}>; rel="next"')]
        self.answer(200, json.dumps({"tags": names}).encode(), more if last + 1000 < 12000 else [])

    def give_busy(self):
        tries = sum(kind == "busy" for kind, _, _ in Misbehaving.seen)
        self.answer(200 if tries > 2 else 429, b'{"tags":["v1.0.0"]}' if tries > 2 else b"",
                    [("Retry-After", "0")])

    def give_types(self):
        self.answer(200, b'{"tags":{"v1.0.0":1}}')

    def give_redirect(self):
        if self.headers.get("Authorization"):
            self.answer(307, b"", [("Location", f"http://localhost:{OTHER.server_port}/v2/stolen/x")])
        else:
            self.answer(401, b"", [("WWW-Authenticate", 'Basic realm="x"')])

    def give_stolen(self):
        self.answer(200, b'{"tags":["v1.0.0"]}')


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


OTHER = serve()


def misbehaving_registry(folder):
    server = serve()
    host = f"127.0.0.1:{server.server_port}"
    ask = lambda kind, **how: tags(folder, f"oci://{host}/{kind}", extra=["--timeout", "2"], **how)
    for kind, words in [("slow", "no answer"), ("huge", "larger than"), ("cut", "no answer"),
                        ("types", "no list of tags"), ("endless", "do not end")]:
        run = ask(kind)
        check(f"{kind}: {words}", run.returncode == 2 and words in run.stderr, run.stderr)
        check(f"{kind}: in time", run.seconds < 10, f"{run.seconds:.1f} s")
    run = ask("many")
    check("twelve thousand tags on pages", run.selected == "v1.0.11999", run.stderr)
    run = ask("busy")
    check("a registry that is busy for a while", run.selected == "v1.0.0", run.stderr)
    auth = base64.b64encode(f"alice:{SECRET}".encode()).decode()
    config = docker_config(folder, "redirect.json", {"auths": {host: {"auth": auth}}})
    run = ask("redirect", config=config)
    stolen = [header for kind, _, header in Misbehaving.seen if kind == "stolen"]
    check("a redirect is followed", run.selected == "v1.0.0", run.stderr)
    check("without credentials", stolen == [None], str(stolen))
    check("nothing secret is shown", SECRET not in run.stdout + run.stderr and
          auth not in run.stdout + run.stderr)


def main():
    have = all(shutil.which(tool) for tool in ["docker-registry", "skopeo", "htpasswd"])
    with tempfile.TemporaryDirectory() as folder:
        misbehaving_registry(folder)
        if have:
            real_registry(folder)
    if failures:
        return 1
    if not have:
        print("no docker-registry, skopeo or htpasswd: that part was left out")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
