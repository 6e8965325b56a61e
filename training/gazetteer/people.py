"""Persons and their offices, from all sources that have some."""
import collections
import re

from lists import fold, hand, parts, read, several, write

# The last day that each source speaks of: what is open there is known until then and no longer. For the lists
# cut by country it is the latest day of that country's own file; heads of government of 2021 names a change of
# 27 September 2022 (Saudi Arabia) and none of October; Congress a member who came on 10 June 2026.
HEADS_UNTIL, CONGRESS_UNTIL, ARCHIGOS_UNTIL = "2022-09-27", "2026-06-10", "2015-12-31"

# Archigos has the letters of the Correlates of War; where they are not ISO 3166-1 alpha-3. None: a state that no
# code of ours names.
COW = dict(p.split(":") for p in """
ALG:DZ ANG:AO AUL:AU AUS:AT BAH:BH BAR:BB BFO:BF BHM:BS BHU:BT BNG:BD BOS:BA BOT:BW BRU:BN BUI:BI BUL:BG CAM:KH
CAO:CM CAP:CV CDI:CI CEN:CF CHA:TD CON:CG COS:CR CRO:HR CZE:CSHH CZR:CZ DEN:DK DRC:CD DRV:VN EQG:GQ ETM:TL FRN:FR
GDR:DDDE GFR:DE GMY:DE GRG:GE GUA:GT GUI:GN HAI:HT HON:HN ICE:IS INS:ID IRE:IE KOS:XK KUW:KW KYR:KG KZK:KZ LAT:LV
LEB:LB LES:LS LIB:LY LIT:LT MAA:MR MAC:MK MAD:MV MAG:MG MAL:MY MAS:MU MAW:MW MLD:MD MON:MN MOR:MA MYA:MM MZM:MZ
NEP:NP NEW:NZ NIG:NG NIR:NE NTH:NL OMA:OM PAR:PY PHI:PH POR:PT ROK:KR RUM:RO SAF:ZA SAL:SV SIE:SL SIN:SG SLO:SK
SLV:SI SOL:SB SPN:ES SRI:LK SUD:SD SWA:SZ SWD:SE SWZ:CH TAJ:TJ TAW:TW TAZ:TZ TOG:TG TRI:TT UAE:AE UKG:GB URU:UY
GAM:GM THI:TH YEM:YE YUG:YUCS ZAM:ZM ZIM:ZW SER:RS
""".split())

# Former members of Congress whose name an office holder shares without being the same person: all pairs of one
# name were looked at one by one. The other way round: of two of one name, the one who held the office.
NOT_SAME = {"Q6241291", "Q467451", "Q7791018", "Q6232197", "Q714337"}
SAME = {"Q5997832": "M001168"}

# Offices that several hold at once: one who comes does not end the term of another.
SHARED = re.compile("justice|judge|deputy|vice pre|counsel|advisor|special|under|assistant|councilor|permanent"
                    "|minister of state|without portfolio|first lady|ambassador|representative|joint staff", re.I)


def bare(name):
    """A person's name without initials, suffixes and what stands in quotation marks."""
    name = re.sub(r'"[^"]*"|\b([A-Z]\.)+', " ", name)
    words = [w for w in fold(name).split() if len(w) > 1 and w not in ("jr", "sr", "ii", "iii")]
    return " ".join(words)


class People:
    """Persons by any of their ids; the first that is known of a Wikidata and a Bioguide id names the entry."""

    def __init__(self):
        self.of = {}

    def get(self, ids, name, aliases=()):
        ids = [i for i in ids if i and not i.endswith(":")]  # "wikidata:" of one without
        known = [self.of[i] for i in ids if i in self.of]
        person = known[0] if known else {"ids": [], "names": []}
        for other in known[1:]:
            if other is not person:
                for key in ("ids", "names"):
                    person[key] += other[key]
        person["ids"] += [i for i in ids if i not in person["ids"]]
        person["names"] += [n for n in [name, *aliases] if n not in person["names"]]
        for i in person["ids"]:
            self.of[i] = person
        return person

    def all(self):
        return {id(p): p for p in self.of.values()}.values()

    def by_bare(self):
        """Ids by the names without initials."""
        out = collections.defaultdict(set)
        for p in self.all():
            for n in p["names"]:
                out[bare(n)].add(ident(p))
        return out


def ident(person):
    return min(person["ids"], key=lambda i: (not i.startswith("wikidata:"), not i.startswith("bioguide:"), i))


