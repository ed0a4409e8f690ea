"""What an office may settle for itself: how much a finding weighs, limits, days, and what is switched off.

`rulebook` reads it from the rules file; without one the settings are those of the checks themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from converter.catalogue.record import Day, Limit
from converter.report.finding import Finding, Severity

BINDING = ("F", "O", "P", "R", "T")
"""Families that bind everybody: files, what is made of a report, the roster, Word templates."""

BINDING_ERRORS = ("A", "B", "C-30")
"""Families and codes whose errors bind everybody: cells, arithmetic, names that quote a figure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of an office; empty, it is the default.

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


def binding(code: str, severity: Severity) -> bool:
    """True for what no office can lower or switch off."""
    return code.startswith(BINDING) or (severity is Severity.ERROR and code.startswith(BINDING_ERRORS))


def applied(settings: Settings, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings as an office wants them: some weigh more or less, some are not told."""
    for found in findings:
        if binding(found.code, found.severity):
            yield found
        elif found.code not in settings.off:
            level = settings.levels.get((found.code, found.severity), found.severity)
            yield found if level is found.severity else replace(found, severity=level)
