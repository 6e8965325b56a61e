#!/usr/bin/env python3
"""Checks the rows of ../expected against the documents themselves, without the program.

Every text must stand in its document, in the sentence named; every interval must follow from the
printed number by the rule named; every digit in a document must be accounted for. What it cannot
check is whether a row is right: that is a person's work.
"""
import csv
import email
import json
import mailbox
import re
import sys
import xml.etree.ElementTree as ET
from email import policy
from html import unescape
from pathlib import Path

HERE = Path(__file__).resolve().parent
READ, EXPECTED = HERE.parent / "collection", HERE.parent / "expected"


def table(name):
    with open(EXPECTED / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def tidy(text):
    return re.sub(r"\s+", " ", text).strip()


def from_html(text):
    text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", text)
    inline = re.sub(r"</?(?:a|b|i|em|span|time|strong)\b[^>]*>", "", text)
    return tidy(unescape(re.sub(r"<[^>]+>", " ", inline)))


def from_pages(text):
    lines = [l[2:] for l in text.split("\n") if l[:2] in {c + " " for c in "TAHPBCKUXF"}]
    return tidy(re.sub(r"(\w)- (?=[a-z])", r"\1", " ".join(lines).replace("|", " ")))


def documents():
    for path in sorted(READ.iterdir()):
        raw = path.read_bytes()
        name = path.name
        if name == "policy-paper-conditions.pdf":
            # The sentence that crosses the page stands on both sides of the notes.
            text = (HERE / "policy-paper.txt").read_text(encoding="utf-8")
            body = "\n".join(l for l in text.split("\n") if l[:1] != "F")
            notes = "\n".join(l for l in text.split("\n") if l[:1] == "F")
            yield name, from_pages(body) + " " + from_pages(notes)
        elif name == "policy-brief-partnership.docx":
            text = re.sub(r"\[del:[^\]]*\]|\[\^\d\]:?", "", (HERE / "policy-brief.md").read_text(encoding="utf-8"))
            yield name, tidy(re.sub(r"\[ins:([^\]]*)\]", r"\1", text).replace("|", " "))
        elif name == "statement-ministry.odt":
            yield name, tidy((HERE / "statement-mexico.md").read_text(encoding="utf-8"))
        elif name == "joint-statement.rtf":
            yield name, tidy((HERE / "joint-statement.md").read_text(encoding="utf-8"))
        elif name == "letters.zip":
            for member in ("letter-keep-the-pressure.txt", "letter-keep-talking.md"):
                yield f"{name}!{member}", tidy((HERE / member).read_text(encoding="utf-8"))
        elif name.endswith(".html"):
            yield name, from_html(raw.decode("cp1252" if b"windows-1252" in raw else "utf-8"))
        elif name.endswith(".eml"):
            mail = email.message_from_bytes(raw, policy=policy.default)
            text = mail.get_body(("plain",)).get_content()
            yield name, tidy(re.sub(r"(?m)^> ?", "", text))
        elif name.endswith(".mbox"):
            read = lambda f: email.message_from_binary_file(f, policy=policy.default)
            for i, mail in enumerate(mailbox.mbox(path, factory=read), 1):
                yield f"{name}#{i}", tidy(mail.get_content().replace("\n>From", "\nFrom"))
        elif name == "feed.xml":
            tag = "{http://purl.org/rss/1.0/modules/content/}encoded"
            for i, item in enumerate(ET.fromstring(raw).iter("item"), 1):
                yield f"{name}#{i}", from_html(item.findtext(tag))
        elif name.endswith(".jsonl"):
            for i, line in enumerate(raw.decode().splitlines(), 1):
                yield f"{name}#{i}", tidy(json.loads(line)["text"])
        else:
            yield name, tidy(raw.decode())


def unit_of(printed, stated):
    """The value of the last digit printed that is not a zero before the point."""
    digits = re.search(r"\d[\d,. ]*", printed)
    if not digits:
        return 10 ** (len(str(int(stated))) - len(str(int(stated)).rstrip("0"))) if stated >= 10 else 1
    digits = re.sub(r"[, ]", "", digits[0]).rstrip(".")
    scale = stated / float(digits)
    if "." in digits:
        return scale * 10 ** -len(digits.split(".")[1])
    return scale * 10 ** (len(digits) - len(digits.rstrip("0")))


def leading(value):
    return 10 ** (len(str(int(value))) - 1)


def interval(row):
    """Low and high by the rules of ../expected/README.md; None where a person reads the words."""
    stated, rule = row["stated"], row["rule"]
    if rule in ("words", "range"):
        return None
    n = float(stated)
    u = unit_of(row["number"], n)
    step = leading(n)
    below = step if n > step else step / 10
    return {
        "point": (n, n),
        "printed": (n - u / 2, n + u),
        "about": (n - u / 2, n + u),
        "nearly": (n - u, n),
        "over": (n, (n // step + 1) * step),
        "under": ((-(-n // below) - 1) * below, n),
    }[rule]


def main():
    texts = dict(documents())
    faults = []
    fault = lambda *what: faults.append(" | ".join(map(str, what)))
    names = [r["doc"] for r in table("documents.tsv")]
    for name in sorted(set(names) ^ set(texts)):
        fault("a document without a row or a row without a document", name)
    covered = {name: [] for name in texts}

    for row in table("figures.tsv") + table("not-figures.tsv"):
        text, start = texts[row["doc"]], row["sentence"]
        at = text.find(start)
        if at < 0:
            fault(row["doc"], "sentence not found", start)
            continue
        span = text.find(row["text"], at)
        if span < 0 or span - at > 420:
            fault(row["doc"], "text not in its sentence", start, row["text"])
            continue
        if row.get("number") is not None and row["number"] not in row["text"]:
            fault(row["doc"], "number not in its text", row["number"], row["text"])
        covered[row["doc"]].append((span, span + len(row["text"])))
    for row in table("figures.tsv"):
        want = interval(row)
        got = (float(row["low"]), float(row["high"]))
        if want and any(abs(a - b) > 1e-9 * max(1, abs(a)) for a, b in zip(want, got)):
            fault(row["doc"], row["text"], "interval", got, "by rule", want)
    for row in table("quotations.tsv"):
        for part in [row["source"], row["cue"], row["sentence"]] + row["content"].split("|||"):
            if part and part not in texts[row["doc"]]:
                fault(row["doc"], "quotation: not found", part)
    whole = {name: text for name, text in texts.items()}
    for row in table("furniture.tsv"):
        if row["words"] not in whole[row["doc"]] and "Page" not in row["words"]:
            fault(row["doc"], "furniture not found", row["words"])

    # Digits that no row accounts for; years, dates and furniture are told to the reader to judge.
    for name, text in texts.items():
        furniture = [r["words"] for r in table("furniture.tsv") if r["doc"] == name]
        for m in re.finditer(r"\$?\d[\d,.]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|dozens?|hundreds?|thousands?|millions?|billions?|double[ds]?|twice|tenths?|third|quarters?)\b", text, re.I):
            if any(a <= m.start() < b for a, b in covered[name]):
                continue
            if re.fullmatch(r"(19|20)\d\d", m[0].rstrip(".,")):
                continue
            around = text[max(0, m.start() - 45):m.end() + 30]
            if "-v" in sys.argv:
                print("unaccounted:", name, "|", around)
    print("\n".join(faults) or "no faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
