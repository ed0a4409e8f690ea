"""The names in a template's tags, held against those that a report has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import jinja2
from jinja2 import nodes

from converter.catalogue.messages import finding
from converter.document.checking.tags import Tag
from converter.report.finding import Finding
from converter.report.report import Place

Dotted = tuple[str, ...]
"""A dotted name: 三, r05, c1."""

_PLAIN = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_STATEMENTS = {"for": "{{% for {} %}}{{% endfor %}}", "set": "{{% set {} %}}", "": "{{{{ {} }}}}"}
_STATEMENTS |= {"colspan": _STATEMENTS[""], "cellbg": _STATEMENTS[""]}
_CONDITION = "{{% if {} %}}{{% endif %}}"
_OTHERS = ("loop", "range", "namespace")
_PARSER = jinja2.Environment()


def unknown_names(
    tags: Iterable[Tag], names: Mapping[str, Any], file: str
) -> tuple[list[Finding], frozenset[Dotted]]:
    """Names that no report has and tags that cannot be understood, with the nearest right name.

    Also the unknown names themselves, so that a trial can do without them.
    """
    place = Place(file)
    found: list[Finding] = []
    unknown: set[Dotted] = set()
    known = sorted(".".join(path) for path in leaves(names))
    scopes: list[dict[str, Any]] = []
    part = ""
    for tag in tags:
        if tag.words.part != part:
            scopes, part = [], tag.words.part
        said = {"where": tag.words.where, "found": tag.text}
        try:
            tree = _tree(tag)
        except jinja2.TemplateSyntaxError:
            found.append(finding("T-04", place, variant="syntax", **said))
            tree = None
        own = [scope for scope in scopes if scope]
        for path in _paths(tree) if tree is not None else ():
            if _value(path, names, own) is not _NOTHING or path[0] in _OTHERS:
                continue
            unknown.add(path)
            near = _nearest(path, known, own)
            said_name = {**said, "name": ".".join(path)}
            found.append(finding("T-06", place, variant="near" if near else "", expected=near, **said_name))
        _enter(tag, tree, names, scopes)
    return found, frozenset(unknown)


def is_plain(code: str) -> bool:
    """Whether a tag's code is a name and nothing more."""
    return _PLAIN.fullmatch(code) is not None


def leaves(names: Mapping[str, Any]) -> Iterator[Dotted]:
    """Every name of a text or a list, dotted."""
    for name, value in names.items():
        if isinstance(value, Mapping):
            yield from ((name, *path) for path in leaves(value))
        else:
            yield (name,)


def _tree(tag: Tag) -> nodes.Node | tuple[Dotted, ...] | None:
    if not tag.code or tag.keyword in ("else", "endfor", "endif"):
        if not tag.keyword:
            raise jinja2.TemplateSyntaxError("empty", 1)
        return None
    if not tag.keyword and is_plain(tag.code):
        return (tuple(tag.code.split(".")),)
    code = re.sub("[“”]", '"', re.sub("[‘’]", "'", tag.code))
    return _PARSER.parse(_STATEMENTS.get(tag.keyword, _CONDITION).format(code))


def _paths(tree: nodes.Node | tuple[Dotted, ...]) -> Iterator[Dotted]:
    """Every dotted name that is read, the longest form of each."""
    if isinstance(tree, tuple):
        yield from tree
        return
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for path in _longest(tree):
        if path[0] not in bound:
            yield path


def _longest(node: nodes.Node) -> Iterator[Dotted]:
    path = _dotted(node)
    if path:
        yield path
        return
    for child in node.iter_child_nodes():
        yield from _longest(child)


def _dotted(node: nodes.Node) -> Dotted:
    if isinstance(node, nodes.Name):
        return (node.name,) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getattr):
        base = _dotted(node.node)
        return (*base, node.attr) if base else ()
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = _dotted(node.node)
        return (*base, str(node.arg.value)) if base else ()
    return ()


_NOTHING = object()
_ANYTHING = object()


def _value(path: Dotted, names: Mapping[str, Any], scopes: Iterable[Mapping[str, Any]]) -> Any:
    """What a name stands for: a sample of it, _ANYTHING where that cannot be told, or _NOTHING."""
    merged: dict[str, Any] = dict(names)
    for scope in scopes:
        merged |= scope
    value: Any = merged
    for step in path:
        if value is _ANYTHING:
            return value
        if isinstance(value, Mapping):
            if step not in value:
                return _NOTHING
            value = value[step]
        elif isinstance(value, list) and step.isdecimal():
            value = value[0] if value else _ANYTHING
        elif not step.startswith("_") and hasattr(value, step):
            return _ANYTHING
        else:
            return _NOTHING
    return value


def _enter(
    tag: Tag,
    tree: nodes.Node | tuple[Dotted, ...] | None,
    names: Mapping[str, Any],
    scopes: list[dict[str, Any]],
) -> None:
    """Keep account of what loops and settings bind."""
    if tag.keyword == "if":
        scopes.append({})
    elif tag.keyword == "for":
        scopes.append(_bound(tree, names, scopes))
    elif tag.keyword in ("endif", "endfor") and scopes:
        scopes.pop()
    elif tag.keyword == "set" and isinstance(tree, nodes.Node):
        bound = {node.name: _ANYTHING for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        scopes.insert(0, bound)


def _bound(
    tree: nodes.Node | tuple[Dotted, ...] | None, names: Mapping[str, Any], scopes: list[dict[str, Any]]
) -> dict[str, Any]:
    loop = None if tree is None or isinstance(tree, tuple) else tree.find(nodes.For)
    if loop is None:
        return {}
    sample = _value(_dotted(loop.iter), names, scopes) if _dotted(loop.iter) else _ANYTHING
    each = sample[0] if isinstance(sample, list) and sample else _ANYTHING
    if isinstance(loop.target, nodes.Name):
        return {loop.target.name: each}
    return {node.name: _ANYTHING for node in loop.target.find_all(nodes.Name)}


def _nearest(path: Dotted, known: list[str], scopes: Iterable[Mapping[str, Any]]) -> str:
    """The right name that was most likely meant, "" where none is near."""
    name = ".".join(path)
    looped = [
        f"{variable}.{key}"
        for scope in scopes
        for variable, value in scope.items()
        if isinstance(value, Mapping)
        for key in value
    ]
    plain = {_unpadded(each): each for each in (*known, *looped)}
    if _unpadded(name) in plain:
        return plain[_unpadded(name)]
    return "".join(get_close_matches(name, [*looped, *known], 1, 0.55))


def _unpadded(name: str) -> str:
    """A name without what is easily forgotten: zeros in front of a number, small letters, blanks."""
    return re.sub(r"(?<=[rc])0+(?=\d)", "", name.casefold().replace("_", ""))
