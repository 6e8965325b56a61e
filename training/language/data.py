"""Corpora to windows: what the language model is trained and measured on.

A corpus becomes a list of `Text`s (a document or what stands for one), a text a list of `Sentence`s.
`windows` packs consecutive sentences into stretches that the encoder sees at once, as the program
does with the sentences of a document.
"""
import glob
import json
import os
import re
import subprocess
from dataclasses import dataclass, field

NER = ["PER", "ORG", "LOC", "MISC"]
ROLES = ["source", "cue", "content"]


def bio(names):
    """The labels of a flat layer: O, then B- and I- of each name."""
    return ["O"] + [f"{p}-{n}" for n in names for p in "BI"]


NER_LABELS, ROLE_LABELS = bio(NER), bio(ROLES)
# The kinds that GUM gives every mention (its guidelines, "entity types").
MENTIONS = ["none", "person", "organization", "place", "event", "object", "abstract", "time",
            "substance", "animal", "plant"]


@dataclass
class Sentence:
    """Words of one sentence with the layers its corpus marks; a layer that is None is unknown."""
    words: list
    starts_paragraph: bool = False
    upos: list = None
    xpos: list = None
    heads: list = None          # 0 is the root, words count from 1
    rels: list = None
    ner: list = None            # per word: set of labels that may stand there (partial marking)
    roles: list = None          # per word: BIO label of source, cue, content
    links: list = None          # per word: None, or the offset in the text's words of its cue
    mentions: list = None       # per word: kind of the mention that it heads, "none", or None
    boundary_known: bool = True


@dataclass
class Text:
    """Consecutive sentences of one document; `corpus` says where they come from."""
    corpus: str
    name: str
    sentences: list = field(default_factory=list)


# ---- treebanks

