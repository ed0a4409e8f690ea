"""Templates once compared with docxtpl, remembered between runs; what a run tells of the others.

The memory is one small file for each user. Without it, or where it cannot be written, a template is compared
anew: that takes a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from converter.document.checking import require_sound
from converter.document.render import Templates, WordTemplate
from converter.document.ways import SHIPPED, way
from converter.errors import OutputError
from converter.files import write_whole
from converter.finding import Finding
from converter.messages import finding
from converter.report import Place

MEMORY = "verified-templates.json"
KEPT = 64
"""Templates that are remembered; of more, those that were compared first are forgotten."""


def trusted(templates: Templates) -> Templates:
    """The same templates, proved where an earlier run or this one found docxtpl's rendering equal.

    TemplateError: one cannot be used at all.
    """
    known = _remembered()
    learnt: list[str] = []

    def judged(template: WordTemplate) -> WordTemplate:
        if template.proved or template.digest in SHIPPED:
            return template
        key = _key(template)
        if key in known:
            return replace(template, proved=True)
        require_sound(template)
        if way(template).kind != "quick":
            return template
        learnt.append(key)
        return replace(template, proved=True)

    found: Templates
    if isinstance(templates, WordTemplate):
        found = judged(templates)
    else:
        found = {category: judged(template) for category, template in templates.items()}
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
    try:
        write_whole(memory_folder() / MEMORY, f"{content}\n".encode())
    except (OutputError, OSError, RuntimeError):  # the next run compares again
        return
