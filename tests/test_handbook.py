"""The handbook keeps its word in both languages: its tables are the program's, its examples work, its links lead on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from jianbao.glossary import ZH
from jianbao.handbook import TOPICS, page
from tests import handbook
from tests.handbook import PAGES, ROOT

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
EVERY = pytest.mark.parametrize("topic", TOPICS)
HAN = re.compile("[一-鿿]")


def raw(topic: str, language: str) -> str:
    return (ROOT / PAGES / language / f"{topic}.md").read_text("utf-8")


@LANGUAGES
def test_its_pages_are_the_topics_in_either_language(language: str):
    assert {path.stem for path in (ROOT / PAGES / language).iterdir()} == set(TOPICS)


@LANGUAGES
def test_its_tables_are_made_from_the_program_as_it_is(language: str):
    """Where this fails: python -m tests.handbook --write."""
    behind = handbook.renewed(language)
    assert [path.relative_to(ROOT).as_posix() for path in behind] == []


@EVERY
@LANGUAGES
def test_a_page_says_its_title_and_in_a_line_what_it_is_about(topic: str, language: str):
    found = page(topic, language)
    assert re.fullmatch(r"\S.{0,20}", found.title)
    assert bool(HAN.search(found.title)) == (language == "zh")
    assert found.about.endswith(("。", "."))
    assert "<!--" not in found.text
    assert ".md)" not in found.text


@EVERY
def test_a_page_has_the_same_sections_in_both_languages(topic: str):
    counted = [raw(topic, language).count("\n## ") for language in ("zh", "en")]
    assert counted[0] == counted[1]


@EVERY
def test_a_page_names_the_same_options_codes_and_commands_in_both_languages(topic: str):
    def named(text: str) -> set[str]:
        found = r"(?<![\w-])--[a-z][a-z-]+|\b[A-Z]\d{3}\b|(?<=`)jianbao (?!help)[a-z]+|\w+\.md|JIANBAO_\w+"
        return set(re.findall(found, re.sub(r"<!-- made.*?<!-- /made -->", "", text, flags=re.DOTALL)))

    assert named(raw(topic, "zh")) == named(raw(topic, "en"))


@EVERY
@LANGUAGES
def test_its_links_lead_somewhere(topic: str, language: str):
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", raw(topic, language), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#][^)]*)\)|src=\"([^\"]+)\"", prose):
        target = link[0] or link[1]
        assert "://" in target or (ROOT / PAGES / language / target).exists(), target


@LANGUAGES
def test_it_names_no_command_that_does_not_exist(language: str):
    from jianbao.cli import COMMANDS

    every = "".join(raw(topic, language) for topic in TOPICS)
    assert set(re.findall(r"(?:`|^)jianbao ([a-z]+)", every, re.MULTILINE)) <= set(COMMANDS)


def prose(language: str) -> str:
    """All pages without the tables that are made."""
    every = "\n".join(raw(topic, language) for topic in TOPICS)
    return re.sub(r"<!-- made.*?<!-- /made -->", "", every, flags=re.DOTALL)


@LANGUAGES
def test_every_command_is_told_of_in_words_and_not_in_the_table_alone(language: str):
    assert [name for name, _ in handbook.commands_of_the_program() if name not in prose(language)] == []


@LANGUAGES
def test_it_names_no_option_that_does_not_exist(language: str):
    there = {"--help", "--version", "--strict=all"}
    for _, command in handbook.commands_of_the_program():
        there |= {spelt for parameter in command.params for spelt in parameter.opts}
    named = set(
        re.findall(
            r"(?<![\w-])--[a-z][a-z-]*(?:=all)?",
            re.sub(r"^.*pip .*$", "", prose(language), flags=re.MULTILINE),
        )
    )
    assert named - there == set()


@LANGUAGES
def test_its_issues_can_be_read(language: str, tmp_path: Path):
    """Every example in YAML that is a whole issue passes the check without a remark."""
    from jianbao import check

    whole = 0
    for topic in TOPICS:
        for text in re.findall(r"```yaml\n(.*?)```", raw(topic, language), re.DOTALL):
            if re.search(r"^(刊名|series):", text) and re.search(r"^(文章|articles):", text, re.MULTILINE):
                path = tmp_path / "issue.yaml"
                path.write_text(text, "utf-8")
                assert check(path) == ()
                whole += 1
    assert whole


@LANGUAGES
def test_its_extras_are_those_that_can_be_installed(language: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = set(re.findall(r"^\| `jianbao\[(\w+)\]` \|", raw("install", language), re.MULTILINE))
    assert named == set(project["optional-dependencies"]) - {"test", "dev", "release", "long"}


@LANGUAGES
def test_its_examples_are_the_examples(language: str):
    named = set(re.findall(r"examples/(\d\d-\w+)", raw("examples", language)))
    assert named == {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}


def keys(language: str) -> list[tuple[str, str]]:
    """The rows of the table of keys: (Chinese key, English key)."""
    return re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| \S", raw("keys", language), re.MULTILINE)


@LANGUAGES
def test_every_key_is_in_its_table_with_its_twin(language: str):
    rows = keys(language)
    assert {en: zh for zh, en in rows} == ZH
    assert len(rows) == len(ZH), "a key stands twice"


def test_a_key_is_explained_with_where_it_stands_and_an_example():
    from jianbao.tasks.help import look_up

    text = look_up("密级").text
    assert text.startswith("# 密级 (secrecy)\n")
    assert "写在 `报头` 之下。" in text
    assert "写在最外层，或者 `起始` 之下。" in look_up("期号").text
    assert "密级: 秘密★1年" in text
    assert look_up("secrecy").text == text


def test_both_tables_of_keys_go_in_the_same_order():
    assert keys("zh") == keys("en")


def test_contributing_takes_two_screens_and_holds_every_room():
    """Its tree is made from the import contract, which import-linter holds to be whole, and from the docstrings."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert len(text.splitlines()) <= 80
    assert "<!-- made: tree -->" in text
