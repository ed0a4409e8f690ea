"""年报.toml and the paths beside it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from converter.checks.record_file import RECORD_FILE
from converter.form import Form
from converter.form.editions import edition_of_year
from converter.system.errors import UsageError
from converter.system.files import is_file, unopened
from converter.system.lines import read_bounded
from converter.system.texts import has_controls, line

SETTINGS = "年报.toml"
ROSTER, RULES, LOCAL = "单位名单.xlsx", "规则.toml", "地方要求.toml"
INTAKE, ISSUED, LAST_YEAR, TEMPLATES, OUTPUT, SUMMARY_FOLDER = "收件", "下发", "上年", "模板", "输出", "汇总"
FOLDERS = (INTAKE, ISSUED, LAST_YEAR, TEMPLATES, OUTPUT, SUMMARY_FOLDER)
MANIFEST = "存档清单.csv"
"""The list of all files with their digests; a year that has one is closed."""

YEARS = range(2000, 2100)

_MAX_SIZE = 100_000
MOST = 100
"""The most characters of to whom workbooks are sent."""
_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日")
_KEYS = ("name", "year", "deadline", "send_to")


class YearFolder(NamedTuple):
    """The folder of one year.

    `name`: of the body that the agencies report to. `deadline`: in words or "". `send_to`: to whom workbooks
    are sent, as issued ones say, or "".
    """

    path: Path
    name: str
    year: int
    deadline: str = ""
    send_to: str = ""

    @property
    def form(self) -> Form:
        """The form of the reports on the year, with what the county adds. UsageError: its file is wrong."""
        prescribed = edition_of_year(self.year)
        if not is_file(self.local):
            return prescribed
        from converter.form.local import read_local  # which few counties need

        return read_local(self.local, prescribed)

    @property
    def local(self) -> Path:
        """地方要求.toml, where the county adds something to the form."""
        return self.path / LOCAL

    @property
    def roster(self) -> Path:
        """单位名单.xlsx."""
        return self.path / ROSTER

    @property
    def rules(self) -> Path:
        """规则.toml."""
        return self.path / RULES

    @property
    def record(self) -> Path:
        """县里记录.jsonl, which is made when the office first decides something."""
        return self.path / RECORD_FILE

    @property
    def intake(self) -> Path:
        """收件: the workbooks received."""
        return self.path / INTAKE

    @property
    def issued(self) -> Path:
        """下发: the prefilled workbooks."""
        return self.path / ISSUED

    @property
    def last_year(self) -> Path:
        """上年: last year's workbooks or result.json."""
        return self.path / LAST_YEAR

    @property
    def templates(self) -> Path:
        """模板: Word templates of the office."""
        return self.path / TEMPLATES

    @property
    def output(self) -> Path:
        """输出: reports, returned copies, board, log."""
        return self.path / OUTPUT

    @property
    def summary(self) -> Path:
        """汇总: the sum of all agencies."""
        return self.path / SUMMARY_FOLDER

    @property
    def is_closed(self) -> bool:
        """True where the year was closed: its files are only read."""
        return is_file(self.path / MANIFEST)

    @property
    def due(self) -> date | None:
        """The deadline, in the year after the reported one; None where there is none."""
        found = _DAY.search(self.deadline)
        try:
            return date(self.year + 1, int(found[1]), int(found[2])) if found else None
        except ValueError:  # 2月30日
            return None

    def require_open(self) -> None:
        """UsageError: the year is closed."""
        if self.is_closed:
            raise UsageError(
                f"{self.year} 年度已经结束并存档，没有改动任何文件。"
                "确实要再收表、改动的，请先运行 xxgk close --reopen 重新打开。"
            )


