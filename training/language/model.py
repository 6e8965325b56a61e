"""The encoder and its heads.

The encoder is the first layers of MiniLM-L6-H384-uncased (Wang et al. 2020): word pieces go
through layer one, the pieces of a word are then averaged, and the further layers have one position a
word. What the uncased vocabulary loses (case, the start of a paragraph) comes back as a small
learned vector added at the input.
"""
import math
import unicodedata

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, HEADS, FEED = 384, 12, 1536
SHAPES = 8


def shape(word, starts_paragraph):
    """The class of a word's written form: what lower-casing forgets. Twice SHAPES classes:
    the second half marks the first word of a paragraph."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        k = 0 if any(c.isdigit() for c in word) else 1
    elif all(c.islower() for c in letters):
        k = 2
    elif word[0].isupper() and all(c.islower() for c in letters[1:]):
        k = 3 if len(letters) > 1 else 4
    elif all(c.isupper() for c in letters):
        k = 5
    elif word[0].isupper():
        k = 6
    else:
        k = 7
    return k + (SHAPES if starts_paragraph else 0)


class Pieces:
    """BERT's uncased word pieces of one word: lower case, accents off, marks apart, then the longest
    match from the left (Devlin et al. 2019)."""

    def __init__(self, vocabulary):
        self.ids = {p: i for i, p in enumerate(vocabulary)}
        self.unknown, self.start, self.end = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            self.known[word] = self.cut(word)
        return self.known[word]

    def cut(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.category(c).startswith("M"))
        parts, out = [""], []
        for c in plain:
            if c.isspace():
                parts.append("")
            elif mark(c):
                parts += [c, ""]
            else:
                parts[-1] += c
        for part in filter(None, parts):
            out += self.longest(part)
        # A word of very many pieces (a link, a line of symbols) is known by its first eight.
        return out[:8] or [self.unknown]

    def longest(self, part):
        out, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                piece = ("##" if at else "") + part[at:end]
                if piece in self.ids:
                    break
            else:
                return [self.unknown]
            out.append(self.ids[piece])
            at = end
        return out


def mark(c):
    """Punctuation as BERT counts it: ASCII symbols and every Unicode P category."""
    return (33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126
            or unicodedata.category(c).startswith("P"))


class Dropout(nn.Module):
    """Dropout whose masks are stretches of one long row of draws, each from a place of its own: to draw
    every mask anew takes a tenth of a step."""
    DRAWS = torch.rand(1 << 23, generator=torch.Generator().manual_seed(11))

    def __init__(self, p):
        super().__init__()
        self.p, self.masks = p, None

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.masks is None:
            self.masks = (self.DRAWS >= self.p).float() / (1 - self.p)
        n = x.numel()
        if n > len(self.masks):
            return F.dropout(x, self.p, True)
        at = int(torch.randint(len(self.masks) - n + 1, ()))
        return x * self.masks[at:at + n].view(x.shape)


class Attention(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.drop = Dropout(drop)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        scores = q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + mask
        y = self.drop(scores.softmax(-1)) @ v
        return self.o(y.transpose(1, 2).reshape(b, t, HIDDEN))


class Layer(nn.Module):
    def __init__(self, drop, feed=FEED):
        super().__init__()
        self.attention = Attention(drop)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.up, self.down = nn.Linear(HIDDEN, feed), nn.Linear(feed, HIDDEN)
        self.drop = Dropout(drop)

    def forward(self, x, mask):
        x = self.norm1(x + self.drop(self.attention(x, mask)))
        # The tanh form of GELU: what the program computes.
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Encoder(nn.Module):
    """`words_from`: the layer before which pieces are averaged to words (0: at the input,
    1: after the first layer, = layers: at the end)."""

    def __init__(self, pieces, layers=3, words_from=1, drop=0.1, feed=FEED):
        super().__init__()
        self.pieces = nn.Embedding(pieces, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(2 * SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(drop, feed) for _ in range(layers))
        self.words_from, self.drop = words_from, Dropout(drop)

    def forward(self, b):
        """From a batch (see `Batch`) to one vector a word: [windows, words, HIDDEN]."""
        x = self.pieces(b.pieces) + self.shapes(b.shapes)
        x = x + self.positions(b.places)
        x, mask = self.drop(self.norm(x)), b.piece_mask
        for i, layer in enumerate(self.layers):
            if i == self.words_from:
                x, mask = b.pool(x), b.word_mask
            x = layer(x, mask)
        if self.words_from >= len(self.layers):
            x = b.pool(x)
        return x[:, 1:]                                  # without [CLS]

    @torch.no_grad()
    def narrow(self, feed, batches):
        """Keeps the `feed` units of every feed-forward part that add most to its output over the
        batches: mean size of the unit times length of its output vector."""
        found = [[] for _ in self.layers]
        hooks = [layer.up.register_forward_hook(
            lambda _, __, y, f=f: f.append(F.gelu(y, approximate="tanh").abs().mean((0, 1))))
            for layer, f in zip(self.layers, found)]
        self.eval()
        for b in batches:
            self(b)
        for layer, f, hook in zip(self.layers, found, hooks):
            hook.remove()
            worth = sum(f) * layer.down.weight.norm(dim=0)
            keep = worth.topk(feed).indices.sort().values
            up, down = nn.Linear(HIDDEN, feed), nn.Linear(feed, HIDDEN)
            up.weight.copy_(layer.up.weight[keep])
            up.bias.copy_(layer.up.bias[keep])
            down.weight.copy_(layer.down.weight[:, keep])
            down.bias.copy_(layer.down.bias)
            layer.up, layer.down = up, down

    @classmethod
    def pretrained(cls, weights, **kw):
        """Takes a MiniLM state dict (names of the public checkpoint)."""
        self = cls(weights["embeddings.word_embeddings.weight"].shape[0], **kw)
        own = {"pieces.weight": weights["embeddings.word_embeddings.weight"],
               # The one token type that is ever used goes into the positions.
               "positions.weight": weights["embeddings.position_embeddings.weight"]
               + weights["embeddings.token_type_embeddings.weight"][0],
               "norm.weight": weights["embeddings.LayerNorm.weight"],
               "norm.bias": weights["embeddings.LayerNorm.bias"]}
        names = {"attention.q": "attention.self.query", "attention.k": "attention.self.key",
                 "attention.v": "attention.self.value", "attention.o": "attention.output.dense",
                 "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        for i in range(len(self.layers)):
            for ours, theirs in names.items():
                for p in ("weight", "bias"):
                    own[f"layers.{i}.{ours}.{p}"] = weights[f"encoder.layer.{i}.{theirs}.{p}"]
        missing = self.load_state_dict(own, strict=False).missing_keys
        assert missing == ["shapes.weight"], missing
        return self


class Convolution(nn.Module):
    """The control: no pretrained layers. MiniLM's piece vectors, frozen and averaged to words, with the written
    form, go through four residual convolutions over three words with maxout of three (as spaCy's small
    pipelines; Goodfellow et al. 2013)."""

    def __init__(self, table, width=256, depth=4):
        super().__init__()
        self.pieces = nn.Embedding.from_pretrained(table, freeze=True)
        self.shapes = nn.Embedding(2 * SHAPES, HIDDEN)
        self.inner, self.outer = nn.Linear(HIDDEN, width), nn.Linear(width, HIDDEN)
        self.layers = nn.ModuleList(nn.Conv1d(width, 3 * width, 3, padding=1) for _ in range(depth))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(depth))
        self.drop = Dropout(0.1)

    def forward(self, b):
        x = self.inner(self.drop(b.pool(self.pieces(b.pieces) + self.shapes(b.shapes))))
        real = (b.word_mask[:, 0, 0] == 0)[:, :, None]
        for conv, norm in zip(self.layers, self.norms):
            y = conv((x * real).transpose(1, 2)).transpose(1, 2)
            x = x + self.drop(norm(y.view(*x.shape, 3).max(-1).values))
        return self.outer(x)[:, 1:]


class Batch:
    """Windows as padded tensors. Word position 0 is [CLS]; the words follow; no [SEP]: the last
    word's neighbour is padding, at training as in the program."""

    def __init__(self, windows, cut):
        ids, forms, where = [], [], []
        for w in windows:
            i, f, at, n = [cut.start], [0], [0], 1
            for s in w.sentences:
                for k, word in enumerate(s.words):
                    p = cut(word)
                    c = shape(word, k == 0 and s.starts_paragraph)
                    i += p
                    f += [c] * len(p)
                    at += [n] * len(p)
                    n += 1
            # The 512 positions that MiniLM knows; a longer window is never packed in practice.
            ids.append(i)
            forms.append(f)
            where.append(at)
        longest, words = max(map(len, ids)), max(len(w) for w in windows) + 1
        pad = lambda rows, fill: torch.tensor([r + [fill] * (longest - len(r)) for r in rows])
        self.pieces, self.shapes = pad(ids, 0), pad(forms, 0)
        self.places = torch.arange(longest).clamp(max=511).expand(len(ids), -1)
        far = -1e4
        self.piece_mask = torch.where(pad([[1] * len(i) for i in ids], 0) > 0, 0.0, far)[:, None, None]
        at = pad(where, words)
        spread = F.one_hot(at, words + 1)[:, :, :words].transpose(1, 2).float()
        self.spread = spread / spread.sum(2, keepdim=True).clamp(min=1)
        self.lengths = torch.tensor([len(w) for w in windows])
        self.word_mask = torch.where(torch.arange(words) <= self.lengths[:, None], 0.0, far)[:, None, None]
        self.windows = windows

    def pool(self, x):
        """Mean of the pieces of each word."""
        return self.spread @ x


