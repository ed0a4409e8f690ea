"""The template cache: which templates are verified, and compiled templates, kept between runs per user.

One small file lists the verified templates; each compiled template has a file of its own
(`render.compiling`). Without these files, or where they cannot be written, templates are compared and
compiled again, which takes a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from converter.catalogue.messages import finding
from converter.document.render import Templates, WordTemplate, compiled_template, distinct_templates
from converter.document.render.compiling import serialize
from converter.document.render_path import SHIPPED_DIGESTS, is_verified, render_path, require_valid
from converter.form import Form, form_in_force
from converter.report.finding import Finding, Severity
from converter.report.report import Place
from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.lines import read_bounded, require_file
from converter.system.user_cache import cache_folder, is_own
from converter.system.versions import version

VERIFIED_FILE = "verified-templates.json"
MAX_VERIFIED = 64
"""Verified templates that are listed; the oldest are dropped first."""

COMPILED_FILES = "compiled-*.bin"
"""The files of compiled templates."""

MAX_COMPILED = 16
"""Compiled templates that are kept, about 150 kB each."""

MAX_FILE = 20_000_000
"""Bytes that are read of a file of the cache; a longer one is damaged."""


def verified_templates(templates: Templates, form: Form) -> Templates:
    """The same templates, marked as verified where they are, with their compiled form where it is cached.

    Verified: no errors, and compiled rendering equal to docxtpl's, as found by an earlier run or now.
    TemplateError: one cannot be used at all.
    """
    known = _verified_keys()
    added: list[str] = []

    def verify(template: WordTemplate) -> WordTemplate:
        key = _key(template, form)
        if is_verified(template, form) or key in known:
            return replace(template, verified=True, compiled=_read_compiled(template))
        require_valid(template, form)
        if render_path(template, form).kind != "compiled":
            return template
        added.append(key)
        return replace(template, verified=True)

    verified: Templates
    if isinstance(templates, WordTemplate):
        verified = verify(templates)
    else:
        each = {template: verify(template) for template in distinct_templates(templates)}
        verified = {category: each[template] for category, template in templates.items()}
    if added:
        _store_verified([*known, *dict.fromkeys(added)])
    return verified


def render_path_findings(templates: Templates, form: Form) -> tuple[Finding, ...]:
    """T-12 for each template that docxtpl renders, or whose two renderings could not be compared."""
    paths = ((template, render_path(template, form)) for template in distinct_templates(templates))
    return tuple(
        finding(
            "T-12",
            Place(template.name),
            variant=path.kind,
            subject=template.name,
            found="、".join(path.parts),
        )
        for template, path in paths
        if path.kind != "compiled"
    )


def template_notices(templates: Iterable[WordTemplate], form: Form) -> tuple[Finding, ...]:
    """What is wrong, or only dubious, with templates whose documents differ; nothing of a shipped one."""
    own = [template for template in templates if template.digest not in SHIPPED_DIGESTS]
    if not own:
        return ()
    from converter.document import checking  # takes as long to import as twenty reports

    return tuple(
        found
        for template in sorted(own, key=lambda template: (template.name, template.digest))
        for found in checking.check_template(template.content, template.name, form)
        if found.severity is not Severity.INFO
    )


def store_compiled(templates: Iterable[WordTemplate]) -> None:
    """Write the compiled form of verified templates that were not cached, for the next run."""
    for template in templates:
        if (template.verified or template.digest in SHIPPED_DIGESTS) and not template.compiled:
            _write(_compiled_file(template), serialize(compiled_template(template)))


def _key(template: WordTemplate, form: Form | None = None) -> str:
    """A digest of the template, of the form and of the versions of all that takes part in the comparison."""
    versions = (version(name) for name in ("docxtpl", "jinja2", "xxgk-converter"))
    of_form = () if form is None or form is form_in_force() else (form.edition, form.local)
    made_by = "\n".join((template.digest, *versions, *of_form)).encode()
    return hashlib.sha256(made_by + _compiler_source()).hexdigest()


def _verified_keys() -> list[str]:
    try:
        content = read_bounded(cache_folder() / VERIFIED_FILE, MAX_FILE)
        keys = json.loads(content[:MAX_FILE])["verified"]
        return [key for key in keys if isinstance(key, str)]
    except (OSError, RuntimeError, ValueError, LookupError, TypeError):  # no file yet, damaged, or no home
        return []


def _store_verified(keys: Iterable[str]) -> None:
    content = json.dumps({"verified": list(keys)[-MAX_VERIFIED:]}, indent=1)
    _write(VERIFIED_FILE, f"{content}\n".encode())


def _compiled_file(template: WordTemplate) -> str:
    """The name of a compiled template's file; it holds code, so each Python and each compiler has its own."""
    made_by = MAGIC_NUMBER + _key(template).encode()
    return COMPILED_FILES.replace("*", hashlib.sha256(made_by).hexdigest()[:32])


_COMPILERS = ("compiling", "reference", "fitting", "language", "expressions", "page_breaks")
"""The modules that decide what a compiled template is."""


@cache
def _compiler_source() -> bytes:
    """The code that compiles templates: in a checkout it changes while the version stays the same."""
    folder = Path(__file__).parent / "render"
    return b"".join((folder / f"{name}.py").read_bytes() for name in _COMPILERS)


def _read_compiled(template: WordTemplate) -> bytes:
    """The cached bytes of a compiled template; b"" where there are none, or others may have written them."""
    try:
        path = cache_folder() / _compiled_file(template)
        require_file(path)
        with path.open("rb") as file:
            return file.read(MAX_FILE) if is_own(file.fileno()) else b""
    except (OSError, RuntimeError):
        return b""


def _write(name: str, content: bytes) -> None:
    """Write a file of the cache, and delete the oldest of too many compiled templates."""
    try:
        write_whole(cache_folder() / name, content)
        files = sorted(cache_folder().glob(COMPILED_FILES), key=lambda path: path.stat().st_mtime)
        for oldest in files[:-MAX_COMPILED]:
            oldest.unlink(missing_ok=True)
    except (OutputError, OSError, RuntimeError):  # the next run compares and compiles again
        return
