"""What recommendations gain by the branch of models/events.md: those of the rules, and with them words that it surely takes for the
head of one.
"""

import noted
import told

KIND = "recommendation"
# crates/relata-findings/src/proposal/leaning.rs has the same.
SURE = 0.94


def score(found, gold):
    """Right, found, expected of one sentence, as `score` of crates/relata-findings/src/eval/noted.rs counts. `found`: kind and
    parts of each row; `gold`: word, kinds and whether it need not be listed of each noted proposal."""
    pairs = []
    for f, (kind, parts) in enumerate(found):
        for g, (word, kinds, _) in enumerate(gold):
            far = [abs(word[0] - part[0]) for part in parts if noted.overlap(word, part) > 0]
            if far:
                pairs.append((kind not in kinds, min(far), f, g))
    of, taken = {}, set()
    for _, _, f, g in sorted(pairs):
        if f not in of and g not in taken:
            of[f] = g
            taken.add(g)
    right = found_all = 0
    for f, (kind, _) in enumerate(found):
        is_right = f in of and kind in gold[of[f]][1]
        if kind == KIND and not (is_right and gold[of[f]][2]):
            right, found_all = right + is_right, found_all + 1
    return right, found_all, sum(kinds[0] == KIND and not optional for _, kinds, optional in gold)


def report(rows, shares):
    """Prints precision, recall and F1 of recommendations; `shares`: of each row by the place of a word what a branch that did not
    learn from its text takes it for: no proposal, then the kinds."""
    at = 1 + told.PROPOSALS.index(KIND)
    for name, sure in (("rules", 2.0), (f"and from {SURE}", SURE), ("and from 0.85", 0.85)):
        total = [0, 0, 0]
        for row, own in zip(rows, shares, strict=True):
            gold = [(noted.spans(word)[0], kinds.lstrip("?").split("/"), kinds.startswith("?")) for word, kinds, *_ in row["noted"]]
            found = [(kind, parts) for _, kind, parts in row["proposals"]]
            heads = {head for head, *_ in row["proposals"]}
            found += [(KIND, [(word, word + 1)]) for word, s in own.items() if s[at] >= sure and word not in heads]
            total = [a + b for a, b in zip(total, score(found, gold))]
        right, found, expected = total
        print(f"recommendations, {name}: precision {right / max(found, 1):.3f} recall {right / max(expected, 1):.3f} F1 {2 * right / max(found + expected, 1):.3f}")
