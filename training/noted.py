"""Reads what readers noted in real texts (training/noted) beside what the program sees there.

The rows come from the built example `noted` of relata-findings, the one implementation of the features; a sentence is
found again by its file and place.
"""

import hashlib
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
BINARY = ROOT / "target/release/examples/noted"
FOLDS = 10
# So many of them are left out together by the branch.
TOGETHER = 2
# Annotations whose texts are licensed for research alone begin so.
RESEARCH = "polnear/"
# Texts of our own, beside this file.
OWN = "own/"


def entries(path: Path) -> dict:
    """The noted lines of each sentence, by file and place, without the first field."""
    found, file = {}, None
    for line in path.read_text().splitlines():
        if line.startswith("== "):
            file = line[3:]
        elif line and not line.startswith("#"):
            at, *fields = line.split("\t")
            lines = found.setdefault((file, int(at)), [])
            if fields != ["-"]:
                lines.append(fields)
    return found


def parsed(line, seen: bool) -> dict:
    """A row of the example; without `seen` it leaves out the numbers that forests learn from."""
    row = json.loads(line)
    if not seen:
        for word in row["triggers"]:
            for part in [word, *word["candidates"]]:
                part.pop("row")
                part.pop("manner", None)
    return row


def sentences(path: Path, corpora: Path, without_research: bool, seen: bool) -> list:
    """Each sentence that was read as the program's row, with its noted lines as `noted`."""
    lines = {k: v for k, v in entries(path).items() if not (without_research and k[0].startswith(RESEARCH))}
    # Texts of our own lie beside this file, the others in the corpora.
    files = {str(Path(__file__).parent / f if f.startswith(OWN) else f): f for f in sorted({f for f, _ in lines})}
    run = subprocess.Popen([BINARY, "rows", *files], cwd=corpora, stdout=subprocess.PIPE)
    all = []
    for line in run.stdout:
        row = parsed(line, seen)
        row["file"] = files[row["file"]]
        if (row["file"], row["at"]) in lines:
            row["noted"] = lines[row["file"], row["at"]]
            row["fold"] = fold(row["file"])
            all.append(row)
    assert run.wait() == 0
    missing = len(lines) - len(all)
    print(f"{len(all)} sentences of {len(files)} texts" + (f", {missing} not found again" if missing else ""))
    return all


def own(files: list, seen: bool) -> list:
    """Sentences of our own, with `noted` as it is written in the files."""
    run = subprocess.run([BINARY, "own", *files], stdout=subprocess.PIPE, check=True)
    rows = [parsed(line, seen) for line in run.stdout.splitlines()]
    for n, row in enumerate(rows):
        row["fold"] = n % FOLDS
    return rows


def spans(field: str) -> list:
    return [] if field == "-" else [tuple(map(int, s.split("-"))) for s in field.split(",")]


def overlap(a, b) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def fold(file: str) -> int:
    """All of a text are in one fold."""
    return int(hashlib.sha1(file.encode()).hexdigest(), 16) % FOLDS
