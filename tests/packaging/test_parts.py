"""The pieces that the folder is made of: zips, compiled modules, programs, licences."""

from __future__ import annotations

import importlib.util
import struct
import zipfile
from pathlib import Path

import pytest

from portable import application, buttons, bytecode, licences, pe, starters
from portable.archive import pack
from xxgk_windows import words
from xxgk_windows.buttons import results_of


def test_the_same_folder_gives_the_same_zip_whenever_its_files_were_written(tmp_path: Path) -> None:
    packed = []
    for name, order in (("one", ("甲.txt", "b/乙.txt")), ("two", ("b/乙.txt", "甲.txt"))):
        folder = tmp_path / name / "xxgk-windows"
        for file in order:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(file, "utf-8")
        pack(folder, tmp_path / f"{name}.zip")
        packed.append((tmp_path / f"{name}.zip").read_bytes())
    assert packed[0] == packed[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["xxgk-windows/b/乙.txt", "xxgk-windows/甲.txt"]
        assert all(member.flag_bits & 0x800 for member in archive.infolist())  # names are UTF-8


@pytest.mark.parametrize("keep_source", [True, False])
def test_a_compiled_module_is_taken_whatever_time_its_source_has(tmp_path: Path, keep_source: bool) -> None:
    source = tmp_path / "some.py"
    source.write_text("VALUE = 7\n", "utf-8")
    bytecode.compile_module(source, "some.py", keep_source=keep_source)
    assert source.exists() is keep_source
    compiled = tmp_path / ("__pycache__/some.cpython-311.pyc" if keep_source else "some.pyc")
    assert struct.unpack_from("<I", compiled.read_bytes(), 4) == (1,)  # PEP 552: by hash, unchecked
    if compiled.read_bytes()[:4] == importlib.util.MAGIC_NUMBER:
        loader = importlib.machinery.SourcelessFileLoader("some", str(compiled))
        spec = importlib.util.spec_from_loader("some", loader)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
        assert module.VALUE == 7


def test_the_standard_library_of_an_earlier_3_11_is_mended_once() -> None:
    name = "importlib/metadata/__init__.py"
    earlier = b"class A:\n    x = 1\n    def invalidate_caches(cls):\n        pass\n"
    later = bytecode.mended(earlier, name)
    assert b"    @classmethod\n    def invalidate_caches(cls)" in later
    assert bytecode.mended(later, name) == later
    assert bytecode.mended(earlier, "other.py") == earlier


def test_a_button_names_python_beside_itself_and_carries_its_code(tmp_path: Path) -> None:
    file = tmp_path / words.OPEN
    file.write_bytes(
        buttons.button(b"MZlauncher", r"<launcher_dir>\runtime\python.exe -X utf8", "print(1)\n")
    )
    assert file.read_bytes().startswith(b"MZlauncher#!<launcher_dir>\\runtime\\python.exe -X utf8\r\nPK")
    with zipfile.ZipFile(file) as archive:
        assert archive.read("__main__.py") == b"print(1)\n"


def test_names_of_python3_dll_lead_to_the_version() -> None:
    text = starters.forwarding(["PyList_New", "_Py_Dealloc", "other"])
    assert text.splitlines()[2:] == [
        "    PyList_New = python311.PyList_New",
        "    _Py_Dealloc = python311._Py_Dealloc",
    ]


def test_what_a_program_needs_is_read_and_what_nobody_has_is_told(tmp_path: Path) -> None:
    """distlib's launcher, where this pip carries it."""
    distlib = pytest.importorskip("pip._vendor.distlib")
    launcher = Path(distlib.__file__).parent / "t64.exe"
    if not launcher.exists():
        pytest.skip("this pip carries no launcher")
    content = launcher.read_bytes()
    assert "kernel32.dll" in set(pe.needed_libraries(content))
    assert pe.exported_names(content) == []
    (tmp_path / "开始.exe").write_bytes(content)
    assert pe.missing_libraries(tmp_path) == {}
    (tmp_path / "other.exe").write_bytes(content.replace(b"KERNEL32.dll", b"MISSING1.dll"))
    assert pe.missing_libraries(tmp_path) == {"missing1.dll": {"other.exe"}}


def wheel(folder: Path, members: dict[str, str]) -> application.Wheel:
    file = folder / "some_thing-1.2-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return application.wheel_of(file)


METADATA = """\
Metadata-Version: 2.1
Name: some-thing
Version: 1.2
Classifier: License :: OSI Approved :: MIT License
"""


def test_a_part_without_a_licence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no text of a licence"):
        licences.licence_of(wheel(tmp_path, {"some_thing-1.2.dist-info/METADATA": METADATA}))


def test_licences_lie_in_one_folder_with_a_list(tmp_path: Path) -> None:
    part = wheel(
        tmp_path,
        {
            "some_thing-1.2.dist-info/METADATA": METADATA,
            "some_thing-1.2.dist-info/licenses/LICENSE": "Do as you like.\n",
        },
    )
    licences.lay_licences(tmp_path / "许可证", [part], licences.Licence("python", "3.11", "PSF-2.0", "…"))
    assert sorted(path.name for path in (tmp_path / "许可证").iterdir()) == [
        "python.txt",
        "some-thing.txt",
        "清单.txt",
    ]
    assert "some-thing 1.2：MIT License" in (tmp_path / "许可证/清单.txt").read_text("utf-8-sig")
    assert "Do as you like." in (tmp_path / "许可证/some-thing.txt").read_text("utf-8-sig")


def test_a_wheel_is_unpacked_without_what_nobody_imports(tmp_path: Path) -> None:
    part = wheel(
        tmp_path,
        {
            "some/__init__.py": "",
            "some/tests/test_x.py": "",
            "some/x.pyi": "",
            "some_thing-1.2.data/purelib/more.py": "",
            "some_thing-1.2.data/scripts/run.py": "",
            "some_thing-1.2.dist-info/METADATA": METADATA,
            "some_thing-1.2.dist-info/licenses/LICENSE": "…",
            "some_thing-1.2.dist-info/RECORD": "",
        },
    )
    app = tmp_path / "app"
    assert application.lay_application(app, [part], ()) == (part,)
    found = sorted(path.relative_to(app).as_posix() for path in app.rglob("*") if path.is_file())
    assert found == ["more.pyc", "some/__init__.pyc", "some_thing-1.2.dist-info/METADATA"]
    assert application.lay_application(app, [part], {"some-thing"}) == ()


@pytest.mark.parametrize(
    ("dropped", "results"),
    [("收件", "收件-结果"), ("收件/甲.xlsx", "收件/收件-结果")],
)
def test_results_lie_beside_what_was_dropped(tmp_path: Path, dropped: str, results: str) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件/甲.xlsx").write_bytes(b"")
    assert results_of(tmp_path / dropped) == tmp_path / results


def test_texts_for_cmd_are_ascii_and_the_guide_names_every_button() -> None:
    for text in (buttons._SHELL,):
        text.encode("ascii")
    for name in (words.OPEN, words.CONVERT, words.SHELL, words.YEARS, words.LICENCES):
        assert name in words.GUIDE_TEXT
