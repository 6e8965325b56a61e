"""Compiles the starter record: tables of official statistics to SDMX-CSV 2.0, one file a table.

    python3 training/record/compile.py ../shared/record crates/relata-record/data

Takes the folder of tables (`series,measure,place,period,value,unit,source,retrieved_from,note`) and writes
`TABLE.csv.gz`. What each series counts stands in `starter.txt` beside them, which is written by hand. Deterministic:
the same tables give the same bytes. Needs nothing but Python 3.9.

A measure of a table becomes a code (dimension MEASURE), with WHO where it is of one nationality or sex. Bracketed
marks in a measure's name become what they mean: a vintage, or a shorter period. Periods are those of SDMX: `2022`,
`2022-10`, `2022-Q1`, a day, or a range of first day and duration (`2021-10-01/P1Y` is the fiscal year 2022 of the
United States, `2022-01-01/P1Y` in a count of twelve months those that end with December 2022).
"""

import csv
import gzip
import io
import re
import sys
from datetime import date, timedelta
from pathlib import Path

HEAD = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "MEASURE", "REF_AREA", "WHO", "TIME_PERIOD", "VINTAGE", "OBS_VALUE",
        "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS"]

# Units of the tables: code (UCUM, ISO 4217, 1 for a count) and power of ten.
UNITS = {
    "pounds": ("[lb_av]", 0), "million current USD": ("USD", 6), "million current USD per day": ("USD", 6),
    "current USD": ("USD", 0), "constant 2015 USD": ("USD", 0), "percent": ("%", 0), "percent of GDP": ("%", 0),
    "MXN per USD": ("MXN", 0), "thousand metric tons of carbon": ("t", 3), "million metric tons CO2": ("t", 6),
    "index 1982-84=100": ("{index}", 0),
}

# Marks that mean a shorter period than the one that stands in the row.
SHORTER = {
    ("fiscal year to date Oct-Aug only", "FY2025"): "2024-10-01/P11M",
    ("Oct-Dec 2025 only", "FY2026"): "2025-10-01/P3M",
    ("Oct-Nov 2024 only", "FY2025"): "2024-10-01/P2M",
    ("Jan-Jun only", "2025"): "2025-01-01/P6M",
    ("Q1-Q2 only", "2025"): "2025-01-01/P6M",
    ("to 22 Nov only", "2023"): "2023-01-01/P326D",
}

