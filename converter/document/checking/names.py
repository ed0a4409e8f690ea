"""The names in a template's tags, compared with the names that a report has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import jinja2
from jinja2 import nodes

from converter.catalogue.messages import finding
from converter.document.checking.permitted import DottedName, TagTree, shortened, tag_tree
from converter.document.checking.tags import Tag
from converter.document.render.language import LONGEST_TAG
from converter.report.finding import Finding
from converter.report.report import Place

_LOOP = "loop"


def find_unknown_names(
    tags: Iterable[Tag], names: Mapping[str, Any], file: str
) -> tuple[list[Finding], frozenset[DottedName]]:
    """T-06 for names that no report has, with the nearest known name; T-14 for loops over what is no list.

    Also the unknown names themselves, so that a trial rendering can define them.
    """
    place = Place(file)
    found: list[Finding] = []
    unknown: set[DottedName] = set()
    known = sorted(".".join(path) for path in leaf_names(names))
    scopes: list[dict[str, Any]] = []
    part = ""
    for tag in tags:
        if tag.paragraph.part != part:
            scopes, part = [], tag.paragraph.part
        facts = {"where": tag.paragraph.where, "found": shortened(tag.text)}
        try:
            tree = tag_tree(tag) if len(tag.text) <= LONGEST_TAG else None
            paths = list(_paths(tree)) if tree is not None else []
        except (jinja2.TemplateSyntaxError, RecursionError, ValueError):
            tree, paths = None, []  # `permitted` has found it
        own = [scope for scope in scopes if scope]
        for path in paths:
            if _value(path, names, own) is not _MISSING or path[0] == _LOOP:
                continue
            unknown.add(path)
            near = _nearest(path, known, own)
            named = {**facts, "name": ".".join(path)}
            found.append(finding("T-06", place, variant="near" if near else "", expected=near, **named))
        if tag.keyword == "for" and isinstance(_looped(tree, names, scopes), str | Mapping):
            found.append(finding("T-14", place, variant="loop", **facts))
        if isinstance(tree, tuple) and isinstance(_value(tree[0], names, own), list | Mapping):
            found.append(finding("T-14", place, variant="list", **facts))
        _update_scopes(tag, tree, names, scopes)
    return found, frozenset(unknown)


def leaf_names(names: Mapping[str, Any]) -> Iterator[DottedName]:
    """The dotted name of every text or list in nested names."""
    for name, value in names.items():
        if isinstance(value, Mapping):
            yield from ((name, *path) for path in leaf_names(value))
        else:
            yield (name,)


def _paths(tree: nodes.Node | tuple[DottedName, ...]) -> Iterator[DottedName]:
    """Every dotted name that a tag reads, each in its longest form."""
    if isinstance(tree, tuple):
        yield from tree
        return
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for path in _longest_names(tree):
        if path[0] not in bound:
            yield path


def _longest_names(node: nodes.Node) -> Iterator[DottedName]:
    path = _dotted_name(node)
    if path:
        yield path
        return
    called = node.node if isinstance(node, nodes.Call) else None  # it is refused, whatever its name
    for child in node.iter_child_nodes():
        if child is not called:
            yield from _longest_names(child)


def _dotted_name(node: nodes.Node) -> DottedName:
    if isinstance(node, nodes.Name):
        return (node.name,) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getattr):
        base = _dotted_name(node.node)
        return (*base, node.attr) if base else ()
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = _dotted_name(node.node)
        return (*base, str(node.arg.value)) if base else ()
    return ()


_MISSING = object()
_ANY = object()


def _value(path: DottedName, names: Mapping[str, Any], scopes: Iterable[Mapping[str, Any]]) -> Any:
    """A sample of a name's value; _ANY where it cannot be known, _MISSING without such a name."""
    merged: dict[str, Any] = dict(names)
    for scope in scopes:
        merged |= scope
    value: Any = merged
    for step in path:
        if value is _ANY:
            return value
        if isinstance(value, Mapping):
            if step not in value:
                return _MISSING
            value = value[step]
        elif isinstance(value, list) and step.isdecimal():
            value = value[0] if value else _ANY
        else:
            return _MISSING
    return value


def _update_scopes(
    tag: Tag,
    tree: TagTree,
    names: Mapping[str, Any],
    scopes: list[dict[str, Any]],
) -> None:
    """Open, close or extend the scopes of names that loops and {% set %} bind."""
    if tag.keyword == "if":
        scopes.append({})
    elif tag.keyword == "for":
        scopes.append(_loop_scope(tree, names, scopes))
    elif tag.keyword in ("endif", "endfor") and scopes:
        scopes.pop()
    elif tag.keyword == "set" and isinstance(tree, nodes.Node):
        bound = {node.name: _ANY for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        scopes.insert(0, bound)


def _loop_scope(tree: TagTree, names: Mapping[str, Any], scopes: list[dict[str, Any]]) -> dict[str, Any]:
    loop = None if tree is None or isinstance(tree, tuple) else tree.find(nodes.For)
    if loop is None:
        return {}
    sample = _looped(tree, names, scopes)
    each = sample[0] if isinstance(sample, list) and sample else _ANY
    if isinstance(loop.target, nodes.Name):
        return {loop.target.name: each}
    return {node.name: _ANY for node in loop.target.find_all(nodes.Name)}


def _looped(tree: TagTree, names: Mapping[str, Any], scopes: Iterable[Mapping[str, Any]]) -> Any:
    """A sample of what a loop goes through; _ANY where it is no plain name."""
    loop = None if tree is None or isinstance(tree, tuple) else tree.find(nodes.For)
    path = _dotted_name(loop.iter) if loop is not None else ()
    return _value(path, names, scopes) if path else _ANY


def _nearest(path: DottedName, known: list[str], scopes: Iterable[Mapping[str, Any]]) -> str:
    """The known name that was most likely meant, "" where none is near."""
    name = ".".join(path)
    bound = [
        f"{variable}.{key}"
        for scope in scopes
        for variable, value in scope.items()
        if isinstance(value, Mapping)
        for key in value
    ]
    unpadded = {_unpadded(each): each for each in (*known, *bound)}
    if _unpadded(name) in unpadded:
        return unpadded[_unpadded(name)]
    return "".join(get_close_matches(name, [*bound, *known], 1, 0.55))


def _unpadded(name: str) -> str:
    """A name in lower case, without leading zeros of numbers and underscores, which are easily mistyped."""
    return re.sub(r"(?<=[rc])0+(?=\d)", "", name.casefold().replace("_", ""))
