"""markdown-it-py, made to read CommonMark as clerks write it. Slow to import: `plain` sees to it that few bodies need it."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from mdit_py_plugins.footnote import footnote_plugin


class Parser(MarkdownIt):
    """CommonMark with tables and notes, less what a bulletin has no use for or would be harmed by.

    Indented code is off because clerks indent with spaces; underlined headings because a dashed line under a
    paragraph is a separator; reference links because `[1]` is text; addresses stay as they were written.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": 20})
        self.enable("table")
        self.disable(["code", "lheading", "reference", "backticks", "text_join"])
        footnote_plugin(self)
        self.disable("footnote_inline")
        self.inline.ruler.at("emphasis", _stars)
        self.inline.ruler.after("emphasis", "scripts", _scripts)
        self.normalizeLink = _as_written  # type: ignore[method-assign]
        self.normalizeLinkText = _as_written  # type: ignore[method-assign,assignment]
        self.validateLink = _any  # type: ignore[method-assign]


_RAISED: Final = re.compile(r"\^([^\s^~*\[\]]{1,12})\^")
_LOWERED: Final = re.compile(r"(?<=[A-Za-z)\]])~([0-9]{1,3})~(?![0-9])")


def _scripts(state: StateInline, silent: bool) -> bool:
    """`m^2^` is a superscript, `CO~2~` a subscript: figures behind a Western letter, for 3~5% is a range."""
    at, found = state.pos, None
    if state.src[at] == "^" and at and not state.src[at - 1].isspace():
        found = _RAISED.match(state.src, at, state.posMax)
    elif state.src[at] == "~":
        found = _LOWERED.match(state.src, at, state.posMax)
    if found is None:
        return False
    if not silent:
        tag = "sup" if found[0][0] == "^" else "sub"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[1]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


def _as_written(url: str) -> str:
    return url


def _any(url: str) -> bool:  # noqa: ARG001 (what is no address is told with its place)
    return True


def _stars(state: StateInline, silent: bool) -> bool:
    """`**` opens and closes bold wherever it stands; a single `*` is text.

    CommonMark lets `**…。**集合` not close, because it asks for a space or a mark behind a mark; Chinese has none
    (the CJK-friendly amendment mends this for Han neighbours, not for “” or digits). In Chinese prose `**` is
    always meant as bold, so pairs are counted off in order; one that is left over is an error.
    """
    if silent or state.src[state.pos] != "*":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    if end - state.pos < 2:
        return False
    for _ in range(end - state.pos):
        token = state.push("text", "", 0)
        token.content = "*"
        # length 0 keeps CommonMark's “rule of three” out of it
        state.delimiters.append(Delimiter(ord("*"), 0, len(state.tokens) - 1, -1, True, True))
    state.pos = end
    return True