class Crf(nn.Module):
    """A linear-chain field over a flat BIO layer (Lafferty et al. 2001). Gold is a mask of the labels
    that may stand, so partial marking is summed over."""

    def __init__(self, labels):
        super().__init__()
        self.labels = labels
        self.steps = nn.Parameter(torch.zeros(len(labels), len(labels)))
        bad = torch.zeros(len(labels), len(labels))
        for i, a in enumerate(labels):
            for j, b in enumerate(labels):
                if b.startswith("I-") and a[2:] != b[2:]:
                    bad[i, j] = -1e4
        self.register_buffer("bad", bad)
        self.register_buffer("bad_start", torch.tensor([-1e4 if l.startswith("I-") else 0.0 for l in labels]))

    def total(self, scores, alive):
        """Log sum over all paths; `scores` [windows, words, labels], `alive` [windows, words].

        The matrices of all steps are multiplied in pairs, pairs of pairs and so on: as many rounds as the
        logarithm of the words, where a walk from word to word takes as many as there are words."""
        n = len(self.labels)
        first = scores[:, 0] + self.bad_start
        chain = (self.steps + self.bad) + scores[:, 1:, None, :]
        still = torch.full((n, n), -1e4).fill_diagonal_(0.0)         # passes by what is not alive
        chain = torch.where(alive[:, 1:, None, None], chain, still)
        while chain.shape[1] > 1:
            if chain.shape[1] % 2:
                chain = torch.cat([chain, still.expand(len(chain), 1, n, n)], 1)
            left, right = chain[:, 0::2], chain[:, 1::2]
            chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
        last = torch.logsumexp(first[:, :, None] + chain[:, 0], 1) if chain.shape[1] else first
        return torch.logsumexp(last, 1)

    def loss(self, scores, may, alive):
        """Negative log likelihood a word of the paths inside `may`."""
        inside = torch.where(may, scores, torch.full_like(scores, -1e4))
        return (self.total(scores, alive) - self.total(inside, alive)).clamp(min=0).sum() / alive.sum()

    @torch.no_grad()
    def best(self, scores):
        """The best path of one sequence, [words, labels] to label numbers."""
        steps, back = self.steps + self.bad, []
        a = scores[0] + self.bad_start
        for t in range(1, len(scores)):
            b, k = (a[:, None] + steps).max(0)
            back.append(k)
            a = b + scores[t]
        path = [int(a.argmax())]
        for k in reversed(back):
            path.append(int(k[path[-1]]))
        return path[::-1]


