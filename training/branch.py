"""Trains the branch of the language model for events (models/events.md): its last layers once more, with outputs of their own.

    cargo build --release -p relata-findings --example noted
    python training/branch.py CORPORA --out FILE [--without-research] [--write models/events.branch]

Runs in the environment of the language model (training/README.md). FILE gets what branches that did not learn from its text
say of each word, for `weigh.py`: a line for each sentence, first those that were read for events, then those for proposals. Without `--write` the branch that learns from all is not trained.
"""

import argparse
import json
import math
import random
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import noted
import told

sys.path.insert(0, str(Path(__file__).parent / "language"))
import data  # noqa: E402
import export  # noqa: E402
import model as m  # noqa: E402
import restore  # noqa: E402

# One thread sums in one order.
torch.set_num_threads(1)
SHIPPED = noted.ROOT / "models/language-en.model"
# So many of the last layers are trained once more; the layer that is asked of two words begins as the last one, too.
LAYERS = 2
EPOCHS, LAYER_RATE, HEAD_RATE, WORDS, SEED = 6, 4e-4, 1e-3, 700, 7
# Weights of the losses, and of a sentence of our own.
LOSSES = {"event": 1.0, "modality": 0.5, "pair": 1.0, "proposal": 0.5}
OWN = 6.0
SIZES = {"event": 1 + len(told.KINDS), "modality": len(told.MODALITIES), "pair": 3, "proposal": 1 + len(told.PROPOSALS)}
QUESTIONS = ("event", "modality", "proposal")


class Stretch:
    """Words that the model reads at once, with what readers noted of them."""

    def __init__(self, words, fold, weight):
        self.words = [w[1] for w in words]
        self.at = {w[0]: i for i, w in enumerate(words)}
        self.fold, self.weight = fold, weight
        firsts = [i for i, w in enumerate(words) if w[2] or i == 0] + [len(words)]
        self.sentences = [data.Sentence(self.words[a:b], words[a][2]) for a, b in zip(firsts, firsts[1:])]
        # Of a word, or two: answer and weight.
        self.noted = {question: {} for question in LOSSES}
        # Whoever may take part in what each word tells.
        self.beside = {}

    def __len__(self):
        return len(self.words)

    def learn(self, row):
        """Takes what is noted of the words of a row's sentence."""
        for word in row["triggers"]:
            at = self.at.get(word["trigger"][0])
            if at is None:
                continue
            candidates = [(self.at[c["head"]], c) for c in word["candidates"] if c["head"] in self.at]
            self.beside.setdefault(at, set()).update(head for head, _ in candidates)
            exact, near = told.answers(word, row["events"])
            self.noted["event"].setdefault(at, (0, 1.0))
            if exact:
                self.noted["event"][at] = (1 + told.KINDS.index(word["kind"]), weight_of(exact[0], told.OPTIONAL))
            if not exact and not (near and word["found"]):
                continue
            event = (exact or near)[0]
            if exact or at not in self.noted["modality"]:
                self.noted["modality"][at] = (told.MODALITIES.index(event.modality), weight_of(event, 0.5))
            for head, c in candidates:
                role = next((r for r in told.ROLES if any(told.is_same(p, c, row) for p in event.parties[r])), None)
                # Of several mentions of one actor only the noted one is taught.
                if role is None or any(told.is_it(p, c) for r in told.ROLES for p in event.parties[r]):
                    answer = 0 if role is None else 1 + told.ROLES.index(role)
                    self.noted["pair"][at, head] = (answer, weight_of(event, 0.5))

    def learn_proposals(self, row):
        """Takes which words of a row's sentence head a proposal."""
        for place, at in self.at.items():
            if row["at"] <= place < row["end"]:
                kinds, optional = row["heads"].get(place, (None, False))
                answer = 1 + told.PROPOSALS.index(kinds[0]) if kinds else 0
                self.noted["proposal"][at] = (answer, told.OPTIONAL if optional else 1.0)


