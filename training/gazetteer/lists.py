"""Reading the lists as they were fetched, those written by hand, and writing the compiled ones."""
import csv
import re
import sys
import unicodedata

# The folder of the fetched lists, and that of the compiled ones with those by hand in `en/`.
SOURCES, OUT = sys.argv[1:]


# Letters that no accent can be taken from.
STROKES = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}


def fold(text):
    """As `relata_gazetteer::fold`."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    for letter, plain in STROKES.items():
        text = text.replace(letter, plain)
    text = re.sub(r"['’‘ʼ`´.]", "", text.replace("&", " and "))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def read(name):
    with open(f"{SOURCES}/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def hand(path):
    """The lines of a list written by hand, its path from the output: its fields."""
    with open(f"{OUT}/{path}", encoding="utf-8") as f:
        return [[c.strip() for c in line.rstrip("\n").split("|")] for line in f
                if line.strip() and not line.startswith("#")]


def parts(cell, sep=";"):
    return [p.strip() for p in cell.split(sep) if p.strip()]


def several(names, but=()):
    """Names once each, in their order, but for some."""
    seen, out = {fold(b) for b in but}, []
    for name in names:
        name = " ".join(name.replace("|", " ").split())
        if name and name not in ("None", "[No code found.]") and fold(name) not in seen:
            seen.add(fold(name))
            out.append(name)
    return "|".join(out)


def write(name, head, rows):
    with open(f"{OUT}/{name}", "w", encoding="utf-8") as f:
        f.write("".join(f"# {line}\n" for line in head + ["Made by training/gazetteer/compile.py: do not edit."]))
        for row in rows:
            assert all("\t" not in c and "\n" not in c for c in row), row
            f.write("\t".join(row).rstrip("\t") + "\n")
