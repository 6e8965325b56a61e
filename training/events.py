"""The forests that weigh events (models/events.md): whether a word of the lists tells an event, who takes part, and how it
is told.

Run by `weigh.py`. All figures are of texts that the forests did not learn from.
"""

from collections import Counter, defaultdict

import lightgbm as lgb
import numpy as np

import forest
import noted
from told import KINDS, MODALITIES, OPTIONAL, ROLES, answers, is_same

COMMON = dict(
    learning_rate=0.06, subsample=0.7, subsample_freq=1, colsample_bytree=0.4, reg_lambda=3.0, max_bin=63, num_threads=1,
    verbose=-1, seed=7, deterministic=True, force_row_wise=True,
)
TELLING = dict(COMMON, objective="binary", num_leaves=31, min_child_samples=20)
PART = dict(COMMON, objective="multiclass", num_class=3, num_leaves=31, min_child_samples=10)
MANNER = dict(COMMON, objective="multiclass", num_class=6, num_leaves=16, min_child_samples=15)
TELLING_TREES = 300
PART_TREES = 250
MANNER_TREES = 150
# `crates/relata-findings/src/event/weigh/mod.rs` has the same.
TELLS, MAY_TELL = 0.1, 0.35
# Of an agent and a recipient.
KEPT, ADDED, BESIDE = (0.3, 0.2), (0.45, 0.4), 0.6
HAPPENED = 0.5
UNLIKELY = 0.01
BY_FAR = 0.25
# How much each sentence of our own weighs: they are few, and told in another way.
OWN_WORD, OWN_PART = 12.0, 10.0
# What is said of a word that no branch read.
NOT_READ = ([0.0] * (1 + len(KINDS)), [0.0] * len(MODALITIES), {})


def lean(rows, said):
    """Puts behind what is seen of each word and of whoever stands beside it what branches say that did not learn from its
    text; `said`: for each row its file, place and words."""
    nobody = [0.0] * (1 + len(ROLES))
    for row, (file, at, words) in zip(rows, said, strict=True):
        assert (file, at) == (row["file"], row["at"]), f"what branches say is of other sentences: {file} {at}"
        for word in row["triggers"]:
            event, modality, beside = words.get(str(word["trigger"][0]), NOT_READ)
            word["row"] += [event[1 + KINDS.index(word["kind"])], event[0], *modality]
            shares = np.array([beside.get(str(c["head"]), nobody) for c in word["candidates"]])
            for n, c in enumerate(word["candidates"]):
                c["row"] += [*shares[n], *rivals(shares, n, [c["entity"] for c in word["candidates"]])]


def rivals(shares, own, entities):
    """The greatest shares of agent and recipient among all other actors, and among the mentions of the same."""
    same = np.array([n == own or entities[own] is not None and e == entities[own] for n, e in enumerate(entities)])
    best = lambda which: shares[which][:, 1:].max(0) if which.any() else np.zeros(len(ROLES))
    return [*best(~same), *best(same)]


def cross_validated(table, own, fold, parameters, trees):
    """What forests that did not learn from its text give each row; `own` is learnt from by all."""
    shares = None
    for f in range(noted.FOLDS):
        learnt, asked = fold != f, fold == f
        x, y, weight = (np.concatenate([t[learnt], o]) for t, o in zip(table, own))
        given = lgb.train(parameters, lgb.Dataset(x, y, weight=weight), num_boost_round=trees).predict(table[0][asked])
        shares = np.zeros((len(fold), *given.shape[1:])) if shares is None else shares
        shares[asked] = given
    return shares


def write(path, table, own, parameters, trees, classes):
    x, y, weight = (np.concatenate(pair) for pair in zip(table, own))
    booster = lgb.train(parameters, lgb.Dataset(x, y, weight=weight), num_boost_round=trees)
    path.write_bytes(forest.pack(booster, classes=classes))


def f1(right, all_found, found, gold):
    p, r = right / max(all_found, 1), found / max(gold, 1)
    return f"precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def telling(rows):
    """Features, labels, weights and places of all words that may tell an event."""
    x, y, weight, place = [], [], [], []
    for s, row in enumerate(rows):
        for w, word in enumerate(row["triggers"]):
            exact, near = answers(word, row["events"])
            # A second word for what another tells is no second event.
            told = bool(exact) or bool(near) and word["found"]
            sure = told and not all(e.optional for e in exact or near) or not near
            x.append(word["row"])
            y.append(told)
            weight.append(1.0 if sure else OPTIONAL)
            place.append((s, w))
    return (np.array(x, np.float32), np.array(y, float), np.array(weight)), place


