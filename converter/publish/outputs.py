"""What publishing comes to while it goes on: files written and findings, by the report that they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.results.aside import Aside, set_aside
from converter.results.outcome import Batch, Outcome
from converter.results.paths import REPORTS
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import write_whole

BATCH = -1


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files written and findings, by the index of the outcome (BATCH: of the whole batch).

    `files`: of each kind of output, in the order of the outcomes, on disk; `of_all`: of the whole batch.
    `aside`: files that a person changed (`results.aside`). `unwritten`: files that the system did not let be
    written. `standing`: files of an earlier run that stay as they are.
    """

    files: list[Spool[tuple[int, str]]] = field(default_factory=list)
    of_all: list[str] = field(default_factory=list)
    findings: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    aside: Aside = field(default_factory=dict)
    unwritten: set[str] = field(default_factory=set)
    standing: set[str] = field(default_factory=set)

    def enter(self, at: int, name: str) -> None:
        """Enter a file that is there."""
        if at == BATCH:
            self.of_all.append(name)
        else:
            self.files[-1].append((at, name))

    def write(self, at: int, output: Path, name: str, make: Callable[[], Iterable[bytes]]) -> bool:
        """Write a file whole or not at all; False, with a finding, where it cannot be written.

        It is to be entered then. `make`: gives the content in pieces, each time anew.
        """
        try:
            set_aside(output, name, self.aside, lambda: b"".join(make()))
            write_whole(output / name, make())
        except OutputError as error:
            self.unwritten.add(name)
            detail = str(error).rstrip("。")
            self.findings[at].append(finding("O-05", Place(name), subject=name, detail=detail))
            return False
        return True


def delivered(batch: Batch) -> Iterator[tuple[int, Outcome, Report, str]]:
    """The outcomes whose report was delivered: index, outcome, report, file name without suffix."""
    for at, outcome in enumerate(batch.outcomes):
        if outcome.report is None or outcome.document is None:
            continue
        document = PurePosixPath(outcome.document)
        if document.parent.name == REPORTS:
            yield at, outcome, outcome.report, document.stem
