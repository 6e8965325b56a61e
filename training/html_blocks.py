"""Learns which blocks of a page are its text, and says how well by cross-validation.

    python training/html_blocks.py CORPUS DUMP [--write models/html-blocks]

CORPUS is a folder in the form of the Web Content Extraction Benchmark (ground-truth/*.json,
metadata.json); DUMP is what the test `dump_features` wrote from its pages (see training/README.md).
Two forests: the first sees a block and its surroundings, the second the block's text and what the
first made of its neighbours; their log-odds are averaged. Every figure printed is from pages whose
domain the model at hand never saw.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import re

import lightgbm
import numpy as np

import forest

WORD = re.compile(r"\w+")
FOLDS = 5
PARAMETERS = dict(
    objective="cross_entropy", learning_rate=0.1, num_leaves=20, min_data_in_leaf=40, extra_trees=True,
    feature_fraction=0.3, bagging_fraction=0.7, bagging_freq=1, lambda_l2=5.0, max_bin=63, force_col_wise=True,
    use_missing=False, num_threads=1, deterministic=True, seed=17, verbose=-1,
)
ROUNDS = (160, 60)
# Features that describe the text of a block by itself (LOOKS in features.rs).
LOOKS = 15
# Pages on which even held-out F1 stays below this teach nothing: most have a truth that is cut short
# or holds one of several texts. They are left out of training, never of the figures.
TEACHABLE, TRIAL_THRESHOLD = 0.7, 0.45
# Probabilities from which a block is body: at most and at least, between them half of the F1 that is
# expected of the page. Short blocks need more where that is high, but not on a page with so many
# pieces of code, a reference (as in judge.rs).
MOST, LEAST = 0.5, 0.1
SURE = (0.6, 0.9)
SHORT_WORDS = 25
SHORT_THRESHOLDS = dict(table=MOST, item=0.65, caption=0.9)
OTHER_SHORT_THRESHOLD = 0.8
CODE = 3
# What the second forest sees of its neighbours' first scores, beside its own.
STEPS = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
WINDOWS = (2, 5, 12)


def words(text):
    return WORD.findall(text.lower())


class Page:
    """One page: its blocks, their features, and which share of each is in the ground truth."""

    def __init__(self, name, corpus, dump, about):
        truth = json.loads((corpus / "ground-truth" / f"{name}.json").read_text())["ground_truth"]
        data = json.loads((dump / f"{name}.json").read_text())
        self.name, self.type, self.domain = name, about["page_type"], about["domain"]
        self.blocks, self.code = data["blocks"], data["code"]
        self.features = np.fromfile(dump / f"{name}.f32", np.float32).reshape(-1, data["features"])
        self.truth = truth["main_content"]
        self.with_, self.without = truth["with"], truth["without"]
        self.words = [words(b["text"]) for b in self.blocks]
        self.wanted = words(self.truth)
        self.labels = np.array(self.label(), np.float32)
        sizes = np.array([len(w) for w in self.words], np.float32)
        total = max(float((sizes * self.labels).sum()), 0.3 * float(sizes.sum()), 50.0)
        # A block counts by its share of the page's words, as the measure does; never quite nothing.
        self.weights = (sizes + 6.0) / total * 100.0

    def label(self):
        """Share of each block's words in the truth: words that stand there four in a row, a block's
        own or with those of the blocks around it, or the whole block as a line."""
        ours = [w for ws in self.words for w in ws]
        grams = set(zip(self.wanted, self.wanted[1:], self.wanted[2:], self.wanted[3:]))
        lines = {tuple(words(re.sub(r"\]\([^)]*\)", " ", line))) for line in self.truth.split("\n")}
        hit = [False] * len(ours)
        for i in range(len(ours) - 3):
            if tuple(ours[i : i + 4]) in grams:
                hit[i : i + 4] = [True] * 4
        out, at = [], 0
        for ws in self.words:
            share = sum(hit[at : at + len(ws)]) / max(len(ws), 1)
            at += len(ws)
            if ws and tuple(ws) in lines:
                share = 1.0
            elif len(ws) < 4 and share < 1.0:
                share = 0.0
            out.append(share if share > 0.15 else 0.0)
        return out

    def f1(self, keep):
        got = collections.Counter(w for ws, k in zip(self.words, keep) if k for w in ws)
        want = collections.Counter(self.wanted)
        common = sum((got & want).values())
        if not common:
            return 0.0 if want else float(not got)
        return 2 * common / (sum(got.values()) + sum(want.values()))

    def snippets(self, keep):
        text = " ".join(" ".join(ws) for ws, k in zip(self.words, keep) if k)
        inside = lambda s: " ".join(words(s)) in text
        return [inside(s) for s in self.with_], [not inside(s) for s in self.without]


def fold_of(domain):
    return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % FOLDS


def train(pages, rows, rounds):
    stack = lambda each: np.concatenate([each(p) for p in pages])
    data = lightgbm.Dataset(stack(rows), stack(lambda p: p.labels), weight=stack(lambda p: p.weights))
    return lightgbm.train(PARAMETERS, data, rounds)


def log_odds(probability):
    return np.log(probability / (1 - probability))


def expected_f1(page, scores):
    """The highest word F1 that a choice of blocks can be expected to have, if the scores are right."""
    likely = 1 / (1 + np.exp(-scores.astype(np.float64)))
    size = np.array([len(b["text"].split()) for b in page.blocks], np.float64)
    order = np.argsort(-likely, kind="stable")
    kept, right = np.cumsum(size[order]), np.cumsum((size * likely)[order])
    return float(np.max(2 * right / np.maximum(kept + (size * likely).sum(), 1.0)))


def body(page, scores):
    """Which blocks are body, from their log-odds."""
    expected = expected_f1(page, scores)
    sure = min(max((expected - SURE[0]) / (SURE[1] - SURE[0]), 0.0), 1.0)
    sure = 0.0 if page.code >= CODE else sure
    more = lambda kind: sure * (log_odds(SHORT_THRESHOLDS.get(kind, OTHER_SHORT_THRESHOLD)) - log_odds(MOST))
    short = [more(b["kind"]) if len(b["text"].split()) < SHORT_WORDS else 0.0 for b in page.blocks]
    return scores >= log_odds(min(max(expected / 2, LEAST), MOST)) + np.array(short)


def held_out(pages, teachers, rows, rounds):
    """Log-odds for the blocks of every page, from models that saw no page of its fold."""
    scores = {}
    for fold in range(FOLDS):
        model = train([p for p in teachers if fold_of(p.domain) != fold], rows, rounds)
        for page in pages:
            if fold_of(page.domain) == fold:
                scores[page.name] = model.predict(rows(page), raw_score=True).astype(np.float32)
    return scores


def second(page, first):
    """Rows of the second forest; `scores` in judge.rs computes the same."""
    n = len(first)
    pad = np.full(4, -9.0)
    padded = np.concatenate([pad, first, pad]).astype(np.float32)
    near = np.stack([padded[4 + s : 4 + s + n] for s in STEPS], 1)
    weight = np.array([len(b["text"].encode()) for b in page.blocks], np.float64)
    likely = weight / (1 + np.exp(-first.astype(np.float64)))
    all_, body = (np.concatenate([[0.0], np.cumsum(x)]) for x in (weight, likely))
    total = max(body[-1], 1.0)
    best, after = np.maximum.accumulate(first), np.maximum.accumulate(first[::-1])[::-1]
    at = np.arange(n)
    wide = []
    for reach in WINDOWS:
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, n)
        wide.append((body[high] - body[low]) / np.maximum(all_[high] - all_[low], 1.0))
    page_wide = [np.full(n, np.log1p(total)), np.full(n, total / max(all_[-1], 1.0))]
    more = np.stack([body[1:] / total, body[:-1] / total, best, after, *wide, *page_wide], 1)
    return np.concatenate([near, more.astype(np.float32), page.features[:, :LOOKS]], 1).astype(np.float32)


def report(pages, kept, title):
    by = collections.defaultdict(list)
    good, bad = collections.defaultdict(list), collections.defaultdict(list)
    for page in pages:
        if page.wanted:
            by[page.type].append(page.f1(kept[page.name]))
            g, b = page.snippets(kept[page.name])
            good[page.type] += g
            bad[page.type] += b
    print(title)
    for kind in sorted(by):
        print(f"  {kind:14} {len(by[kind]):4} pages  F1 {np.mean(by[kind]):.4f}  "
              f"with {np.mean(good[kind]):.4f}  without {np.mean(bad[kind]):.4f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("dump", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    args = parser.parse_args()
    about = json.loads((args.corpus / "metadata.json").read_text())
    pages = [Page(n, args.corpus, args.dump, a) for n, a in sorted(about.items())]
    pages = [p for p in pages if p.wanted and p.blocks]
    report(pages, {p.name: p.labels > 0.5 for p in pages}, "ceiling: the labels themselves")

    features = lambda p: p.features
    trial = held_out(pages, pages, features, ROUNDS[0])
    teachers = [p for p in pages if p.f1(trial[p.name] > log_odds(TRIAL_THRESHOLD)) >= TEACHABLE]
    print(f"{len(pages) - len(teachers)} of {len(pages)} pages teach nothing")
    first = held_out(pages, teachers, features, ROUNDS[0])
    around = lambda p: second(p, first[p.name])
    both = held_out(pages, teachers, around, ROUNDS[1])
    both = {name: (score + first[name]) / 2 for name, score in both.items()}
    for name, scores in (("first forest", first), ("both forests", both)):
        report(pages, {p.name: body(p, scores[p.name]) for p in pages}, name)

    if args.write:
        for which, rows, rounds in (("first", features, ROUNDS[0]), ("second", around, ROUNDS[1])):
            path = args.write.with_name(f"{args.write.name}.{which}.forest")
            path.write_bytes(forest.pack(train(teachers, rows, rounds)))
            print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
