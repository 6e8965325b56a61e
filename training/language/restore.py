"""From a model file back to the weights of a network: what `export.py` writes, read. Weights come back with the
rounding of the file, which a further round of training soon forgets."""
import json
import math
import struct

import numpy as np
import torch

from export import ALIGN, BLOCK, GROUP

# The widths of the biaffine heads: the file has them as the shapes of matrices.
PAIRS = ("arc", "rel", "link", "holder")
TAGS = ("upos", "xpos", "mentions", "starts", "ner", "roles")


class Reader:
    def __init__(self, path):
        with open(path, "rb") as f:
            raw = f.read()
        size = struct.unpack("<I", raw[20:24])[0]
        self.header = json.loads(raw[32:32 + size])
        self.data = raw[-(-(32 + size) // ALIGN) * ALIGN:]

    def tensor(self, name, kind):
        t = self.header["tensors"][name]
        return np.frombuffer(self.data[t["at"]:t["at"] + t["bytes"]], kind), t["shape"]

    def text(self, name):
        return bytes(self.tensor(name, np.uint8)[0]).decode()

    def floats(self, name):
        x, shape = self.tensor(name, "<f4")
        return x.reshape(shape)

    def table(self, name):
        x, shape = self.tensor(name, np.int8)
        return x.reshape(shape) * self.floats(f"{name}.scales")[:, None]

    def matrix(self, name):
        """Weights [outputs, inputs] and bias."""
        x, (outputs, inputs) = self.tensor(name, np.int8)
        x = x.reshape(-1, inputs // GROUP, BLOCK, GROUP).transpose(0, 2, 1, 3).reshape(-1, inputs)[:outputs]
        return x * self.floats(f"{name}.scales")[:, None], self.floats(f"{name}.bias")


def weights(path):
    """The state of a `model.Model` from the file at `path`; a network of the same shape loads it."""
    r, n = Reader(path), {}

    def put(name, pair):
        n[f"{name}.weight"], n[f"{name}.bias"] = pair

    n["encoder.pieces.weight"], n["encoder.positions.weight"] = r.table("pieces"), r.table("positions")
    n["encoder.shapes.weight"] = r.floats("forms")
    put("encoder.norm", [r.floats(f"norm.{k}") for k in ("weight", "bias")])
    for i in range(r.header["layers"]):
        own = f"encoder.layers.{i}"
        w, b = r.matrix(f"layers.{i}.qkv")
        for part, pw, pb in zip("qkv", np.split(w, 3), np.split(b, 3)):
            # Queries carry the scale of attention.
            by = 1 / math.sqrt(w.shape[1] // 12) if part == "q" else 1
            put(f"{own}.attention.{part}", (pw / by, pb / by))
        put(f"{own}.attention.o", r.matrix(f"layers.{i}.mix"))
        for part in ("up", "down"):
            put(f"{own}.{part}", r.matrix(f"layers.{i}.{part}"))
        for part in ("norm1", "norm2"):
            put(f"{own}.{part}", [r.floats(f"layers.{i}.{part}.{k}") for k in ("weight", "bias")])
    (w, b), at = r.matrix("outputs"), 0
    labels = {k: len(v) for k, v in r.header["labels"].items()} | {"starts": 2}
    sizes = {p: r.header["tensors"][p]["shape"][1] for p in PAIRS}
    rows = [(f"{p}.{side}", sizes[p]) for p in PAIRS for side in ("low", "high")] + [(t, labels[t]) for t in TAGS]
    for name, count in rows:
        put(name, (w[at:at + count], b[at:at + count]))
        at += count
    for p, size in sizes.items():
        w, b = r.matrix(p)
        low = w.reshape(-1, size + 1, size).transpose(0, 2, 1)
        n[f"{p}.form"] = np.concatenate([low, b.reshape(-1, 1, size + 1)], 1)
    n["root"] = r.floats("root")
    n["ner_crf.steps"], n["role_crf.steps"] = r.floats("ner.steps"), r.floats("roles.steps")
    return {k: torch.tensor(np.array(v)) for k, v in n.items()}
