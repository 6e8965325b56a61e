"""The forest that weighs proposals (models/events.md): whether and as what a row of the rules stands, and which words head a
proposal that no rule has.

Run by `weigh.py`. All figures are of texts that the forest did not learn from.
"""

import lightgbm as lgb
import numpy as np

import forest
import noted
from told import OPTIONAL, PROPOSALS

FOREST = dict(
    objective="multiclass", num_class=1 + len(PROPOSALS), learning_rate=0.05, num_leaves=7, min_child_samples=20, colsample_bytree=0.7,
    reg_lambda=5.0, max_bin=63, num_threads=1, verbose=-1, seed=7, deterministic=True, force_row_wise=True,
)
# `crates/relata-findings/src/proposal/weigh.rs` has the same.
TREES = 150
STAYS, COMES, BY_FAR = 0.1, 0.6, 0.1
UNLIKELY, FIRST = 0.15, 6


def matched(found, gold):
    """Of each row of the rules the noted proposal that it tells, as `score` of crates/relata-findings/src/eval/noted.rs pairs them.
    `found`: kind and parts of each; `gold`: word, kinds and whether it need not be listed."""
    pairs = []
    for f, (kind, parts) in enumerate(found):
        for g, (word, kinds, _) in enumerate(gold):
            far = [abs(word[0] - part[0]) for part in parts if noted.overlap(word, part) > 0]
            if far:
                pairs.append((kind not in kinds, min(far), f, g))
    of, taken = {}, set()
    for _, _, f, g in sorted(pairs):
        if f not in of and g not in taken:
            of[f] = g
            taken.add(g)
    return of


def score(kind, found, gold):
    """Right, found, expected of one sentence; what need not be listed counts neither way."""
    of = matched(found, gold)
    right = all = 0
    for f, (own, _) in enumerate(found):
        is_right = f in of and kind in gold[of[f]][1]
        if own == kind and not (is_right and gold[of[f]][2]):
            right, all = right + is_right, all + 1
    return np.array([right, all, sum(kinds[0] == kind and not optional for _, kinds, optional in gold)])


class Seen:
    """A sentence as the forest sees it; `shares`: by the place of each word what the branch takes it for."""

    def __init__(self, row, shares):
        self.gold = [(noted.spans(word)[0], kinds.lstrip("?").split("/"), kinds.startswith("?")) for word, kinds, *_ in row["noted"]]
        self.places = sorted(shares)
        self.shares = np.array([shares[p] for p in self.places]).reshape(-1, 1 + len(PROPOSALS))
        self.fold, self.file = row["fold"], row["file"]
        self.rules = [(head, kind, parts) for head, kind, parts in row["proposals"] if head in shares]
        self.actions = [[n for n, p in enumerate(self.places) if any(a <= p < b for a, b in parts)] for *_, parts in self.rules]

    def features(self, at, rule=None):
        """As `Seen::features` of crates/relata-findings/src/proposal/weigh.rs."""
        action = (self.actions[rule] if rule is not None else []) or [at]
        own = self.rules[rule][1] if rule is not None else None
        covers = {kind for (head, kind, _), words in zip(self.rules, self.actions) if head != self.places[at] and at in words}
        others = [n for n in range(len(self.places)) if n not in set(action)]
        best = lambda words: self.shares[words].max(0) if words else np.zeros(1 + len(PROPOSALS))
        parts = [best(words) for words in ([at], action, action[:FIRST], others)]
        return [*(2 if k == own else k in covers for k in PROPOSALS), *np.concatenate(parts), len(self.rules), len(action), len(self.places)]

    def rows(self):
        """Each row of the rules and each word that may head a proposal: features, answer, weight, and the number of the rule or of
        the word."""
        of = matched([(kind, parts) for _, kind, parts in self.rules], self.gold)
        taken = set(of.values())
        for n, (head, kind, _) in enumerate(self.rules):
            word, kinds, optional = self.gold[of[n]] if n in of else (None, [], False)
            answer = 0 if not kinds else 1 + PROPOSALS.index(kind if kind in kinds else kinds[0])
            yield self.features(self.places.index(head), n), answer, OPTIONAL if optional else 1.0, (n, None)
        heads = {head for head, *_ in self.rules}
        for at, place in enumerate(self.places):
            if place in heads or self.shares[at, 1:].max() < UNLIKELY:
                continue
            noted_here = [g for g, (word, *_) in enumerate(self.gold) if word[0] <= place < word[1] and g not in taken]
            word, kinds, optional = self.gold[noted_here[0]] if noted_here else (None, [], False)
            answer = 1 + PROPOSALS.index(kinds[0]) if kinds else 0
            yield self.features(at), answer, OPTIONAL if optional else 1.0, (None, at)

    def told(self, shares, stays, comes):
        """Kind and parts of what comes out; `shares`: what the forest says of each of `rows`, and which it is."""
        out = []
        for told, (rule, at) in shares:
            if rule is None:
                likeliest = told[1:].argmax()
                if told[1 + likeliest] >= comes:
                    out.append((PROPOSALS[likeliest], [(self.places[at], self.places[at] + 1)]))
            elif 1 - told[0] >= stays:
                _, kind, parts = self.rules[rule]
                other = {"prediction": "commitment", "commitment": "prediction"}.get(kind, kind)
                own, changed = (told[1 + PROPOSALS.index(k)] for k in (kind, other))
                out.append((other if changed > own + BY_FAR else kind, parts))
        return out


