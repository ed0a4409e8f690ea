"""Findings in words on the console; of many alike the first few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from converter.catalogue.messages import describe
from converter.catalogue.words import SEVERITY_WORDS
from converter.report.finding import Finding

MAX_ALIKE = 5
"""Findings of one kind that are printed one by one."""


def finding_lines(findings: Sequence[Finding], rest: str, *, files: bool = False) -> Iterator[str]:
    """Findings in words; of many alike the first few, then how many more there are and the `rest`.

    `files`: each with the file that it is about.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = finding.code, finding.variant
        seen[kind] += 1
        if seen[kind] <= MAX_ALIKE:
            file = finding.places[0].file if files and finding.places else ""
            told = f"{file}　{describe(finding)}" if file else describe(finding)
            yield f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{told}"
    for (code, _), number in seen.items():
        if number > MAX_ALIKE:
            yield f"同样的还有 {number - MAX_ALIKE} 条（{code}）{rest}。"
