"""An issue edited in Word: whatever was changed there stands in the issue file afterwards, and nothing else."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from PIL import Image

from jianbao.reading import read, read_text
from jianbao.tasks.import_ import into
from jianbao.writers.docx import write
from tests.importing.equal import differences
from tests.importing.laying import laid_out

EXAMPLES = Path(__file__).parents[2] / "examples"
ARTICLE = "  - 标题: 全市秋粮抢收抢烘工作情况\n"
NEW = "  - 标题: 新添的一篇短消息\n    正文: |\n      县里又开了一次会，部署下一步工作，要求各地抓紧落实。\n"
TABLE = "\n      | 县区 | 面积 |\n      |---|---|\n      | 云溪县 | 3.2 |\n"
CHANGES = {
    "the day": [("日期: 2025-10-21", "日期: 2025-10-22")],
    "number and total": [("期号: 2\n总期号: 37", "期号: 3\n总期号: 38")],
    "the organ": [("编发单位: 青岚市人民政府办公室", "编发单位: 青岚市人民政府办公厅")],
    "the masthead": [("  签发人: 温书言", "  签发人: 欧阳明远"), ("特急", "加急")],
    "what the masthead has no more": [("  紧急程度: 特急\n", "")],
    "recipients": [("市委、市人大常委会、市政府、市政协领导同志", "市委、市政府领导同志")],
    "copies": [("份数: 80", "份数: 120")],
    "no copies": [("份数: 80\n", "")],
    "staff": [("份数: 80", "份数: 80\n编辑人员:\n  编辑: 张三")],
    "an imprint": [("份数: 80", "份数: 80\n印发:\n  编发单位: 青岚市人民政府办公室\n  日期: 2025-10-22")],
    "a title": [("推行“一户一单”|帮助", "实行“一户一单”|帮助")],
    "a subtitle that was none": [(ARTICLE, ARTICLE + "    副题: ——截至10月20日\n")],
    "a by-line": [("    署名: （市农业农村局供稿）\n", "    署名: （市农业农村局、市气象局供稿）\n")],
    "no by-line": [("    署名: （市农业农村局供稿）\n", "")],
    "several by-lines": [("    署名: （市农业农村局供稿）\n", "    署名: [市农业农村局, 市气象局]\n")],
    "the editor's note": [("请各地对照查找短板，", "请各地查找短板，")],
    "no editor's note": [("编者按: |\n  入秋以来", "x")],
    "a paragraph": [("      二、存在的困难\n", "      新写的一段，放在两部分之间。\n\n      二、存在的困难\n")],
    "a table": [("      二、存在的困难\n", TABLE.lstrip("\n") + "\n      二、存在的困难\n")],
    "an article at the head": [("文章:\n", "文章:\n" + NEW)],
    "an article at the end": [("\n\n报: 市委", "\n" + NEW.rstrip("\n") + "\n\n报: 市委")],
    "an article less": [("  - 标题: 云溪县推行", "x")],
    "an attachment": [("\n报: 市委", "\n附件:\n  - 标题: 进度表\n    正文: |\n      各县区进度如下。\n\n报: 市委")],
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_in_word_stands_in_the_file_and_nothing_else(name: str, tmp_path: Path):
    file = tmp_path / "issue.yaml"
    text = (EXAMPLES / "03-zengkan" / "issue.yaml").read_text("utf-8")
    file.write_text(text, "utf-8")
    changed = text
    for one, other in CHANGES[name]:
        assert one in changed, one
        if other == "x":
            start = changed.index(one)
            end = changed.index("\n\n文章:" if "编者按" in one else "\n\n报:", start)
            changed = changed[:start].rstrip(" ") + changed[end:].lstrip("\n" if "编者按" in one else "")
        else:
            changed = changed.replace(one, other, 1)
    other_file = tmp_path / "other.yaml"
    other_file.write_text(changed, "utf-8")
    wanted = read(other_file)
    docx = tmp_path / "改过.docx"
    docx.write_bytes(write(laid_out(wanted)))
    taken = into(docx, file, write=True)
    assert taken.left == []
    found = read(file)
    assert differences(wanted.issue, found.issue) == []
    assert found.text.startswith("# 增刊：份号")


def test_a_picture_that_came_in_word_is_put_beside_the_file_under_a_name_of_its_own(tmp_path: Path):
    (tmp_path / "图").mkdir()
    for name, colour in (("图1.png", "red"), ("图2.png", "blue")):
        Image.new("RGB", (300, 200), colour).save(tmp_path / "图" / name)
    file, other = tmp_path / "issue.yaml", tmp_path / "other.yaml"
    text = (
        (EXAMPLES / "03-zengkan" / "issue.yaml")
        .read_text("utf-8")
        .replace("      二、存在的困难\n", "      ![抢收](图/图1.png)\n\n      二、存在的困难\n")
    )
    file.write_text(text, "utf-8")
    other.write_text(
        text.replace("      三、下一步打算\n", "      ![晾晒](图/图2.png)\n\n      三、下一步打算\n"), "utf-8"
    )
    docx = tmp_path / "改过.docx"
    docx.write_bytes(write(laid_out(read(other))))
    (tmp_path / "图" / "图2.png").unlink()
    Image.new("RGB", (10, 10), "green").save(tmp_path / "图" / "图2.png")
    green = (tmp_path / "图" / "图2.png").read_bytes()
    assert into(docx, file, write=True).left == []
    assert "![抢收](图/图1.png)" in file.read_text("utf-8")
    assert "![晾晒](图/图3.png)" in file.read_text("utf-8")
    assert (tmp_path / "图" / "图2.png").read_bytes() == green
    assert set(read(file).pictures) == {"图/图1.png", "图/图3.png"}


HEAD = "刊名: 试刊\n期号: 1\n总期号: 1\n日期: 2026-01-06\n编发单位: 某某市人民政府办公室\n文章:\n  - 标题: 一件事\n    正文: |\n"
BLOCKS = (
    "一、基本情况",
    "全市早稻育秧进度过半，各乡镇把种子、农膜备到田头。",
    "**肥料要备足。**供销社调运化肥三千吨。",
    "| 乡镇 | 面积 |\n|---|---|\n| 石塘镇 | 3.2 |",
    "二、存在的问题",
    "部分山区缺水，机井还在检修。",
    "> 来自基层的话。",
    "老种粮户说，今年雨水来得早。",
)


def _file(blocks: list[str]) -> str:
    return HEAD + "\n\n".join(blocks).replace("\n", "\n      ").join(["      ", "\n"]).replace(
        "      \n", "\n"
    )


def _edited(chance: random.Random, blocks: list[str]) -> list[str]:
    """The blocks as somebody has them who deletes, copies, moves and changes paragraphs."""
    found = list(blocks)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(found))
        match chance.choice(("delete", "copy", "move", "change", "new")):
            case "delete" if len(found) > 2:
                del found[at]
            # two tables of one head without a word between them are one that was parted
            case "copy" if "|" not in found[at]:
                found.insert(chance.randrange(len(found)), found[at])
            case "move":
                found.insert(chance.randrange(len(found)), found.pop(at))
            case "change":
                found[at] = found[at].replace("的", "").replace("三", "五").replace("石", "柳")
            case _:
                found.insert(at, f"新添的第{chance.randint(2, 99)}段，说的是另一件事。")
    return found


@pytest.mark.parametrize("seed", range(int(os.environ.get("JIANBAO_TAKEOVERS", "10"))))
def test_paragraphs_deleted_copied_moved_and_changed_stand_so_in_the_file(seed: int, tmp_path: Path):
    file, other = tmp_path / "issue.yaml", tmp_path / "other.yaml"
    file.write_text(_file(list(BLOCKS)), "utf-8")
    other.write_text(_file(_edited(random.Random(seed), list(BLOCKS))), "utf-8")
    wanted = read(other)
    docx = tmp_path / "改过.docx"
    docx.write_bytes(write(laid_out(wanted)))
    assert into(docx, file, write=True).left == []
    assert differences(wanted.issue, read(file).issue) == []
    assert into(docx, file).text == file.read_text("utf-8")


def _taken(tmp_path: Path, mine: str, others: str) -> tuple[list[str], str]:
    """(what has to be changed by hand, the file's text) after `others` was printed and taken over into `mine`."""
    file, other = tmp_path / "issue.yaml", tmp_path / "other.yaml"
    file.write_text(mine, "utf-8")
    other.write_text(others, "utf-8")
    docx = tmp_path / "改过.docx"
    docx.write_bytes(write(laid_out(read(other))))
    return into(docx, file, write=True).left, file.read_text("utf-8")


@pytest.mark.parametrize("title", ['"统一接收', "'快报'", "# 要事", "- 又一件", "甲: 乙"])
def test_a_line_that_would_be_more_than_text_is_put_in_quotation_marks(title: str, tmp_path: Path):
    mine = _file(list(BLOCKS))
    wanted = mine.replace("标题: 一件事", "标题: " + json.dumps(title, ensure_ascii=False))
    left, text = _taken(tmp_path, mine, wanted)
    assert left == []
    assert read_text(text).issue.articles[0].title == read_text(wanted).issue.articles[0].title


def test_a_text_within_braces_is_left_as_it_is_and_all_else_taken_over(tmp_path: Path):
    mine = _file(list(BLOCKS)) + "  - {标题: 又一件, 正文: 二天。}\n"
    wanted = mine.replace("二天。", "三天又两天。全都改了。").replace("一件事", "一件大事")
    left, text = _taken(tmp_path, mine, wanted)
    assert left == ["正文"]
    assert text == mine.replace("一件事", "一件大事")
