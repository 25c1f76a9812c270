"""YAML written as people write it: many styles for one value.

Not a serialiser to rely on, but a source of input for random_overlays.py: what it writes reads
back as the value that it was given, and how it is written is left to chance.
"""
import re

PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9 _./@=-]*[A-Za-z0-9/]|[A-Za-z]")
WORDS = {"true", "false", "null", "True", "False", "TRUE", "FALSE", "Null", "NULL"}
OLD_WORDS = {w for word in ("y", "n", "yes", "no", "on", "off") for w in (word, word.upper(), word.title())}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0",
           "\x07": "\\a", "\x1b": "\\e", "\u0085": "\\N", "\u2028": "\\L", "\ufeff": "\\uFEFF"}


class Raw(str):
    """A plain scalar that is to be written as it is, whatever it reads back as."""


class Writer:
    def __init__(self, rng, fancy, old=False):
        self.rng = rng
        self.fancy = fancy  # 0: as a formatter would; 1: as a bored human might
        self.words = WORDS | OLD_WORDS if old else WORDS  # old: a YAML 1.1 reader is expected
        self.anchors = []

    def chance(self, p):
        return self.rng.random() < p * self.fancy

    # ---- scalars ----

    def double(self, text):
        out = "".join(ESCAPES.get(c, c) for c in text)
        if self.chance(0.2):
            out = "".join(c if ord(c) < 0x80 else
                          ("\\u%04x" % ord(c) if ord(c) < 0x10000 else "\\U%08x" % ord(c)) for c in out)
        return '"' + out + '"'

    def text(self, text, flow):
        if isinstance(text, Raw):
            return str(text)
        printable = all(c >= " " and c not in "\x7f\u0085\u2028\u2029\ufeff" for c in text)
        plain = PLAIN.fullmatch(text) and text not in self.words and "  " not in text
        styles = ["double"]
        if printable:
            styles.append("single")
        if plain:
            styles += ["plain"] * 8
        elif not self.fancy and printable:
            return self.double(text)
        if not self.fancy and plain:
            return text
        style = self.rng.choice(styles)
        if style == "plain":
            return text
        return self.double(text) if style == "double" else "'" + text.replace("'", "''") + "'"

    def scalar(self, value, flow=False):
        if value is None:
            return "null" if flow else self.rng.choice(["null", "~", "", "null"])
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return repr(value)
        return self.text(value, flow)

    def block(self, text, pad):
        """A literal block, or None when the text cannot be written as one."""
        body = text.rstrip("\n")
        tail = len(text) - len(body)
        if not body or any(c < " " and c not in "\n\t" for c in text) or "\u2028" in text or "\u0085" in text:
            return None
        first = body.lstrip("\n")
        indicator = "2" if first.startswith((" ", "\t")) or body.startswith("\n") else ""
        if indicator and len(pad) % 2:
            return None
        chomp = "-" if tail == 0 else "" if tail == 1 else "+"
        lines = [pad + "  " + line if line else "" for line in body.split("\n")]
        return "|" + indicator + chomp + "\n" + "\n".join(lines) + "\n" * max(tail - 1, 0)

    # ---- collections ----

    def flow(self, value):
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.flow_key(k)}: {self.flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(v) for v in value) + "]"
        if isinstance(value, Raw):
            return self.double(value) if not value or any(c in value for c in ",[]{}?:#") else str(value)
        return self.scalar(value, True)

    def flow_key(self, key):
        return self.text(key, True)

    def anchor(self, value, pad):
        """An alias for what was written before, or an anchor for what comes now."""
        if not self.fancy or value in ({}, [], None, True, False) or isinstance(value, (Raw, int, float)):
            return None, ""
        for name, known in self.anchors:
            if known == value and type(known) is type(value) and self.rng.random() < 0.5:
                return "*" + name, ""
        if self.chance(0.03):
            name = f"a{len(self.anchors)}"
            return None, "&" + name + " "
        return None, ""

    def remember(self, mark, value):
        if mark:
            self.anchors.append((mark.strip()[1:], value))

    def comment(self):
        return " # " + self.rng.choice(["why", "TODO: later", "'quoted'", "{\"type\": \"x\"", "a: b"]) \
            if self.chance(0.02) else ""

    def value(self, value, pad, in_list):
        """What follows `key:` or `-`, its line break included."""
        alias, mark = self.anchor(value, pad)
        if alias:
            return " " + alias + "\n"
        if isinstance(value, (dict, list)):
            if not value or self.chance(0.06):
                out = " " + mark + self.flow(value) + self.comment() + "\n"
            else:
                deeper = pad + (" " * self.rng.choice([2, 2, 2, 4]) if self.fancy else "  ")
                if isinstance(value, list) and not in_list and (self.rng.random() < 0.5 if self.fancy else True):
                    deeper = pad
                out = (" " + mark.strip() if mark else "") + "\n" + self.collection(value, deeper)
        else:
            text = None
            if isinstance(value, str) and not isinstance(value, Raw) and "\n" in value and \
                    (not self.fancy or self.rng.random() < 0.8):
                text = self.block(value, pad)
            elif isinstance(value, str) and not isinstance(value, Raw) and PLAIN.fullmatch(value) and \
                    "  " not in value and self.chance(0.03):
                text = ">-\n" + pad + "  " + value
            blocked = text is not None
            if text is None:
                text = self.scalar(value)
            out = (" " + mark + text).rstrip(" ") if not blocked else " " + mark + text
            out += ("" if blocked else self.comment()) + "\n"
        self.remember(mark, value)
        return out

    def collection(self, value, pad):
        out = ""
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict) and item and not self.chance(0.1):
                    inner = self.collection(item, pad + "  ")
                    if not inner.lstrip(" ").startswith("#"):
                        out += pad + "- " + inner[len(pad) + 2:]
                        continue
                    out += pad + "-\n" + inner
                    continue
                out += pad + "-" + self.value(item, pad, True)
            return out
        items = list(value.items())
        merged = self.merge_key(value)
        if merged:
            name, known = merged
            out += f"{pad}<<: *{name}\n"
            items = [(k, v) for k, v in items if k not in known or known[k] != v]
        for key, item in items:
            if self.chance(0.01):
                out += pad + "# " + self.rng.choice(["about", "next", "---"]) + "\n"
            if self.chance(0.01) and out:
                out += "\n"
            out += pad + self.text(key, False) + ":" + self.value(item, pad, False)
        return out

    def merge_key(self, value):
        if not self.fancy or self.rng.random() > 0.3:
            return None
        for name, known in self.anchors:
            if isinstance(known, dict) and known and len(value) > len(known) and \
                    all(k in value for k in known):
                return name, known
        return None

    def document(self, value):
        self.anchors = []
        if isinstance(value, (dict, list)) and value and not self.chance(0.02):
            return self.collection(value, "")
        return self.flow(value) + "\n"

    def documents(self, values):
        out = "---\n" if self.rng.random() < 0.2 else ""
        separator = ["---\n"] * 8 + ["---   # next\n", "---\n# nothing\n---\n", "\n---\n\n"]
        for i, value in enumerate(values):
            if i:
                out += self.rng.choice(separator) if self.fancy else "---\n"
            out += self.document(value)
        if self.chance(0.05):
            out = out.replace("\n", "\r\n")
        if self.chance(0.05):
            out = out.rstrip("\r\n")
        return out
