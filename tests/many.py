"""As many documents as one likes for trying the page at size: a sample plan, as if many counties had written it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from tests.browser import SAMPLES

FIRST, SECOND = "青白丹乌金玉石松柏梅兰竹菊荷桂桃李杏枫榆", "川溪湖泉潭洲渚湾浦津汀沙岩岭峰岗坪坝垭塬"
OWN = "临澜"  # the name in the sample


def plans(folder: Path, number: int) -> Iterator[Path]:
    """Write `number` plans (at most 400) into `folder`."""
    source = next(SAMPLES.glob("05_*")).read_text(encoding="utf-8")
    for one, other in itertools.islice(itertools.product(FIRST, SECOND), number):
        name = one + other
        file = folder / f"{name}区实施方案.txt"
        file.write_text(source.replace(OWN, name), encoding="utf-8")
        yield file
