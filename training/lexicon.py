"""WordNet to the two files that the program looks words up in.

    python lexicon.py WORDNET_DICT_FOLDER crates/relata-language/data/en

WORDNET_DICT_FOLDER has WordNet 3.0's `index.*`, `data.*` and `*.exc` (Debian: package wordnet-base,
/usr/share/wordnet). Instances (people, cities) are left out: names are no words. `terms.txt`, beside the
output, adds words of politics that are younger than WordNet. The form of `wordnet.bin` is described
in `crates/relata-language/src/lexicon.rs`.
"""
import os
import struct
import sys

FILES = ["noun", "verb", "adj", "adv"]
POS = {"n": 0, "v": 1, "a": 2, "s": 2, "r": 3}


def main(folder, out):
    synsets, raw = {}, []
    for name in FILES:
        for line in open(f"{folder}/data.{name}", encoding="latin1"):
            if line.startswith(" "):
                continue
            f = line.split(" | ")[0].split()
            pos, count = POS[f[2]], int(f[3], 16)
            words = [f[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(count)]
            at = 4 + 2 * count
            pointers = [f[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(f[at]))]
            if any(p[0] == "@i" for p in pointers):
                continue
            synsets[(pos, int(f[0]))] = len(raw)
            raw.append((pos, words, pointers))
    ups = [[synsets[k] for p in pointers if p[0] == "@" and (k := (POS[p[2]], int(p[1]))) in synsets]
           for _, _, pointers in raw]
    members = [words for _, words, _ in raw]
    poses = [p for p, _, _ in raw]
    # Senses of each word in WordNet's order, which is by frequency.
    senses = {}
    for name in FILES:
        for line in open(f"{folder}/index.{name}", encoding="latin1"):
            if line.startswith(" "):
                continue
            f = line.split()
            n = int(f[2])
            ids = [synsets[k] for o in f[-n:] if (k := (POS[f[1]], int(o))) in synsets]
            if ids:
                senses.setdefault(f[0].replace("_", " "), []).extend(ids)
    derived = {}
    for pos, words, pointers in raw:
        for kind, offset, other, which in pointers:
            target = synsets.get((POS[other], int(offset)))
            if kind not in ("+", "\\") or target is None or which == "0000":
                continue
            a, b = words[int(which[:2], 16) - 1].lower(), members[target][int(which[2:], 16) - 1].lower()
            if a != b or pos != POS[other]:
                derived.setdefault(a, set()).add((b, pos, POS[other]))
    for line in open(f"{out}/terms.txt", encoding="utf8"):
        if line.strip() and not line.startswith("#"):
            word, above = (x.strip() for x in line.split("<"))
            senses.setdefault(word, []).insert(0, len(members))
            ups.append([s for w in above.split(",") for s in senses[w.strip()] if poses[s] == 0][:1])
            members.append([word])
            poses.append(0)
    words = sorted(senses, key=lambda w: w.encode())
    place = {w: i for i, w in enumerate(words)}

    def lists(rows):
        offsets, flat = [0], []
        for r in rows:
            flat += r
            offsets.append(len(flat))
        return offsets, flat

    texts = [w.encode() for w in words]
    ends = [0]
    for t in texts:
        ends.append(ends[-1] + len(t))
    parts = [ends, *lists(senses[w] for w in words), *lists(ups),
             [place.get(m[0].lower(), 0xFFFFFFFF) for m in members],
             *lists(sorted(place[b] << 4 | p << 2 | q for b, p, q in derived.get(w, ()) if b in place) for w in words),
             poses]
    body = b"".join(struct.pack(f"<{len(p)}I", *p) for p in parts[:-1]) + bytes(poses) + b"".join(texts)
    head = struct.pack("<8s10I", b"relexic1", *map(len, parts), sum(map(len, texts)))
    with open(f"{out}/wordnet.bin", "wb") as f:
        f.write(head + body)
    with open(f"{out}/exceptions.txt", "w", encoding="utf8") as f:
        f.write("# Irregular forms: part of speech, form, lemma. Made from WordNet 3.0 by training/lexicon.py.\n")
        for pos, name in zip("nvar", FILES):
            for line in open(f"{folder}/{name}.exc", encoding="latin1"):
                w = line.split()
                if len(w) >= 2 and "_" not in w[0]:
                    f.write(f"{pos}\t{w[0]}\t{w[1]}\n")
    print(len(words), "words", len(members), "synsets", os.path.getsize(f"{out}/wordnet.bin") / 1e6, "MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
