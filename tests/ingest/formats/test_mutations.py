"""A sample of damaged files of all formats: each is read, or refused in one clear line, within its limits."""

from __future__ import annotations

from benchmarks import mutations

FILES = 60


def test_damaged_files_are_read_or_refused() -> None:
    found = list(mutations.run(0, FILES))
    assert not [each for each in found if each[2] in ("fault", "over")]
    assert {each[2] for each in found} == {"read", "refused"}


def test_a_number_is_always_the_same_file() -> None:
    assert [mutations.mutated(n) for n in range(20)] == [mutations.mutated(n) for n in range(20)]
