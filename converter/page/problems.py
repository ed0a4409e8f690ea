"""Problems of agencies: findings of result.json in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """A finding. `number`: among those of its agency; `title`, `rest`: its sentence in two parts.

    `identity`: its fingerprint where the office may accept it, else "". `accepted`: why, by whom and when the
    office accepted it, None where it did not.
    """

    number: int
    code: str
    severity: str
    sheet: str
    cell: str
    title: str
    rest: str
    found: str = ""
    expected: str = ""
    reason: str = ""
    accepted: Mapping[str, str] | None = None
    identity: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still asked."""
        return self.accepted is None and (self.severity == "error" or not self.reason)


def problems_of(item: Mapping[str, Any]) -> Iterator[Problem]:
    """The errors and warnings that result.json has of a workbook, errors first."""
    found = [each for each in item.get("findings", ()) if each["severity"] != "info"]
    found.sort(key=lambda each: each["severity"] != "error")
    for number, each in enumerate(found, start=1):
        title, rest = parted(each["message"])
        yield Problem(
            number, each["code"], each["severity"], each["sheet"], each["cell"], title, rest,
            each["found"], each["expected"], each.get("reason", ""), each.get("accepted"), each.get("id", ""),
        )  # fmt: skip


def parted(message: str) -> tuple[str, str]:
    """A sentence of the catalogue in two: what is wrong, and where and what to do."""
    ends = [at for mark in "：，。" if (at := message.find(mark)) > 0]
    at = min(ends, default=len(message))
    return message[:at], message[at + 1 :]


def kinds(agencies: Iterable[tuple[str, Iterable[Problem]]]) -> list[tuple[str, str, str, int]]:
    """The most frequent kinds of problems: code, title, heaviest severity, number of agencies.

    `agencies`: each with its open problems.
    """
    named: dict[str, set[str]] = {}
    titles: dict[str, tuple[str, str]] = {}
    for agency, problems in agencies:
        for problem in problems:
            named.setdefault(problem.code, set()).add(agency)
            known = titles.setdefault(problem.code, (problem.title, problem.severity))
            if problem.severity == "error":
                titles[problem.code] = (known[0], "error")
    found = [(code, *titles[code], len(names)) for code, names in named.items()]
    return sorted(found, key=lambda each: (-each[3], each[2] != "error", each[0]))
