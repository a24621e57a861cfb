"""The JSON Schema: takes what the reader takes, refuses what it refuses, explains every key in Chinese."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from jianbao.errors import InputError
from jianbao.glossary import EN, ZH
from jianbao.reading import read_mapping
from jianbao.reading.schema import schema, schema_text
from tests.conftest import EXAMPLES

GOOD: dict[str, Any] = {
    "series": "云溪工作简报", "date": "2026-01-06", "organ": "县政府办", "articles": {"title": "甲", "body": "乙。"},
}  # fmt: skip


@cache
def validator() -> Draft7Validator:
    Draft7Validator.check_schema(schema())
    return Draft7Validator(schema())


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates."""


Loader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/issue.yaml")), ids=lambda path: path.parent.name)
def test_it_takes_the_examples(path: Path):
    errors = validator().iter_errors(yaml.load(path.read_text("utf-8"), Loader))
    assert [(error.json_path, error.message[:100]) for error in errors] == []


GOODS: dict[str, dict[str, Any]] = {
    "Chinese keys": {
        "刊名": "甲",
        "日期": "2026年1月6日",
        "编发单位": ["甲"],
        "文章": [{"标题": "甲", "正文": "乙"}],
        "报": "丙",
    },
    "a series file": {"series": {"file": "series.yaml"}, "date": "2026.1.6", "articles": GOOD["articles"]},
    "numbers as text": GOOD | {"number": "9", "total": 9},
    "empty keys": GOOD | {"number": None, "masthead": None, "editor_note": None, "print": None},
    "contents: no": GOOD | {"contents": "否"},
    "short forms": GOOD
    | {"contents": {"entries": "甲"}, "masthead": {"name": ["甲", {"text": "乙", "size": 40}]}},
    "fonts": GOOD | {"layout": {"fonts": "embedded", "docx_fonts": {"仿宋": "仿宋"}}},
    "a distribution by labels": GOOD | {"分送": {"本期报": ["甲", ["乙", "丙"]], "主送": "丁"}},
    "a distribution as a list": GOOD | {"distribution": [{"label": "报", "to": "甲"}, {"送": "乙"}]},
    "imprint and staff at the top": GOOD
    | {"印发机关": "甲", "印发日期": "2026-01-07", "编辑": "乙", "责任编辑": None},
    "the imprint by its names": GOOD | {"印发": {"印发机关": "甲", "印发日期": "2026-01-07"}},
    "organs above the name": GOOD | {"masthead": {"organ_above": ["甲", "乙"]}},
    "other labels": GOOD | {"报送": "甲", "主送": ["乙"]},
    "a Chinese date": GOOD | {"date": "二〇二六年十二月二十一日"},
    "numbers with their words": GOOD
    | {"year": "2026年", "number": "第3期", "total": "总第23期", "copies": "共印100份"},
    "staff": GOOD | {"staff": {"编辑": "甲", "电话": 1234567}},
}
BADS: dict[str, dict[str, Any]] = {
    "a misspelt key": GOOD | {"serise": "甲"},
    "a key that belongs elsewhere": GOOD | {"secrecy": "秘密"},
    "no date": {key: value for key, value in GOOD.items() if key != "date"},
    "a number in words": GOOD | {"number": "若干"},
    "number and total in one": GOOD | {"number": "3(总第23期)"},
    "a number of zero": GOOD | {"number": 0},
    "a date without sense": GOOD | {"date": "一月"},
    "a by-line nowhere": GOOD | {"articles": {"title": "甲", "body": "乙", "byline_at": "题上"}},
    "a list as a body": GOOD | {"articles": {"title": "甲", "body": ["乙"]}},
    "a text as a masthead": GOOD | {"masthead": "甲"},
    "contents: perhaps": GOOD | {"contents": "也许"},
}


@pytest.mark.parametrize("data", GOODS.values(), ids=list(GOODS))
def test_it_takes(data: dict[str, Any], tmp_path: Path):
    assert [error.message for error in validator().iter_errors(data)] == []
    (tmp_path / "series.yaml").write_text("series: 甲\norgan: 乙\n", encoding="utf-8")
    assert read_mapping(data, folder=tmp_path).issue


@pytest.mark.parametrize("data", BADS.values(), ids=list(BADS))
def test_it_refuses(data: dict[str, Any]):
    assert list(validator().iter_errors(data))
    with pytest.raises(InputError):
        read_mapping(data)


def test_every_key_is_there_in_both_languages_and_explained():
    seen: set[str] = set()
    whole = schema()
    for part in (whole, *whole["definitions"].values()):
        assert part["additionalProperties"] is False
        for key, about in part["properties"].items():
            seen.add(key)
            assert re.search("[一-鿿]", about["title"] + about["description"]), key
            assert about == part["properties"].get(ZH.get(EN.get(key, key), key), about), key
    assert seen >= (set(ZH) | set(EN)) - {"file", "文件"}


def test_the_examples_in_the_schema_are_good_themselves():
    """What an editor offers must not be underlined in red."""
    whole = schema()
    for part in (whole, *whole["definitions"].values()):
        for key, about in part["properties"].items():
            for example in about.get("examples", ()):
                checked = {**about, "definitions": whole["definitions"]}
                assert Draft7Validator(checked).is_valid(example), key


def test_its_text_is_json_with_chinese_as_it_is():
    assert json.loads(schema_text()) == schema()
    assert "刊名" in schema_text()