def read_year(path: Path) -> YearFolder:
    """The year's folder at a path. UsageError: it is none, or its 年报.toml has mistakes, all listed."""
    settings = path / SETTINGS
    try:
        content = read_bounded(settings, _MAX_SIZE)
    except FileNotFoundError as error:
        raise UsageError(
            f"“{path}”不是年度文件夹（里面没有“{SETTINGS}”）。新的年度请先用 xxgk init 建立。"
        ) from error
    except OSError as error:
        raise UsageError(unopened("年度设置", settings, error)) from error
    tables = _tables(content)
    mistakes = [*_mistakes(tables)]
    if mistakes:
        raise UsageError(f"“{settings}”有 {len(mistakes)} 处要改：" + "".join(f"\n  {m}" for m in mistakes))
    texts = (line(tables.get(key, "")) for key in ("deadline", "send_to"))
    return YearFolder(path, line(tables["name"]), tables["year"], *texts)


def find_year(inside: Path) -> YearFolder | None:
    """The year's folder that a path is, or lies in; None where there is none. UsageError: as `read_year`."""
    if is_file(inside / SETTINGS):
        return read_year(inside)
    above = (folder for folder in inside.absolute().parents if is_file(folder / SETTINGS))
    found = next(above, None)
    return read_year(found) if found else None


def settings_text(name: str, year: int, deadline: str, send_to: str = "") -> str:
    """The text of 年报.toml. UsageError: what it would say is not usable."""
    values = {"name": line(name), "year": year, "deadline": line(deadline), "send_to": line(send_to)}
    mistakes = [*_mistakes(values)]
    if mistakes:
        raise UsageError("；".join(mistake.rstrip("。") for mistake in mistakes) + "。")
    return (
        "# 这个文件夹是一个年度的年度报告工作。可以用“记事本”修改；文字两边用英文引号。\n\n"
        f"# 汇总机关的全称，与公章一致\nname = {_quoted(values['name'])}\n\n"
        f"# 报告年度\nyear = {year}\n\n"
        "# 单位报送的截止日期，如 1月20日，写进填报表首页、退回件和催报；还没有定的留空\n"
        f"deadline = {_quoted(values['deadline'])}\n\n"
        "# 填报表报送给谁，如 县政府办公室政务公开科，电话 0000-0000000，写在填报表首页；可以留空\n"
        f"send_to = {_quoted(values['send_to'])}\n"
    )


def _quoted(text: object) -> str:
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tables(content: bytes) -> dict[str, Any]:
    import tomllib  # which only commands in a year's folder need

    try:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"“{SETTINGS}”的写法不对：每行应为“名称 = 值”，文字两边用英文引号，同一项只写一次。"
        ) from error


def _mistakes(tables: dict[str, Any]) -> list[str]:
    """What is wrong with the settings, a sentence each."""
    name, year, deadline = tables.get("name"), tables.get("year"), tables.get("deadline", "")
    send_to = tables.get("send_to", "")
    found = [f"没有“{key}”这一项，可以写：{'、'.join(_KEYS)}。" for key in tables if key not in _KEYS]
    if not isinstance(name, str) or not is_name(line(name)):
        found.append('name：请写汇总机关的全称，如 "金乡县人民政府"。')
    if type(year) is not int or year not in YEARS:
        found.append(f"year：请写报告年度，四位数字，如 {YEARS[24]}，不加引号。")
    if not isinstance(deadline, str) or not is_deadline(line(deadline)):
        found.append('deadline：请写成“1月20日”这样的日期，两边用英文引号；没有定的写 ""。')
    if not isinstance(send_to, str) or not is_recipient(line(send_to)):
        found.append(f'send_to：请写填报表报送给谁，{MOST} 字以内，两边用英文引号；不写的写 ""。')
    return found


def is_name(text: str) -> bool:
    """Whether a body may be called so."""
    return bool(text) and not has_controls(text)


def is_recipient(text: str) -> bool:
    """Whether workbooks may be sent to whom this says; "" for nobody said."""
    return not has_controls(text) and len(text) <= MOST


def is_deadline(text: str) -> bool:
    """Whether this is a day as 1月20日; "" for none."""
    day = _DAY.fullmatch(text)
    return not text or (day is not None and 1 <= int(day[1]) <= 12 and 1 <= int(day[2]) <= 31)
