"""The region of a document and its places at each level; and the words that mean the centre."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.region_names import COUNTRY, SUFFIX, Place

MINISTRIES = (
    r"工业和信息化|农业农村|财政|教育|科技|科学技术|公安|民政|司法|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|"
    r"交通运输|水利|商务|文化和旅游|应急管理|工信|人社|住建|退役军人事务"
)
CENTRAL = re.compile(
    r"中共中央|国务院|中央(?!财政|企业|预算|、省)|全国人(?:大|民代表)|中华人民共和国|最高人民|国家(?!级|现代|区域|农业|生猪|电网|电力投资|能源投资|开发投资)|全国性|"
    rf"^(?:{MINISTRIES})部"
)


_PREFECTURES = ("市", "州", "盟", "地区")


def _is_of_another_kind(prefix: str, place: Place) -> bool:
    """州X局 in a 市's document is not the 市's, nor 市X局 that of a 州, whatever else the file holds."""
    kinds = [kind for kind in _PREFECTURES if place.level == "city" and place.name.endswith(kind)]
    return prefix in _PREFECTURES and bool(kinds) and prefix not in kinds


@dataclass(frozen=True, slots=True)
class Unsure:
    """Words by which a document says whose it is, and the places of which it may be one."""

    words: str
    places: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The document's place at each level, as far as it is known. `own` is the level of the document itself, `year` when
    it was written."""

    own: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    year: int | None = None
    unsure: Unsure | None = None

    @property
    def place(self) -> Place | None:
        return COUNTRY if self.own == "central" else self.places.get(self.own or "")

    def by_prefix(self, prefix: str) -> Place | None:
        """Whose 市X局 it is. In a county-level city 市 is that city, not the one above it."""
        own = self.place
        if own and (own.former or own.name).endswith(prefix):
            return own
        place = self.at(SUFFIX.get(prefix))
        return None if place and _is_of_another_kind(prefix, place) else place

    def at(self, level: str | None) -> Place | None:
        if level == "central":
            return COUNTRY
        place = self.places.get(level or "")
        if (
            place is None
            and level == "city"
            and (province := self.places.get("province"))
            and province.name.endswith("市")
        ):
            return province  # 市 in a municipality's document is the municipality
        return place
