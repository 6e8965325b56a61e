"""Trains and cross-validates the forests that weigh events and proposals (models/events.md).

    cargo build --release -p relata-findings --example noted
    python training/weigh.py CORPORA SAID [--without-research] [--write models]

SAID is what `branch.py` wrote with `--out`. Without `--write` nothing but the figures comes out.
"""

import argparse
import json
from pathlib import Path

import events
import proposals
import told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("said", type=Path)
    parser.add_argument("--without-research", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    texts, own = told.rows(args.corpora, args.without_research, seen=True)
    said = [json.loads(line) for line in args.said.open()]
    proposed = told.proposals(args.corpora, args.without_research)
    events.train(texts, own, said[:len(texts) + len(own)], args.write)
    proposals.train(proposed, said[len(texts) + len(own):], args.write)


if __name__ == "__main__":
    main()