def short(name, given):
    """"Luis Videgaray" of "Luis Videgaray Caso": without the mother's name, where the last but one is none that is
    given to children."""
    words = name.split()
    if len(words) < 3 or fold(words[-2]) in given or words[-2][0].islower():
        return []
    return [" ".join(words[:-1])]


def unlabelled(name):
    return not name or re.fullmatch(r"Q\d+", name)


class Terms(dict):
    """(country, title) -> (person, from, to, mark)."""

    def __missing__(self, key):
        self[key] = []
        return self[key]

    def add(self, country, title, person, start, end, mark=""):
        if end and end < start[:len(end)]:  # the source is wrong in one of them
            return
        title = re.sub(r"^(U\.S\.|United States) ", "", title)
        title = title.replace("Head of Mexico City government", "Head of government of Mexico City")
        self[(country, title[0].upper() + title[1:])].append((person, start, end, mark))


def presidents(people, terms):
    """The presidents and vice-presidents of the United States. Gives them by office and first day."""
    starts = {}
    for x in read("us_presidents_vice_presidents"):
        if x["end"] < "1945":
            continue
        words = x["person"].split()
        others = [f"{words[0]} {words[-1]}"]
        if len(words) == 3 and len(words[1]) > 2:
            others.append(f"{words[0]} {words[1][0]}. {words[2]}")
        ids = [x["wikidata"] and "wikidata:" + x["wikidata"], x["bioguide"] and "bioguide:" + x["bioguide"]]
        if not any(ids):
            ids = ["relata:" + fold(x["person"]).replace(" ", "-")]
        person = people.get(ids, x["person"], others)
        title = x["office"].replace(" of the United States", "")
        mark, end = ("+", CONGRESS_UNTIL) if x["end"] > CONGRESS_UNTIL else ("", x["end"])
        previous = [t for t in terms[("US", title)] if t[0] is person and t[2] == x["start"]]
        if previous:  # elected again: one term
            terms[("US", title)].remove(previous[0])
            terms.add("US", title, person, previous[0][1], end, mark)
        else:
            terms.add("US", title, person, x["start"], end, mark)
        starts[(title, x["start"])] = person
    return starts


def ministers(people, terms, by_name, starts):
    """Office holders of some countries and of organisations. Gives the last day of each country's file, and terms by
    country and person."""
    rows = [x for x in read("office_holders_since_2000_to_2022") if not unlabelled(x["person"])]
    until = collections.defaultdict(str)
    for x in rows:
        until[x["country"]] = max(until[x["country"]], x["start"], x["end"])
    given = {fold(x["person"]).split()[0] for x in read("mexico_legislators_since_1997") if fold(x["person"])}
    begun = collections.defaultdict(list)
    for x in rows:
        begun[(x["country"], x["office"])].append(x["start"])
    fine = {}
    for x in rows:
        qid, code = "wikidata:" + x["wikidata"], by_name.get(fold(x["country"]), "")
        ids = [qid]
        if (x["office"], x["start"]) in starts and code == "US":
            ids += starts[(x["office"], x["start"])]["ids"]
        aliases = short(x["person"], given) if code in ("MX", "GT", "HN", "SV") else []
        person = people.get(ids, x["person"], aliases)
        if code == "US" and x["office"] in ("President", "Vice President"):
            person["names"].insert(0, person["names"].pop(person["names"].index(x["person"])))
            continue
        end, mark = x["end"], ""
        if not end:
            later = [s for s in begun[(x["country"], x["office"])] if s > x["start"]]
            end, mark = until[x["country"]], "+"
            if later and not SHARED.search(x["office"]):
                end = min(later)
        terms.add(code, x["office"], person, x["start"], end, mark)
        fine.setdefault((code, qid), []).append((code, x["office"], person, x["start"], end, mark))
    return until, fine


