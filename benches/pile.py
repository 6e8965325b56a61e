#!/usr/bin/env python3
"""Reads piles of short documents into a case and prints documents a second and peak memory.

  cargo build --release && python3 benches/pile.py [N ...]        (default 1000 10000)

Memory must not grow with the number of documents. The documents are made here: a title, five
paragraphs, figures and a quotation, about 200 words, each with its own numbers.
"""
import os, pathlib, sys, tempfile, time

RELATA = pathlib.Path(__file__).resolve().parent.parent / "target/release/relata"
BODY = (
    "The ministry counted {a} permits in 2023, more than {b} of them for farms in the north. "
    "About {c} percent were renewed, and nearly {d} million pesos were paid in fees.\n\n"
)


def document(i):
    paragraphs = "".join(BODY.format(a=1000 + i, b=100 + i % 800, c=10 + i % 80, d=2 + i % 7) for _ in range(5))
    return f"Permits in district {i}\n\n{paragraphs}A spokesperson said: \"We expect {i + 2} applications next year.\"\n"


def run(n):
    with tempfile.TemporaryDirectory() as folder:
        pile = pathlib.Path(folder) / "pile"
        pile.mkdir()
        for i in range(n):
            (pile / f"{i:06}.txt").write_text(document(i))
        begun = time.monotonic()
        os.chdir(folder)
        command = [RELATA, "read", "--quiet", "pile", "--case", "pile.relata"]
        pid = os.posix_spawn(RELATA, command, os.environ)
        _, status, usage = os.wait4(pid, 0)
        wall = time.monotonic() - begun
        cpu = usage.ru_utime + usage.ru_stime
        assert status == 0, status
        size = os.path.getsize("pile.relata") / n
        print(f"{n:>8} documents  {n / wall:8.0f} a second  {n / cpu:8.0f} a CPU-second  "
              f"peak {usage.ru_maxrss / 1024:6.0f} MB  {size:6.0f} bytes each in the case")
        os.chdir("/")


for n in map(int, sys.argv[1:] or ["1000", "10000"]):
    run(n)
