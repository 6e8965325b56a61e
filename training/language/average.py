"""The mean of two rounds that began at the same weights: often better than either, at no cost (Wortsman et al.
2022, "Model soups").

    python average.py EARLIER LATER OUT --share 0.7

EARLIER is a checkpoint or a model file, LATER and OUT are checkpoints; OUT is for export.py. The share is
LATER's.
"""
import argparse

import torch

import restore


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("earlier")
    p.add_argument("later")
    p.add_argument("out")
    p.add_argument("--share", type=float, default=0.7)
    a = p.parse_args()
    load = lambda path: torch.load(path, weights_only=False, map_location="cpu")
    earlier = restore.weights(a.earlier) if a.earlier.endswith(".model") else load(a.earlier)["net"]
    later = load(a.later)
    # The bars of the fields are constants, which a model file does not hold.
    later["net"] = {k: (1 - a.share) * earlier[k].float() + a.share * v.float() if k in earlier else v
                    for k, v in later["net"].items()}
    later.pop("optimiser", None)
    torch.save(later, a.out)


if __name__ == "__main__":
    main()