def heads(people, terms, by_name, until, fine):
    """Heads of state and government, foreign ministers: of countries that the list of ministers has not, or as later
    word that somebody was still in office."""
    rows = [(x["country"], x["office"], x["person"], x["wikidata"], x["start_year"], x["end_year"], HEADS_UNTIL)
             for x in read("heads_of_state_government_2021")]
    foreign = read("foreign_ministers_world_2022")
    last = max(x["start"] for x in foreign)
    rows += [(x["country"], "Minister of Foreign Affairs", x["person"], x["wikidata"], x["start"], "", last)
              for x in foreign]
    for country, office, name, qid, start, end, known in rows:
        code = by_name.get(fold(country), "")
        if not code or unlabelled(name) or "co-prince" in office.lower():
            continue
        qid = "wikidata:" + qid
        same = [t for t in fine.get((code, qid), []) if t[3][:4] == start[:4]]
        if same or code == "US":
            for c, o, person, s, e, mark in same:
                if mark == "+" and not end and e == until[country]:
                    held = terms[(c, o[0].upper() + o[1:])]
                    at = held.index((person, s, e, mark))
                    held[at] = (person, s, known, mark)
            continue
        title = re.sub(r"^Federal ", "", office)
        for at in re.finditer(" of (the )?", title):
            if by_name.get(fold(title[at.end():])) == code:
                title = title[:at.start()]
                break
        title = "Minister of Foreign Affairs" if "foreign" in office.lower() else title
        title = {"Ngwenyama": "King", "Druk Gyalpo": "King", "Yang di-Pertuan Agong": "King"}.get(title, title)
        person = people.get([qid], name)
        terms.add(code, title, person, start, end or known, "" if end else "+")


def congress(people, terms, regions):
    """Members of Congress in office: their terms, without the borders between two of one seat."""
    spans = collections.defaultdict(list)
    for x in read("us_congress_current_member_terms"):
        name = x["name"]
        nick = [f'{x["nickname"]} {name.split()[-1]}'] if x["nickname"] else []
        person = people.get(["wikidata:" + x["wikidata"], "bioguide:" + x["bioguide"]], name, nick)
        title = "Senator" if x["chamber"] == "sen" else "Representative"
        spans[(title, x["state"], ident(person))].append((x["term_start"], x["term_end"], person))
    for (title, state, _), held in sorted(spans.items(), key=lambda s: s[0]):
        region = f"{title} of {regions.get('US-' + state, state)}"
        held.sort(key=lambda h: h[:2])
        start, end = held[0][:2]
        person = held[0][2]
        merged = []
        for s, e, _ in held[1:]:
            if s[:4] <= end[:4]:  # "2007-01-03", "2007-01-04": the same seat
                end = max(end, e)
            else:
                merged.append((start, end))
                start, end = s, e
        for s, e in merged + [(start, end)]:
            terms.add("US", region, person, s, min(e, CONGRESS_UNTIL), "+" if e > CONGRESS_UNTIL else "")


def former(people, terms, regions, american):
    """Former members of Congress: names, chamber and state without dates. `american`: ids of those who held other
    offices, to be joined where the name is one person's alone."""
    by_bare = people.by_bare()
    rows = [x for x in read("us_congress_historical_members") if x["birthday"] >= "1900"]
    common = collections.Counter(bare(x["name"]) for x in rows if x["birthday"] >= "1925")
    taken = {v: k for k, v in SAME.items()}
    for x in rows:
        ids = ["bioguide:" + x["bioguide"]]
        also = list(by_bare[bare(x["name"])])
        if x["bioguide"] in taken:
            ids.append("wikidata:" + taken[x["bioguide"]])
        elif (x["birthday"] >= "1925" and common[bare(x["name"])] == 1 and ids[0] not in people.of
              and len(also) == 1 and also[0] in american and also[0][9:] not in NOT_SAME | set(SAME)):
            ids.append(also[0])
        person = people.get(ids, x["name"])
        title = "Senator" if x["last_chamber"] == "sen" else "Representative"
        state = regions.get("US-" + x["last_state"], x["last_state"])
        if not any(t[0] is person for t in terms.get(("US", f"{title} of {state}"), [])):
            terms.add("US", f"{title} of {state}", person, "", "")


def deputies(people, terms):
    """Mexico's federal deputies and senators."""
    rows = [x for x in read("mexico_legislators_since_1997") if not unlabelled(x["person"])]
    known = max(max(x["start"], x["end"] if x["end"] < "2023" else "") for x in rows)
    for x in rows:
        title = {"Member of the Chamber of Deputies of Mexico": "Deputy",
                 "member of the Senate of Mexico": "Senator"}.get(x["office"])
        if title:
            person = people.get(["wikidata:" + x["wikidata"]], x["person"])
            running = not x["end"] or x["end"] > known
            terms.add("MX", title, person, x["start"], known if running else x["end"], "+" if running else "")


