"""The settings of an office: severities, limits, days, and codes that are switched off.

`rules_file` reads them; without a rules file the records of the catalogue hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from converter.catalogue.model import Day, Limit
from converter.report.finding import Finding, Severity

BINDING = ("F", "O", "P", "R", "T")
"""Families that no office can change: files, outputs, proof of documents, the roster, Word templates."""

BINDING_ERRORS = ("A", "B", "C-30")
"""Families and codes whose errors no office can change: cells, arithmetic, names that quote a figure."""


ACCEPTABLE = ("C", "D", "G", "X")
"""Families whose findings the office may accept for one agency: texts, structure, county, two years."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of an office; without any, the default.

    `levels`: for a code and the severity that the catalogue gives, another one. `off`: codes not
    checked, with the written reason. `limits`: by code and key. `source`: the rules
    file's name, "" where there is none.
    """

    levels: Mapping[tuple[str, Severity], Severity] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[tuple[str, str], Decimal | Day] = field(default_factory=dict)
    source: str = ""

    def number(self, limit: Limit) -> Decimal:
        """The number that holds for a limit. TypeError: the limit is a day."""
        value = self.limits.get((limit.code, limit.key), limit.default)
        if not isinstance(value, Decimal):
            raise TypeError(f"{limit.code}.{limit.key} is no number")
        return value

    def day(self, limit: Limit) -> Day:
        """The day that holds for a limit. TypeError: the limit is a number."""
        value = self.limits.get((limit.code, limit.key), limit.default)
        if not isinstance(value, Day):
            raise TypeError(f"{limit.code}.{limit.key} is no day")
        return value


DEFAULT = Settings()


def is_binding(code: str, severity: Severity) -> bool:
    """True for findings that no office can lower or switch off."""
    return code.startswith(BINDING) or (severity is Severity.ERROR and code.startswith(BINDING_ERRORS))


def is_acceptable(code: str, severity: Severity) -> bool:
    """True for errors and warnings that the office may accept for one agency with a reason."""
    asks = severity is not Severity.INFO
    return asks and code.startswith(ACCEPTABLE) and not is_binding(code, severity)


def apply_settings(settings: Settings, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the severities that the office set, without the codes that it switched off."""
    for found in findings:
        if is_binding(found.code, found.severity):
            yield found
        elif found.code not in settings.off:
            level = settings.levels.get((found.code, found.severity), found.severity)
            yield found if level is found.severity else replace(found, severity=level)