# For each table: a measure's name (regular expression; a group WHO gives that dimension), its code, its vintage.
# The first that fits; a measure for which none fits is an error, one whose code is None is left out.
MEASURES = {
    "cbp_sw_land_border_encounters": [
        (r"encounters, total \(USBP\+OFO\)", "TOTAL", ""),
        (r"encounters, USBP \(Border Patrol, between ports\)", "USBP", ""),
        (r"encounters, OFO \(ports of entry\)", "OFO", ""),
        (r"encounters, citizens of (?P<WHO>.+) \(USBP\+OFO\)", "TOTAL", ""),
        (r"encounters, citizens of (?P<WHO>.+), USBP.*", "USBP", ""),
        (r"encounters, citizens of (?P<WHO>.+), OFO.*", "OFO", ""),
        (r"encounters, Title 42 expulsions \(USBP\+OFO\)", "TITLE42", ""),
        (r"encounters, Title 8 \(USBP\+OFO\)", "TITLE8", ""),
        (r"encounters, single adults .*", "ADULTS", ""),
        (r"encounters, individuals in family units .*", "FAMILIES", ""),
        (r"encounters, unaccompanied children .*", "CHILDREN", ""),
    ],
    "ohss_usbp_encounters": [
        (r"USBP encounters, nationwide", "USBP", ""),
        (r"USBP encounters", "USBP", ""),
        (r"USBP encounters, citizens of (?P<WHO>.+)", "USBP", ""),
    ],
    "cbp_nationwide_encounters": [
        (r"encounters, total \(USBP\+OFO.*", "TOTAL", ""),
        (r"encounters by land border region .*", "TOTAL", ""),
        (r"encounters/enforcement actions, OFO", "OFO", ""),
        (r"encounters/enforcement actions, USBP", "USBP", ""),
        (r"encounters, Title 42 .*", "TITLE42", ""),
        (r"encounters, Title 8 .*", "TITLE8", ""),
        (r"encounters, citizens of (?P<WHO>.+) \(USBP\+OFO\)", "TOTAL", ""),
        (r"noncitizen apprehensions/encounters, total .*", "YEARBOOK", ""),
        (r"USBP apprehensions \(encounters\), .*", "YEARBOOK_USBP", ""),
        (r"OFO encounters, nationwide", "YEARBOOK_OFO", ""),
        (r"ICE HSI administrative arrests", "HSI", ""),
        (r"ICE ERO administrative arrests", "ERO", ""),
    ],
    "title42_expulsions": [
        (r"Title 42 expulsions \(USBP\+OFO\)(, whole period)?", "TOTAL", ""),
        (r"Title 42 expulsions, OFO .*", "OFO", ""),
        (r"Title 42 expulsions, USBP .*", "USBP", ""),
        (r"Title 42 expulsions, citizens of (?P<WHO>.+) \(USBP\+OFO\)", "TOTAL", ""),
    ],
    "mpp_enrollments": [
        (r"MPP enrollments, CBP total.*", "ENROLLED", ""),
        (r"MPP cases referred to USCIS .*", "REFERRED", ""),
        (r"people sent back to Mexico under MPP .*", "RETURNED", "approximate"),
    ],
    "cbp_drug_seizures": [
        (r"fentanyl seized, USBP .*weight", "FENTANYL_USBP", ""),
        (r"fentanyl seized, OFO .*weight", "FENTANYL_OFO", ""),
        (r"fentanyl seized, weight(, by region)?", "FENTANYL", ""),
        (r"other drugs\*\* seized, (weight|seizure events)", None, ""),
        (r"(?P<CODE>[a-z]+|LSD)( \(.*\))? seized, weight", "", ""),
        (r"(?P<CODE>[a-z]+|LSD)( \(.*\))? seized, seizure events", "_EVENTS", ""),
    ],
    "dea_fentanyl_seizures": [
        (r".*pills seized", "PILLS", ""),
        (r"fentanyl powder seized", "POWDER", ""),
        (r"potentially lethal doses represented", "DOSES", ""),
        (r"share of tested fentanyl pills .*", "LETHAL", ""),
    ],
    "cdc_drug_overdose_deaths": [
        (r"all drug overdose deaths, 12-month-ending, reported", "ALL_REPORTED", "2025"),
        (r"all drug overdose deaths, 12-month-ending, predicted", "ALL_PREDICTED", "2025"),
        (r"deaths involving synthetic opioids .*, 12-month-ending, reported", "SYNTHETIC_REPORTED", "2025"),
        (r"deaths involving synthetic opioids .*, 12-month-ending, predicted", "SYNTHETIC_PREDICTED", "2025"),
        (r"all drug overdose deaths, calendar year, as first announced \(predicted\)", "ALL_PREDICTED", "first announced"),
        (r"all drug overdose deaths, final", "ALL_FINAL", "final"),
        (r"age-adjusted drug overdose death rate, final", "RATE_FINAL", "final"),
        (r"deaths involving synthetic opioids .*, final", "SYNTHETIC_FINAL", "final"),
        (r"deaths involving any opioid, final", "OPIOID_FINAL", "final"),
    ],
    "mexico_homicides": [
        (r"deaths by homicide, definitive", "INEGI", "definitive"),
        (r"deaths by homicide, preliminary .*", "INEGI", "preliminary"),
        (r"deaths by homicide, revised \(November 2025 report\)", "INEGI", "2025-11 revised"),
        (r"homicide rate, INEGI", "INEGI_RATE", ""),
        (r"victims of femicide \(feminicidio\)", "FEMICIDE", ""),
        (r"victims of negligent homicide \(homicidio culposo\)", "NEGLIGENT", ""),
        (r"victims of intentional homicide \(homicidio doloso\)", "INTENTIONAL", "2025-07"),
        (r"victims of intentional homicide \(homicidio doloso\), as reported in the press", "INTENTIONAL", "as first reported"),
        (r"victims of intentional homicide plus femicide", "INTENTIONAL_FEMICIDE", ""),
        (r"intentional homicides per 100,000 people", "RATE", ""),
    ],
    "mexico_disappeared_persons": [
        (r"persons last seen in that year .*, total", "OF_YEAR", ""),
        (r"persons last seen in that year .*, (?P<WHO>men|women)", "OF_YEAR", ""),
        (r"persons currently disappeared or not located \(stock.*\)", "STOCK", ""),
        (r"persons disappeared or not located \(stock\)", "STOCK", ""),
        (r"persons disappeared, per federal government .*", "STOCK", "recount of the federal government"),
        (r"records ever registered since 1952", "RECORDS", ""),
        (r"persons disappeared, common jurisdiction .*", "STOCK", "older register"),
    ],
    "us_mexico_goods_trade": [
        (r"U.S. goods imports from Mexico", "IMPORTS", "2023-12"),
        (r"U.S. goods exports to Mexico", "EXPORTS", "2023-12"),
        (r"U.S. total goods trade with Mexico \(exports\+imports\)", "TOTAL", "2023-12"),
        (r"U.S. goods trade balance with Mexico", "BALANCE", "2023-12"),
        (r"U.S. total goods trade with Mexico per calendar day", "PER_DAY", "2023-12"),
    ],
    "iom_missing_migrants_americas": [
        (r"dead and missing migrants, Americas \(derived from coordinates\)", "DEAD_OR_MISSING", "HDX export of 2023"),
        (r"dead and missing migrants, Americas \(as published\)", "DEAD_OR_MISSING", "as published"),
        (r"dead and missing migrants, Americas \(as first published\)", "DEAD_OR_MISSING", "as first published"),
        (r"dead and missing migrants, .*", "DEAD_OR_MISSING", ""),
        (r"deaths, .*", "DEAD_OR_MISSING", "2020-01"),
    ],
    "asylum_applications_mexico": [
        (r"new asylum applications lodged in Mexico \(UNHCR, persons\)", "UNHCR", ""),
        (r"new asylum applications lodged in Mexico by nationals of (?P<WHO>.+)", "UNHCR", ""),
        (r"refugee-status applicants, COMAR", "COMAR", ""),
    ],
    "unhcr_refugees_asylum_seekers": [
        (r"refugees \(UNHCR mandate\), (hosted in country|world total)", "REFUGEES", ""),
        (r"asylum-seekers with pending cases, (hosted in country|world total)", "SEEKERS", ""),
        (r"internally displaced persons .*", "DISPLACED", ""),
        (r"other people in need of international protection, (hosted in country|world total)", "PROTECTION", ""),
        (r"refugees \(UNHCR mandate\), originating from country", "REFUGEES_FROM", ""),
        (r"asylum-seekers with pending cases, originating from country", "SEEKERS_FROM", ""),
        (r"other people in need of international protection, originating from country", "PROTECTION_FROM", ""),
        (r"asylum-seekers from (?P<WHO>Mexico) pending in the United States", "SEEKERS", ""),
        (r"new asylum applications lodged in the United States \(cases rows\)", "APPLICATIONS_CASES", ""),
        (r"new asylum applications lodged in the United States \(persons rows\)", "APPLICATIONS", ""),
    ],
    "world_population": [(r"total population", "POPULATION", "")],
    "world_gdp_current_usd": [(r"gross domestic product, nominal", "GDP", "")],
    "world_gdp_real_and_growth": [
        (r"gross domestic product, real", "GDP_REAL", ""),
        (r"real GDP growth, annual", "GROWTH", ""),
    ],
    # The amounts of SIPRI may not be passed on freely.
    "world_military_expenditure": [
        (r"military expenditure as share of GDP", "SHARE", ""),
        (r"military expenditure", None, ""),
    ],
    "world_unemployment_inflation": [
        (r"unemployment rate, age 15 and over", "UNEMPLOYMENT", ""),
        (r"inflation, GDP deflator, annual", "DEFLATOR", ""),
    ],
    "world_co2_fossil": [
        (r"carbon from fossil fuels and cement", "CARBON", ""),
        (r"CO2 from fossil fuels and cement", None, ""),  # carbon x 3.664, which the sidecar says
    ],
    "remittances_mexico": [
        (r"family remittances received, Banxico \(revised series\)(, quarterly)?", "FAMILY", "2025-10-16"),
        (r"family remittances received, Banxico \(as announced\)", "FAMILY", "as announced"),
        (r"personal remittances received .*", "PERSONAL", ""),
    ],
    "mxn_usd_exchange_rate": [(r"MXN per USD, (annual|monthly) average", "RATE", "")],
    "us_cpi": [
        (r"consumer price index(, annual average)?", "INDEX", ""),
        (r"CPI inflation, annual average on annual average", "INFLATION", ""),
    ],
    "us_unemployment": [
        (r"unemployment rate, annual average", "RATE", ""),
        (r"unemployed people, annual average", "UNEMPLOYED", ""),
        (r"employed people, annual average", "EMPLOYED", ""),
    ],
    "mexican_born_population_us": [
        (r"residents born in Mexico \(immigrants\)", "BORN", ""),
        (r"all foreign-born residents", "FOREIGN_BORN", ""),
        (r"unauthorized immigrants from Mexico, MPI estimate", "UNAUTHORIZED_MEXICO", ""),
        (r"unauthorized immigrants, all origins, MPI estimate .*", "UNAUTHORIZED", ""),
    ],
}

