"""An answer: rows with named and typed columns, as a table of pandas, a file, or what a notebook shows."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file, writing
from policygraph.library.provenance import Provenance
from policygraph.model import extras
from policygraph.model.ontology import Property, ontology

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 20  # rows that a notebook shows
EXCEL, CSV, PARQUET = (".xlsx",), (".csv",), (".parquet",)
DICTIONARY = (
    Column("column", "列"), Column("zh", "中文"), Column("type", "类型"), Column("values", "可取的值"),
    Column("why", "说明"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Sequence[Row]):
    """The rows of an answer, each a dict by the names of `columns`, in a stable order.

    `title`: what it is, in Chinese. `said`: what is told about it in a sentence, as of a question. `truncated`: there
    are more rows than were asked for. `answered`: False of a question that is asked back; `notes`: what of it was taken
    otherwise than it is written, or what can be asked instead. Days are ISO text in rows, and days in `df`.
    """

    rows: Sequence[Row]
    columns: tuple[Column, ...]
    title: str = ""
    said: str = ""
    truncated: bool = False
    answered: bool = True
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = field(default=None, compare=False)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        said = f"；{self.said}" if self.said else ""
        return f"<{self.title or '结果'}：{len(self)} 行 × {len(self.columns)} 列{said}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: what people see, the first rows."""
        columns = [each for each in self.columns if not each.hidden]
        table = tables.of_rows(self.rows[:SHOWN], columns)
        head = "".join(f"<th>{html.escape(each)}</th>" for each in table.headings)
        lines = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(value))}</td>' for value in line)}</tr>" for line in table.lines
        )
        more = f"共 {len(self)} 行" + (f"，只列前 {SHOWN} 行" if len(self) > SHOWN else "")
        said = f"<p>{html.escape(self.said)}</p>" if self.said else ""
        name = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        return f"{said}<table>{name}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table><p>{more}</p>"

    def df(self, *, words: bool = False) -> pd.DataFrame:
        """A table of pandas with a column for each of `columns`, also where there is no row.

        Days are datetime64, what has fixed values is a category in the order of the data dictionary, whole numbers are
        Int64, so that one that is not known is not made a fraction. `words`: values as people see them, in Chinese.
        Needs the extra `research`. Raises PolicyGraphError where that is missing.
        """
        with extras.needed("research", "pandas 的表"):
            from policygraph.library.frames import frame

        return frame(self.rows, self.columns, words=words)

    def dictionary(self) -> Answer:
        """The data dictionary of this answer: each column, what it is called, of which type, with which values."""
        rows: list[Row] = []
        for column in self.columns:
            prop = property_of(column)
            values = prop.values if prop else {}
            rows.append({
                "column": column.name, "zh": column.zh, "type": prop.type if prop else "",
                "values": "，".join(f"{value} {zh}" for value, zh in values.items()), "why": prop.why if prop else "",
            })  # fmt: skip
        return Answer(rows, DICTIONARY, f"{self.title}：数据字典", provenance=self.provenance)

    def to_excel(self, file: str | Path, *, words: bool = True) -> Path:
        """Write an .xlsx with sheets for the rows, the data dictionary, and where it comes from; the file's path.

        Raises PolicyGraphError where it cannot be written.
        """
        place = Path(file)
        check_file(place, EXCEL)
        sheets = {"表": self._table(words), "数据字典": self.dictionary()._table(True), "来历": self._provenance()}
        with writing(place) as new:
            new.write_bytes(tables.to_workbook(sheets))
        return place

    def to_csv(self, file: str | Path, *, words: bool = False) -> Path:
        """Write a .csv that Excel opens, and beside it the data dictionary as `名字.dictionary.csv`."""
        place = Path(file)
        check_file(place, CSV)
        for where, table in ((place, self._table(words)), (_beside(place), self.dictionary()._table(True))):
            with writing(where) as new:
                new.write_bytes(tables.to_csv(table))
        return place

    def to_parquet(self, file: str | Path) -> Path:
        """Write a .parquet with the types of `df`; its own metadata hold the data dictionary and where it comes from.

        Needs the extra `research`.
        """
        place = Path(file)
        check_file(place, PARQUET)
        with extras.needed("research", "Parquet 文件"):
            from policygraph.library.frames import write_parquet
        with writing(place) as new:
            write_parquet(self.rows, self.columns, new, self._metadata())
        return place

    def _table(self, words: bool) -> tables.Table:
        if words:
            return tables.of_rows(self.rows, [replace(each, hidden=False) for each in self.columns])
        return tables.Table(
            [each.name for each in self.columns],
            [[tables.word(row.get(each.name), Column(each.name, each.zh)) for each in self.columns] for row in self],
        )

    def _provenance(self) -> tables.Table:
        known = self.provenance.in_words() if self.provenance else {}
        return tables.Table(["项", "值"], [[name, value] for name, value in known.items()])

    def _metadata(self) -> Mapping[str, Any]:
        return {
            "title": self.title,
            "dictionary": list(self.dictionary()),
            "provenance": self.provenance.as_dict() if self.provenance else {},
        }


def property_of(column: Column) -> Property | None:
    """Of which property of the ontology the column holds values, if of one."""
    kind, _, name = column.of.partition(".")
    kinds = ontology()
    owner = kinds.nodes.get(kind) or kinds.edges.get(kind)
    return owner.properties.get(name) if owner else None


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.stem}.dictionary{place.suffix}")
