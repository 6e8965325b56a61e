"""Trains the language model. One command, seeds fixed, resumable:

    python train.py --corpora DIR --out DIR [--without polnear,conll2003,gum-nc] [--steps N] ...

The learning rate and the order of the batches depend on the step alone, so a run that was stopped
goes on from its last checkpoint as if it had not been.
"""
import argparse
import json
import math
import os
import random
import time

import torch
from torch.nn import functional as F

import data
import evaluate
import model as m
import restore

# GUM genres whose texts are under non-commercial licences (GUM's README).
NON_COMMERCIAL = {"fiction", "whow", "essay", "letter", "podcast", "reddit"}
# How often an epoch shows each corpus.
TIMES = {"ewt": 3, "gum": 3, "conll2003": 1, "politics": 3, "polnear": 1}
# Lengths of windows in words: contents run over sentences, so what teaches them is cut less.
LENGTHS = {"polnear": (64, 96, 128, 128)}
OTHERS = (24, 48, 72, 96, 128)


def corpora(root, tokeniser, without=()):
    """The training texts, by corpus, less those named in `without`."""
    ewt, gum = data.treebank(root, "train")
    if "gum-nc" in without:
        gum = [t for t in gum if t.corpus.split("-")[1] not in NON_COMMERCIAL]
    texts = {"ewt": ewt, "gum": gum,
             "conll2003": data.names(f"{root}/ner/conll2003/train.txt", "conll2003"),
             "politics": data.names(f"{root}/ner/politics/train.txt", "politics"),
             "polnear": [] if "polnear" in without else data.polnear(root, "train", tokeniser)}
    return {k: v for k, v in texts.items() if k not in without}


def batches(texts, lists, words, seed):
    """One epoch: windows of changing length, packed to batches of about `words` words of like
    lengths, in an order that the seed fixes. The name corpora vary from epoch to epoch; `lists` are
    the names that may stand for those of CrossNER politics."""
    rng = random.Random(seed)
    pile = []
    for name, ts in texts.items():
        for _ in range(TIMES[name]):
            for t in ts:
                if name in ("conll2003", "politics"):
                    t = data.varied(t, lists if name == "politics" else {}, rng)
                pile += data.windows(t, lambda: rng.choice(LENGTHS.get(name, OTHERS)))
    rng.shuffle(pile)
    out, chunk = [], 200
    for i in range(0, len(pile), chunk):
        near = sorted(pile[i:i + chunk], key=len)
        now, size = [], 0
        for w in near:
            if now and (len(now) + 1) * max(len(w), size) > words:
                out.append(now)
                now, size = [], 0
            now.append(w)
            size = max(size, len(w))
        out.append(now)
    rng.shuffle(out)
    return out


def sentences(batch):
    """(window, first word, sentence) of every sentence of a batch."""
    for b, w in enumerate(batch.windows):
        n = 0
        for s in w.sentences:
            yield b, n, s
            n += len(s.words)


def gather(x, spans):
    """Word vectors of the given (window, start, length) as one padded tensor, and which are words."""
    longest = max(n for _, _, n in spans)
    at = torch.tensor([[min(s + k, s + n - 1) for k in range(longest)] for _, s, n in spans])
    real = torch.tensor([[k < n for k in range(longest)] for _, _, n in spans])
    return x[torch.tensor([b for b, _, _ in spans])[:, None], at], real


