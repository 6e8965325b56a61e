"""Trains and cross-validates the model that says what two figures are to each other (models/one-thing.md).

    cargo build --release -p relata-reconcile --example likeness
    python training/one_thing.py crates/relata-reconcile/tests/pairs CORPORA/whitehouse [--hold-out twelfth ...]
        [--write models/one-thing.forest]

The features come from the built example, the one implementation of them. A pair is of one thing where its verdict is
`agrees`, `differs` or `same root`, or `not comparable` only since its numbers lie beyond a soft side; near where it is
`other definition`; apart where it is otherwise `not comparable`; of other places and times where it says so. Pairs of
figures of real texts that share a key, as a case holds them against each other, are taken for what the rules say: nearly
all of them have nothing to do with each other. Figures are cross-validated by file, since each file is by one hand, the
texts in five parts; without `--write` nothing but the figures comes out. Sets that are held out are scored and not
learnt from.
"""

import argparse
import json
import subprocess
from collections import Counter
from pathlib import Path

import lightgbm as lgb
import numpy as np

import forest

ROOT = Path(__file__).parent.parent
# Opened for its number alone.
SEALED = "sealed"
# The files that the rules were made with: on them the rules look better than they are.
READ = "dev further third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
CLASSES = ["One", "Near", "Apart", "OtherPlace", "OtherTime"]
APART = CLASSES.index("Apart")
TREES = 150
# Weight of a pair of real texts: they are many, and labelled by rules.
WILD_WEIGHT = 0.1
# How much likelier a pair that somebody asks for has to do with each other than one that shares a key: `judge.rs`.
ASKED = 10.0
PARAMETERS = dict(
    objective="multiclass", num_class=len(CLASSES), num_leaves=8, learning_rate=0.06, min_child_samples=10, subsample=0.7,
    subsample_freq=1, colsample_bytree=0.4, reg_lambda=3.0, max_bin=63, num_threads=1, verbose=-1, seed=7,
    deterministic=True, force_row_wise=True,
)
# How sure the forest must be to overrule the rules, of pairs that share a key and of pairs asked for, and to make two agree
# that rules set apart: `judge.rs` has the same.
SURE, SURE_ASKED, SURE_TO_AGREE = 0.5, 0.3, 0.8
SURES = (0.3, 0.4, 0.5, 0.6, 0.8)
FIXED = {"other place": "OtherPlace", "other period": "OtherTime"}
MEET = ("agrees", "same root")
FOLDS = 5


def rows(binary: Path, folder: Path, files: list):
    out = subprocess.run([binary, *files], cwd=folder, stdout=subprocess.PIPE, check=True).stdout.decode()
    lines = [json.loads(line) for line in out.splitlines()]
    return lines[0], lines[1:]


def label(row) -> int:
    """The class by hand; -1 of what teaches nothing."""
    gold, found = row["gold"], row["found"]
    if found is None:
        return -1
    if gold in FIXED:
        return CLASSES.index(FIXED[gold])
    if not found["bridge"]:
        return -1
    if gold == "other definition":
        return CLASSES.index("Near")
    if gold == "not comparable" and found["made"][0] != "not comparable":
        return APART
    return CLASSES.index("One")


def verdict(row, shares, sure: float, to_agree: float, is_asked: bool) -> str:
    """As crates/relata-reconcile/src/measures/judge.rs gives it."""
    found = row["found"]
    if found is None:
        return ""
    best = int(np.argmax(shares))
    made = found["made"][best]
    if CLASSES[best] == "One" and found["apart"] or CLASSES[best].startswith("Other") and found["strangers"]:
        return found["rules"]
    if not made or CLASSES[best] == found["class"] or shares[best] < sure:
        return found["rules"]
    if made == "agrees" and shares[best] < to_agree:
        return found["rules"]
    if not is_asked:
        one = CLASSES[best] == "One"
        kept = found["elsewhere"] or made not in MEET or not found["enough"]
        if found["rules"] in FIXED or made in FIXED or one and kept:
            return found["rules"]
    return made


