"""Problems of all agencies counted by kind, as an office reports them: how many agencies, how many places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from converter.catalogue.records import records
from converter.catalogue.words import SEVERITY_WORDS
from converter.desk.table_book import Column, table_book
from converter.form import Form
from converter.report.finding import Severity
from converter.results.recorded import Item

_APART = ("superseded", "other_year")


@dataclass(slots=True)
class Kind:
    """A kind of problem. `title`: of its check; `places`: findings; `agencies`: who has it, by category.

    `accepted`: how many of the findings the office accepted; `answered`: those of which the agency says why.
    """

    code: str
    title: str
    severity: Severity
    places: int = 0
    accepted: int = 0
    answered: int = 0
    agencies: dict[str, str] = field(default_factory=dict)

    @property
    def by_category(self) -> Mapping[str, int]:
        """How many agencies of each category."""
        return Counter(self.agencies.values())


def kinds_of(items: Iterable[Item], form: Form) -> list[Kind]:
    """The errors and warnings of the workbooks that count, by code; those that most agencies have first."""
    found: dict[str, Kind] = {}
    known = records(form)
    for item in items:
        if item["status"] in _APART:
            continue
        agency = str(item.get("roster") or item["agency"] or item["source"])
        for each in item.get("findings", ()):
            severity = Severity(each["severity"])
            if severity is Severity.INFO or each["code"] not in known:
                continue
            kind = found.setdefault(each["code"], Kind(each["code"], known[each["code"]].title, severity))
            if severity is Severity.ERROR:
                kind.severity = severity
            kind.places += 1
            kind.accepted += "accepted" in each
            kind.answered += bool(each.get("reason"))
            kind.agencies[agency] = str(item.get("category") or "其他")
    return sorted(
        found.values(), key=lambda kind: (-len(kind.agencies), kind.severity is not Severity.ERROR, kind.code)
    )


def kinds_book(items: Iterable[Item], title: str, form: Form) -> bytes:
    """The kinds of problems as a workbook."""
    kinds = kinds_of(items, form)
    categories = list(dict.fromkeys(name for kind in kinds for name in kind.agencies.values()))
    columns = [
        Column("核对", 46), Column("编号", 8), Column("轻重", 9), Column("单位数", 9), Column("处数", 8),
        Column("已说明", 9), Column("已认可", 9), *(Column(name, 12) for name in categories),
        Column("单位", 60),
    ]  # fmt: skip
    rows = (_row(kind, categories) for kind in kinds)
    return table_book(title, "每种问题一行；“单位数”按单位计，“处数”按单元格计。", columns, rows)


def _row(kind: Kind, categories: list[str]) -> list[str | int]:
    numbers = (len(kind.agencies), kind.places, kind.answered, kind.accepted)
    by_category = (kind.by_category.get(name, 0) for name in categories)
    return [
        kind.title,
        kind.code,
        SEVERITY_WORDS[kind.severity],
        *numbers,
        *by_category,
        "、".join(kind.agencies),
    ]