def score_telling(rows, place, shares, kept):
    """Of each word the likeliest category that is kept, the one of the rules unless another is likelier by far."""
    taken, told, right, got = set(), 0, 0, set()
    found = np.array([rows[s]["triggers"][w]["found"] for s, w in place])
    for n in np.argsort(-shares - BY_FAR * found, kind="stable"):
        s, w = place[n]
        word = rows[s]["triggers"][w]
        if not kept[n] or (s, word["trigger"][0]) in taken:
            continue
        taken.add((s, word["trigger"][0]))
        exact, near = answers(word, rows[s]["events"])
        told, right = told + 1, right + bool(exact or near)
        got |= {id(e) for e in exact or near}
    gold = [e for row in rows for e in row["events"] if not e.optional]
    return told, f1(right, told, sum(id(e) in got for e in gold), len(gold))


def parts(rows):
    """Features, labels, weights and places of everybody in the sentence of a word that tells an event."""
    x, y, weight, place = [], [], [], []
    for s, row in enumerate(rows):
        for w, word in enumerate(row["triggers"]):
            exact, near = answers(word, row["events"])
            if not exact and not (near and word["found"]):
                continue
            event = (exact or near)[0]
            for c, part in enumerate(word["candidates"]):
                is_part = {r: any(is_same(p, part, row) for p in event.parties[r]) for r in event.parties}
                x.append(part["row"] + word["row"])
                y.append(1 if is_part["agent"] else 2 if is_part["recipient"] else 0)
                weight.append(OPTIONAL if event.optional else 1.0)
                place.append((s, w, c, event))
    return (np.array(x, np.float32), np.array(y, float), np.array(weight)), place


def score_parts(rows, place, shares, kept, added, beside):
    """Parties right, where the category is; `shares` of none are the rules alone."""
    by_word = defaultdict(list)
    for n, (s, w, c, event) in enumerate(place):
        by_word[s, w].append((c, event, None if shares is None else shares[n]))
    count, whole = Counter(), 0
    for (s, w), all in by_word.items():
        row, actors = rows[s], defaultdict(lambda: [[], [0, 0], [0.0, 0.0]])
        for c, event, share in all:
            part = row["triggers"][w]["candidates"][c]
            actor = actors[part["entity"]]
            actor[0].append(part)
            for i, role in enumerate(ROLES):
                actor[1][i] |= part[role]
                if share is not None:
                    actor[2][i] = max(actor[2][i], share[i + 1])
        fine, taken = True, []
        for i, role in enumerate(ROLES):
            if shares is None:
                got = [a for a in actors.values() if a[1][i]]
            else:
                acts = role == "agent" and any(a[1][i] and a[2][i] >= kept[i] for a in actors.values())
                least = beside if acts else added[i]
                got = [a for a in actors.values() if a not in taken and a[2][i] >= (kept[i] if a[1][i] else least)]
            taken += got
            gold = event.parties[role]
            right = sum(any(is_same(p, part, row) for p in gold for part in a[0]) for a in got)
            found = sum(any(is_same(p, part, row) for a in got for part in a[0]) for p in gold)
            count.update({(role, "right"): right, (role, "got"): len(got), (role, "found"): found, (role, "gold"): len(gold)})
            fine &= right == len(got) and found == len(gold)
        whole += fine
    told = [f"{r}s {f1(count[r, 'right'], count[r, 'got'], count[r, 'found'], count[r, 'gold'])}" for r in ROLES]
    return f"{', '.join(told)}; both right {whole} of {len(by_word)}"


