"""Trains and cross-validates the model that joins mentions (models/coreference.md).

    cargo build --release -p relata-findings --example coreference
    python training/coreference.py CORPORA [--without gum-nc] [--write models/coreference.forest]

CORPORA is the folder with `gum/dep`. The features come from the built example, the one implementation of
them. A forest gives each pair of a mention and an earlier one a score, and one to its being the first of
its actor; what is made large is the probability, under a softmax over all that a mention may point at, of
those that are right (the marginal likelihood of Durrett and Klein 2013). Figures are cross-validated over
documents, five folds of every genre, and scored by the program itself, which joins mentions as it will in
use. Without `--write` nothing but the figures comes out.
"""

import argparse
import subprocess
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np

import forest

FOLDS = 5
# Texts of GUM under CC BY-NC-SA; the others are CC BY.
NON_COMMERCIAL = ("fiction", "whow", "essay", "letter", "podcast")
# What the figures are given for: the genres nearest to what Relata reads.
NEWS_LIKE = ("news", "interview", "speech", "essay", "court", "letter")
# Weight of a mention by its genre: near genres count more.
FAR_WEIGHT = 0.5
# Weight of the mentions that our own detection gives, beside the gold's.
OWN_WEIGHT = 0.5
PARAMETERS = dict(
    num_leaves=20, learning_rate=0.08, min_child_samples=40, subsample=0.7, subsample_freq=1, colsample_bytree=0.5,
    reg_lambda=5.0, max_bin=63, num_threads=1, verbose=-1, seed=7, deterministic=True, force_row_wise=True,
)
TREES = 240


def genre(path: Path) -> str:
    return path.stem.split("_")[1]


class Rows:
    """Pairs with their features, each mention's together."""

    def __init__(self, binary: Path, which: str, files: list[Path]):
        out = subprocess.run([binary, "dump", which, *files], stdout=subprocess.PIPE, check=True).stdout
        end = out.index(b"\n")
        self.names = out[:end].decode().split(";")
        table = np.frombuffer(out[end + 1 :], dtype="<f4").reshape(-1, 4 + len(self.names))
        self.file = table[:, 0].astype(np.int32)
        self.right = table[:, 3] > 0.5
        self.features = table[:, 4:]
        begins = np.ones(len(table), bool)
        begins[1:] = (np.diff(table[:, 0]) != 0) | (np.diff(table[:, 1]) != 0)
        self.mention = np.cumsum(begins) - 1
        # A mention none of whose right ones is looked at teaches nothing.
        fine = np.bincount(self.mention, weights=self.right) > 0
        near = np.array([1.0 if genre(f) in NEWS_LIKE else FAR_WEIGHT for f in files])[self.file]
        self.weight = near * fine[self.mention] * (OWN_WEIGHT if which == "own" else 1.0)


def train(parts: list[tuple[Rows, np.ndarray]], trees: int, parameters: dict):
    """A booster on the chosen rows of each part."""
    x = np.concatenate([r.features[chosen] for r, chosen in parts])
    right = np.concatenate([r.right[chosen] for r, chosen in parts])
    weight = np.concatenate([r.weight[chosen] for r, chosen in parts])
    numbers, first = [], 0
    for r, chosen in parts:
        _, dense = np.unique(r.mention[chosen], return_inverse=True)
        numbers.append(dense + first)
        first += dense.max() + 1 if len(dense) else 0
    mention = np.concatenate(numbers)

    def objective(scores, _):
        top = np.full(first, -np.inf)
        np.maximum.at(top, mention, scores)
        e = np.exp(scores - top[mention])
        p = e / np.bincount(mention, weights=e, minlength=first)[mention]
        among = np.where(right, e, 0.0)
        q = among / np.maximum(np.bincount(mention, weights=among, minlength=first)[mention], 1e-12)
        return weight * (p - q), weight * np.maximum(p * (1 - p), 1e-3)

    data = lgb.Dataset(x, label=right.astype(float), params=dict(max_bin=parameters["max_bin"], verbose=-1))
    return lgb.train(dict(parameters, objective=objective), data, num_boost_round=trees)


