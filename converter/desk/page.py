"""校验结果.html: the same as one page that opens by a double click, prints well and needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from converter.desk.lines import Line, counts, lines, urging
from converter.finding import Finding, Severity
from converter.messages import describe
from converter.outcome import Batch
from converter.words import STATUS_WORDS


def board_page(batch: Batch, deadline: str = "") -> bytes:
    """The page of a batch as UTF-8; the same batch gives the same bytes."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    source = (files("converter.desk") / "page.html").read_text(encoding="utf-8")
    found = lines(batch)
    years = f"{batch.of_year} 年度" if batch.of_year else ""
    return (
        environment.from_string(source)
        .render(
            title=f"{years}政府信息公开工作年度报告校验结果",
            counts=[(status, STATUS_WORDS[status], number) for status, number in counts(found).items()],
            lines=[_shown(line) for line in found],
            county=list(_told(batch.findings)),
            ignored=batch.ignored,
            urging=urging(found, batch.of_year, deadline),
            total=len(found),
        )
        .encode()
    )


def _shown(line: Line) -> dict[str, Any]:
    """A line as the page names it, with links that any browser follows."""
    return {
        **line._asdict(),
        "word": line.word,
        "document": quote(line.document),
        "returned": quote(line.returned),
        "versions": "、".join(line.versions),
        "told": list(_told(line.findings)),
    }


def _told(findings: Iterable[Finding]) -> Iterator[tuple[str, str, str, str]]:
    """Severity, code, message and reason of what a person has to look at."""
    for found in findings:
        if found.severity is not Severity.INFO:
            yield found.severity.value, found.code, describe(found), found.reason
