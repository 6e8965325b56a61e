"""From a checkpoint to the model file that the program reads.

    python export.py CHECKPOINT FILE --name "english 2026-11"

Weights become 8 bits with a scale an output row, tables 8 bits with a scale a row; nothing is
retrained. The form of the file is described in `crates/relata-model/src/file.rs`.
"""
import argparse
import json
import math
import struct
import zlib

import numpy as np
import torch

BLOCK, GROUP, RUN, ALIGN, VERSION = 16, 4, 4, 64, 2
# The most that the magnitudes of the eight weights of one sum of 16 bits may add up to
# (crates/relata-model/src/kernel).
REACH = 32767 // 127


class Writer:
    def __init__(self):
        self.tensors, self.data = {}, bytearray()

    def put(self, name, kind, shape, raw):
        self.data += b"\0" * (-len(self.data) % ALIGN)
        self.tensors[name] = {"kind": kind, "shape": list(shape), "at": len(self.data), "bytes": len(raw)}
        self.data += raw

    def floats(self, name, x):
        x = np.ascontiguousarray(x, dtype="<f4")
        self.put(name, "f32", x.shape, x.tobytes())

    def table(self, name, x):
        """Rows of bytes with a scale each."""
        scale = np.maximum(np.abs(x).max(1), 1e-12) / 127
        self.put(name, "i8", x.shape, np.rint(x / scale[:, None]).astype(np.int8).tobytes())
        self.floats(f"{name}.scales", scale)

    def matrix(self, name, w, bias):
        """Weights [outputs, inputs] in blocks of sixteen outputs, groups of four inputs."""
        outputs, inputs = w.shape
        scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
        met = lambda q: np.abs(q).reshape(outputs, -1, RUN, 2, GROUP // 2).sum((2, 4)).max(1).max(1)
        scale = np.maximum(scale, met(w) / REACH)
        # Rounding may add a little: such rows get a coarser scale until they fit.
        while (over := met(np.rint(w / scale[:, None])) > REACH).any():
            scale[over] *= 1.002
        q = np.rint(w / scale[:, None]).astype(np.int8)
        full = np.zeros((-(-outputs // BLOCK) * BLOCK, inputs), np.int8)
        full[:outputs] = q
        packed = full.reshape(-1, BLOCK, inputs // GROUP, GROUP).transpose(0, 2, 1, 3)
        self.put(name, "packed", w.shape, np.ascontiguousarray(packed).tobytes())
        self.floats(f"{name}.scales", scale)
        self.floats(f"{name}.bias", bias)
        sums = q.astype(np.int32).sum(1).astype("<i4")
        self.put(f"{name}.sums", "i32", sums.shape, sums.tobytes())


def bilinear(form):
    """A biaffine form [out, low+1, high+1] as a matrix from low to out * (high+1), with a bias."""
    out, low, high = form.shape
    w = form[:, :-1].transpose(0, 2, 1).reshape(out * high, low - 1)
    return w, form[:, -1].reshape(out * high)


def layer(w, name, n, own):
    """Writes the encoder layer `own` of the state `n` under `name`."""
    part = lambda x, k: n[f"{own}.attention.{x}.{k}"]
    # Queries carry the scale of attention (1 / square root of a head's width).
    by = 1 / math.sqrt(part("q", "weight").shape[0] // 12)
    w.matrix(f"{name}.qkv", np.concatenate([part("q", "weight") * by, part("k", "weight"), part("v", "weight")]),
             np.concatenate([part("q", "bias") * by, part("k", "bias"), part("v", "bias")]))
    w.matrix(f"{name}.mix", part("o", "weight"), part("o", "bias"))
    for ours in ("up", "down"):
        w.matrix(f"{name}.{ours}", n[f"{own}.{ours}.weight"], n[f"{own}.{ours}.bias"])
    for ours in ("norm1", "norm2"):
        for k in ("weight", "bias"):
            w.floats(f"{name}.{ours}.{k}", n[f"{own}.{ours}.{k}"])


def file(w, name, layers, words_from, labels) -> bytes:
    """A whole file of what was written."""
    header = json.dumps({"name": name, "layers": layers, "words_from": words_from, "labels": labels, "tensors": w.tensors},
                        sort_keys=True, separators=(",", ":")).encode()
    head = b"relata-model\0\0\0\0" + struct.pack("<IIII", VERSION, len(header), zlib.crc32(bytes(w.data)), 0) + header
    return head + b"\0" * (-len(head) % ALIGN) + bytes(w.data)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint")
    p.add_argument("file")
    p.add_argument("--name", required=True)
    a = p.parse_args()
    c = torch.load(a.checkpoint, weights_only=False, map_location="cpu")
    # In one order in memory, whatever made them: sums of floats depend on it.
    n = {k: np.ascontiguousarray(v.float().numpy()) for k, v in c["net"].items()}
    names, w = c["names"], Writer()
    vocabulary = "\n".join(c["vocabulary"]).encode()
    w.put("vocabulary", "text", [len(vocabulary)], vocabulary)
    w.table("pieces", n["encoder.pieces.weight"])
    w.table("positions", n["encoder.positions.weight"])
    w.floats("forms", n["encoder.shapes.weight"])
    for k in ("weight", "bias"):
        w.floats(f"norm.{k}", n[f"encoder.norm.{k}"])
    for i in range(c["layers"]):
        layer(w, f"layers.{i}", n, f"encoder.layers.{i}")
    # The order is that of `Places` in crates/relata-model/src/lib.rs.
    rows = [f"{h}.{s}" for h in ("arc", "rel", "link", "holder") for s in ("low", "high")]
    rows += ["upos", "xpos", "mentions", "starts", "ner", "roles"]
    w.matrix("outputs", np.concatenate([n[f"{r}.weight"] for r in rows]), np.concatenate([n[f"{r}.bias"] for r in rows]))
    for h in ("arc", "rel", "link", "holder"):
        w.matrix(h, *bilinear(n[f"{h}.form"]))
    w.floats("root", n["root"])
    w.floats("ner.steps", n["ner_crf.steps"])
    w.floats("roles.steps", n["role_crf.steps"])
    whole = file(w, a.name, c["layers"], c["words_from"], names)
    with open(a.file, "wb") as f:
        f.write(whole)
    print(f"{a.file}: {len(whole) / 1e6:.1f} MB, {c['step']} steps")


if __name__ == "__main__":
    main()
