"""Writes a LightGBM booster as the forest file that crates/relata-model/src/forest.rs reads.

The layout is described there. Features must be given to LightGBM as 32-bit floats without missing
values, so that `value <= threshold` means the same on both sides.
"""

import struct

import numpy as np

LEAF = 0x8000


def floor32(x: float) -> np.float32:
    """The largest 32-bit float that is not above x: keeps `value <= x` true for the same 32-bit values."""
    y = np.float32(x)
    return np.nextafter(y, np.float32(-np.inf)) if float(y) > x else y


def pack(booster, base: float = 0.0, classes: int = 1) -> bytes:
    """The bytes of a forest file; `base` is added to every score (LightGBM keeps it in the leaves). Of several classes the
    trees of the first come first, then those of the second."""
    model = booster.dump_model()
    trees = [tree for c in range(classes) for tree in model["tree_info"][c::classes]]
    out = [b"RFST", struct.pack("<HHIf", 1, model["max_feature_idx"] + 1, len(trees), base)]
    for tree in trees:
        nodes, leaves = [], []

        def leaf(value):
            leaves.append(value)
            return LEAF | (len(leaves) - 1)

        def add(node):
            if "split_feature" not in node:
                return leaf(node["leaf_value"])
            assert node["decision_type"] == "<=" and node["missing_type"] == "None", node
            at = len(nodes)
            nodes.append(None)
            left, right = add(node["left_child"]), add(node["right_child"])
            nodes[at] = (node["split_feature"], floor32(node["threshold"]), left, right)
            return at

        top = add(tree["tree_structure"])
        if top & LEAF:  # a tree of one leaf
            nodes.append((0, 0.0, top, top))
        out.append(struct.pack("<HH", len(nodes), len(leaves)))
        out += [struct.pack("<HfHH", *node) for node in nodes]
        out.append(struct.pack(f"<{len(leaves)}f", *leaves))
    return b"".join(out)