# Vintages that notes tell of single rows: (table, code, period, value) to vintage.
TOLD = {
    ("remittances_mexico", "FAMILY", "2023", "63312"): "2024-02-01 as announced",
    ("remittances_mexico", "FAMILY", "2022", "58867"): "2024-02 as announced",
    ("remittances_mexico", "FAMILY", "2022", "58497"): "2023-02 as announced",
}

# Groups of countries that people write about; the World Bank's other groups are for its own use.
GROUPS = {"World", "European Union", "Euro area", "Africa", "Asia", "Europe", "Americas", "Arab World", "North America",
          "South America", "Latin America & Caribbean", "Sub-Saharan Africa", "South Asia", "OECD members"}
GROUP = re.compile(r"income|IDA|IBRD|dividend|[Ss]mall states|UN classification|HIPC|Fragile|East Asia|Middle East"
                   r"|Europe & Central|Central Europe|Africa (Eastern|Western)|Fisheries|Oil Fires|NATO|Oceania")
# As CDIAC spells countries, and as they are usually called; states that are no more keep the name of their time.
CALLED = {
    "Antigua & Barbuda": "Antigua and Barbuda", "Brunei (Darussalam)": "Brunei", "Cote D Ivoire": "Ivory Coast",
    "Democratic People S Republic of Korea": "North Korea",
    "Democratic Republic of the Congo (Formerly Zaire)": "Democratic Republic of the Congo",
    "Guinea Bissau": "Guinea-Bissau", "Hong Kong Special Adminstrative Region of China": "Hong Kong",
    "Lao People S Democratic Republic": "Laos", "Libyan Arab Jamahiriyah": "Libya",
    "Macau Special Adminstrative Region of China": "Macau", "Myanmar (Formerly Burma)": "Myanmar",
    "Netherland Antilles": "Netherlands Antilles", "Occupied Palestinian Territory": "Palestine",
    "Pacific Islands (Palau)": "Palau", "Republic of Sudan": "Sudan", "Sao Tome & Principe": "São Tomé and Príncipe",
    "St. Kitts-Nevis": "Saint Kitts and Nevis", "St. Pierre & Miquelon": "Saint Pierre and Miquelon",
    "St. Vincent & the Grenadines": "Saint Vincent and the Grenadines",
    "Timor-Leste (Formerly East Timor)": "Timor-Leste", "Ussr": "Soviet Union",
    "Wallis and Futuna Islands": "Wallis and Futuna",
    "Yugoslavia (Former Socialist Federal Republic)": "Yugoslavia",
    "China, Peoples Republic Of": "China", "Korea, South": "South Korea", "Myanmar (Burma)": "Myanmar",
    "Congo, Democratic Republic": "Democratic Republic of the Congo", "Congo, Republic": "Republic of the Congo",
    "Dem. Rep. of the Congo": "Democratic Republic of the Congo", "Dominican Rep.": "Dominican Republic",
    "Cote d'Ivoire": "Ivory Coast", "Micronesia, Federated States": "Micronesia",
    "Serbia and Montenegro (former)": "Serbia and Montenegro",
}


