"""What readers noted of events beside what the program sees (training/noted/events.txt): what the branch and the forests of
models/events.md learn from.
"""

import noted

# Weight of what a reader would have listed as well as not.
OPTIONAL = 0.25
# Sentences of our own that are learnt from with the texts; not the sealed ones.
OWN = [noted.ROOT / f"crates/relata-findings/tests/events/{name}.txt" for name in ("dev", "second", "manual", "contrast")]
# A word so many bytes from the noted one may tell the same event.
NEAR = 60

# As EventKind::ALL and Modality::ALL of relata-rows have them.
KINDS = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
MODALITIES = "actual planned hypothetical negated demanded alleged".split()
ROLES = ("agent", "recipient")
# As ProposalKind::ALL.
PROPOSALS = ["recommendation", "prediction", "commitment"]


class Event:
    def __init__(self, fields):
        trigger, kinds, agents, recipients, self.modality = fields
        self.trigger = noted.spans(trigger)[0]
        self.optional = kinds.startswith("?")
        self.kinds = kinds.lstrip("?").split("/")
        self.parties = dict(zip(ROLES, (noted.spans(agents), noted.spans(recipients))))


def rows(corpora, without_research: bool, seen: bool):
    """The rows of noted sentences, and those of our own, each with its events; without `seen` they leave out the numbers that
    forests learn from."""
    file = noted.ROOT / "training/noted/events.txt"
    both = noted.sentences(file, corpora.resolve(), without_research, seen), noted.own(OWN, seen)
    for row in both[0] + both[1]:
        row["events"] = [e for e in map(Event, row["noted"]) if row["at"] <= e.trigger[0] < row["end"]]
    return both


def proposals(corpora, without_research: bool):
    """The rows of sentences in which proposals were noted, each with where the words stand that head one: the kinds of each, and
    whether it need not be listed; of two of one word the last."""
    rows = noted.sentences(noted.ROOT / "training/noted/proposals.txt", corpora.resolve(), without_research, seen=False)
    for row in rows:
        row["heads"] = {}
        for word, kinds, *_ in row["noted"]:
            row["heads"][noted.spans(word)[0][0]] = (kinds.lstrip("?").split("/"), kinds.startswith("?"))
    return rows


def answers(word, events):
    """The events that a word tells with its category; else those that another word near by tells."""
    own = [e for e in events if word["kind"] in e.kinds]
    exact = [e for e in own if noted.overlap(word["trigger"], e.trigger) > 0]
    return exact, [e for e in own if abs(word["trigger"][0] - e.trigger[0]) < NEAR]


def is_it(party, part) -> bool:
    """Whether a noted party is the mention of a candidate itself, or most of it."""
    span = tuple(part["span"])
    return span == party or 2 * noted.overlap(party, span) >= max(party[1] - party[0], span[1] - span[0])


def is_same(party, part, row) -> bool:
    """Whether a noted party is a candidate: a mention of the same actor, or, of words that are no mention, most of them. A
    name inside a longer one is another."""
    noted_as = [entity for start, end, entity in row["mentions"] if (start, end) == party]
    if noted_as:
        return tuple(part["span"]) == party or part["entity"] in noted_as
    return is_it(party, part)