def leaders(people, terms, iso3):
    """Archigos: who led in effect. Its short names are joined to a person known from before where office, country and
    time agree."""
    chief = re.compile("^(president|prime minister|premier|monarch|king|emir|supreme leader|chancellor)", re.I)
    leads = collections.defaultdict(list)
    for (c, title), ts in terms.items():
        if chief.search(title) and " of " not in title.replace("of the State Council", ""):
            leads[c] += [(t[0], t[1], t[2]) for t in ts if t[1]]
    for x in read("leaders_archigos_1945_2015"):
        cow = x["country_code_cow"]
        code = COW.get(cow, iso3.get(cow, ""))
        if cow == "RUS" and x["start"] < "1991-12-25":
            code = "SUHH" if not x["start"] > "1991-07" else "RU"
        if cow == "YUG" and x["start"] > "1992-04-27":
            code = "RS"
        if not code or x["end"] < "1945" or re.search("junta|council|committee", x["leader"], re.I):
            continue
        words = set(bare(x["leader"]).split())
        close = [p for p, s, e in leads[code]
                 if any(words <= set(bare(n).split()) for n in p["names"])
                 and s <= x["end"] and x["start"] <= (e or s)]
        close = list({id(p): p for p in close}.values())
        name = " ".join(x["leader"].split())
        if "," in name:
            name = " ".join(reversed([w.strip() for w in name.split(",", 1)]))
        person = close[0] if len(close) == 1 else people.get(
            [f"archigos:{cow}-{fold(name).replace(' ', '-')}"], name)
        running = x["end"] >= ARCHIGOS_UNTIL
        terms.add(code, "Leader", person, x["start"], min(x["end"], ARCHIGOS_UNTIL), "+" if running else "")


def attested(people, terms):
    """Whom documents of the White House name in an office: first and last day, no beginning and end."""
    by_bare = people.by_bare()
    for x in read("office_attestations_white_house_2021_2026"):
        mexican = "of Mexico" in x["office"]
        title = re.sub(r"^U\.S\. | of Mexico$", "", x["office"]).replace("Ambassador to", "ambassador to")
        key = ("MX" if mexican else "US", title[0].upper() + title[1:])
        found = sorted(by_bare[bare(x["person"])])
        holding = [t[0] for t in terms.get(key, []) if ident(t[0]) in found]
        person = holding[0] if holding else people.of[found[0]] if len(found) == 1 else people.get(
            ["relata:" + fold(x["person"]).replace(" ", "-")], x["person"])
        # A nominee is named in the office before holding it.
        first = max([x["first_attested"]] + [t[1] for t in terms.get(key, []) if t[0] is person])
        terms.add(*key, person, first, x["last_attested"], "~")


def offices(by_name, iso3, regions):
    """All persons and terms."""
    people, terms = People(), Terms()
    starts = presidents(people, terms)
    until, fine = ministers(people, terms, by_name, starts)
    heads(people, terms, by_name, until, fine)
    american = {ident(t[0]) for (c, _), held in terms.items() if c == "US" for t in held}
    congress(people, terms, regions)
    former(people, terms, regions, american)
    deputies(people, terms)
    leaders(people, terms, iso3)
    attested(people, terms)
    return people, terms


def write_people(people, terms):
    nick = {fold(row[0]): parts(row[1]) for row in hand("en/nicknames.txt")}
    used = {id(t[0]) for ts in terms.values() for t in ts}
    rows, done = [], set()
    for p in people.all():
        if id(p) not in used:
            continue
        names = list(p["names"])
        own = ident(p)
        if fold(own) in nick:  # by its id: the full name of one whom the source has by surname
            done.add(fold(own))
            names = nick[fold(own)] + [n for n in names if " " in n]
        for n in p["names"]:
            if fold(n) in nick:
                done.add(fold(n))
                names += nick[fold(n)]
        rows.append([own, names[0], several(names[1:], names[:1]), "|".join(sorted(set(p["ids"]) - {own}))])
    assert not set(nick) - done, f"nobody is called {sorted(set(nick) - done)}"
    write("people.tsv", [
        "Persons: id, name, other names, same as. Sources: Wikidata (CC0) through every-politician-scrapers,",
        "unitedstates/congress-legislators (CC0), Archigos 4.1 (CC BY 4.0, ids archigos:), White House documents.",
    ], sorted(rows))
    out = []
    for (country, title), held in sorted(terms.items()):
        out.append([f"@{country}", title])
        lines = sorted({(start, ident(p), end, mark) for p, start, end, mark in held})
        out += [[i.replace("wikidata:", ""), s, e, m] for s, i, e, m in lines]
    write("offices.tsv", [
        "Offices: a line @COUNTRY, title; under it who held it: person (Q...: of Wikidata), from, to, mark. Days,",
        "months or years as the source has them. Mark +: still in office when the source ended, which is the date of 'to';",
        "~: named in the office on these days, first and last; no dates: held it at some time.",
    ], out)
