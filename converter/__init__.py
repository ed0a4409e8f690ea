"""政府信息公开工作年度报告: filled workbooks in, checked Word reports out.

The public names are those in `__all__` (docs/api.md shows them at work); each is imported from its module at
its first use, so that `xxgk --help` starts without the libraries behind them.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # what `typing` calls so: a command is not interruptible before it is imported
if TYPE_CHECKING:
    from converter.batch.conversion import Job, convert_workbook
    from converter.batch.folder import convert_folder
    from converter.batch.last_year import last_year_from
    from converter.catalogue.messages import describe
    from converter.checks import Context, assess, check_report
    from converter.compare.pair import compare_pair
    from converter.compare.reading import year_reports
    from converter.document.built_templates import built_templates
    from converter.document.render import WordTemplate
    from converter.form import FORM
    from converter.published.reader import read_published
    from converter.report.finding import Finding, Reading, Severity
    from converter.report.report import Report
    from converter.results.outcome import Batch, Outcome
    from converter.rollup import choose_parts, roll_up
    from converter.system.errors import ConverterError
    from converter.system.versions import __version__
    from converter.workbook.read.reader import read_workbook
    from converter.workbook.roster.reading import load_roster
    from converter.workbook.write.workbook import blank_workbook, fill_workbook

_MODULES = {
    "__version__": "system.versions",
    "FORM": "form",
    "Batch": "results.outcome",
    "Context": "checks",
    "ConverterError": "system.errors",
    "Finding": "report.finding",
    "Job": "batch.conversion",
    "Outcome": "results.outcome",
    "Reading": "report.finding",
    "Report": "report.report",
    "Severity": "report.finding",
    "WordTemplate": "document.render",
    "assess": "checks",
    "blank_workbook": "workbook.write.workbook",
    "built_templates": "document.built_templates",
    "check_report": "checks",
    "choose_parts": "rollup",
    "compare_pair": "compare.pair",
    "convert_folder": "batch.folder",
    "convert_workbook": "batch.conversion",
    "describe": "catalogue.messages",
    "fill_workbook": "workbook.write.workbook",
    "last_year_from": "batch.last_year",
    "load_roster": "workbook.roster.reading",
    "read_published": "published.reader",
    "read_workbook": "workbook.read.reader",
    "roll_up": "rollup",
    "year_reports": "compare.reading",
}

__all__ = [
    "FORM",
    "Batch",
    "Context",
    "ConverterError",
    "Finding",
    "Job",
    "Outcome",
    "Reading",
    "Report",
    "Severity",
    "WordTemplate",
    "__version__",
    "assess",
    "blank_workbook",
    "built_templates",
    "check_report",
    "choose_parts",
    "compare_pair",
    "convert_folder",
    "convert_workbook",
    "describe",
    "fill_workbook",
    "last_year_from",
    "load_roster",
    "read_published",
    "read_workbook",
    "roll_up",
    "year_reports",
]


def __getattr__(name: str) -> object:
    """The public name, imported from its module."""
    if name not in _MODULES:
        raise AttributeError(f"module 'converter' has no attribute {name!r}")
    return getattr(import_module(f"converter.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """The public names, so that `help` and completion list what is not yet imported."""
    return [*globals(), *__all__]
