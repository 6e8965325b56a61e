"""Trains and cross-validates the model of plain-text furniture.

    cargo build -p relata-read --example lines_features
    python3 lines_train.py LINES.jsonl FEATURES_BINARY [--final ../models/plain-lines.forest]

LINES.jsonl comes from `lines_label.py`; FEATURES_BINARY is the built example, the one
implementation of the features. Figures are cross-validated over documents grouped by domain, five
folds: no page is judged by a model that saw its domain. The threshold in
`crates/relata-read/src/lines/mod.rs` is read off the printed curve of the articles.
"""

import argparse
import json
import random
import subprocess
import textwrap
import zlib
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np

import forest

FOLDS = 5
# Labels of lines_label.py; a headline, byline or date line trains as body and is not measured.
BODY, FURNITURE, UNJUDGED, HEAD = 0, 1, -1, 2
WEB = ("article", "forum", "documentation")
# Pages whose main content is itself a list of links or wares: their labels say the opposite of what
# an article's say, and nobody reads them for statements.
LEFT_OUT = ("listing", "collection", "product", "service")
# Weight of a document's lines by its kind. A furniture line weighs 1, a body line as much as its
# words (10 of them weigh 1), since marked lines and lost words are what is measured.
KIND_WEIGHT = {"article": 1.0, "crop": 0.6, "tight": 0.6, "truth": 0.6, "whitehouse": 0.6, "ud": 0.4, "es": 0.4, "wrapped": 0.3}
OTHER_WEIGHT = 0.2
PARAMETERS = dict(
    objective="binary", num_leaves=64, learning_rate=0.07, n_estimators=150, min_child_samples=60, subsample=0.6, subsample_freq=1, colsample_bytree=0.3,
    reg_lambda=5.0, max_bin=63, n_jobs=1, verbose=-1, random_state=7, deterministic=True, force_row_wise=True,
)


def wrapped(document, width):
    """The same text in hard-wrapped lines, as a poor copy of a PDF has it."""
    blocks, gaps = [], []
    for block, gap in zip(document["blocks"], document["gaps"]):
        for line in textwrap.wrap(block, width):
            blocks.append(line)
            gaps.append(gap)
            gap = 0
    name = document["id"] + "/wrapped"
    return dict(document, id=name, kind="wrapped", blocks=blocks, gaps=gaps, labels=[0] * len(blocks))


def without_gaps(document):
    """A copy that lost its blank lines."""
    return dict(document, id=document["id"] + "/tight", kind="tight", gaps=[0] * len(document["gaps"]))


def crop(document, rng):
    """A part of a page, as people select it: from shortly above the body to some way below it."""
    labels = document["labels"]
    body = [i for i, label in enumerate(labels) if label in (BODY, HEAD)]
    above, below = rng.choice([(0, 0), (2, 3), (5, 10), (0, 25), (10, 0)])
    start, end = max(0, body[0] - rng.randint(0, above)), min(len(labels), body[-1] + 1 + rng.randint(0, below))
    return dict(
        document, id=document["id"] + "/crop", kind="crop",
        blocks=document["blocks"][start:end], gaps=document["gaps"][start:end], labels=labels[start:end],
    )


def gather(path):
    documents = [json.loads(line) for line in open(path, encoding="utf-8")]
    documents = [d for d in documents if d["kind"] not in LEFT_OUT]
    rng = random.Random(11)
    extra = []
    for document in documents:
        if document["kind"] in WEB:
            extra.append(crop(document, rng))
            if rng.random() < 0.25:
                extra.append(without_gaps(document))
        elif rng.random() < 0.15:
            extra.append(wrapped(document, rng.randint(50, 95)))
    documents += extra
    for document in documents:
        document["fold"] = zlib.crc32(document["domain"].encode()) % FOLDS
        document["labels"] = np.array(document["labels"])
        document["words"] = np.array([len(b.split()) for b in document["blocks"]])
    return documents


def features(binary, documents):
    """The numbers that the Rust side computes: a matrix for each document."""
    texts = (json.dumps({"blocks": d["blocks"], "gaps": d["gaps"]}) for d in documents)
    raw = subprocess.run([binary], input="\n".join(texts).encode(), capture_output=True, check=True).stdout
    table = np.frombuffer(raw, dtype="<f4").reshape(sum(len(d["blocks"]) for d in documents), -1)
    return np.split(table, np.cumsum([len(d["blocks"]) for d in documents])[:-1])


