"""The schema in an editor: the real YAML language server completes the keys, explains them, underlines a wrong one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jianbao.reading.schema import schema
from tests.reading.language_server import LanguageServer, installed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    script = installed()
    if script is None:
        pytest.skip("npm or its registry is not here")
    with LanguageServer(script) as started:
        yield started


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The line that `jianbao new` writes, with a schema on this machine."""
    path = tmp_path_factory.mktemp("schema") / "issue.schema.json"
    path.write_text(json.dumps(schema(), ensure_ascii=False), "utf-8")
    return f"# yaml-language-server: $schema={path.as_uri()}\n"


def labels(answer: Any) -> set[str]:
    return {item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer)}


def test_completion_offers_the_keys_of_an_issue_in_both_languages(
    server: LanguageServer, head: str, tmp_path: Path
):
    path = tmp_path / "a.yaml"
    server.open(path, head + "series: 援疆工作简报\n\n")
    offered = labels(server.at("completion", path, 2, 0))
    assert {"date", "organ", "articles", "日期", "编发单位", "文章"} <= offered


def test_completion_offers_the_keys_of_an_article(server: LanguageServer, head: str, tmp_path: Path):
    path = tmp_path / "b.yaml"
    server.open(path, head + "series: 试刊\narticles:\n  - title: 题目\n    \n")
    offered = labels(server.at("completion", path, 4, 4))
    assert {"body", "byline", "正文", "署名"} <= offered


def test_hover_explains_a_key_in_chinese(server: LanguageServer, head: str, tmp_path: Path):
    path = tmp_path / "c.yaml"
    server.open(path, head + "series: 试刊\n总期号: 9\n")
    for line in (1, 2):
        hover = server.at("hover", path, line, 1)
        assert hover is not None
        said = hover["contents"]["value"] if isinstance(hover["contents"], dict) else str(hover["contents"])
        assert any("\u4e00" <= char <= "\u9fff" for char in said)
    assert "总期号" in said


def test_a_wrong_key_is_underlined(server: LanguageServer, head: str, tmp_path: Path):
    path = tmp_path / "d.yaml"
    text = "series: 试刊\ndate: 2017-04-11\norgan: 某办\nartcles: []\narticles:\n  - title: 题目\n    body: 正文。\n"
    found = server.open(path, head + text)
    assert any(each["range"]["start"]["line"] == 4 and "artcles" in each["message"] for each in found), found


def test_a_right_file_is_not_underlined(server: LanguageServer, head: str, tmp_path: Path):
    path = tmp_path / "e.yaml"
    text = "刊名: 试刊\n日期: 2017-04-11\n编发单位: 某办\n文章:\n  - 标题: 题目\n    正文: |\n      正文。\n"
    assert server.open(path, head + text) == []


def test_the_examples_are_not_underlined(server: LanguageServer, head: str, tmp_path: Path):
    examples = Path(__file__).parents[2] / "examples"
    for number, path in enumerate(sorted(examples.glob("*/issue.yaml"))):
        text = path.read_text("utf-8")
        if "file:" in text.partition("articles")[0]:
            # with a series file, which the schema of one file cannot see
            continue
        assert server.open(tmp_path / f"f{number}.yaml", head + text) == [], path