class Biaffine(nn.Module):
    """Scores of pairs (Dozat & Manning 2017): one small layer for each side, then a bilinear form."""

    def __init__(self, size, out=1, drop=0.33):
        super().__init__()
        self.low, self.high = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.form = nn.Parameter(torch.zeros(out, size + 1, size + 1))
        nn.init.normal_(self.form, std=1 / size)
        self.drop = Dropout(drop)

    def sides(self, x):
        one = torch.ones_like(x[..., :1])
        return [torch.cat([self.drop(F.relu(f(x))), one], -1) for f in (self.low, self.high)]

    def forward(self, low, high):
        """[b, n, size+1] and [b, m, size+1] to [b, n, m, out]."""
        return torch.einsum("bni,oij,bmj->bnmo", low, self.form, high)

    def pairs(self, low, high):
        """The scores of given pairs: [n, size+1] twice to [n, out]."""
        return torch.einsum("ni,oij,nj->no", low, self.form, high)


class Model(nn.Module):
    """The encoder with all heads. `rels`, `xpos`: the label lists of the treebanks."""

    def __init__(self, encoder, upos, xpos, rels, ner, roles, mentions, arc=128, rel=64):
        super().__init__()
        self.encoder = encoder
        self.names = dict(upos=upos, xpos=xpos, rels=rels, ner=ner, roles=roles, mentions=mentions)
        self.upos, self.xpos = nn.Linear(HIDDEN, len(upos)), nn.Linear(HIDDEN, len(xpos))
        self.starts = nn.Linear(HIDDEN, 2)               # does a sentence begin with this word?
        self.ner, self.roles = nn.Linear(HIDDEN, len(ner)), nn.Linear(HIDDEN, len(roles))
        self.mentions = nn.Linear(HIDDEN, len(mentions))
        self.ner_crf, self.role_crf = Crf(ner), Crf(roles)
        self.arc, self.rel = Biaffine(arc), Biaffine(rel, len(rels))
        self.link = Biaffine(64)                         # from the first word of a content to its cue
        self.holder = Biaffine(64)                       # from a cue to its source, or to itself for none
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.drop = Dropout(0.1)
