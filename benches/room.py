#!/usr/bin/env python3
"""Times the pages of `relata open` on made piles.

  cargo build --release && python3 benches/room.py [N ...]        (default 1000 10000)

Prints, for N documents: how long they are read, when the first page is there after the start, when everything is
made, then each room's slowest of five visits, and how long a decision takes, a page after it, and making all anew. The documents are made here: districts, ministries and people by
syllables, figures by month, quotations, arrests and promises among sentences that tell nothing, about 130 words each, with a fixed seed.
"""
import http.cookiejar, json, pathlib, random, re, subprocess, sys, tempfile, time, urllib.parse, urllib.request

RELATA = pathlib.Path(__file__).resolve().parent.parent / "target/release/relata"
MONTHS = ("January February March April May June July August September October November December").split()
ROOMS = ("/ /documents /figures /differences /statements /actors /timeline /proposals /comparison /sources /record "
         "/reviews /search?q=permits /search?q=promised+clinic").split()


def name(rng, parts):
    syllables = "bar den kol mir tas vel ron gal sut har lem nor pek".split()
    return "".join(rng.choice(syllables) for _ in range(parts)).capitalize()


NOUNS = ("road river market school bridge garden office harbour letter wall field engine council village window "
         "station ticket teacher basket meadow factory lantern orchard ferry notebook tower canal stable").split()
VERBS = "crossed painted visited moved studied covered followed opened measured left reached sold kept named".split()
KINDS = "old quiet narrow wooden bright distant crowded small empty broken early northern local heavy".split()


def filler(rng):
    """Two sentences that tell nothing, so that documents are no copies of each other."""
    noun, kind = lambda: rng.choice(NOUNS), lambda: rng.choice(KINDS)
    first = f"The {kind()} {noun()} {rng.choice(VERBS)} the {noun()} of the {kind()} {noun()}"
    return f"{first} near a {noun()}. A {noun()} {rng.choice(VERBS)} the {kind()} {noun()} and its {noun()}."


def documents(n):
    rng = random.Random(7)
    towns = [name(rng, 3) for _ in range(max(20, n // 50))]
    people = [f"{name(rng, 2)} {name(rng, 2)}" for _ in range(max(20, n // 50))]
    papers = [f"The {name(rng, 2)} Courier" for _ in range(40)]
    things = "permits licences visas loans grants passports contracts patents".split()
    for i in range(n):
        town, other, person, thing = rng.choice(towns), rng.choice(towns), rng.choice(people), rng.choice(things)
        month, year, count = rng.randrange(12), rng.choice([2022, 2023, 2024]), rng.randrange(200, 9000)
        when = f"{MONTHS[month]} {year}"
        told = [
            rng.choice([f"{town} counted {count:,} new {thing} in {when}, the district office said.",
                        f"In {when} there were {count:,} {thing} in {town}, according to the district office.",
                        f"The number of {thing} in {town} came to {count:,} in {when}."]),
            rng.choice([f"About {rng.randrange(5, 60)} percent of the {thing} in {town} were renewed in {year}.",
                        f"The office took in {rng.randrange(2, 90)} million dollars in fees in {year}."]),
            rng.choice([f"\"We expect {count + 50:,} {thing} next year,\" said {person}, the mayor of {town}.",
                        f"{person} denied that the office of {town} had lost {thing}.",
                        f"{person} told reporters that {thing} in {town} would become cheaper."]),
            rng.choice([f"Police in {town} arrested {rng.randrange(2, 40)} men on {rng.randrange(1, 28)} {when}.",
                        f"The mayor of {town} met officials of {other} on {rng.randrange(1, 28)} {when}.",
                        f"{person} promised to open a clinic in {other} by {year + 2}."]),
        ]
        rng.shuffle(told)
        text = "\n\n".join(f"{sentence} {filler(rng)}" for sentence in told)
        yield {"title": f"{thing.capitalize()} in {town}, {MONTHS[month]}",
               "date": f"{year + month // 11}-{(month + 1) % 12 + 1:02}-15",
               "publisher": rng.choice(papers), "author": rng.choice(people), "text": text}


def get(opener, url):
    begun = time.monotonic()
    with opener.open(url, timeout=3600) as answer:
        answer.read()
    return time.monotonic() - begun


def run(n):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "pile.jsonl", "w") as out:
            out.writelines(json.dumps(d) + "\n" for d in documents(n))
        begun = time.monotonic()
        subprocess.run([RELATA, "read", "-q", "pile.jsonl", "--case", "pile.relata"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        print(f"{n} documents read in {time.monotonic() - begun:.0f} s", flush=True)
        begun = time.monotonic()
        server = subprocess.Popen([RELATA, "open", "--no-browser", "--case", "pile.relata"], cwd=folder,
                                  stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip()
            up = time.monotonic() - begun
            opener = urllib.request.build_opener(
                urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
            get(opener, url)
            print(f"  first page {time.monotonic() - begun:.2f} s after the start, its address after {up:.2f}", flush=True)
            base = url.split("/?")[0].rstrip("/") if "/?" in url else url.rsplit("/", 1)[0]
            get(opener, base + "/differences")
            print(f"  all made   {time.monotonic() - begun:.1f} s after the start", flush=True)
            for room in ROOMS:
                slowest = max(get(opener, base + room) for _ in range(5))
                print(f"  {1000 * slowest:7.0f} ms  {room}", flush=True)
            first = opener.open(base + "/differences").read().decode()
            row = re.search(r'href="/rows/([0-9a-f]{16})"', first).group(1)
            form = urllib.parse.urlencode({"verdict": "rejected"}).encode()
            request = urllib.request.Request(f"{base}/rows/{row}/review", form, {"Origin": base})
            begun = time.monotonic()
            opener.open(request).read()
            decided = time.monotonic() - begun
            behind = get(opener, base + "/differences")
            while b"data-behind" in opener.open(base + "/differences").read():
                time.sleep(0.1)
            print(f"  a decision {decided:.2f} s, a page after it {1000 * behind:.0f} ms, made anew {time.monotonic() - begun:.1f} s after it")
            peak = next(line for line in open(f"/proc/{server.pid}/status") if line.startswith("VmHWM"))
            print(f"  peak {int(peak.split()[1]) / 1024:.0f} MB")
        finally:
            server.terminate()


for n in map(int, sys.argv[1:] or ["1000", "10000"]):
    run(n)