class Rows:
    """Pairs with their features, classes and weights."""

    def __init__(self, table, width: int, weight: float, gold_class):
        self.table, self.weight = table, weight
        self.x = np.array([r["found"]["features"] if r["found"] else [0.0] * width for r in table], np.float32)
        self.y = np.array([gold_class(r) for r in table])
        self.taught = self.y >= 0


def train(parts):
    """A booster on the chosen rows of each part."""
    x, y = (np.concatenate([getattr(rows, name)[chosen] for rows, chosen in parts]) for name in "xy")
    weight = np.concatenate([np.full(chosen.sum(), rows.weight) for rows, chosen in parts])
    return lgb.train(PARAMETERS, lgb.Dataset(x, y, weight=weight), num_boost_round=TREES)


def by_rules(row) -> int:
    """The class that the rules give a pair of real texts."""
    found = row["found"]
    return CLASSES.index(found["class"]) if found["bridge"] else -1


def asked(shares):
    weighed = shares * np.where(np.arange(len(CLASSES)) == APART, 1.0, ASKED)
    return weighed / weighed.sum(1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--hold-out", nargs="*", default=[])
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    binary = ROOT / "target/release/examples/likeness"
    names = sorted(f.stem for f in args.pairs.glob("*.txt") if f.stem != SEALED)
    features, table = rows(binary, args.pairs, [f"{n}.txt" for n in names])
    pairs = Rows(table, len(features), 1.0, label)
    wild = Rows(rows(binary, args.pairs, sorted(args.texts.resolve().glob("*.md")))[1], len(features), WILD_WEIGHT, by_rules)
    of = np.array([row["set"].removesuffix(".txt") for row in table])
    held = np.isin(of, args.hold_out)
    pairs.taught &= ~held
    shares = np.zeros((len(table), len(CLASSES)))
    for name in names:
        here = of == name
        shares[here] = train([(pairs, pairs.taught & ~here), (wild, wild.taught)]).predict(pairs.x[here])
    part = np.arange(len(wild.table)) % FOLDS
    wild_shares = np.zeros((len(wild.table), len(CLASSES)))
    for fold in range(FOLDS):
        booster = train([(pairs, pairs.taught), (wild, wild.taught & (part != fold))])
        wild_shares[part == fold] = booster.predict(wild.x[part == fold])
    gold = np.array([row["gold"] for row in table])

    def given(shares, is_asked, sure=None, to_agree=SURE_TO_AGREE):
        sure = sure or (SURE_ASKED if is_asked else SURE)
        return np.array([verdict(row, s, sure, to_agree, is_asked) for row, s in zip(table, shares)])

    print("pairs right: by rules, as a case gives them, as they are given when asked for")
    rules = np.array([row["found"]["rules"] if row["found"] else "" for row in table])
    read = np.isin(of, READ)
    groups = [(n, of == n) for n in names] + [("held out", held), ("read", read), ("not read", ~read), ("all", of == of)]
    found, when_asked = given(shares, False), given(asked(shares), True)
    for name, here in groups:
        right = [(v[here] == gold[here]).sum() for v in (rules, found, when_asked)]
        print(f"{name:14}{here.sum():5}   " + " ".join(f"{r:5}" for r in right))
    other = gold == "other definition"
    for sure in SURES:
        for to_agree in SURES:
            v = given(asked(shares), True, sure, to_agree)
            print(f"asked, sure {sure:4.2f}, to agree {to_agree:4.2f}: {(v == gold).sum()} right, "
                  f"{((v == 'agrees') & other).sum()} `agrees` for {other.sum()} `other definition`")
    for sure in SURES:
        changed = [verdict(r, s, sure, SURE_TO_AGREE, False) for r, s in zip(wild.table, wild_shares)]
        moved = Counter(v for v, r in zip(changed, wild.table) if v != r["found"]["rules"])
        print(f"texts, sure {sure:4.2f}: of {wild.taught.sum()} pairs changed to {dict(moved)}")
    if args.write:
        booster = train([(pairs, pairs.taught), (wild, wild.taught)])
        args.write.write_bytes(forest.pack(booster, classes=len(CLASSES)))
        gain = booster.feature_importance("gain")
        for i in np.argsort(-gain)[:15]:
            print(f"{features[i]:28}{gain[i] / gain.sum():.3f}")


if __name__ == "__main__":
    main()
