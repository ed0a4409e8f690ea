"""The sample county: a year's folder of its own with the shipped samples, to see the whole at once."""

from __future__ import annotations

from pathlib import Path

from converter.form.editions import edition_of_year
from converter.report.roster import Roster, RosterEntry
from converter.shipped.resources import shipped_folder
from converter.system.files import is_file, write_whole
from converter.system.sharing import content_of
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import SETTINGS, YearFolder, read_year
from converter.year.making import make_year

FOLDER, NAME, YEAR = "样例县", "青禾县人民政府", 2024
MISSING = RosterEntry("青禾县科学技术局", "", (), "县级部门", contact="赵勇", phone="0000-8200274")
"""An agency that sent nothing, so that the sample has one of these too."""


def make_sample(home: Path) -> tuple[YearFolder, bool]:
    """The folder of the sample county below another one, and whether it was made just now."""
    path = home / FOLDER
    if is_file(path / SETTINGS):
        return read_year(path), False
    contents = {
        file.name: content_of(file)
        for file in sorted((shipped_folder("workbook_templates") / "samples").glob("*.xlsx"))
    }
    roster = Roster((*_entries(contents), MISSING), form=edition_of_year(YEAR))
    for name, content in contents.items():
        write_whole(path / "收件" / name, content)
    write_whole(path / "单位名单.xlsx", filled_roster(roster.entries, edition_of_year(YEAR)))
    return make_year(path, NAME, YEAR, "1月20日")[0], True


def _entries(contents: dict[str, bytes]) -> list[RosterEntry]:
    """The agencies of the samples, the government of the county itself left out."""
    found = []
    for name, content in contents.items():
        report = read_workbook(content, name, edition_of_year(YEAR)).report
        if report is not None and report.agency != NAME:
            phone = report.entries["联系电话"].text if "联系电话" in report.entries else ""
            found.append(RosterEntry(report.agency, "", (), report.category, phone=phone))
    return found
