"""An issue held against what the register keeps of past ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.ledger import ArticleText, open_ledger
from jianbao.tasks.check import check, mend
from tests.ledger.office import Office, make_issue

PAST = {
    "2017-04-03": ("春耕备耕工作全面铺开", "副县长李强生主持会议。"),
    "2017-04-04": ("每周要情综合通报", "县长李强生指出，要早作准备。县委副书记、副县长王海峰说。"),
    "2017-04-05": ("每周要情综合通报", "会议圆满结束。"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The office's folder, with a register that keeps three past issues."""
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    for day, (title, text) in PAST.items():
        office.build(make_issue(day, title), office.source(f"{day}.yaml", title))
        with office.open() as ledger:
            (record,) = (each for each in ledger.records() if str(each.date) == day)
            ledger.write_articles(record, [ArticleText(title, text=text)])
    return office.folder


def hints(folder: Path, title: str, body: str, *, day: str = "2017-05-02", **more: str) -> list[str]:
    keys = "".join(f"{key}: {value}\n" for key, value in more.items())
    path = folder / "新一期.yaml"
    path.write_text(
        f"刊名: 援疆工作简报\n期号: 4\n总期号: 4\n日期: {day}\n编发单位: 前方指挥部\n{keys}文章:\n  标题: {title}\n  正文: {body}\n",
        "utf-8",
    )
    found = check(path, fonts="embedded")
    return [f"{each.code} {each.message}" for each in found if each.code in {"P319", "P520"}]


def test_a_title_that_stood_in_a_past_issue_is_told_with_that_issue(folder: Path) -> None:
    (told,) = hints(folder, "春耕备耕|工作全面铺开", "各镇积极行动。")
    assert told.startswith("P319") and "2017年第1期" in told


def test_a_title_that_returns_in_every_issue_is_not_told(folder: Path) -> None:
    assert hints(folder, "每周要情综合通报", "各镇积极行动。") == []


def test_an_office_that_changed_is_told_against_the_latest_issue_that_names_the_person(folder: Path) -> None:
    (told,) = hints(folder, "防汛工作情况", "副县长李强生主持会议。")
    assert told.startswith("P520") and "“县长”" in told and "2017年第2期" in told
    assert hints(folder, "防汛工作情况", "县长李强生主持会议。") == []


def test_who_holds_two_offices_may_be_named_by_either(folder: Path) -> None:
    assert hints(folder, "防汛工作情况", "县委副书记王海峰说，要早作准备。") == []


def test_whom_the_office_lists_its_own_words_answer_for(folder: Path) -> None:
    (folder / "用语.yaml").write_text("人员:\n  - 姓名: 李强生\n    职务: 副县长\n", "utf-8")
    assert hints(folder, "防汛工作情况", "副县长李强生主持会议。", 用语="用语.yaml") == []


def test_what_is_of_that_day_or_later_is_no_past_issue(folder: Path) -> None:
    assert hints(folder, "春耕备耕工作全面铺开", "副县长李强生主持会议。", day="2017-04-03") == []


def test_the_register_is_only_read_and_none_is_begun(folder: Path, tmp_path: Path) -> None:
    with open_ledger(None, beside=folder) as ledger:
        register = Path(ledger.location)
    before, there = register.read_bytes(), set(folder.iterdir())
    hints(folder, "春耕备耕工作全面铺开", "各镇积极行动。")
    assert register.read_bytes() == before
    assert set(folder.iterdir()) == there | {folder / "新一期.yaml"}
    bare = tmp_path / "没有台账"
    bare.mkdir()
    assert hints(bare, "春耕备耕工作全面铺开", "各镇积极行动。") == []
    assert [each.name for each in bare.iterdir()] == ["新一期.yaml"]


def test_a_register_that_cannot_be_read_keeps_nobody_from_checking(folder: Path) -> None:
    with open_ledger(None, beside=folder) as ledger:
        register = Path(ledger.location)
    register.write_bytes(b"no register" * 100)
    assert hints(folder, "春耕备耕工作全面铺开", "各镇积极行动。") == []


HEAD = "刊名: 云溪工作简报\n期号: 4\n总期号: 4\n日期: 2017-05-02\n编发单位: 云溪县办公室\n"


def codes(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "新一期.yaml"
    path.write_text(text, "utf-8")
    return [(each.place.line, each.code) for each in check(path, fonts="embedded")]


def test_an_unknown_key_is_told_with_all_that_is_wrong_in_the_texts(tmp_path: Path) -> None:
    """Wherever it stands, and whether it can be guessed or not, in the order of the file."""
    found = codes(
        tmp_path,
        f"{HEAD}印数: 12\n文章:\n  - 标题: 各镇布署春耕\n    作者单位名: 甲\n    正文: 各镇布署春耕工作。\n",
    )
    assert found == [(6, "R041"), (8, "P502"), (9, "R053"), (10, "P502")]


def test_where_a_key_that_must_be_there_is_misspelt_the_keys_alone_are_told(tmp_path: Path) -> None:
    assert codes(tmp_path, f"{HEAD}文章:\n  - 标提: 春耕\n    正文: 各镇布署春耕工作。\n") == [(7, "R041")]


def test_what_is_wrong_otherwise_is_told_alone(tmp_path: Path) -> None:
    """Texts are read for what they say once it is known where they begin and end."""
    found = codes(tmp_path, f"{HEAD}印数: 12\n文章:\n  - 标题: 春耕\n    正文: 各镇布署。\n    日期: 昨天\n")
    assert {code for _, code in found}.isdisjoint({"P502"})


def test_what_is_mechanical_in_the_form_of_a_file_is_told_with_what_is_wrong_in_its_texts(
    tmp_path: Path,
) -> None:
    """A line that would be mended itself is read once it is."""
    head = HEAD.replace("刊名: ", "刊名：")
    found = codes(tmp_path, f"{head}文章:\n  - 标题：各镇布署春耕\n    正文: |\n      各镇布署,春耕。\n")
    assert found == [(1, "R021"), (9, "P502"), (9, "P101")]


def test_a_lead_is_taken_for_the_note_of_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "新一期.yaml"
    path.write_text(f"{HEAD}导语: 本期三篇。\n文章:\n  - 标题: 春耕\n    正文: 各镇积极行动。\n", "utf-8")
    assert "编者按" in check(path, fonts="embedded")[0].message


def test_what_is_mechanical_is_mended_though_a_key_is_wrong(tmp_path: Path) -> None:
    """The key is left to the clerk; a file that holds nothing else to mend is told as wrong."""
    path = tmp_path / "新一期.yaml"
    text = f"{HEAD}印数: 12\n文章:\n  - 标题: 各镇布署春耕\n    正文: 各镇迫不急待。\n"
    path.write_text(text, "utf-8")
    mended = mend(path, write=True)
    assert path.read_text("utf-8") == text.replace("布署", "部署").replace("迫不急待", "迫不及待")
    assert (mended.count, mended.read) == (2, False)
    with pytest.raises(InputError, match="R041"):
        mend(path, write=True)


def test_a_mend_that_would_leave_no_file_that_can_be_read_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file stays as it was, and is told to be one that can be read."""
    path = tmp_path / "新一期.yaml"
    text = f"{HEAD}文章:\n  - 标题: 各镇布署春耕\n    正文: 各镇行动。\n"
    path.write_text(text, "utf-8")
    monkeypatch.setattr("jianbao.drafting.mends.mended", lambda text, *_: f"{text}: [")
    mended = mend(path, write=True)
    assert (path.read_text("utf-8"), mended.diff, mended.read) == (text, "", True)
