"""Agencies, committees, international organisations."""
import re

from lists import fold, hand, parts, read, several, write

# What a line of the directory of agencies must have to be a body.
BODY = re.compile("|".join("""
Administration Agency Army Navy Force Guard Corps Service Bureau Board Center Command Commission Committee Council
Court Department Division Foundation Institut Laboratory Library Museum Office Police Postal Survey University College
Academy Authority Corporation Mint Mission Radio Voice Endowment Trust Representative Congress Chiefs Bank Fund
Association Register Gallery Amtrak AmeriCorps Capitol""".split()))
WRONG_ACRONYM = {("federal highway administration", "FHA"), ("federal home loan mortgage corporation", "Freddie Mac")}

# The same organisation by the name that the CIA has for it.
CIA = {"Benelux Union": "Benelux", "Southern Cone Common Market": "Mercosur", "League of Arab States": "Arab League",
       "Black Sea Economic Cooperation Zone": "Organization of the Black Sea Economic Cooperation",
       "Comuinidade dos Paises de Lingua Portuguesa": "Community of Portuguese Language Countries",
       "Economic and Monetary Community of Central Africa": "Central African Economic and Monetary Community",
       "African Development Bank Group": "African Development Bank", "Council of the Entente": "Conseil de l'Entente",
       "Organization for Democracy and Economic Development":
           "GUAM Organization for Democracy and Economic Development",
       "Inter-Governmental Authority on Development": "Intergovernmental Authority on Development",
       "Agency for the Prohibition of Nuclear Weapons in Latin America and the Caribbean":
           "Organisation for the Prohibition of Nuclear Weapons in Latin America and the Caribbean",
       "African, Caribbean, and Pacific Group of States": "Organisation of African, Caribbean and Pacific States",
       "Secretariat of the Pacific Community": "Pacific Community"}

# Agencies that the directory has twice, the second as the first.
TWICE = {"Federal Bureau of Prisons": "Bureau of Prisons", "National Railroad Passenger Corporation": "Amtrak",
         "Office of Comptroller of the Currency": "Office of the Comptroller of the Currency",
         "Office of Director of National Intelligence": "Office of the Director of National Intelligence",
         "Office of Pardon Attorney": "Office of the Pardon Attorney", "Weather Service": "National Weather Service",
         "Immigration and Citizenship Services": "Citizenship and Immigration Services",
         "Information Resources Center": "Education Resources Information Center",
         "Bureau of Alcohol and Tobacco Tax and Trade": "Alcohol and Tobacco Tax and Trade Bureau",
         "Ability One Commission": "AbilityOne Commission", "Corps of Engineers": "Army Corps of Engineers"}


def turned(name):
    """"Bureau of Prisons" of "Prisons, Bureau of"."""
    m = re.fullmatch(r"(.+), (Department of|National Institute of|Bureau of|Office of)", name.strip())
    return f"{m[2]} {m[1]}" if m else name.strip()


def agencies(places):
    own = {fold(n) for row in hand("en/bodies.txt") if row[3] == "US" for n in parts(row[1])}
    found = {}
    for x in read("us_federal_agencies"):
        name = turned(x["name"]).replace("Congress—", "")
        plain = re.sub(r"^(U\.S\.|United States|US) ", "", name)
        same = TWICE.get(plain, plain)
        key = fold(re.sub("^(.+) Department$", r"Department of \1", same))
        if {key, fold(plain), fold(name)} & (own | places) or "," in re.sub(", (and|&) |,(?= \\w+,)", "", plain):
            continue
        # States and headings of the directory ("Housing", "Political Affairs") are no bodies.
        if not BODY.search(plain) or re.search("^republic of|federated states|courts? of appeals?$", key):
            continue
        entry = found.setdefault(key, [])
        acronym = "" if (key, x["acronym"]) in WRONG_ACRONYM else x["acronym"]
        # A one-word name ("Army") is also that of others: only with "U.S.".
        names = [plain, name] if " " in plain else [name if name != plain else f"U.S. {plain}"]
        entry += [n for n in names if n not in entry]
        entry += [acronym] if acronym and acronym not in entry else []
    rows = []
    for key, names in sorted(found.items()):
        if not re.search("U\\.S\\.|United States", names[0]):
            names.append("U.S. " + names[0])
        rows.append([f"relata:us-{key.replace(' ', '-')}", names[0], several(names[1:], names[:1])])
    write("agencies.tsv", [
        "Agencies of the United States: id, name, other names.",
        "Source: GSA/srt-api (2019), work of the U.S. government.",
    ], rows)


