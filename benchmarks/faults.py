"""What a killed process and a damaged file cost: nothing but the time to repeat the command.

    python -m benchmarks.faults                       # 300 kills, 200 damages
    python -m benchmarks.faults --kills 20 --damages 0

Kills: each command is killed before its n-th file operation (`tests/faults.py`), then given again; the graph must be
what it is where nobody was killed, and so must the plain file of what people entered. Between the two, for every other
one, another command writes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import networkx  # noqa: F401  # which each child would load anew

from benchmarks.damages import damages
from policygraph.cli import main as run
from policygraph.graph.decisions import decisions, entered
from policygraph.graph.figures import answering  # noqa: F401  # with all that each child would load anew
from policygraph.graph.lineage import align  # noqa: F401
from policygraph.graph.loading import entries
from policygraph.graph.loading.unfinished import unfinished
from policygraph.graph.stores import seal
from policygraph.graph.stores.embedded import database_file
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.ingest.sources import Source
from policygraph.services import ingestion, parallel, readers, reading  # noqa: F401
from tests import faults
from tests.paths import ROOT

SAMPLES = sorted((ROOT / "data" / "samples").glob("0[2-5]*.txt"))
PAIR = "MATCH (p:Department) WHERE p.kind = 'unit' RETURN p.id AS id ORDER BY p.id LIMIT 2"
AT = "2030-01-31T09:00:00.000+08:00"  # when everybody decides


class Case(NamedTuple):
    """A command: the state that it begins with, by name, and its arguments; `{place}` is the graph."""

    name: str
    begins: str
    arguments: Sequence[str]


CASES = (
    Case("ingest", "nothing", ("ingest", "{documents}", "-d", "{place}", "-j", "1")),
    Case("ingest-more", "half", ("ingest", "{documents}", "-d", "{place}", "-j", "1")),
    Case("align", "unaligned", ("align", "-d", "{place}")),
    Case("remove", "whole", ("remove", "{first}", "-d", "{place}")),
    Case("same", "whole", ("review", "same", "{one}", "{other}", "--by", "测试", "-d", "{place}")),
    Case("undo", "decided", ("review", "undo", "{decision}", "--by", "测试", "-d", "{place}")),
    Case("copy", "nothing", ("copy", "--from", "{decided}", "--to", "{place}")),
    Case("copy-replace", "half", ("copy", "--from", "{decided}", "--to", "{place}", "--replace")),
    Case("restore", "nothing", ("restore", "{backup}", "-d", "{place}")),
    Case("restore-replace", "half", ("restore", "{backup}", "-d", "{place}", "--replace")),
)
WORKERS = 6  # kills of a process that reads
ALONE = ("copy", "restore")  # what others refuse to go on with, and what a graph of others would hinder


class States:
    """Graphs to begin with, each made once in a child: who forks must not use the engine itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = folder / "documents"
        self.documents.mkdir()
        for file in SAMPLES:
            shutil.copy(file, self.documents / file.name)
        self.words = {"documents": str(self.documents), "first": str(self.documents / SAMPLES[0].name)}
        self._make("nothing")
        self._make("half", "ingest", str(self.documents / SAMPLES[1].name), "-j", "1")
        self._make("unaligned", "ingest", str(self.documents), "-j", "1", "--no-align")
        self._make("whole", "ingest", str(self.documents), "-j", "1")
        self.words |= dict(zip(("one", "other"), self.ask(self.of("whole"), _pair).split(), strict=True))
        shutil.copytree(self.of("whole"), self.of("decided"))
        self._make("decided", "review", "same", self.words["one"], self.words["other"], "--by", "测试")
        self.words |= {"decision": self.ask(self.of("decided"), _decision), "decided": str(self.of("decided"))}
        self.words["backup"] = str(folder / "backup.zip")
        faults.forked(lambda: run(["backup", self.words["backup"], "-d", self.words["decided"]]))

    def of(self, name: str) -> Path:
        return self.folder / name

    def begun(self, name: str) -> Path:
        """A copy of a state, to work on."""
        place = self.folder / "work"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.of(name), place)
        return place

    def work(self, arguments: Sequence[str], place: Path) -> Callable[[], None]:
        """A command on the graph at `place`."""
        return lambda: run([each.format(**self.words, place=place) for each in arguments])

    def state(self, place: Path) -> str:
        """All that is to be the same."""
        return self.ask(place, state)

    def cut_short(self, name: str, begins: str, *arguments: str) -> None:
        """A state in which a writer was killed when all was done but to renew the snapshot."""
        place = self.begun(begins)
        work = self.work((*arguments, "-d", "{place}"), place)

        def is_kept() -> bool:
            noted = seal.read(database_file(place))
            return bool(noted and noted.now.commits and not noted.renewing)

        last = faults.operations(work, place, is_kept)
        place = self.begun(begins)
        faults.killed(work, place, last)
        assert is_kept()
        shutil.copytree(place, self.of(name))

    def _make(self, name: str, *arguments: str) -> None:
        self.of(name).mkdir(exist_ok=True)
        if arguments and (code := faults.forked(lambda: run([*arguments, "-d", str(self.of(name))]))):
            raise SystemExit(f"{name}: exit code {code}")

    def ask(self, place: Path, question: Callable[[Path], str]) -> str:
        """The answer of a child."""
        answer = self.folder / "answer"
        answer.unlink(missing_ok=True)
        faults.forked(lambda: answer.write_text(question(place), encoding="utf-8"))
        return answer.read_text(encoding="utf-8") if answer.exists() else "?"