def report(name, sentences, told):
    counts = {kind: sum((score(kind, told(s), s.gold) for s in sentences), np.zeros(3)) for kind in PROPOSALS}
    print(f"{name}:", "; ".join(
        f"{kind}s P {right / max(found, 1):.3f} R {right / max(all, 1):.3f} F1 {2 * right / max(found + all, 1):.3f}"
        for kind, (right, found, all) in counts.items()))


def train(rows, said, folder):
    """Cross-validates, and writes the forest where a folder is given. `said`: of each row its file,
    its place and what a branch that did not learn from its text takes each word for, as `branch.py` writes it."""
    sentences = []
    for row, (file, at, words) in zip(rows, said, strict=True):
        assert (file, at) == (row["file"], row["at"]), f"what branches say is of other sentences: {file} {at}"
        sentences.append(Seen(row, {int(place): shares for place, shares in words.items()}))
    table = [(n, *entry) for n, s in enumerate(sentences) for entry in s.rows()]
    x, y, weight = (np.array([t[i] for t in table], np.float32) for i in (1, 2, 3))
    # The folds of the branch: what is said of a text comes from a branch that did not learn from it.
    fold = np.array([sentences[t[0]].fold // noted.TOGETHER for t in table])
    shares = np.zeros((len(y), 1 + len(PROPOSALS)))
    for f in range(noted.FOLDS // noted.TOGETHER):
        learnt, asked = fold != f, fold == f
        booster = lgb.train(FOREST, lgb.Dataset(x[learnt], y[learnt], weight=weight[learnt]), num_boost_round=TREES)
        shares[asked] = booster.predict(x[asked])
    of = {}
    for (n, *_, which), told in zip(table, shares):
        of.setdefault(n, []).append((told, which))
    number = {id(s): n for n, s in enumerate(sentences)}
    rules = lambda s: [(kind, parts) for _, kind, parts in s.rules]
    report("rules", sentences, rules)
    for stays, comes in ((STAYS, COMES), (STAYS, 0.5), (STAYS, 0.7), (0.0, COMES), (0.3, COMES)):
        report(f"stay, come {stays, comes}", sentences, lambda s: s.told(of.get(number[id(s)], []), stays, comes))
    for name in ("whitehouse", "polnear", "gum", "own"):
        only = [s for s in sentences if s.file.lower().startswith(name)]
        report(f"{name}: rules", only, rules)
        report(f"{name}: told", only, lambda s: s.told(of.get(number[id(s)], []), STAYS, COMES))
    if folder:
        booster = lgb.train(FOREST, lgb.Dataset(x, y, weight=weight), num_boost_round=TREES)
        (folder / "proposals.forest").write_bytes(forest.pack(booster, classes=1 + len(PROPOSALS)))
