"""Trains and cross-validates what weighs events (models/events.md).

    cargo build --release -p relata-findings --example noted
    python training/weigh.py CORPORA [--without-research] [--write models]

Without `--write` nothing but the figures comes out.
"""

import argparse
from pathlib import Path

import events
import leans
import noted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--without-research", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    file = noted.ROOT / "training/noted/events.txt"
    texts = noted.sentences(file, args.corpora.resolve(), args.without_research)
    tasks = events.train(texts, noted.own(events.OWN), args.write)
    if args.write:
        (args.write / "events.linear").write_bytes(leans.pack(tasks))


if __name__ == "__main__":
    main()