def weights(document):
    kind = KIND_WEIGHT.get(document["kind"], OTHER_WEIGHT)
    body = np.minimum(document["words"], 80) / 10
    return kind * np.where(document["labels"] == FURNITURE, 1.0, body) * (document["labels"] != UNJUDGED)


def fit(documents, rows):
    x = np.concatenate(rows)
    y = np.concatenate([d["labels"] == FURNITURE for d in documents])
    w = np.concatenate([weights(d) for d in documents])
    keep = w > 0
    model = lgb.LGBMClassifier(**PARAMETERS)
    model.fit(x[keep], y[keep], sample_weight=w[keep])
    return model


def score(model, rows):
    flat = model.predict_proba(np.concatenate(rows))[:, 1]
    return np.split(flat, np.cumsum([len(r) for r in rows])[:-1])


def cross_validate(documents, rows, folder=None):
    """Scores for each document, by a model that saw none of its fold; the models go to `folder`."""
    scores = [None] * len(documents)
    for fold in range(FOLDS):
        inside = [i for i, d in enumerate(documents) if d["fold"] == fold]
        outside = [i for i, d in enumerate(documents) if d["fold"] != fold]
        model = fit([documents[i] for i in outside], [rows[i] for i in outside])
        if folder:
            (folder / f"{fold}.forest").write_bytes(forest.pack(model.booster_))
        for i, s in zip(inside, score(model, [rows[i] for i in inside])):
            scores[i] = s
    return scores


def measured(documents, scores, threshold):
    """Share of furniture lines marked and of body words lost: over all lines, and mean of pages."""
    furniture = marked = words = lost = 0
    by_page, lost_by_page = [], []
    for document, s in zip(documents, scores):
        labels, hit = document["labels"], s >= threshold
        f, m = (labels == FURNITURE).sum(), (hit & (labels == FURNITURE)).sum()
        w, l = document["words"][labels == BODY].sum(), document["words"][(labels == BODY) & hit].sum()
        furniture, marked, words, lost = furniture + f, marked + m, words + w, lost + l
        if f:
            by_page.append(m / f)
        if w:
            lost_by_page.append(l / w)
    mean = lambda values: 100 * float(np.mean(values)) if values else float("nan")
    return 100 * marked / max(furniture, 1), mean(by_page), 100 * lost / max(words, 1), mean(lost_by_page)


def report(documents, scores, thresholds):
    groups = defaultdict(list)
    for i, document in enumerate(documents):
        kind = document["kind"]
        groups[f"{document['id'].split('/')[0]} {kind}" if kind == "article" else kind].append(i)
    for name, members in sorted(groups.items()):
        print(f"{name}: {len(members)} documents")
        for t in thresholds:
            figures = measured([documents[i] for i in members], [scores[i] for i in members], t)
            print("  at %.2f  furniture lines marked %5.1f (page mean %5.1f)  body words lost %5.2f (page mean %5.2f)" % (t, *figures))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lines")
    parser.add_argument("binary")
    parser.add_argument("--final", help="trains on everything and writes the forest file")
    parser.add_argument("--scores", help="writes the cross-validated scores, for looking at errors")
    parser.add_argument("--folds", type=Path, help="folder for the models of the folds and `folds.json`, which says whose fold a page is")
    arguments = parser.parse_args()
    documents = gather(arguments.lines)
    rows = features(arguments.binary, documents)
    print(len(documents), "documents", sum(len(r) for r in rows), "lines", rows[0].shape[1], "columns", flush=True)
    if arguments.final:
        with open(arguments.final, "wb") as sink:
            sink.write(forest.pack(fit(documents, rows).booster_))
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        (arguments.folds / "folds.json").write_text(json.dumps({d["id"]: d["fold"] for d in documents}))
    final = cross_validate(documents, rows, arguments.folds)
    report(documents, final, [0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9])
    if arguments.scores:
        with open(arguments.scores, "w", encoding="utf-8") as sink:
            for document, s in zip(documents, final):
                kept = {"id": document["id"], "kind": document["kind"], "blocks": document["blocks"]}
                kept |= {"labels": document["labels"].tolist(), "scores": [round(float(v), 3) for v in s]}
                sink.write(json.dumps(kept, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