def losses(model, batch):
    """The loss of each head that the batch can teach."""
    x = model.drop(model.encoder(batch))
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in model.names.items()}
    out = {}
    flat = {"upos": [], "xpos": [], "starts": [], "mentions": []}
    trees, named, spoken = [], [], []
    for b, n, s in sentences(batch):
        words = range(len(s.words))
        if s.upos is not None:
            flat["upos"] += [(b, n + i, index["upos"][s.upos[i]]) for i in words]
            flat["xpos"] += [(b, n + i, index["xpos"].get(s.xpos[i], 0)) for i in words]
            trees.append((b, n, s))
        if s.boundary_known:
            flat["starts"] += [(b, n + i, int(i == 0)) for i in words if n + i > 0]
        if s.mentions is not None:
            flat["mentions"] += [(b, n + i, index["mentions"][s.mentions[i]]) for i in words]
        if s.ner is not None:
            named.append((b, n, s))
        if s.roles is not None:
            spoken.append((b, n, s))
    for k, points in flat.items():
        if points:
            b, i, y = (torch.tensor(c) for c in zip(*points))
            out[k] = F.cross_entropy(getattr(model, k)(x[b, i]), y)
    if trees:
        v, real = gather(x, [(b, n, len(s.words)) for b, n, s in trees])
        v = torch.cat([model.root.expand(len(v), 1, -1), v], 1)
        heads = torch.zeros(real.shape, dtype=torch.long)
        rels = torch.zeros(real.shape, dtype=torch.long)
        for k, (_, _, s) in enumerate(trees):
            heads[k, :len(s.words)] = torch.tensor(s.heads)
            rels[k, :len(s.words)] = torch.tensor([index["rels"][r] for r in s.rels])
        low, high = model.arc.sides(v)
        scores = model.arc(low[:, 1:], high)[..., 0]
        known = torch.cat([torch.ones_like(real[:, :1]), real], 1)
        scores = scores.masked_fill(~known[:, None, :], -1e4)
        out["arc"] = F.cross_entropy(scores[real], heads[real])
        low, high = model.rel.sides(v)
        above = torch.gather(high, 1, heads[:, :, None].expand(-1, -1, high.shape[2]))
        out["rel"] = F.cross_entropy(model.rel.pairs(low[:, 1:][real], above[real]), rels[real])
    if named:
        v, real = gather(x, [(b, n, len(s.words)) for b, n, s in named])
        may = torch.zeros(*real.shape, len(m_labels(model, "ner")), dtype=torch.bool)
        for k, (_, _, s) in enumerate(named):
            for i, labels in enumerate(s.ner):
                for l in labels:
                    may[k, i, index["ner"][l]] = True
        out["ner"] = model.ner_crf.loss(model.ner(v), may, real)
    if spoken:
        # The whole stretch of one window: contents run over sentences.
        spans, gold, links = [], [], {"link": [], "holder": []}
        for b, w in enumerate(batch.windows):
            if w.sentences[0].roles is None:
                continue
            spans.append((b, 0, len(w)))
            gold.append([r for s in w.sentences for r in s.roles])
            points = {"link": [c for s in w.sentences for c in s.cues],
                      "holder": [h for s in w.sentences for h in s.holders]}
            for k, begins in (("link", "B-content"), ("holder", "B-cue")):
                links[k] += [(len(gold) - 1, i, to - w.first) for i, to in enumerate(points[k])
                             if to is not None and gold[-1][i] == begins and 0 <= to - w.first < len(w)]
        v, real = gather(x, spans)
        may = torch.zeros(*real.shape, len(m_labels(model, "roles")), dtype=torch.bool)
        for k, g in enumerate(gold):
            for i, l in enumerate(g):
                # A content cut by the window begins inside.
                l = "B-" + l[2:] if i == 0 and l.startswith("I-") else l
                may[k, i, index["roles"][l]] = True
        out["roles"] = model.role_crf.loss(model.roles(v), may, real)
        for head, rows in links.items():
            if rows:
                pairs = getattr(model, head)
                low, high = pairs.sides(v)
                scores = pairs(low, high)[..., 0].masked_fill(~real[:, None, :], -1e4)
                k, i, y = (torch.tensor(c) for c in zip(*rows))
                out[head] = F.cross_entropy(scores[k, i], y)
    return out


def m_labels(model, layer):
    return model.names[layer]


