"""What the program needs, by extra: licences, what has ended, and a list of all of it for who runs it (SBOM).

python -m scripts.licences                   # fails where a licence is not permissive and no reason stands below
python -m scripts.licences --sbom FILE.json  # CycloneDX 1.6 of what is installed, made at release into dist/

Of the installed packages' own metadata; nothing is asked of the net.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

NAME = "policygraph"
EXTRAS = ("", "app", "oidc", "neo4j", "ocr", "py2neo")
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|0BSD|Zlib|CC0|PSF|Python|HPND|Unlicense|Public Domain", re.IGNORECASE)
COPYLEFT = re.compile(r"GPL|MPL|Mozilla|EUPL|CDDL|EPL|SSPL|Commercial|Proprietary", re.IGNORECASE)
# Not permissive, or not said in the metadata, and why they may stay.
EXCEPTIONS = {
    "certifi": "MPL-2.0, of files alone: the list of certificates is used as it is",
    "tqdm": "MPL-2.0 and MIT, of files alone: used as it is",
}
# Its makers do no more for it, and why it may stay.
ENDED = {
    "py2neo": "ended in 2023; only in the extra py2neo, for notebooks that use it (graph/transfer/neo4j/notebook.py)"
}


def closure(extra: str) -> dict[str, Distribution]:
    """All that is installed for the program with one extra, by name. Raises PackageNotFoundError."""
    found: dict[str, Distribution] = {}
    todo = [(NAME, extra)]
    seen = set(todo)
    while todo:
        name, of = todo.pop()
        found[name] = distribution(name)
        for text in found[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": of}):
                each = re.sub(r"[-_.]+", "-", needed.name).lower()
                more = [(each, extra_) for extra_ in ("", *needed.extras)]
                todo += [pair for pair in more if pair not in seen]
                seen.update(more)
    del found[NAME]
    return found


def licence(package: Distribution) -> str:
    """As the package says it: its expression, else its classifiers, else the first line of its text."""
    said = package.metadata
    expression, text = ((said.get_all(name) or [""])[0].strip() for name in ("License-Expression", "License"))
    classifiers = [each for each in said.get_all("Classifier") or () if each.startswith("License")]
    return expression or "; ".join(each.rpartition(" :: ")[2] for each in classifiers) or text.partition("\n")[0]


def is_permissive(text: str) -> bool:
    """
    >>> is_permissive("Apache-2.0 OR BSD-3-Clause"), is_permissive("MPL-2.0"), is_permissive("")
    (True, False, False)
    """
    choices = re.split(r"\bOR\b", text)
    return any(PERMISSIVE.search(each) and not COPYLEFT.search(each) for each in choices)


def sbom(packages: dict[str, Distribution]) -> dict[str, Any]:
    """CycloneDX 1.6 of these packages and the program."""
    own = distribution(NAME)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(NAME, own, "application")},
        "components": [_component(name, packages[name], "library") for name in sorted(packages)],
    }


def _component(name: str, package: Distribution, type_: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{package.version}"
    said = licence(package) or "unknown"
    return {
        "type": type_, "bom-ref": purl, "name": name, "version": package.version, "purl": purl,
        "licenses": [{"license": {"name": said}}],
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Licences of all that the program needs")
    parser.add_argument("--sbom", type=Path, help="write a CycloneDX list to this file instead")
    options = parser.parse_args(arguments)
    try:
        packages = {extra: closure(extra) for extra in EXTRAS}
    except PackageNotFoundError as error:
        print(f"not installed: {error.name}; pip install 'policygraph[all]'", file=sys.stderr)
        return 1
    everything = {name: each for found in packages.values() for name, each in found.items()}
    if options.sbom is not None:
        options.sbom.parent.mkdir(parents=True, exist_ok=True)
        options.sbom.write_text(json.dumps(sbom(everything), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    wrong = []
    for name in sorted(everything):
        said = licence(everything[name])
        own = [extra for extra in EXTRAS if name in packages[extra]]
        extras = "always" if "" in own else ", ".join(own)
        note = ENDED.get(name, "") or EXCEPTIONS.get(name, "")
        print(f"{name:28} {everything[name].version:14} {said[:48]:48} {extras}{f'  # {note}' if note else ''}")
        if not is_permissive(said) and name not in EXCEPTIONS:
            wrong.append(f"{name}: {said or 'no licence said'}")
    print(*wrong, sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
