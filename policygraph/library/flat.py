"""The six wide tables of a graph, each a query of the catalogue, for who compares policies."""

from __future__ import annotations

from typing import Any

from policygraph.library.answer import Answer


class Tables:
    """What a `Graph` gives as tables."""

    def query(self, name: str, /, *, limit: int | None = None, **parameters: Any) -> Answer:
        """As a `Graph` does it."""
        raise NotImplementedError

    def policies(self, **filters: Any) -> Answer:
        """A row a policy: whose, when, how many tasks, leads, figures, grounds (`queries` has `table-policies`).

        Filters, as all of these tables have: `policy` (words of its title, number or id), `region` (name or division
        code, with all that is within), `level` (central, province, city, county, town), `since` and `until` (days of
        issue); and `status`.
        """
        return self.query("table-policies", **filters)

    def tasks(self, **filters: Any) -> Answer:
        """A row a task. Filters as `policies`; `function` of those who do it; `every`: also what notes, interpretations
        and reports say of the policy, which says the same again."""
        return self.query("table-tasks", **filters)

    def assignments(self, **filters: Any) -> Answer:
        """A row for each department's part in a task, with the words it was read from. Filters as `tasks`; `role`
        (LEADS, SUPPORTS), `confidence` (at least, 0 to 1)."""
        return self.query("table-assignments", **filters)

    def targets(self, **filters: Any) -> Answer:
        """A row a figure, planned or achieved, with those of one kind also in one unit (`amount`, `measure`). Filters
        as `policies`; `every` as `tasks`; `indicator`, `year`, `kind` (planned, achieved)."""
        return self.query("table-targets", **filters)

    def milestones(self, **filters: Any) -> Answer:
        """A row a dated step of a task. Filters as `policies`; `every` as `tasks`; `due_since`, `due_until`."""
        return self.query("table-milestones", **filters)

    def progress(self, **filters: Any) -> Answer:
        """A row for each time that a ledger, a bulletin or a person told of a task. Filters as `policies`;
        `as_of_since`, `as_of_until`."""
        return self.query("table-progress", **filters)
