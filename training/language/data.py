"""Corpora to windows: what the language model is trained and measured on.

A corpus becomes a list of `Text`s (a document or what stands for one), a text a list of `Sentence`s.
`windows` packs consecutive sentences into stretches that the encoder sees at once, as the program
does with the sentences of a document.
"""
import csv
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
    cues: list = None           # per word: None, or where the cue of the content it begins stands in the text's words
    holders: list = None        # per word: None, or where the source of the cue it begins stands; itself for none
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


# What may stand inside a name between its proper nouns ("Gulf of Mexico", "al-Sadr", "Super 8").
JOINTS = {"ADP", "PUNCT", "CCONJ", "DET", "PART", "SYM", "NUM"}
NO_NAME = {"O", "B-MISC", "I-MISC"}
# Titles that CoNLL-2003 counts to the name; other titles ("President", "Dr.") it does not.
OWN_TITLES = {"king", "queen", "prince", "princess", "pope", "saint", "st.", "sir", "lord", "lady"}


def is_proper(sentence, i):
    """Part of a name by its Penn tag: "Royal" of "Royal Academy" is an adjective by its universal tag."""
    return sentence.xpos[i] in {"NNP", "NNPS"} or sentence.upos[i] == "PROPN"


def is_title(sentence, i):
    return (sentence.rels[i] == "nmod:desc" and is_proper(sentence, i)
            and sentence.words[i].lower() not in OWN_TITLES)


def outside_names(sentence):
    """Partial marking of names from tags alone. Proper nouns stay open, but for titles and addresses
    of the net; so do capitalised nouns beside them; joints between them may go on with a name;
    nothing else is part of a name of person, body or place."""
    s, out = sentence, []
    proper = [is_proper(s, i) for i in range(len(s.words))] + [False, False]
    for i, (word, upos) in enumerate(zip(s.words, s.upos)):
        beside = (i > 0 and proper[i - 1]) or proper[i + 1]
        if proper[i]:
            out.append(set(NO_NAME) if is_title(s, i) or s.xpos[i] == "ADD" else set(NER_LABELS))
        elif upos in JOINTS and i > 0 and proper[i - 1] and (proper[i + 1] or proper[i + 2] or upos == "NUM"):
            out.append({l for l in NER_LABELS if l[0] != "B"} | NO_NAME)
        elif upos in {"NOUN", "ADJ"} and beside and word[0].isupper():
            out.append(set(NER_LABELS))
        else:
            out.append(set(NO_NAME))
    return out


def mention_spans(sentence):
    """GUM's mentions that lie in one sentence: (first word, last word, kind, Wikipedia title or "")."""
    stack, spans = [], []
    for i, m in enumerate(sentence.misc):
        entity = next((p[7:] for p in m.split("|") if p.startswith("Entity=")), "")
        for part in re.findall(r"\(\d+-[^()]*\)?|\d+\)", entity):
            if part.startswith("("):
                # GRP-etype-infstat-salience-centering-minspan-link-identity; the title may hold "-".
                fields = part[1:].rstrip(")").split("-", 7)
                found = (fields[0], i, fields[1], fields[7] if len(fields) > 7 else "")
                if part.endswith(")"):
                    spans.append((i, i, *found[2:]))
                else:
                    stack.append(found)
            else:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == part[:-1]:
                        _, start, kind, title = stack.pop(k)
                        spans.append((start, i, kind, title))
                        break
    return spans


def written_title(sentence, start, end, head, title):
    """Where the Wikipedia title of a mention stands in its words, around its head; or None."""
    plain = re.sub(r"_?\(.*", "", title).replace("_", "").lower()
    for first in range(start, head + 1):
        for last in range(head, end + 1):
            if plain and "".join(sentence.words[first:last + 1]).lower() == plain:
                return first, last
    return None


def name_run(sentence, start, end, head):
    """The run of proper nouns around the head of a mention that hang on it by the name itself (not
    by apposition or in a list); hyphens between them belong to it."""
    s = sentence

    def hangs(i):
        while i != head:
            if not start <= i <= end or s.rels[i].split(":")[0] in {"appos", "list", "conj", "parataxis", "dep"}:
                return False
            i = s.heads[i] - 1
        return True

    def reach(i, step):
        while True:
            n = i + step
            if start <= n <= end and s.xpos[n] == "HYPH":
                n += step
            if not (start <= n <= end and is_proper(s, n) and hangs(n)):
                return i
            i = n

    return reach(head, -1), reach(head, 1)