def weigh_words(texts, own, folder):
    (table, place), (own_table, _) = telling(texts), telling(own)
    own_table[2][:] *= OWN_WORD
    fold = np.array([texts[s]["fold"] for s, _ in place])
    shares = cross_validated(table, own_table, fold, TELLING, TELLING_TREES)
    found = np.array([texts[s]["triggers"][w]["found"] for s, w in place])
    # The share of its category that the branch gives a word comes first behind what else is seen of it.
    lean_at = len(table[0][0]) - 8
    unlikely = ~found & (table[0][:, lean_at] < UNLIKELY)
    print(f"unlikely by {UNLIKELY}: {int(unlikely.sum())} of {int((~found).sum())} that the rules do not have,"
          f" {int((unlikely & (shares >= MAY_TELL)).sum())} of {int((~found & (shares >= MAY_TELL)).sum())} that come in")
    print(f"{len(place)} words, {int(table[1].sum())} tell an event; the rules have", *score_telling(texts, place, found * 1.0, found))
    def told(tells, may_tell):
        return shares >= np.where(found, tells, may_tell)

    for pair in ((TELLS, MAY_TELL), (0.15, 0.4), (0.25, 0.3)):
        print(f"told from {pair}:", *score_telling(texts, place, shares, told(*pair)))
    for name in ("whitehouse", "polnear", "gum", "own"):
        only = [r if r["file"].startswith(name) else dict(r, events=[], triggers=[]) for r in texts]
        here = np.array([texts[s]["file"].startswith(name) for s, _ in place])
        chosen = [p for p, h in zip(place, here) if h]
        print(f"{name}: rules", *score_telling(only, chosen, found[here] * 1.0, found[here]),
              "told", *score_telling(only, chosen, shares[here], told(TELLS, MAY_TELL)[here]))
    if folder:
        write(folder / "events-telling.forest", table, own_table, TELLING, TELLING_TREES, 1)


def weigh_parts(texts, own, folder):
    (table, place), (own_table, _) = parts(texts), parts(own)
    own_table[2][:] *= OWN_PART
    fold = np.array([texts[s]["fold"] for s, *_ in place])
    shares = cross_validated(table, own_table, fold, PART, PART_TREES)
    print(f"{len(place)} who may take part; rules:", score_parts(texts, place, None, None, None, None))
    for least in ((KEPT, ADDED, BESIDE), ((0.3, 0.3), (0.45, 0.45), 0.6), ((0.2, 0.2), (0.45, 0.45), 0.65)):
        print(f"kept, added, beside {least}:", score_parts(texts, place, shares, *least))
    if folder:
        write(folder / "events-part.forest", table, own_table, PART, PART_TREES, 3)


def manners(rows):
    """Features, labels and weights of how each told event is told; and what the rules have it for."""
    x, y, weight, fold, rules, found = [], [], [], [], [], []
    for row in rows:
        for word in row["triggers"]:
            exact, near = answers(word, row["events"])
            if not exact and not (near and word["found"]):
                continue
            event = (exact or near)[0]
            x.append(word["manner"] + word["row"])
            y.append(MODALITIES.index(event.modality))
            # How it is told is as sure of what need not be listed as of any other, which are fewer.
            weight.append(0.5 if event.optional else 1.0)
            fold.append(row["fold"])
            rules.append(MODALITIES.index(word["modality"]))
            found.append(word["found"])
    return (np.array(x, np.float32), np.array(y, float), np.array(weight)), *map(np.array, (fold, rules, found))


def weigh_manners(texts, own, folder):
    (table, fold, rules, found), (own_table, *_) = manners(texts), manners(own)
    own_table[2][:] *= OWN_PART
    shares = cross_validated(table, own_table, fold, MANNER, MANNER_TREES)
    likely, open_ = shares.argmax(1), np.isin(table[1], [MODALITIES.index(m) for m in ("hypothetical", "negated")])
    actual, negated = MODALITIES.index("actual"), MODALITIES.index("negated")

    def told(answer):
        wrong = ((answer == actual) & open_).sum()
        return f"{(answer == table[1]).mean():.3f}, {(answer == table[1])[found].mean():.3f} of the rules' events; {wrong} open told as actual"

    print(f"{len(fold)} told; rules:", told(rules))
    for least in (HAPPENED, 0.7):
        sure = (likely != actual) | (rules == actual) | (rules != negated) & (shares.max(1) >= least)
        print(f"actual from {least}:", told(np.where(sure, likely, rules)))
    if folder:
        write(folder / "events-manner.forest", table, own_table, MANNER, MANNER_TREES, 6)


def train(texts, own, said, folder):
    """Cross-validates, and writes the forests where a folder is given. Sentences of our own are only learnt from. `said`: what
    branches say of each row, as `branch.py` writes it."""
    all = [e for row in texts for e in row["events"]]
    print(f"{len(all)} events, {sum(not e.optional for e in all)} of them sure; {len(own)} sentences of our own")
    lean(texts + own, said)
    weigh_words(texts, own, folder)
    weigh_parts(texts, own, folder)
    weigh_manners(texts, own, folder)
