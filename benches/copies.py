"""Near-duplicates by datasketch on the texts of the bench `copies`, beside Relata in the same run.

    cargo build --release --manifest-path benches/Cargo.toml --bin copies
    python benches/copies.py [SIZE [seen|held-back]]

Needs datasketch==2.0.0. Both on one thread; texts a second of processor time.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from datasketch import MinHash, MinHashLSH

PROGRAM = pathlib.Path(__file__).resolve().parent / "target/release/copies"


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)]


def main(size="20000", edits="seen", threshold=0.2, hashes=128):
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        said = subprocess.run([PROGRAM, size, edits, file.name], capture_output=True, text=True, check=True).stdout
        corpus = json.load(open(file.name))
    print(said, end="")
    before = time.process_time()
    index = MinHashLSH(threshold=threshold, num_perm=hashes)
    found = set()
    for i, text in enumerate(corpus["texts"]):
        sketch = MinHash(num_perm=hashes)
        sketch.update_batch(shingles(text))
        found.update((other, i) for other in index.query(sketch))
        index.insert(i, sketch)
    speed = len(corpus["texts"]) / (time.process_time() - before)
    share = {(a, b): s for a, b, s in corpus["pairs"]}
    wanted = [pair for pair, s in share.items() if s >= 0.4]
    recall = sum(pair in found for pair in wanted) / len(wanted)
    right = sum(share.get(pair, 0) >= 0.4 for pair in found)
    wrong = sum(share.get(pair, 0) < 0.25 for pair in found)
    print(f"datasketch, 3 words, {hashes} hashes, threshold {threshold}: {speed:.0f} texts a CPU-second; "
          f"recall {recall:.4f}, precision {right / (right + wrong):.4f}")
    ours = float(re.search(r"^relata: (\d+)", said, re.M)[1])
    print(f"Relata reads {ours / speed:.1f} times as many")


if __name__ == "__main__":
    main(*sys.argv[1:])