def gum_layers(text):
    """Reads GUM's `Entity=` into the mention layer and a partial marking of names.

    Every mention gives its head word its kind. A mention whose head is a proper noun names: its
    Wikipedia title where that stands in the text, else the run of proper nouns around the head, is
    B-/I- of its type where that is person, organisation or place. Whether a name goes on over "of",
    "for" or "and" stays open.
    """
    for s in text.sentences:
        s.mentions = ["none"] * len(s.words)
        s.ner = outside_names(s)
        taken, longer = set(), {}
        for start, end, kind, title in sorted(mention_spans(s), key=lambda x: x[0] - x[1]):
            # The head is the word whose own head stands outside the mention.
            head = next((i for i in range(start, end + 1)
                         if not start <= s.heads[i] - 1 <= end), end)
            s.mentions[head] = kind if kind in MENTIONS else "object"
            # Of names that stand inside each other the outer one is marked.
            if not is_proper(s, head) or head in taken:
                continue
            label = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(kind)
            # "Americans", "Democrats" are no names of a person.
            if label is None or (label == "PER" and s.xpos[head] == "NNPS"):
                s.ner[head] = set(NO_NAME)
                continue
            known = written_title(s, start, end, head, title)
            first, last = known or name_run(s, start, end, head)
            while first < last and is_title(s, first):
                s.ner[first] = set(NO_NAME)
                first += 1
            if taken & set(range(first, last + 1)) or is_title(s, first):
                continue
            if not known and label != "PER":
                after = last + 1
                while after <= end and (is_proper(s, after) or s.upos[after] in {"ADP", "DET", "CCONJ"}):
                    longer[after] = label
                    after += 1
            taken |= set(range(first, last + 1))
            s.ner[first] = {f"B-{label}"}
            for i in range(first + 1, last + 1):
                s.ner[i] = {f"I-{label}"}
        for i, label in longer.items():
            if i not in taken or s.ner[i] - {f"I-{label}"}:
                s.ner[i].add(f"I-{label}")
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
    texts, words, tags, kinds = [], [], [], []
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
                kinds.append(tag[2:])
            elif words:
                if not texts or len(texts[-1].sentences) >= 100:
                    texts.append(Text(corpus, f"{path}#{len(texts)}"))
                s = Sentence(words, True, boundary_known=False)
                s.ner = [{t} for t in tags]
                s.gold, s.kinds = tags, kinds
                texts[-1].sentences.append(s)
                words, tags, kinds = [], [], []
    return texts


def gazetteer(folder):
    """Names to put in the place of others, by CrossNER's types (the files' README names their
    licences); types without a list are absent."""
    def column(name, *columns):
        with open(f"{folder}/{name}.csv", encoding="utf8", newline="") as rows:
            return sorted({r[c] for r in csv.DictReader(rows) for c in columns if r[c] and len(r[c].split()) <= 8})
    return {"politicalparty": column("political_parties", "name", "name_english"),
            "politician": column("office_holders_since_2000_to_2022", "person")
            + column("us_congress_historical_members", "name", "last_name"),
            "organisation": column("international_organisations", "name", "abbreviation")
            + column("us_federal_agencies", "name"),
            "country": column("countries", "name"), "location": column("countries", "capital")}


def exchanged(sentence, lists, rng):
    """A sentence of a name corpus with about half of its names exchanged for others of their kind."""
    words, ner, i = [], [], 0
    while i < len(sentence.words):
        end = i + 1
        while end < len(sentence.words) and sentence.gold[end][0] == "I":
            end += 1
        pool = lists.get(sentence.kinds[i])
        new = rng.choice(pool).split() if pool and sentence.gold[i][0] == "B" and rng.random() < 0.5 else None
        if new:
            words += new
            ner += [{f"{'I' if k else 'B'}-{sentence.gold[i][2:]}"} for k in range(len(new))]
        else:
            words += sentence.words[i:end]
            ner += sentence.ner[i:end]
        i = end
    return Sentence(words, sentence.starts_paragraph, ner=ner, boundary_known=False)


def rewritten(sentence, rng):
    """A sentence of a name corpus as other texts write it: words cut at their hyphens, as the treebanks
    and the program do, in half; small letters throughout or large initials in one of twenty each."""
    s = sentence
    if rng.random() < 0.5:
        words, ner = [], []
        for word, may in zip(s.words, s.ner):
            parts = [p for p in re.split(r"(-)", word) if p] if re.fullmatch(r"[^\W\d]+(-[^\W\d]+)+", word) else [word]
            words += parts
            # What follows the first part goes on with its name.
            ner += [may] + [{"I" + l[1:] if l[0] == "B" else l for l in may}] * (len(parts) - 1)
        s = Sentence(words, s.starts_paragraph, ner=ner, boundary_known=False)
    case = rng.random()
    if case < 0.1:
        change = str.lower if case < 0.05 else lambda w: w[0].upper() + w[1:]
        s = Sentence([change(w) for w in s.words], s.starts_paragraph, ner=s.ner, boundary_known=False)
    return s


def varied(text, lists, rng):
    """A text of a name corpus, each sentence perhaps with other names (where its corpus has fine
    kinds) and in another writing."""
    sentences = [exchanged(s, lists, rng) if lists and rng.random() < 0.7 else s for s in text.sentences]
    return Text(text.corpus, text.name, [rewritten(s, rng) for s in sentences])


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
        label, cues, holders = ["O"] * len(at), [None] * len(at), [None] * len(at)

        def covered(spans):
            return [[i for i, (a, b) in enumerate(at) if a < e and b > s] for s, e in sorted(spans)]

        for a in annotation(marked[0]):
            cue = [i for run in covered(a["cue"]) for i in run]
            source = [i for run in covered(a["source"]) for i in run]
            if cue:
                # Several cues may share a source ("she said ... and warned ..."), so it is the cue
                # that points.
                holders[cue[0]] = source[0] if source else cue[0]
            for role in ROLES:
                for run in covered(a[role]):
                    run = [i for i in run if label[i] == "O"]
                    for k, i in enumerate(run):
                        joined = k > 0 and run[k - 1] == i - 1
                        label[i] = ("I-" if joined else "B-") + role
                        if role == "content" and cue:
                            cues[i] = cue[0]
        n = 0
        for s in text.sentences:
            s.roles = label[n:n + len(s.words)]
            s.cues, s.holders = cues[n:n + len(s.words)], holders[n:n + len(s.words)]
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
