"""The figures of ../shared's `score.py`, without a graph for each label: minutes where that takes an hour.

python -m benchmarks.score                      # gold, gold-plans and wild (tests/gold_wild), each by itself
python -m benchmarks.score wild letters         # one set; with further words, labels whose name holds one of them
python -m benchmarks.score wild -v              # … with what is wrong and what is missing
"""

from __future__ import annotations

import sys

from benchmarks import in_memory


def main() -> None:
    words = [each for each in sys.argv[1:] if each != "-v"]
    sets = [each for each in words if each in in_memory.LABELS] or list(in_memory.LABELS)
    names = [each for each in words if each not in in_memory.LABELS]
    for one in sets:
        tally, labels = in_memory.scorer()["Tally"](), 0
        for _, told, records in in_memory.labelled((one,), names):
            in_memory.score(told, records, tally)
            labels += 1
        if "-v" in sys.argv:
            print(*tally.notes, sep="\n")
        print(f"{one}: {labels} labels {'P':>9}{'R':>8}{'F1':>8}{'hit':>6}{'false':>6}{'miss':>6}")
        for kind, told in tally.figures().items():
            rates = "".join(f"{told[each]:8.3f}" for each in ("precision", "recall", "f1"))
            print(f"{kind:14}{rates}{told['hit']:6}{told['false']:6}{told['missing']:6}")


if __name__ == "__main__":
    main()