def folds(files: list[Path]) -> np.ndarray:
    """The fold of each file: those of a genre dealt out in the order of their names."""
    dealt = defaultdict(int)
    out = []
    for f in files:
        out.append(dealt[genre(f)] % FOLDS)
        dealt[genre(f)] += 1
    return np.array(out)


def scores(binary: Path, model: Path, files: list[Path]) -> dict[str, np.ndarray]:
    """For each file: third-person pronouns and right ones, then the counts of the gold's mentions, ours, ours by head."""
    out = subprocess.run([binary, "score", model, *files], stdout=subprocess.PIPE, check=True).stdout.decode()
    table = {}
    for line in out.splitlines():
        file, *parts = line.split("\t")
        table[file] = np.array([float(n) for part in parts for n in part.split()])
    return table


def conll(counts: np.ndarray) -> list[float]:
    """F1 of mentions, MUC, B3, CEAF-e and the mean of the last three, from sixteen summed counts."""
    f = []
    for a, b, c, d in counts.reshape(4, 4):
        r, p = a / max(b, 1), c / max(d, 1)
        f.append(2 * p * r / max(p + r, 1e-9))
    return [*f, sum(f[1:]) / 3]


def report(table: dict[str, np.ndarray], name: str, wanted) -> float:
    chosen = [v for f, v in table.items() if wanted(genre(Path(f)))]
    total = np.sum(chosen, axis=0)
    gold, own, heads = (conll(total[2 + 16 * i : 18 + 16 * i]) for i in range(3))
    show = lambda f: " ".join(f"{100 * x:5.1f}" for x in f)
    print(f"{name:12} {len(chosen):3} documents | gold mentions: MUC B3 CEAF-e CoNLL {show(gold[1:])} | "
          f"pronouns {100 * total[1] / max(total[0], 1):.1f} of {total[0]:.0f} | own, exact {show(own)} | by head {show(heads)}")
    return gold[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--without", default="")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--binary", type=Path, default=Path("target/release/examples/coreference"))
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--trees", type=int, default=TREES)
    parser.add_argument("--set", default="", help="parameters of the learner, name=value,...")
    args = parser.parse_args()
    parameters = dict(PARAMETERS)
    for item in filter(None, args.set.split(",")):
        key, value = item.split("=")
        parameters[key] = type(PARAMETERS.get(key, 1.0))(float(value))
    files = sorted((args.corpora / "gum/dep/train").glob("*.conllu"))
    if "gum-nc" in args.without:
        files = [f for f in files if genre(f) not in NON_COMMERCIAL]
    args.out.mkdir(parents=True, exist_ok=True)
    rows = [Rows(args.binary, which, files) for which in ("gold", "own")]
    print(f"{len(files)} documents, {sum(len(r.file) for r in rows)} pairs, {len(rows[0].names)} features")
    if args.write:
        booster = train([(r, np.ones(len(r.file), bool)) for r in rows], args.trees, parameters)
        args.write.write_bytes(forest.pack(booster))
        return
    fold = folds(files)
    table = {}
    for k in range(FOLDS):
        booster = train([(r, fold[r.file] != k) for r in rows], args.trees, parameters)
        model = args.out / f"coreference.{k}.forest"
        model.write_bytes(forest.pack(booster))
        table |= scores(args.binary, model, [f for f, n in zip(files, fold) if n == k])
        if k == 0:
            gain = booster.feature_importance("gain")
            order = np.argsort(-gain)
            print("by gain:", ", ".join(rows[0].names[i] for i in order[:25]))
            print("least:", ", ".join(rows[0].names[i] for i in order[-15:]))
    for g in sorted({genre(f) for f in files}):
        report(table, g, lambda x, g=g: x == g)
    report(table, "all", lambda g: True)
    report(table, "news-like", lambda g: g in NEWS_LIKE)


if __name__ == "__main__":
    main()
