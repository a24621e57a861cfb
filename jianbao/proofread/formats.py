"""Findings → SARIF 2.1.0 for editors and code scanning, and the workflow commands that GitHub shows beside a line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from jianbao.errors import Finding, Severity
from jianbao.escapes import in_json
from jianbao.messages import CATALOGUE, language
from jianbao.proofread.roster import BY_CODE
from jianbao.version import __version__

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def sarif(findings: Iterable[Finding]) -> str:
    """One SARIF log with one run; columns count Unicode code points from 1."""
    findings = list(findings)
    codes = sorted({finding.code for finding in findings})
    log: dict[str, Any] = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "jianbao",
                        "version": __version__,
                        "informationUri": "https://pypi.org/project/jianbao/",
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes.index(finding.code)) for finding in findings],
            }
        ],
    }
    return in_json(json.dumps(log, ensure_ascii=False, indent=2))


def _rule(code: str) -> dict[str, Any]:
    message = CATALOGUE[code]
    said, remedy = (message.en, message.en_fix) if language() == "en" else (message.zh, message.zh_fix)
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": said}, "help": {"text": remedy}}
    if (known := BY_CODE.get(code)) is not None:
        rule |= {
            "name": known.name,
            "defaultConfiguration": {"level": _LEVELS[known.severity]},
            "properties": {"clause": known.clause, "fixable": known.fixable},
        }
    return rule


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}。{finding.remedy}"},
    }
    place = finding.place
    if place.file:
        location: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
        if place.line:
            location["region"] = {
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + max(finding.width, 1),
                "snippet": {
                    "text": finding.excerpt[place.column - 1 : place.column - 1 + max(finding.width, 1)]
                },
            }
        result["locations"] = [{"physicalLocation": location}]
    return result


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def github(finding: Finding) -> str:
    """A workflow command of GitHub Actions."""
    place = finding.place
    where = f"file={_property(place.file)}"
    if place.line:
        where += f",line={place.line},col={place.column},endColumn={place.column + max(finding.width, 1)}"
    text = f"{finding.message}。{finding.remedy}" + (f"（{finding.clause}）" if finding.clause else "")
    data = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{_COMMANDS[finding.severity]} {where},title={_property(finding.code)}::{data}"


def _property(text: str) -> str:
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text
