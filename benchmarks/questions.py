"""How many of the two hundred questions (tests/cases/questions) are answered rightly, refused, or answered wrongly.

    python -m benchmarks.questions [--missed]

Over the graph of the samples, made in a temporary folder, as on the day of the cases. `--missed` lists what of the
working half is not right; of the kept half only figures are shown, so that nobody works on them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from policygraph.graph.questions.asking import answer
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests import asked
from tests.samples import FOLDER

OUTCOMES = ("right", "refused", "wrong")


def main(*, missed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "graph"
        with open_store(place, write=True) as writer:
            ingest([FOLDER], writer, jobs=1)
            settle(writer)
        with open_store(place) as store:
            known, world = asked.codes(store), asked.world(store)
            for half in asked.HALVES:
                began = time.process_time()
                scores, wrong = asked.scores(
                    half, known, lambda case: asked.claim(answer(case.question, world, case.after))
                )
                spent = time.process_time() - began
                for kind, counts in scores.items():
                    print(f"{half:5} {'  '.join(f'{name} {counts[name]:3}' for name in OUTCOMES)}  {kind}")
                total = sum(scores.values(), Counter[str]())
                share = 1000 * spent / total.total()
                print(
                    f"{half:5} {'  '.join(f'{name} {total[name]:3}' for name in OUTCOMES)}  all, {share:.0f} ms each\n"
                )
                if missed and half == "work":
                    for case, claim in wrong:
                        print(f"      {case}: {len(claim.rows)} rows")


if __name__ == "__main__":
    main(missed="--missed" in sys.argv)
