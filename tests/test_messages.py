"""The catalogue: every message speaks plain Chinese, says what to do, and is in use."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from jianbao.messages import CATALOGUE, NOTHING_BETTER, PHRASES, phrase, render

SOURCES = sorted((Path(__file__).parents[1] / "jianbao").rglob("*.py"))
HAN = re.compile("[一-鿿]")
# phrase(severity), phrase(source)
SPOKEN_BY_VALUE = {
    "error",
    "certain",
    "doubtful",
    "hint",
    "embedded",
    "installed",
    "configured",
}
JARGON = ("NoneType", "Traceback", "Exception", "null", "str ", "int ")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_says_in_chinese_what_is_wrong_and_what_to_do(code: str):
    message = CATALOGUE[code]
    assert HAN.search(message.zh)
    assert HAN.search(message.zh_fix)
    assert not any(word in message.zh + message.zh_fix for word in JARGON)
    assert not message.zh.endswith("。"), "the printer adds the full stop"


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_says_the_same_in_english(code: str):
    message = CATALOGUE[code]
    assert message.en.strip()
    assert message.en_fix.strip()
    assert fields(message.en) <= fields(message.zh) | fields(message.zh_fix)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_a_room_s_letter_and_three_digits(code: str):
    assert re.fullmatch(r"[RMNLFTPVSBCI]\d{3}", code)


def test_every_message_is_used_by_the_code():
    """A message that nothing raises is dead weight; a code is always written out in the source."""
    used = set()
    for path in SOURCES:
        if path.name != "messages.py":
            used.update(re.findall(r"""["']([A-Z]\d{3})["']""", path.read_text("utf-8")))
    assert set(CATALOGUE) - used == set()
    assert {code for code in used if code[0] in "RMNLFTPVBCI"} - set(CATALOGUE) == set()


def test_messages_follow_the_reader_s_language(monkeypatch: pytest.MonkeyPatch):
    assert render("M002", value="九")[0] == "“九”不是整数"
    monkeypatch.setenv("JIANBAO_LANG", "en")
    assert render("M002", value="九")[0] == "“九” is not a whole number"


def test_where_nobody_knows_better_the_remedy_proposes_no_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JIANBAO_LANG", "zh")
    assert render("P509", text="超过近", better=NOTHING_BETTER)[1] == "核对一下，改写这一处"
    assert render("P509", text="切勿不要", better="切勿")[1] == "只留一个：“切勿”"
    monkeypatch.setenv("JIANBAO_LANG", "en")
    assert render("P510", text="解决了困难户", better=NOTHING_BETTER)[1] == "check it, and say it anew"


@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_is_chinese_and_english_and_in_use(key: str, monkeypatch: pytest.MonkeyPatch):
    zh, en = PHRASES[key]
    assert HAN.search(zh) or not zh.strip("{}：:" + "".join(fields(zh)))
    assert fields(zh) == fields(en)
    sources = "".join(path.read_text("utf-8") for path in SOURCES if path.name != "messages.py")
    # phrase(f"state_{state}")
    made = f'phrase(f"{key.partition("_")[0]}_{{'
    assert re.search(rf"[\"']{key}[\"']", sources) or made in sources or key in SPOKEN_BY_VALUE
    values = dict.fromkeys(fields(zh), "x")
    monkeypatch.setenv("JIANBAO_LANG", "en")
    assert phrase(key, **values) == en.format(**values)
