"""Python trafilatura on the same pages: word F1 by page type and pages per CPU-second.

    python benches/trafilatura_pages.py CORPUS

CORPUS as in crates/relata-read/tests/web.rs. Only the extraction is timed, not reading and scoring.
"""

import collections
import gzip
import json
import pathlib
import re
import sys
import time

import trafilatura

corpus = pathlib.Path(sys.argv[1])
words = lambda text: re.findall(r"\w+", text.lower())
by, spent, read = collections.defaultdict(list), 0.0, 0
good, bad = collections.defaultdict(list), collections.defaultdict(list)
for name, about in sorted(json.loads((corpus / "metadata.json").read_text()).items()):
    truth = json.loads((corpus / f"ground-truth/{name}.json").read_text())["ground_truth"]
    want = collections.Counter(words(truth["main_content"]))
    if not want:
        continue
    html = gzip.open(corpus / f"html/{name}.html.gz").read()
    before = time.process_time()
    text = trafilatura.extract(html, include_comments=False) or ""
    spent += time.process_time() - before
    read += 1
    got = collections.Counter(words(text))
    by[about["page_type"]].append(2 * sum((got & want).values()) / (got.total() + want.total()))
    flat = " ".join(words(text))
    good[about["page_type"]] += [" ".join(words(s)) in flat for s in truth["with"]]
    bad[about["page_type"]] += [" ".join(words(s)) not in flat for s in truth["without"]]
mean = lambda list: sum(list) / max(len(list), 1)
for kind in sorted(by):
    print(f"{kind:14} {len(by[kind]):4} F1 {mean(by[kind]):.4f} with {mean(good[kind]):.4f} without {mean(bad[kind]):.4f}")
print(f"{read / spent:.1f} pages per CPU-second")
