"""Open lists of names and offices to the files that the gazetteer reads.

    python3 compile.py GAZETTEERS crates/relata-gazetteer/data

GAZETTEERS is the folder with the lists as they were fetched; their sources, licences and what is left out stand in
`docs/gazetteer.md`, the notices in `crates/relata-gazetteer/data/NOTICE`. The lists written by hand, in `data/en`,
are read too, so that nothing is in two files. Standard library only; same lists, same bytes.

Files are tab-separated; `|` parts several names in a cell. The form of each is in its own head.
"""
import re

from bodies import agencies, committees, organisations
from lists import fold, hand, parts, read, several, write
from people import offices, write_people

# Names of countries in the lists of office holders that are not the first of our own list.
COUNTRY = {"The Bahamas": "BS", "The Gambia": "GM", "Kingdom of Denmark": "DK", "Kingdom of the Netherlands": "NL",
           "Republic of Ireland": "IE", "State of Palestine": "PS", "People's Republic of China": "CN",
           "Cape Verde": "CV", "Czech Republic": "CZ", "East Timor": "TL", "Eswatini": "SZ", "Ivory Coast": "CI",
           "Federated States of Micronesia": "FM", "United States of America": "US", "Timor-Leste": "TL",
           "São Tomé and Príncipe": "ST", "Vatican City": "VA", "Bosnia and Herzegovina": "BA"}


def countries():
    """Code -> names, demonyms; writes countries.tsv."""
    mine = {row[0]: (parts(row[1]), parts(row[2])) for row in hand("en/countries.txt")}
    taken = {n for names, people in mine.values() for n in names + people}
    usual = {}
    for row in hand("../../relata-language/data/en/countries.txt"):
        names, people = ([n for n in parts(c, ",") if n not in taken] for c in (row + [""])[:2])
        names = [n for n in names if n not in ("England", "Scotland", "Wales")]
        for name in names:
            usual[fold(name)] = (names, people)
    capitals = {row[0]: parts(row[1]) for row in hand("en/capitals.txt")}
    rows, by_name, iso3 = {}, {}, {}
    for x in read("country_codes_datahub"):
        code = x["ISO3166-1-Alpha-2"].strip()
        iso3[x["ISO3166-1-Alpha-3"].strip()] = code
        formal = re.sub(r"^the |\s*\*+$", "", x["UNTERM English Formal"]).strip()
        short = [re.sub(r"\s*\(.*\)|\s*\*+", "", x[k]).strip()
                 for k in ("CLDR display name", "UNTERM English Short", "official_name_en")]
        names, people = mine.get(code) or next((usual[fold(n)] for n in short if fold(n) in usual), ([], []))
        # "Congo - Brazzaville" and the like stand in our own list.
        names = names + [n for n in short + [formal] if n and " - " not in n and n not in taken]
        status = re.search(r"of (\w\w)$|with (\w\w)$", x["is_independent"])
        parent = next((f"iso:{g}" for g in status.groups() if g), "") if status else ""
        same = "wikidata:" + x["wikidata_id"].split("/")[-1] if x["wikidata_id"] else ""
        seat = [x["Capital"].strip()] + capitals.get(code, [])
        rows[code] = [f"iso:{code}", names[0], several(names[1:], names[:1]), several(people), several(seat),
                      parent, same]
        for n in names:
            by_name.setdefault(fold(n), code)
    for code, (names, people) in mine.items():
        if code not in rows:
            rows[code] = [f"iso:{code}", names[0], several(names[1:], names[:1]), several(people),
                          several(capitals.get(code, [])), "", ""]
            by_name.setdefault(fold(names[0]), code)
    write("countries.tsv", [
        "Countries and territories: id, name, other names, what people and things are called, capitals, what it is",
        "part of, same as. Codes, formal names, capitals: datasets/country-codes, PDDL 1.0. Usual names: our lists.",
    ], [rows[c] for c in sorted(rows)])
    by_name.update({fold(k): v for k, v in COUNTRY.items()})
    by_name["congo"] = by_name["republic of the congo"]
    return by_name, iso3


def main():
    by_name, iso3 = countries()
    regions = {row[0]: parts(row[1])[0] for row in hand("en/regions.txt")}
    regions.update({"US-PR": "Puerto Rico", "US-GU": "Guam", "US-AS": "American Samoa",
                    "US-VI": "United States Virgin Islands", "US-MP": "Northern Mariana Islands"})
    write_people(*offices(by_name, iso3, regions))
    places = {fold(n) for row in hand("en/regions.txt") for n in parts(row[1])} | set(by_name)
    places |= {"virgin islands", "us virgin islands", "northern mariana islands"}
    agencies(places)
    committees()
    organisations()


if __name__ == "__main__":
    main()
