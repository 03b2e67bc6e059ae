"""The parts of an OFD package: found by the paths that other parts give, none outside the package."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policygraph.ingest.formats.office.package import parse_xml, read_member
from policygraph.model.errors import PolicyGraphError


class Parts:
    """The files of a package by their paths."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._entries = {_key(e.filename): e for e in package.infolist() if not e.is_dir()}
        self._parsed = lru_cache(maxsize=8)(self._parse)  # a template is drawn on page after page

    def at(self, base: str, path: str | None) -> str | None:
        """The file that the part `base` calls `path`; None where the package holds none.

        A path without a bar counts from the part's own folder, but some programs count it from the top, and some take
        large letters for small ones.
        """
        path = (path or "").strip().replace("\\", "/")
        beside = posixpath.join(posixpath.dirname(base), path)
        for each in (path,) if path.startswith("/") else (beside, path):
            if (found := _key(posixpath.normpath(each))) in self._entries:
                return found
        return None

    def bytes(self, path: str) -> bytes:
        """What a part holds. Raises PolicyGraphError where it is damaged or too large."""
        return read_member(self._package, self._entries[path])

    def xml(self, path: str) -> Any:
        """The root element of a part, or None where the package has none. Raises PolicyGraphError if damaged."""
        return self._parsed(path) if (path := _key(path)) in self._entries else None

    def sound_xml(self, path: str | None) -> Any:
        """The same, or None where it is damaged."""
        try:
            return None if path is None else self.xml(path)
        except PolicyGraphError:
            return None

    def _parse(self, path: str) -> Any:
        return parse_xml(self.bytes(path))


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


@dataclass(frozen=True)
class Resources:
    """What pages draw by number. `pictures`: files of images, None for one that is missing; `units`: groups of objects
    that are drawn as one."""

    pictures: dict[str, str | None]
    units: dict[str, Any]


def resources(parts: Parts, base: str, element: Any, *names: str) -> Resources:
    """Those in the parts that `element` of the part `base` names."""
    found = Resources({}, {})
    for name in names or ("PublicRes", "DocumentRes"):
        for listed in () if element is None else element.iterfind(f"{{*}}{name}"):
            path = parts.at(base, listed.text)
            root = parts.sound_xml(path)
            if path is not None and root is not None:
                _gather(parts, path, root, found)
    return found


def _gather(parts: Parts, path: str, root: Any, found: Resources) -> None:
    folder = posixpath.join(posixpath.dirname(path), (root.get("BaseLoc") or "").strip().lstrip("/"), "x")
    for media in root.iterfind("{*}MultiMedias/{*}MultiMedia"):
        name = media.findtext("{*}MediaFile")
        found.pictures[media.get("ID", "")] = parts.at(folder, name) or parts.at(path, name)
    for unit in root.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
        found.units[unit.get("ID", "")] = unit