def weight_of(event, optional):
    return optional if event.optional else 1.0


def stretches(texts, own, proposals):
    """The stretches of all rows, and of each row which is its own."""
    found, of = {}, []
    for n, row in enumerate(texts + own + proposals):
        is_own = len(texts) <= n < len(texts) + len(own)
        key = (row["file"], row["words"][0][0], n if is_own else -1)
        if key not in found:
            found[key] = Stretch(row["words"], row["fold"], OWN if is_own else 1.0)
        (found[key].learn_proposals if "heads" in row else found[key].learn)(row)
        of.append(key)
    index = {key: i for i, key in enumerate(found)}
    return list(found.values()), [index[key] for key in of]


class Asked(nn.Module):
    """A layer that is asked of two words at a time: the second word's row as it would be, were the first one marked. Only the row
    and the key and value of the first know of the mark, so the others are made once for all pairs of a stretch."""

    def __init__(self):
        super().__init__()
        self.layer = m.Layer(0.1)
        self.mark = nn.Parameter(torch.randn(m.HIDDEN) * 0.3)

    def forward(self, x, mask, pairs):
        """Of x [stretches, places, HIDDEN] the rows of pairs (stretch, marked place, asked place)."""
        own, (stretch, marked, place) = self.layer.attention, pairs.T
        split = lambda rows: rows.view(*rows.shape[:-1], m.HEADS, m.HIDDEN // m.HEADS)
        bare = lambda part: part.weight @ self.mark
        keys, values = split(own.k(x)), split(own.v(x))
        itself = (marked == place).to(x.dtype)[:, None]
        row = x[stretch, place] + itself * self.mark
        query = split(own.q(row)) / math.sqrt(m.HIDDEN // m.HEADS)
        scores = torch.einsum("nhd,nthd->nht", query, keys[stretch]) + mask[stretch, 0]
        at = F.one_hot(marked, x.shape[1]).to(x.dtype)[:, None]
        shares = own.drop((scores + at * torch.einsum("nhd,hd->nh", query, split(bare(own.k)))[..., None]).softmax(-1))
        mixed = torch.einsum("nht,nthd->nhd", shares, values[stretch]) + (shares * at).sum(-1)[..., None] * split(bare(own.v))
        drop = self.layer.drop
        row = self.layer.norm1(row + drop(own.o(mixed.reshape(-1, m.HIDDEN))))
        return self.layer.norm2(row + drop(self.layer.down(F.gelu(self.layer.up(row), approximate="tanh"))))


class Branch(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(m.Layer(0.1) for _ in range(LAYERS))
        self.asked = Asked()
        self.event, self.modality, self.proposal, self.pair = (nn.Linear(m.HIDDEN, SIZES[k]) for k in (*QUESTIONS, "pair"))
        self.drop = m.Dropout(0.2)

    def forward(self, below, mask):
        for layer in self.layers:
            below = layer(below, mask)
        return below

    def scores(self, x, mask, places):
        """Of the places of each question its scores; those of pairs are (stretch, word, other word)."""
        d, out = self.drop(x), {}
        for k in QUESTIONS:
            at = places[k]
            out[k] = getattr(self, k)(d[at[:, 0], at[:, 1] + 1])
        # [CLS] comes first.
        out["pair"] = self.pair(self.drop(self.asked(x, mask, places["pair"] + torch.tensor([0, 1, 1]))))
        return out


def encoder():
    """The encoder of the shipped model, and the pieces of a word."""
    weights, read = restore.weights(SHIPPED), restore.Reader(SHIPPED)
    own = {k.removeprefix("encoder."): v for k, v in weights.items() if k.startswith("encoder.")}
    net = m.Encoder(own["pieces.weight"].shape[0], read.header["layers"], read.header["words_from"])
    net.positions = nn.Embedding(*own["positions.weight"].shape)
    net.load_state_dict(own)
    return net.eval(), m.Pieces(read.text("vocabulary").split("\n"))


@torch.no_grad()
def below(net, pieces, stretches):
    """What the last layers would see of each stretch: [1 + words, HIDDEN], [CLS] first."""
    out = [None] * len(stretches)
    order = sorted(range(len(stretches)), key=lambda i: len(stretches[i]))
    for start in range(0, len(order), 32):
        these = order[start:start + 32]
        b = m.Batch([stretches[i] for i in these], pieces)
        x, mask = net.norm(net.pieces(b.pieces) + net.shapes(b.shapes) + net.positions(b.places)), b.piece_mask
        for i, layer in enumerate(net.layers[:-LAYERS]):
            if i == net.words_from:
                x, mask = b.pool(x), b.word_mask
            x = layer(x, mask)
        if net.words_from == len(net.layers) - LAYERS:
            x = b.pool(x)
        for row, i in enumerate(these):
            out[i] = x[row, :len(stretches[i]) + 1].half()
    return out


def batch(stretches, states):
    longest = max(map(len, states))
    x = torch.zeros(len(states), longest, m.HIDDEN)
    for i, s in enumerate(states):
        x[i, :len(s)] = s.float()
    lengths = torch.tensor([len(s) for s in states])
    return x, torch.where(torch.arange(longest) < lengths[:, None], 0.0, -1e4)[:, None, None]


def places(stretches, question):
    """Where a question is answered in a batch, the answers and their weights."""
    width = 3 if question == "pair" else 2
    rows = [((b, *at) if width == 3 else (b, at), answer, weight * s.weight)
            for b, s in enumerate(stretches) for at, (answer, weight) in s.noted[question].items()]
    at, answers, weights = zip(*rows) if rows else ((), (), ())
    return torch.tensor(at, dtype=torch.long).reshape(len(at), width), torch.tensor(answers), torch.tensor(weights)


def train(layers, stretches, states, learnt):
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    net = Branch()
    net.layers.load_state_dict(layers[-LAYERS:].state_dict())
    net.asked.layer.load_state_dict(layers[-1].state_dict())
    deep = [*net.layers.parameters(), *net.asked.layer.parameters()]
    outputs = [p for name, p in net.named_parameters() if not name.startswith(("layers.", "asked.layer."))]
    groups = [dict(params=deep, rate=LAYER_RATE), dict(params=outputs, rate=HEAD_RATE)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    plan = [b for _ in range(EPOCHS) for b in epoch(stretches, learnt, order)]
    net.train()
    for step, these in enumerate(plan):
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(1.0, (step + 1) / 100) * (1 - step / len(plan))
        own = [stretches[i] for i in these]
        gold = {k: places(own, k) for k in LOSSES}
        below, mask = batch(own, [states[i] for i in these])
        scores = net.scores(net(below, mask), mask, {k: g[0] for k, g in gold.items()})
        loss = sum(LOSSES[k] * (F.cross_entropy(scores[k], gold[k][1], reduction="none") * gold[k][2]).sum() / gold[k][2].sum()
                   for k in LOSSES if len(gold[k][0]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
    return net.eval()


def epoch(stretches, learnt, order):
    """All stretches once, those of like lengths together, in an order of its own."""
    learnt, out = [i for i in learnt if any(stretches[i].noted.values())], []
    order.shuffle(learnt)
    for start in range(0, len(learnt), 200):
        now, size = [], 0
        for i in sorted(learnt[start:start + 200], key=lambda i: len(stretches[i])):
            now.append(i)
            size += len(stretches[i])
            if size >= WORDS:
                out.append(now)
                now, size = [], 0
        out += [now] if now else []
    order.shuffle(out)
    return out


@torch.no_grad()
def says(net, stretch, state):
    """What a branch says of the words of a stretch that may tell an event: by word the shares of each event and of each
    modality, and by whoever stands beside it those of its part."""
    words, (below, mask) = sorted(stretch.noted["event"]), batch([stretch], [state])
    beside = [(0, word, other) for word in words for other in sorted(stretch.beside.get(word, ()))]
    alone = torch.tensor([(0, word) for word in words])
    places = {**dict.fromkeys(QUESTIONS, alone), "pair": torch.tensor(beside, dtype=torch.long).reshape(len(beside), 3)}
    shares = {k: s.softmax(-1).numpy() for k, s in net.scores(net(below, mask), mask, places).items()}
    out = {word: (shares["event"][n], shares["modality"][n], {}) for n, word in enumerate(words)}
    for n, (_, word, other) in enumerate(beside):
        out[word][2][other] = shares["pair"][n]
    return out


@torch.no_grad()
def heads(net, stretch, state):
    """Of each word whose sentence was read for proposals the shares of heading none and one of each kind."""
    shares = net.proposal(net(*batch([stretch], [state]))[0, 1:]).softmax(-1).numpy()
    return {word: shares[word] for word in stretch.noted["proposal"]}


def pack(net) -> bytes:
    """The file that crates/relata-model/src/branch.rs reads."""
    n, w = {k: np.ascontiguousarray(v.detach().numpy()) for k, v in net.state_dict().items()}, export.Writer()
    for i in range(LAYERS):
        export.layer(w, f"layers.{i}", n, f"layers.{i}")
    export.layer(w, "asked", n, "asked.layer")
    w.floats("mark", n["asked.mark"])
    # The questions in the order of their names.
    w.matrix("outputs", *(np.concatenate([n[f"{k}.{part}"] for k in QUESTIONS]) for part in ("weight", "bias")))
    w.matrix("pair", n["pair.weight"], n["pair.bias"])
    labels = {"event": ["none", *told.KINDS], "modality": told.MODALITIES, "pair": ["none", *told.ROLES],
              "proposal": ["none", *told.PROPOSALS]}
    return export.file(w, "events", LAYERS, 0, labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-research", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    texts, own = told.rows(args.corpora, args.without_research, seen=False)
    proposed = told.proposals(args.corpora, args.without_research)
    all, of = stretches(texts, own, proposed)
    net, pieces = encoder()
    states = below(net, pieces, all)
    said, headed = {}, {}
    for fold in range(noted.FOLDS // noted.TOGETHER):
        asked = [i for i, s in enumerate(all) if s.fold // noted.TOGETHER == fold]
        learnt = [i for i, s in enumerate(all) if s.fold // noted.TOGETHER != fold]
        branch = train(net.layers, all, states, learnt)
        said.update({i: says(branch, all[i], states[i]) if all[i].noted["event"] else {} for i in asked})
        headed.update({i: heads(branch, all[i], states[i]) for i in asked if all[i].noted["proposal"]})
        right = [s[0].argmax() == all[i].noted["event"][w][0] for i in asked for w, s in said[i].items()]
        print(f"fold {fold}: {len(right)} words, {np.mean(right):.3f} right", flush=True)
    # By the place of a word in its text, as `weigh.py` asks.
    with args.out.open("w") as out:
        for row, i in zip(texts + own, of):  # Rows of proposals come last.
            words = {at: said[i][w] for at, w in all[i].at.items() if row["at"] <= at < row["end"] and w in said[i]}
            place = {w: at for at, w in all[i].at.items()}
            told_of = {at: [*map(np.ndarray.tolist, shares[:2]), {place[h]: p.tolist() for h, p in shares[2].items()}]
                       for at, shares in words.items()}
            out.write(json.dumps([row["file"], row["at"], told_of]) + "\n")
        for row, i in zip(proposed, of[len(texts) + len(own):]):
            words = {at: headed[i][w].tolist() for at, w in all[i].at.items() if row["at"] <= at < row["end"] and w in headed[i]}
            out.write(json.dumps([row["file"], row["at"], words]) + "\n")
    if args.write:
        args.write.write_bytes(pack(train(net.layers, all, states, list(range(len(all))))))


if __name__ == "__main__":
    main()
