"""The model on the dev parts: tags, trees, names, sentence starts, attribution.

Words and (for trees) sentences are the corpus's own; the program's scores on its own segmentation
come from `relata eval`.
"""
import json
import math

import torch

import data
import model as m

NEWS_LIKE = {"news", "interview", "speech", "essay", "court", "letter"}


def f1(right, said, gold):
    return round(200 * right / max(said + gold, 1), 2)


def spans(labels):
    """(start, end, name) of every run of a BIO row; end exclusive."""
    out, start = [], None
    for i, l in enumerate(list(labels) + ["O"]):
        if start is not None and not (l.startswith("I-") and l[2:] == labels[start][2:]):
            out.append((start, i, labels[start][2:]))
            start = None
        if l.startswith("B-") or (l.startswith("I-") and start is None):
            start = i
    return out


def tree(scores):
    """The best tree with one root (Chu-Liu/Edmonds): `scores` [words, words + 1] to heads, 0 the root."""
    n = len(scores)
    heads = scores.argmax(1).tolist()
    if heads.count(0) == 1 and not cycle(heads):
        return heads
    # One root: try the best few, each with all other words barred from the root.
    best, kept = -math.inf, None
    roots = scores[:, 0].topk(min(3, n)).indices.tolist()
    for r in roots:
        s = scores.clone()
        s[:, 0] = -1e6
        s[r, :] = -1e6
        s[r, 0] = scores[r, 0]
        h = edmonds(s)
        total = float(sum(s[i, x] for i, x in enumerate(h)))
        if total > best:
            best, kept = total, h
    return kept