def _pair(place: Path) -> str:
    with open_store(place) as store:
        return " ".join(row["id"] for row in store.read(PAIR))


def _decision(place: Path) -> str:
    with open_store(place) as store:
        return decisions.all_decisions(store.read)[0].id


def state(place: Path) -> str:
    """The graph, what is unfinished in it, and the decisions of the plain file."""
    with open_store(place) as store:
        file = entries.file_of(store.place)
        kept = sorted(map(str, entered.latest(entries.read(file), file).values()))
        return "\n".join([dump_graph(store), str(unfinished(store.read)), *kept])


def kills(states: States, most: int) -> Iterator[tuple[str, int, bool]]:
    """Case, operation and whether all was well, over the operations of all cases as evenly as `most` allows."""
    counts: dict[Case, tuple[int, str]] = {}
    for case in CASES:
        place = states.begun(case.begins)
        counts[case] = faults.operations(states.work(case.arguments, place), place), states.state(place)
    for n, (case, (count, wanted)) in enumerate(sorted(counts.items(), key=lambda item: item[1][0])):
        share = max(1, -(-most // (len(CASES) - n)))  # what one with few operations leaves goes to the others
        points = spread(count, share)
        most -= len(points)
        for at in points:
            place = states.begun(case.begins)
            work = states.work(case.arguments, place)
            cut = faults.killed(work, place, at)
            if at % 2 and not case.name.startswith(ALONE):
                faults.forked(states.work(("align", "-d", "{place}"), place))
            faults.forked(work)
            yield case.name, at, cut and states.state(place) == wanted


def spread(count: int, most: int) -> list[int]:
    """Numbers from 1 to `count`, at most `most`, evenly."""
    return sorted({1 + i * count // most for i in range(most)} if count > most else range(1, count + 1))


def workers(states: States, most: int) -> Iterator[tuple[str, int, bool]]:
    """As `kills`, of a process that reads for `ingest`; the command itself goes on, with what else there is."""
    arguments = ("ingest", "{documents}", "-d", "{place}", "-j", "2")
    place = states.begun("nothing")
    faults.forked(states.work(arguments, place))
    wanted = states.state(place)
    for n in range(most):
        place = states.begun("nothing")

        def cut_short(after: float = 0.3 * (n + 1), place: Path = place) -> None:
            parallel.READERS = readers.Readers()
            threading.Timer(after, faults.kill_a_child).start()
            states.work(arguments, place)()

        faults.forked(cut_short)
        faults.forked(states.work(arguments, place))
        yield "reader", n, states.state(place) == wanted


def prepare() -> None:
    """Documents are read once, for it is not the reading that is killed; and everybody decides at one time."""
    read = cache(lambda data, name: reading.read_records(Source.of(name, data), name))

    def known(source: Source, uri: str) -> object:
        records = read(source.data, source.file_name)
        records.nodes[0].properties["uri"] = uri
        return records

    for file in SAMPLES:
        read(file.read_bytes(), file.name)
    parallel.READERS.read = known  # type: ignore[method-assign,assignment]
    decisions.now = lambda: AT  # type: ignore[attr-defined]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for whatever failed, and the counts; 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--damages", type=int, default=200)
    asked = parser.parse_args(arguments)
    os.environ["POLICYGRAPH_LOG"] = os.devnull
    prepare()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="policygraph-faults-") as folder:
        states = States(Path(folder))
        begun, done = time.monotonic(), 0
        some = min(WORKERS, asked.kills // 50)
        for name, at, well in chain(kills(states, asked.kills - some), workers(states, some)) if asked.kills else ():
            done += 1
            if not well:
                failed += 1
                sys.stdout.write(f"kill {name} {at}: another graph\n")
        if done:
            took = time.monotonic() - begun
            sys.stdout.write(f"kills: {done - failed} of {done} as if nothing had happened, {took:.0f} s\n")
        if asked.damages:
            failed += damage(states, asked.damages)
    return int(failed > 0)


def damage(states: States, most: int) -> int:
    """Print what became of damages; how many were not seen, or cost something that nobody was told of."""
    shutil.copytree(states.of("decided"), states.of("rest"))
    faults.forked(states.work(("remove", "{first}", "-d", "{place}"), states.of("rest")))
    states.cut_short("judged", "whole", "review", "same", "{one}", "{other}", "--by", "测试")
    states.cut_short("read", "rest", "ingest", "{documents}", "-j", "1")
    found = list(damages(most, states.begun, states.ask, state))
    bad = [each for each in found if not each.seen or (each.lost and not each.named)]
    for each in found:
        if each in bad or each.lost:
            sys.stdout.write(f"damage {each}\n")
    whole = sum(not each.lost for each in found)
    seen = sum(each.seen for each in found)
    sys.stdout.write(f"damages: {seen} of {len(found)} seen, nothing lost in {whole}\n")
    return len(bad)


if __name__ == "__main__":
    sys.exit(main())
