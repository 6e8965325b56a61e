"""Labels the lines of rendered web pages as body or furniture, and gathers clean documents.

    python3 lines_label.py SHARED RENDERED OUT.jsonl

SHARED holds `corpora/`; RENDERED holds one folder of texts for each way of rendering
(`lines_render.mjs`). Each line of OUT is one document:
{"id", "domain", "kind", "blocks": [...], "gaps": [1 where a blank line stands before],
"labels": [0 body | 1 furniture | 2 head | -1 not judged]}.

A page's words are aligned to the words of the ground truth (difflib, longest runs first, in
order). A run counts where it is at least three words long. A line is body when at least half of
its words lie in such runs; a line without words is no block. Headline, byline and date lines next
to the beginning of the body that the ground truth leaves out are "head": the ground truths are of
two minds about them, so they train as body and are not measured. Such lines further up (a title in
a breadcrumb) are not judged at all.
"""

import difflib
import json
import re
import sys
import zlib
from multiprocessing import Pool
from pathlib import Path

WORD = re.compile(r"\w+")
MIN_RUN = 3
# Up to this many lines above the first body line may be headline, byline and date.
HEAD_LINES = 10
BODY, FURNITURE, UNJUDGED, HEAD = 0, 1, -1, 2
DATE = re.compile(
    r"\b(19|20)\d\d\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.I
)
BYLINE = re.compile(r"^\s*(written |posted |published |reviewed |story )?by\b", re.I)


def words(text):
    return [w.casefold() for w in WORD.findall(text)]


def lines_of(text):
    """The lines that hold words, and for each whether a blank line stands before it."""
    lines, gaps, gap = [], [], 0
    for line in text.split("\n"):
        if not line.strip():
            gap = 1
        elif WORD.search(line):
            lines.append(line.strip())
            gaps.append(gap)
            gap = 0
    return lines, gaps


def aligned(page, truth):
    """For each word of the page whether it lies in a run that the truth has too."""
    marks = [False] * len(page)
    matcher = difflib.SequenceMatcher(None, page, truth, autojunk=False)
    for run in matcher.get_matching_blocks():
        if run.size >= MIN_RUN:
            for i in range(run.a, run.a + run.size):
                marks[i] = True
    return marks


def label(lines, truth):
    tokens = [words(line) for line in lines]
    marks = aligned([w for line in tokens for w in line], words(truth["main_content"]))
    labels, at = [], 0
    for line in tokens:
        body = sum(marks[at : at + len(line)])
        labels.append(0 if 2 * body >= len(line) else 1)
        at += len(line)
    if 0 not in labels:
        return None
    first = labels.index(0)
    title = set(words(truth.get("title") or ""))
    author = set(words(truth.get("author") or ""))

    def is_title(own):
        return len(own) >= 3 and 2 * len(own) >= len(title) and len([w for w in own if w in title]) >= 0.7 * len(own)

    def is_byline_or_date(i):
        own = tokens[i]
        by_author = author and 2 * len(author & set(own)) >= len(author)
        return len(own) <= 12 and bool(by_author or DATE.search(lines[i]) or BYLINE.search(lines[i]))

    above = range(max(0, first - HEAD_LINES), first)
    headline = max((i for i in above if is_title(tokens[i])), default=first)
    for i in range(max(0, first - HEAD_LINES), min(len(labels), first + HEAD_LINES)):
        if labels[i] == 1 and (is_title(tokens[i]) and i <= first or is_byline_or_date(i)):
            labels[i] = HEAD if i >= headline else UNJUDGED
    return labels


def page(job):
    shared, folder, name, meta = job
    truth = json.loads((shared / "corpora/web/ground-truth" / f"{name}.json").read_text())["ground_truth"]
    if not (truth.get("main_content") or "").strip():
        return None
    lines, gaps = lines_of((folder / f"{name}.txt").read_text())
    labels = label(lines, truth) if lines else None
    if labels is None:
        return None
    return {
        "id": f"{folder.name}/{name}", "domain": meta["domain"], "kind": meta["page_type"],
        "blocks": lines, "gaps": gaps, "labels": labels,
    }


def clean(name, domain, kind, blocks):
    """A document that is all body. Half of them get a blank line before each block, half none."""
    blocks = [b.strip() for b in blocks if WORD.search(b)]
    gaps = [zlib.crc32(name.encode()) % 2] * len(blocks)
    return {"id": name, "domain": domain, "kind": kind, "blocks": blocks, "gaps": gaps, "labels": [0] * len(blocks)}


def plain_markdown(text):
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_]{1,3}|^#+ +|\\", "", text, flags=re.M)


def conllu(path):
    """Documents of a CoNLL-U file as lists of paragraphs (sentences where paragraphs are not told)."""
    name, blocks, fresh, told = None, [], True, False
    for line in path.read_text().splitlines():
        if line.startswith("# newdoc"):
            if blocks:
                yield name, blocks
            name, blocks, fresh, told = line.split("=")[-1].strip(), [], True, False
        elif line.startswith("# newpar"):
            fresh, told = True, True
        elif line.startswith("# text ="):
            text = line[len("# text =") :].strip()
            if fresh or not told or not blocks:
                blocks.append(text)
            else:
                blocks[-1] += " " + text
            fresh = False
    if blocks:
        yield name, blocks


def clean_documents(shared):
    corpora = shared / "corpora"
    for path in sorted((corpora / "whitehouse").glob("*.md")):
        blocks = plain_markdown(path.read_text()).split("\n")
        yield clean(f"whitehouse/{path.stem}", f"wh-{path.stem}", "whitehouse", blocks)
    for path in sorted(corpora.glob("gum/dep/**/*.conllu")) + sorted(corpora.glob("ewt/*.conllu")):
        for name, blocks in conllu(path):
            yield clean(f"{path.parent.parent.name}/{name}", f"ud-{name}", "ud", blocks)
    for path in sorted(corpora.glob("es/**/*.conllu")):
        for name, blocks in conllu(path):
            yield clean(f"es/{name}", f"es-{name}", "es", blocks)


def main():
    shared, rendered, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    metadata = json.loads((shared / "corpora/web/metadata.json").read_text())
    jobs = [
        (shared, folder, path.stem, metadata[path.stem])
        for folder in sorted(p for p in rendered.iterdir() if p.is_dir())
        for path in sorted(folder.glob("*.txt"))
    ]
    seen = {}
    with Pool(2) as pool, out.open("w") as sink:
        for document in pool.imap(page, jobs):
            if document is None:
                continue
            # Another rendering of a page is another document only where it differs.
            name, lines = document["id"].split("/")[1], set(document["blocks"])
            if any(len(lines & other) > 0.8 * len(lines | other) for other in seen.get(name, [])):
                continue
            seen.setdefault(name, []).append(lines)
            sink.write(json.dumps(document, ensure_ascii=False) + "\n")
        for name, meta in sorted(metadata.items()):
            truth = json.loads((shared / "corpora/web/ground-truth" / f"{name}.json").read_text())["ground_truth"]
            blocks = (truth.get("main_content") or "").split("\n")
            if any(WORD.search(b) for b in blocks):
                document = clean(f"truth/{name}", meta["domain"], "truth", blocks)
                sink.write(json.dumps(document, ensure_ascii=False) + "\n")
        for document in clean_documents(shared):
            sink.write(json.dumps(document, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
