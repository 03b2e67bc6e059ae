"""Licences of all that the program needs, and the list of it that is given with a release."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import licences


def test_licences_are_permissive_or_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code = licences.main([])
    said = capsys.readouterr()
    assert code == 0, said.err
    assert all(name in said.out for name in ("kglite", *licences.EXCEPTIONS, *licences.ENDED))


@pytest.mark.parametrize("text", ["GPL-3.0-only", "AGPL-3.0 OR LGPL-3.0", "MPL-2.0", "Apache-2.0 AND GPL-2.0", "", "x"])
def test_what_is_not_permissive_is_found(text: str) -> None:
    assert not licences.is_permissive(text)


def test_the_list_of_what_is_needed(tmp_path: Path) -> None:
    file = tmp_path / "dist" / "sbom.json"
    assert licences.main(["--sbom", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    refs = [each["bom-ref"] for each in found["components"]]
    assert len(refs) == len(set(refs)) > 40 and all(ref.startswith("pkg:pypi/") and "@" in ref for ref in refs)
    assert found["metadata"]["component"]["name"] == "policygraph"