def cycle(heads):
    """The words (from 1) of a cycle, or None."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for i in range(1, len(heads) + 1):
        path, at = [], i
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if state[at] == 1:
            return path[path.index(at):]
        for p in path:
            state[p] = 2
    return None


def edmonds(scores):
    """Maximum arborescence over nodes 0..n, by contraction."""
    n = len(scores)
    full = torch.full((n + 1, n + 1), -1e9)
    full[1:] = scores
    full.fill_diagonal_(-1e9)
    return arborescence(full)[1:]


def arborescence(s):
    n = len(s)
    heads = [0] + s[1:].argmax(1).tolist()
    ring = cycle(heads[1:])
    if ring is None:
        return heads
    inside = set(ring)
    outside = [i for i in range(n) if i not in inside]
    place = {v: k for k, v in enumerate(outside)}
    k = len(outside)
    small = torch.full((k + 1, k + 1), -1e9)
    enter, leave = {}, {}
    cost = {v: float(s[v, heads[v]]) for v in ring}
    for a in outside:
        for b in outside:
            small[place[a], place[b]] = s[a, b]
        if a != 0:
            v = max(ring, key=lambda v: float(s[a, v]))
            small[place[a], k], leave[a] = s[a, v], v
        v = max(ring, key=lambda v: float(s[v, a]) - cost[v])
        small[k, place[a]], enter[a] = float(s[v, a]) - cost[v], v
    sub = arborescence(small)
    out = heads[:]
    for a in outside:
        if a != 0:
            h = sub[place[a]]
            out[a] = leave[a] if h == k else outside[h]
    a = outside[sub[k]]
    out[enter[a]] = a
    return out


class Dev:
    """The dev parts, read once."""

    def __init__(self, root, tokeniser):
        self.root = root
        self.ewt, gum = data.treebank(root, "dev")
        self.gum = [t for t in gum if t.corpus.split("-")[1] in NEWS_LIKE]
        self.news = [t for t in gum if t.corpus == "gum-news"]
        self.names = {"conll2003": data.names(f"{root}/ner/conll2003/dev.txt", "conll2003"),
                      "politics": data.names(f"{root}/ner/politics/dev.txt", "politics"),
                      "uner": data.names(f"{root}/ner/uner-ewt/dev.iob2", "uner", 2, 1)}
        self.polnear = data.polnear(root, "dev", tokeniser)

    @torch.no_grad()
    def scores(self, net, cut, quick=True):
        """All scores, percent; `quick` takes a part of each corpus."""
        net.eval()
        part = (lambda x, n: x[:n]) if quick else (lambda x, n: x)
        out = {"ewt": self.trees(net, cut, part(self.ewt, 100)), "gum": self.trees(net, cut, part(self.gum, 6))}
        for k, texts in self.names.items():
            out[k] = self.ner(net, cut, part(texts, 8))
        out["polnear"] = self.attribution(net, cut, part(self.polnear, 20))
        return out

    def words(self, net, cut, texts, limit=128):
        """(window, word vectors) of every window of the texts."""
        pile = [w for t in texts for w in data.windows(t, lambda: limit)]
        for i in range(0, len(pile), 8):
            batch = m.Batch(pile[i:i + 8], cut)
            x = net.encoder(batch)
            for w, row in zip(batch.windows, x):
                yield w, row[:len(w)]

    def trees(self, net, cut, texts):
        n = tags = arcs = labelled = 0
        right = said = gold = 0
        for w, x in self.words(net, cut, texts):
            upos = net.upos(x).argmax(1).tolist()
            starts = net.starts(x).argmax(1).tolist()
            at = 0
            for s in w.sentences:
                size = len(s.words)
                tags += sum(net.names["upos"][u] == g for u, g in zip(upos[at:], s.upos))
                v = torch.cat([net.root[None], x[at:at + size]])[None]
                low, high = net.arc.sides(v)
                heads = tree(net.arc(low[:, 1:], high)[0, :, :, 0])
                low, high = net.rel.sides(v)
                rels = net.rel.pairs(low[0, 1:], high[0, heads]).argmax(1).tolist()
                for h, r, gh, gr in zip(heads, rels, s.heads, s.rels):
                    arcs += h == gh
                    labelled += h == gh and net.names["rels"][r] == gr
                if at > 0:
                    gold += 1
                    right += starts[at]
                said += sum(starts[max(at, 1):at + size])
                n += size
                at += size
        return {"upos": round(100 * tags / n, 2), "uas": round(100 * arcs / n, 2),
                "las": round(100 * labelled / n, 2), "starts": f1(right, said, gold), "words": n}

    def ner(self, net, cut, texts):
        right = said = gold = 0
        for w, x in self.words(net, cut, texts):
            scores, at = net.ner(x), 0
            for s in w.sentences:
                size = len(s.words)
                best = [net.names["ner"][k] for k in net.ner_crf.best(scores[at:at + size])]
                a = {y for y in spans(best) if y[2] != "MISC"}
                b = {y for y in spans(s.gold) if y[2] != "MISC"}
                right, said, gold = right + len(a & b), said + len(a), gold + len(b)
                at += size
        return f1(right, said, gold)

    def attribution(self, net, cut, texts, out=None):
        """Token and exact-span F1 over words, as tools/polnear_eval.py counts them but for its
        tokens; `out` gets the predictions in that tool's form."""
        counts = {r: [0] * 6 for r in data.ROLES}
        found = {t.name: [] for t in texts}
        linked, links = {"link": 0, "holder": 0}, {"link": 0, "holder": 0}
        for t in texts:
            for w, x in self.words(net, cut, [t]):
                best = [net.names["roles"][k] for k in net.role_crf.best(net.roles(x))]
                gold = [r for s in w.sentences for r in s.roles]
                offsets = [o for s in w.sentences for o in s.offsets]
                words = [y for s in w.sentences for y in s.words]
                pairs = {}
                for head in ("link", "holder"):
                    low, high = getattr(net, head).sides(x)
                    pairs[head] = torch.einsum("ni,ij,mj->nm", low, getattr(net, head).form[0], high)
                trim = lambda ys: {trimmed(y, words) for y in ys}
                a, b = spans(best), spans(gold)
                for r in data.ROLES:
                    c = counts[r]
                    p, g = trim(y for y in a if y[2] == r), trim(y for y in b if y[2] == r)
                    c[0] += len(p & g)
                    c[1] += len(p)
                    c[2] += len(g)
                    tp = {i for s, e, _ in p for i in range(s, e)}
                    tg = {i for s, e, _ in g for i in range(s, e)}
                    c[3] += len(tp & tg)
                    c[4] += len(tp)
                    c[5] += len(tg)
                given = {"link": [c for s in w.sentences for c in s.cues],
                         "holder": [h for s in w.sentences for h in s.holders]}
                for s, e, r in b:
                    head = {"content": "link", "cue": "holder"}.get(r)
                    to = given[head][s] if head else None
                    if to is not None and 0 <= to - w.first < len(words):
                        # Of the parts that stand there, not of all words.
                        among = [y[0] for y in b if y[2] == ("cue" if r == "content" else "source")] + [s] * (r == "cue")
                        if among:
                            links[head] += 1
                            linked[head] += max(among, key=lambda i: float(pairs[head][s, i])) == to - w.first
                if out is not None:
                    groups = {s: {"source": [], "cue": [(s, e)], "content": []} for s, e, r in a if r == "cue"}
                    sources = {s: (s, e) for s, e, r in a if r == "source"}
                    for s, g in groups.items():
                        to = max([*sources, s], key=lambda i: float(pairs["holder"][s, i]))
                        g["source"] += [sources[to]] if to != s else []
                    for s, e, r in a:
                        if r == "content":
                            pick = max(groups, key=lambda i: float(pairs["link"][s, i])) if groups else -1
                            if pick >= 0:
                                groups[pick]["content"].append((s, e))
                            else:
                                found[t.name].append({"source": [], "cue": [], "content": [[offsets[s][0], offsets[e - 1][1]]]})
                    for g in groups.values():
                        found[t.name].append({r: [[offsets[s][0], offsets[e - 1][1]] for s, e in g[r]]
                                              for r in data.ROLES})
        if out is not None:
            json.dump(found, open(out, "w"))
        return {r: {"exact": f1(*c[:3]), "token": f1(*c[3:])} for r, c in counts.items()} | {
            k: round(100 * linked[k] / max(links[k], 1), 2) for k in links}


def trimmed(span, words):
    """A span without marks at its edges."""
    s, e, r = span
    while s < e and not any(c.isalnum() for c in words[s]):
        s += 1
    while e > s and not any(c.isalnum() for c in words[e - 1]):
        e -= 1
    return s, e, r


if __name__ == "__main__":
    import argparse

    p = argparse.ArgumentParser()
    p.add_argument("--corpora", required=True)
    p.add_argument("--model", required=True, help="a checkpoint")
    p.add_argument("--tokeniser", required=True)
    p.add_argument("--polnear", help="write predictions for tools/polnear_eval.py here")
    a = p.parse_args()
    c = torch.load(a.model, weights_only=False)
    e = m.Encoder(len(c["vocabulary"]), layers=c["layers"], words_from=c["words_from"],
                  feed=c["feed"])
    net = m.Model(e, **c["names"])
    net.load_state_dict(c["net"])
    dev = Dev(a.corpora, a.tokeniser.split())
    cut = m.Pieces(c["vocabulary"])
    print(json.dumps(dev.scores(net, cut, quick=False)))
    if a.polnear:
        with torch.no_grad():
            net.eval()
            dev.attribution(net, cut, dev.polnear, a.polnear)