def first(text):
    """First day of a year, month or day."""
    parts = [int(p) for p in text.split("-")]
    return date(*(parts + [1, 1])[:3])


def after(text):
    """The day after the last of a year, month or day."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1:
        return date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts) + timedelta(days=1)


def span(start, end):
    """A range of SDMX: the first day, and how many months or days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return f"{start}/P{months}M" if start.day == end.day == 1 else f"{start}/P{(end - start).days}D"


def period(text, measure):
    """A period of the tables as SDMX has it."""
    if "12-month-ending" in measure:
        end = after(text)
        return f"{date(end.year - 1, end.month, 1)}/P1Y"
    if text.startswith("FY"):
        return f"{int(text[2:]) - 1}-10-01/P1Y"
    if "/" in text:
        start, end = text.split("/")
        return span(first(start), after(end))
    return text


def row(table, source):
    """A row of a table as SDMX-CSV, or nothing where it is left out."""
    measure, place = source["measure"], source["place"]
    if place not in GROUPS and GROUP.search(place):
        return None
    mark = re.search(r" \[(.+?)\]", measure)
    plain = measure.replace(mark.group(0), "") if mark else measure
    mark = mark.group(1) if mark else ""
    for pattern, code, vintage in MEASURES[table]:
        if found := re.fullmatch(pattern, plain):
            break
    else:
        raise SystemExit(f"{table}: no code for {measure}")
    if code is None:
        return None
    groups = found.groupdict()
    code = groups.get("CODE", "").upper() + code
    who = groups.get("WHO") or ""
    if who in ("Other", "Unknown"):
        return None
    if mark.endswith("vintage"):
        vintage = mark.split()[0]
    when = SHORTER[mark, source["period"]] if mark.endswith("only") else period(source["period"], measure)
    # Enrollments of part of a year, as their measure says.
    if "Oct 2020-Jan 2021" in measure:
        when = "2020-10-01/P4M"
    vintage = TOLD.get((table, code, source["period"], source["value"]), vintage)
    unit, power = UNITS.get(source["unit"], ("1", 0))
    status = "P" if "prelimin" in vintage or "first" in vintage else "E" if "predicted" in measure else "A"
    # "Mexico: Guanajuato" is Guanajuato, Mexico: a colon parts a code from its label in SDMX-CSV.
    place = re.sub(r"^(.+): (.+)$", r"\2, \1", place)
    names = [CALLED.get(name, name) for name in (place, who)]
    return ["dataflow", f"RELATA:{table.upper()}(1.0)", "I", code, *names, when, vintage, source["value"], unit, power,
            status]


def main(tables, out):
    total = 0
    for table in sorted(MEASURES):
        with open(Path(tables) / f"{table}.csv", encoding="utf-8", newline="") as file:
            rows = [r for r in (row(table, source) for source in csv.DictReader(file)) if r]
        rows.sort(key=lambda r: r[3:8])
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(rows)
        data = gzip.compress(text.getvalue().encode(), 9, mtime=0)
        (Path(out) / f"{table}.csv.gz").write_bytes(data)
        total += len(data)
        print(f"{table:34}{len(rows):7} rows {len(data):8} bytes")
    print(f"{'all':34}{total:21} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
