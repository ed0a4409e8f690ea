"""What a folder is held against: the roster and last year's reports, as options."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.parser import Parser
from converter.words import SEVERITY_WORDS

if TYPE_CHECKING:
    from converter.past import LastYear
    from converter.roster import Roster


def beside_options(parser: Parser) -> None:
    """The options that name a roster and last year's reports."""
    parser.options.add_argument(
        "--roster", metavar="文件", help="单位名单（.xlsx）：看谁没有报送，谁交了几份，结果按名单排列"
    )
    parser.options.add_argument(
        "--last-year", metavar="路径", help="上年的填报表文件夹，或上年的 result.json：与上年对照"
    )


def beside(
    options: Namespace, jobs: int | None = 1, scheduler: str | None = None
) -> tuple[Roster | None, LastYear | None]:
    """The roster and last year's reports that the options name.

    `jobs`, `scheduler`: who shares the reading of last year's workbooks. SettingsError: one of them
    cannot be used; what is wrong with a roster has been said line by line.
    """
    from converter.errors import SettingsError
    from converter.issue import roster_from
    from converter.last_year import last_year_from
    from converter.messages import describe

    roster = None
    if options.roster:
        roster, findings = roster_from(Path(options.roster))
        for finding in findings:
            print(f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}", file=sys.stderr)
        if roster is None:
            raise SettingsError("名单有错误，没有转换。请改正后重新运行。")
    if not options.last_year:
        return roster, None
    return roster, last_year_from(Path(options.last_year), options.year, roster, jobs, scheduler)