def conllu(path, corpus):
    """The texts of a CoNLL-U file. Multiword-token lines and empty nodes are left out: our words
    are UD's syntactic words."""
    texts, rows, misc, paragraph = [], [], [], True

    def close():
        nonlocal rows, misc, paragraph
        if not rows:
            return
        if not texts:
            texts.append(Text(corpus, path))
        s = Sentence([r[1] for r in rows], paragraph, [r[3] for r in rows], [r[4] for r in rows],
                     [int(r[6]) for r in rows], [r[7] for r in rows])
        s.misc = misc
        texts[-1].sentences.append(s)
        rows, misc, paragraph = [], [], False

    with open(path, encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                close()
            elif line.startswith("# newdoc"):
                close()
                texts.append(Text(corpus, line.split("=")[-1].strip()))
                paragraph = True
            elif line.startswith("# newpar"):
                paragraph = True
            elif not line.startswith("#"):
                r = line.split("\t")
                if r[0].isdigit():
                    rows.append(r)
                    misc.append(r[9])
    close()
    return texts


FUNCTION = {"VERB", "AUX", "PRON", "CCONJ", "SCONJ", "PART", "ADV", "INTJ"}


def outside_names(sentence):
    """Partial marking of names from tags alone: a verb, pronoun or particle is hardly ever part of
    a name of person, body or place; what a noun or proper noun is stays open."""
    return [{"O", "B-MISC", "I-MISC"} if u in FUNCTION else set(NER_LABELS) for u in sentence.upos]


OPEN_MENTION = re.compile(r"\((\d+)-([a-z]+)-[^()]*")


def gum_layers(text):
    """Reads GUM's `Entity=` into the mention layer and a partial marking of names.

    Every mention gives its head word its kind. A mention whose head is a proper noun names: the run
    of proper nouns around the head is B-/I- of its type where that is person, organisation or place.
    Proper nouns elsewhere stay open.
    """
    for s in text.sentences:
        stack, spans = [], []
        for i, m in enumerate(s.misc):
            entity = next((p[7:] for p in m.split("|") if p.startswith("Entity=")), None)
            if not entity:
                continue
            for part in re.findall(r"\(\d+-[^()]*\)?|\d+\)", entity):
                if part.startswith("("):
                    number, kind = part[1:].split("-")[:2]
                    if part.endswith(")"):
                        spans.append((i, i, kind))
                    else:
                        stack.append((number, i, kind))
                else:
                    number = part[:-1]
                    for k in range(len(stack) - 1, -1, -1):
                        if stack[k][0] == number:
                            _, start, kind = stack.pop(k)
                            spans.append((start, i, kind))
                            break
        s.mentions = ["none"] * len(s.words)
        s.ner = outside_names(s)
        taken = set()
        for start, end, kind in sorted(spans, key=lambda x: x[0] - x[1]):
            # The head is the word whose own head stands outside the mention.
            head = next((i for i in range(start, end + 1)
                         if not start <= s.heads[i] - 1 <= end), end)
            s.mentions[head] = kind if kind in MENTIONS else "object"
            if s.upos[head] != "PROPN":
                continue
            first = last = head
            while first > start and s.upos[first - 1] == "PROPN":
                first -= 1
            while last < end and s.upos[last + 1] == "PROPN":
                last += 1
            label = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(kind)
            # Of names that stand inside each other the outer one is marked.
            if label is None or taken & set(range(first, last + 1)):
                continue
            taken |= set(range(first, last + 1))
            # Joined words to the left ("the U.S. Department of State") may belong to the name.
            open_left = first > start and s.ner[first - 1] & {f"B-{label}", f"I-{label}"}
            s.ner[first] = {f"B-{label}", f"I-{label}"} if open_left else {f"B-{label}"}
            for i in range(first + 1, last + 1):
                s.ner[i] = {f"I-{label}"}
    return text


def treebank(root, part):
    """EWT and GUM of one part ("train" or "dev")."""
    ewt = conllu(f"{root}/ewt/{part}.conllu", "ewt")
    for t in ewt:
        for s in t.sentences:
            s.ner = outside_names(s)
    gum = []
    for path in sorted(glob.glob(f"{root}/gum/dep/{part}/*.conllu")):
        for t in conllu(path, "gum-" + os.path.basename(path).split("_")[1]):
            gum.append(gum_layers(t))
    return ewt, gum


# ---- names

TYPES = {"person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG",
         "location": "LOC", "country": "LOC", "misc": "MISC", "event": "MISC", "election": "MISC",
         "PER": "PER", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"}


def names(path, corpus, column=1, word=0):
    """The sentences of a BIO file, in order, as one text each hundred sentences."""
    texts, words, tags = [], [], []
    with open(path, encoding="utf8") as lines:
        for line in list(lines) + ["\n"]:
            line = line.rstrip("\n")
            if line.startswith("# "):
                continue
            if line:
                parts = line.split("\t") if "\t" in line else line.split()
                words.append(parts[word])
                tag = parts[column]
                tags.append(tag if tag == "O" else f"{tag[0]}-{TYPES[tag[2:]]}")
            elif words:
                if not texts or len(texts[-1].sentences) >= 100:
                    texts.append(Text(corpus, f"{path}#{len(texts)}"))
                s = Sentence(words, True, boundary_known=False)
                s.ner = [{t} for t in tags]
                s.gold = tags
                texts[-1].sentences.append(s)
                words, tags = [], []
    return texts


# ---- attribution

def annotation(path):
    """The attributions of a brat file: dicts of role to list of (start, end) in characters."""
    spans, events = {}, []
    for line in open(path, encoding="utf8", newline="").read().split("\n"):
        p = line.split("\t")
        if re.match(r"T\d+$", p[0]) and len(p) > 1:
            _, offsets = p[1].split(" ", 1)
            spans[p[0]] = [tuple(map(int, x.split())) for x in offsets.split(";")]
        elif re.match(r"E\d+$", p[0]) and len(p) > 1:
            events.append([x.split(":", 1) for x in p[1].split()])
    out = []
    for arguments in events:
        a = {r: [] for r in ROLES}
        for role, ref in arguments:
            role = role.rstrip("0123456789").lower()
            if role in a:
                a[role] += spans.get(ref, [])
        if a["cue"] or a["content"]:
            out.append(a)
    return out


def tokenised(paths, tokeniser):
    """Runs Relata's own tokeniser (`tokeniser`, a command) over text files.

    It gets one path a line and gives one JSON line each: sentences as lists of [start, end] in code
    points with whether the sentence begins a paragraph."""
    run = subprocess.run(tokeniser, input="\n".join(paths) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def polnear(root, part, tokeniser):
    """PolNeAR's articles with roles and links. Offsets of words are kept in `s.offsets`."""
    paths = sorted(glob.glob(f"{root}/polnear/{part}/text/*.txt"))
    texts = []
    for path, sentences in zip(paths, tokenised(paths, tokeniser), strict=True):
        name = os.path.basename(path)[:-4]
        raw = open(path, encoding="utf8", newline="").read()
        marked = sorted(glob.glob(f"{root}/polnear/{part}/attributions/{glob.escape(name)}_*.ann"))
        if not marked:
            continue
        text = Text("polnear", name)
        at = []                                      # (start, end) of every word of the text
        for s in sentences:
            words = [raw[a:b] for a, b in s["tokens"]]
            sentence = Sentence(words, s["paragraph"], boundary_known=False)
            sentence.offsets = [tuple(x) for x in s["tokens"]]
            at += sentence.offsets
            text.sentences.append(sentence)
        label, link = ["O"] * len(at), [None] * len(at)

        def covered(spans):
            return [[i for i, (a, b) in enumerate(at) if a < e and b > s] for s, e in sorted(spans)]

        for a in annotation(marked[0]):
            cue = [i for run in covered(a["cue"]) for i in run]
            for role in ROLES:
                for run in covered(a[role]):
                    run = [i for i in run if label[i] == "O"]
                    for k, i in enumerate(run):
                        joined = k > 0 and run[k - 1] == i - 1
                        label[i] = ("I-" if joined else "B-") + role
                        if role != "cue" and cue:
                            link[i] = cue[0]
        n = 0
        for s in text.sentences:
            s.roles = label[n:n + len(s.words)]
            s.links = link[n:n + len(s.words)]
            n += len(s.words)
        texts.append(text)
    return texts


# ---- windows

@dataclass
class Window:
    """A stretch of consecutive sentences of one text. `first` is the offset of its first word."""
    corpus: str
    sentences: list
    first: int

    def __len__(self):
        return sum(len(s.words) for s in self.sentences)


def windows(text, limit):
    """Packs whole sentences up to `limit()` words; a longer sentence stands alone."""
    out, now, size, first, n, top = [], [], 0, 0, 0, limit()
    for s in text.sentences:
        if now and size + len(s.words) > top:
            out.append(Window(text.corpus, now, first))
            now, size, first, top = [], 0, n, limit()
        now.append(s)
        size += len(s.words)
        n += len(s.words)
    if now:
        out.append(Window(text.corpus, now, first))
    return out