WEIGHTS = {"arc": 1.0, "rel": 0.7, "upos": 0.7, "xpos": 0.5, "ner": 3.0, "roles": 3.0, "link": 0.7, "holder": 0.7,
           "starts": 1.0, "mentions": 0.5}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--control", action="store_true", help="a convolutional network instead of MiniLM's layers")
    p.add_argument("--after", help="a checkpoint or model file whose weights this round begins with")
    p.add_argument("--minilm", help="folder with model.safetensors and vocab.txt of MiniLM-L6")
    p.add_argument("--tokeniser", required=True, help="command that cuts text files to sentences and words")
    p.add_argument("--without", default="", help="corpora to leave out: polnear, conll2003, gum-nc")
    p.add_argument("--layers", type=int, default=3)
    p.add_argument("--words-from", type=int, default=1)
    p.add_argument("--feed", type=int, default=m.FEED, help="units of the feed-forward parts")
    p.add_argument("--frozen", action="store_true", help="leave the table of word pieces as it is")
    p.add_argument("--steps", type=int, default=9000)
    p.add_argument("--words", type=int, default=1000, help="words a batch")
    p.add_argument("--rate", type=float, default=2e-4, help="of the encoder; the heads learn five times as fast")
    p.add_argument("--clip", type=float, default=2.0, help="longest gradient")
    p.add_argument("--warm", type=int, default=500, help="steps of rising rate")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--stop-at", type=int, default=0, help="stop after this step (a measurement of speed)")
    p.add_argument("--every", type=int, default=1000)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(7)
    os.makedirs(a.out, exist_ok=True)
    tokeniser = a.tokeniser.split()
    texts = corpora(a.corpora, tokeniser, a.without.split(",") if a.without else ())
    lists = data.gazetteer(f"{a.corpora}/../gazetteers")
    trees = [s for k in ("ewt", "gum") for t in texts[k] for s in t.sentences]
    label = lambda f: sorted({l for s in trees for l in f(s)})
    from safetensors.torch import load_file
    with open(f"{a.minilm}/vocab.txt", encoding="utf8") as v:
        vocabulary = v.read().split("\n")
    while vocabulary and not vocabulary[-1]:
        vocabulary.pop()
    encoder = m.Encoder.pretrained(load_file(f"{a.minilm}/model.safetensors"), layers=a.layers,
                                   words_from=a.words_from)
    cut = m.Pieces(vocabulary)
    if a.control:
        encoder = m.Convolution(encoder.pieces.weight.detach())
    elif a.feed < m.FEED:
        some = batches(texts, lists, a.words, 0)[:40]
        encoder.narrow(a.feed, [m.Batch(w, cut) for w in some])
    net = m.Model(encoder, label(lambda s: s.upos), ["<other>"] + label(lambda s: s.xpos),
                  label(lambda s: s.rels), data.NER_LABELS, data.ROLE_LABELS, data.MENTIONS)
    if a.after:
        shipped = a.after.endswith(".model")
        net.load_state_dict(restore.weights(a.after) if shipped else torch.load(a.after, weights_only=False)["net"],
                            strict=not shipped)
    encoder.pieces.weight.requires_grad = not a.frozen
    inner = [q for n, q in net.named_parameters() if n.startswith("encoder.") and q.requires_grad]
    outer = [q for n, q in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": inner, "rate": a.rate}, {"params": outer, "rate": 5 * a.rate}],
                                  lr=a.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    step, epoch, at = 0, 0, 0
    kept = f"{a.out}/checkpoint.pt"
    if os.path.exists(kept):
        c = torch.load(kept, weights_only=False)
        net.load_state_dict(c["net"])
        optimiser.load_state_dict(c["optimiser"])
        step, epoch, at = c["step"], c["epoch"], c["at"]
        torch.set_rng_state(c["rng"])
    dev = evaluate.Dev(a.corpora, tokeniser)
    log = open(f"{a.out}/log.jsonl", "a")
    order = batches(texts, lists, a.words, epoch)
    print(f"{sum(len(w) for b in order for w in b)} words and {len(order)} batches an epoch", flush=True)
    seen, spent, sums, counts = 0, time.process_time(), {}, {}
    while step < a.steps and not (a.stop_at and step >= a.stop_at):
        if at == len(order):
            epoch, at = epoch + 1, 0
            order = batches(texts, lists, a.words, epoch)
        windows = order[at]
        at, step = at + 1, step + 1
        warm = min(1.0, step / a.warm)
        rate = warm * max(0.0, 1 - step / a.steps)
        for g in optimiser.param_groups:
            g["lr"] = g["rate"] * rate
        net.train()
        parts = losses(net, m.Batch(windows, cut))
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), a.clip)
        optimiser.step()
        seen += sum(map(len, windows))
        for k, v in parts.items():
            sums[k] = sums.get(k, 0) + float(v.detach())
            counts[k] = counts.get(k, 0) + 1
        if step % 100 == 0:
            now = time.process_time()
            line = {"step": step, "epoch": epoch, "words_a_cpu_second": round(seen / (now - spent))}
            line |= {k: round(sums[k] / counts[k], 4) for k in sums}
            print(json.dumps(line), file=log, flush=True)
            seen, spent, sums, counts = 0, now, {}, {}
        if step % a.every == 0 or step == a.steps:
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
                        "epoch": epoch, "at": at, "rng": torch.get_rng_state(), "names": net.names,
                        "vocabulary": vocabulary, "layers": a.layers, "words_from": a.words_from, "feed": a.feed}, kept + ".new")
            os.replace(kept + ".new", kept)
        if step % (4 * a.every) == 0 or step == a.steps:
            scores = dev.scores(net, cut, quick=step < a.steps)
            print(json.dumps({"step": step, "dev": scores}), file=log, flush=True)
            spent = time.process_time()


if __name__ == "__main__":
    main()
