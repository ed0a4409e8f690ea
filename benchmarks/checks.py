"""What every check costs, in CPU milliseconds per report: `python benchmarks/checks.py FOLDER`.

The checks on one report by the codes that they may give, then those on all reports of a folder together; each
alone, on reports that are read already, the median of several rounds. Checks of texts fold them, alone each
for itself and in a run once for all: the sum is more than a run takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from stages import timed

from converter.batch.conversion import Job, convert_workbook
from converter.checks import Check, Context, checks_of
from converter.checks.settings import DEFAULT
from converter.county.agencies import check_zeros
from converter.county.copied import check_copied
from converter.county.other_names import check_other_names
from converter.county.own_report import check_own_report
from converter.county.resubmissions import choose_versions
from converter.form import FORM
from converter.report.report import Report
from converter.results.outcome import Outcome, compact_outcome
from converter.results.spool import Spool

COUNTY: dict[str, Callable[[Sequence[Outcome]], object]] = {
    "G-01": lambda outcomes: choose_versions(outcomes, FORM),
    "G-02 to G-07": lambda outcomes: check_own_report(outcomes, FORM, None, ()),
    "G-08": lambda outcomes: check_copied(outcomes, FORM, None, DEFAULT),
    "G-09": lambda outcomes: check_other_names(outcomes, FORM, None, DEFAULT),
    "G-10": lambda outcomes: list(check_zeros(outcomes, FORM)),
}


def found_by(check: Check, report: Report) -> list[object]:
    """What a check finds on a report."""
    return list(check.run(report, Context()))


def main() -> None:
    """Print the checks, the dearest first."""
    paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
    outcomes = [convert_workbook(path.read_bytes(), path.name, Job(None)) for path in paths]
    reports = [outcome.report for outcome in outcomes if outcome.report is not None]
    costs: list[tuple[float, str]] = []
    for check in checks_of(FORM):
        codes = sorted(check.codes)
        name = codes[0] if len(codes) == 1 else f"{codes[0]} to {codes[-1]}"
        costs.append((timed(partial(found_by, check), reports)[0], name))
    folder = Spool(map(compact_outcome, outcomes))
    costs += [(timed(check, [folder])[0] / len(reports), codes) for codes, check in COUNTY.items()]
    for cost, codes in sorted(costs, reverse=True):
        print(f"{codes:16}{cost:8.3f} ms")
    print(f"{'all':16}{sum(cost for cost, _ in costs):8.3f} ms")


if __name__ == "__main__":
    main()