def committees():
    rows = []
    ids = {}
    for x in read("us_congress_committees"):
        own = f"congress:{x['thomas_id']}"
        if not x["parent"]:
            ids[x["name"]] = own
            whose = {"senate": "relata:us-senate", "house": "relata:us-house", "joint": "relata:us-congress"}
            m = re.fullmatch("(House|Senate) (?:Permanent |Select |Special )*Committee on (?:the )?(.+)", x["name"])
            others = [f"{m[1]} {m[2].removeprefix('House ')} Committee"] if m else []
            if m and "Select" in x["name"]:
                others.append(f"{m[1]} Select Committee on {m[2]}")
            rows.append([own, x["name"], several(others, [x["name"]]), whose[x["chamber"]]])
        else:
            chamber = x["chamber"].capitalize()
            full = f"{chamber} Subcommittee on {x['name']}"
            rows.append([own, full, several([f"Subcommittee on {x['name']}"], [full]), ids.get(x["parent"], "")])
    write("committees.tsv", [
        "Committees of Congress: id, name, other names, what it is part of.",
        "Source: unitedstates/congress-legislators, CC0.",
    ], sorted(rows))


def organisations():
    own = {fold(n) for row in hand("en/bodies.txt") for n in parts(row[1])}
    found, seen = {}, {}
    for x in read("international_organisations"):
        if fold(x["name"]) in own:
            continue
        named = re.fullmatch(r"Q\d+", x["wikidata"]) and f"wikidata:{x['wikidata']}"
        key = named if named and named not in found else "relata:io-" + fold(x["name"]).replace(" ", "-")
        spanish = "" if x["name_es"].isupper() else x["name_es"]
        names = [x["name"], x["abbreviation"], *x["other_names"].split("|"), spanish, x["name_fr"]]
        found[key] = [n for n in names if n and n != "None"]
        for n in found[key]:
            seen.setdefault(spelling(n), key)
    for x in read("international_organisation_members_2020"):
        name, letters = x["organisation"], x["org_abbreviation"]
        if x["source"] != "CIAFactbook" or letters in ("C", "AG") or fold(name) in own:
            continue
        if re.search(r"Agreement|Convention|Treaty|^Franc Zone|^Economic and Monetary Union$|Movement$", name):
            continue
        name = CIA.get(name, name)
        key = seen.get(spelling(name)) or "relata:io-" + fold(name).replace(" ", "-")
        names = found.setdefault(key, [name])
        names += [n for n in (name, "" if "_" in letters else letters) if n and n not in names]
        seen.setdefault(spelling(name), key)
    rows = []
    for key, names in found.items():
        for n in list(names):
            for a, b in (("Organization", "Organisation"), ("Programme", "Program"), ("Centre", "Center")):
                names += [re.sub(rf"\b{a}\b", b, n), re.sub(rf"\b{b}\b", a, n)]
        rows.append([key, names[0], several(names[1:], names[:1])])
    write("organisations.tsv", [
        "Organisations of several states: id, name, other names.",
        "THIS FILE IS UNDER CC BY-SA 4.0, apart from the program.",
        "Sources: confirmordeny/supraverden (CC BY-SA 4.0); acronyms: CIA World Factbook (public domain) through",
        "dieghernan/Country-Codes-and-International-Organizations (MIT).",
    ], sorted(rows))


def spelling(name):
    """A name as both spellings of English have it."""
    name = fold(name)
    for a, b in (("organisation", "organization"), ("programme", "program"), ("labour", "labor"),
                 ("co operation", "cooperation"), ("telecommunications", "telecommunication"),
                 ("organization of the", "organization of")):
        name = name.replace(a, b)
    return name
