"""SARIF and GitHub's workflow commands."""

from __future__ import annotations

import json

import jsonschema
import pytest

from jianbao.errors import Finding, Place, Severity
from jianbao.proofread.formats import github, sarif

FINDING = Finding(
    "P101",
    Place("稿/issue.yaml", 7, 3),
    Severity.WARNING,
    {"text": ",", "better": "，"},
    "会议,召开",
    1,
    "GB/T 15834-2011",
)
NOWHERE = Finding("P502", Place("issue.yaml"), Severity.HINT, {"text": "布署", "better": "部署"})

# The parts of the SARIF 2.1.0 schema that the log uses, with the types and values that it prescribes.
REGION = {
    "type": "object",
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endColumn")
    }
    | {
        "snippet": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
MESSAGE = {"type": "object", "properties": {"text": {"type": "string", "minLength": 1}}, "required": ["text"]}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string"},
                                                "shortDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": {"properties": {"level": LEVEL}},
                                                "properties": {"type": "object"},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {
                                                            "uri": {"type": "string", "pattern": "^[!-~]+$"}
                                                        }
                                                    },
                                                    "region": REGION,
                                                },
                                                "additionalProperties": False,
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_the_log_is_sarif():
    log = json.loads(sarif([FINDING, NOWHERE, FINDING]))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["P101", "P502"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (7, 3, 4)
    assert region["snippet"]["text"] == ","
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]


def test_nothing_found_is_a_log_too():
    log = json.loads(sarif([]))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_github_shows_a_finding_beside_its_line():
    assert github(FINDING).startswith(
        "::warning file=稿/issue.yaml,line=7,col=3,endColumn=4,title=P101::中文里用了半角标点"
    )
    assert github(NOWHERE).startswith("::notice file=issue.yaml,title=P502::")


@pytest.mark.parametrize(("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning")])
def test_what_github_would_misread_is_escaped(severity: Severity, command: str):
    said = github(Finding("P502", Place("a,b:c.yaml", 1, 1), severity, {"text": "1%\n", "better": ""}))
    assert said.startswith(f"::{command} file=a%2Cb%3Ac.yaml,")
    assert "\n" not in said
    assert "1%25\\n" in said
