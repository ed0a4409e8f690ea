"""Templates once compared with docxtpl, remembered between runs; what a run tells of the others.

The memory is one small file for each user, and a file for each template made ready (`render.compiling`).
Without them, or where they cannot be written, a template is compared and made ready anew: that takes a
fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from converter.catalogue.messages import finding
from converter.document.render import Templates, WordTemplate, prepared
from converter.document.render.compiling import dumped
from converter.document.render_path import is_known, require_sound, way
from converter.report.finding import Finding
from converter.report.report import Place
from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.versions import version

MEMORY = "verified-templates.json"
KEPT = 64
"""Templates that are remembered; of more, those that were compared first are forgotten."""

READY = "ready-*.bin"
"""The files of templates made ready."""

KEPT_READY = 16
"""Templates that are kept ready, each in about 150 kB."""


def trusted(templates: Templates) -> Templates:
    """The same templates, proved where an earlier run or this one found docxtpl's rendering equal.

    TemplateError: one cannot be used at all.
    """
    known = _remembered()
    learnt: list[str] = []

    def judged(template: WordTemplate) -> WordTemplate:
        key = _key(template)
        if is_known(template) or key in known:
            return replace(template, verified=True, ready=_ready(template))
        require_sound(template)
        if way(template).kind != "quick":
            return template
        learnt.append(key)
        return replace(template, verified=True)

    found: Templates
    if isinstance(templates, WordTemplate):
        found = judged(templates)
    else:
        each = {template: judged(template) for template in dict.fromkeys(templates.values())}
        found = {category: each[template] for category, template in templates.items()}
    if learnt:
        _remember([*known, *dict.fromkeys(learnt)])
    return found


def told_ways(templates: Templates) -> tuple[Finding, ...]:
    """Which templates are not rendered the quick way, or not compared, each once."""
    each = (templates,) if isinstance(templates, WordTemplate) else templates.values()
    ways = ((template, way(template)) for template in dict.fromkeys(each))
    return tuple(
        finding(
            "T-12", Place(template.name), variant=own.kind, subject=template.name, found="、".join(own.parts)
        )
        for template, own in ways
        if own.kind != "quick"
    )


def keep_ready(templates: Iterable[WordTemplate]) -> None:
    """Keep what this run made of templates, so that the next one need not make it."""
    for template in templates:
        if is_known(template) and not template.ready:
            _write(_ready_file(template), dumped(prepared(template)))


def memory_folder() -> Path:
    """Where programs of this user keep what can be made again; XXGK_CACHE names another folder."""
    if own := os.environ.get("XXGK_CACHE"):
        return Path(own)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "xxgk" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "xxgk"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "xxgk"


def _key(template: WordTemplate) -> str:
    """A template with the versions of all that has a part in the comparison."""
    versions = (version(name) for name in ("docxtpl", "jinja2", "xxgk-converter"))
    return hashlib.sha256("\n".join((template.digest, *versions)).encode()).hexdigest()


def _remembered() -> list[str]:
    try:
        verified = json.loads((memory_folder() / MEMORY).read_text(encoding="utf-8"))["verified"]
        return [key for key in verified if isinstance(key, str)]
    except (OSError, RuntimeError, ValueError, LookupError, TypeError):  # none yet, spoilt, or no home
        return []


def _remember(keys: Iterable[str]) -> None:
    content = json.dumps({"verified": list(keys)[-KEPT:]}, indent=1)
    _write(MEMORY, f"{content}\n".encode())


def _ready_file(template: WordTemplate) -> str:
    """What is kept holds code for this Python alone, made by this very code of ours."""
    made_by = MAGIC_NUMBER + _maker() + _key(template).encode()
    return READY.replace("*", hashlib.sha256(made_by).hexdigest()[:32])


@cache
def _maker() -> bytes:
    """The code that makes templates ready, which in a checkout changes while the version does not."""
    folder = Path(__file__).parent / "render"
    return b"".join((folder / f"{name}.py").read_bytes() for name in ("compiling", "reference", "fitting"))


def _ready(template: WordTemplate) -> bytes:
    """What an earlier run kept of a template; b"" where there is nothing, or others may have written it."""
    try:
        with (memory_folder() / _ready_file(template)).open("rb") as file:
            about = os.fstat(file.fileno())
            if hasattr(os, "geteuid") and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
                return b""
            return file.read()
    except (OSError, RuntimeError):
        return b""


def _write(name: str, content: bytes) -> None:
    """Write a file of the memory; of templates made ready those that were written first go."""
    try:
        write_whole(memory_folder() / name, content)
        ready = sorted(memory_folder().glob(READY), key=lambda path: path.stat().st_mtime)
        for old in ready[:-KEPT_READY]:
            old.unlink(missing_ok=True)
    except (OutputError, OSError, RuntimeError):  # the next run does it again
        return
