"""The register keeps what the articles say, along with the issues that they stand in."""

from __future__ import annotations

import json
from datetime import date as Date
from pathlib import Path

import pytest

from jianbao import steps
from jianbao.errors import FileError, NumberingConflict
from jianbao.ledger import ATTACHMENT, ArticleText, Made, Terms, open_ledger
from jianbao.ledger.texts import articles_of
from jianbao.model.issue import Issue
from jianbao.reading import read_mapping
from tests.ledger.office import Office, make_issue, render

BODY = """\
## 一、春耕

今年以来，**全县**投入资金 3.2 万元[^1]。

| 镇 | 面积 |
|---|---|
| 石塘镇 | 12 |

- 柳溪村

[^1]: 据农业农村局统计。
"""


def issue_of(body: str = BODY, title: str = "春耕|备耕", day: str = "2026-03-02", **keys: object) -> Issue:
    """An issue with an article that has by-line and column, and an attachment."""
    article = {"title": title, "byline": "（县农业农村局）", "column": "工作动态", "body": body}
    given = {"series": "云溪简报", "date": day, "organ": "云溪县", "articles": [article]} | keys
    return read_mapping(given).issue


def test_the_texts_of_an_issue_are_what_is_read_without_markup() -> None:
    """A paragraph a line, cells parted by tabs; blanks between Han and Western are not set, hence not kept."""
    attached = {"title": "附表", "body": "见表。"}
    first, second = articles_of(issue_of(attachments=[attached]))
    assert (first.title, first.byline, first.section) == ("春耕备耕", "（县农业农村局）", "工作动态")
    assert first.text.splitlines()[1].startswith("今年以来，全县投入资金3.2万元")
    assert "石塘镇\t12" in first.text
    assert "柳溪村" in first.text and "据农业农村局统计" in first.text
    assert not set("*|#[") & set(first.text)
    assert second == ArticleText("附表", "", ATTACHMENT, "见表。")


def test_what_nobody_can_see_and_marks_of_breaks_are_not_kept() -> None:
    """Pasted along from web pages, they would part what stands together."""
    article = {"title": "春\u200b耕", "kicker": "一|二", "body": "备\u00ad耕。"}
    (text,) = articles_of(issue_of(articles=[article]))
    assert (text.title, text.text) == ("春耕", "一二\n备耕。")


def build(office: Office, day: str, title: str, body: str = BODY) -> Issue:
    return office.build(issue_of(body, title, day), office.source(f"{day}.yaml", title))


def test_a_build_writes_the_texts_and_building_again_replaces_them(office: Office) -> None:
    build(office, "2026-03-02", "甲")
    build(office, "2026-03-09", "乙")
    build(office, "2026-03-09", "乙", "改过。")
    with office.open() as ledger:
        found = [(record.date, article.title, article.text) for record, article in ledger.articles()]
        assert [each[:2] for each in found] == [(Date(2026, 3, 9), "乙"), (Date(2026, 3, 2), "甲")]
        assert found[0][2] == "改过。"
        assert [article.title for _, article in ledger.articles(before=Date(2026, 3, 9))] == ["甲"]
        assert not list(ledger.articles(series="别的简报"))
        assert len(list(ledger.articles(series="云溪简报", kind="正刊", year=2026))) == 2


def test_what_is_taken_back_or_void_takes_its_texts_along(office: Office) -> None:
    for day, title in (("2026-03-02", "甲"), ("2026-03-09", "乙"), ("2026-03-16", "丙")):
        build(office, day, title)
    with office.open() as ledger:
        first, second, third = ledger.records()
        ledger.void(first, "重复")
        ledger.undo([third])
        assert [article.title for _, article in ledger.articles()] == ["乙"]
        assert ledger._store.run("SELECT count(*) FROM jianbao_articles") == [(1,)]
        ledger.redate(second, Date(2027, 1, 5))
        assert not list(ledger.articles())


def test_texts_that_come_from_elsewhere_are_written_by_whoever_has_them(office: Office) -> None:
    """What would obey a terminal is left out; pages stay where they were in the text."""
    build(office, "2026-03-02", "甲")
    text = "第一页 1\x1b[31m\n第二页"
    with office.open() as ledger:
        (record,) = ledger.records()
        ledger.write_articles(
            record, [ArticleText("扫\n描", "", "", text, ((3, 0), (4, text.index("第二"))))]
        )
        (article,) = ledger.articles_of(record)
        assert (article.title, article.text) == ("扫 描", "第一页1[31m\n第二页")
        assert [article.page_at(article.text.index(word)) for word in ("第一", "第二")] == [3, 4]
        assert ArticleText("甲").page_at(0) is None
        ledger.undo([record])
        with pytest.raises(NumberingConflict, match="L021"):
            ledger.write_articles(record, ())


def test_an_export_holds_the_texts_and_one_without_them_is_the_same_issue(office: Office) -> None:
    build(office, "2026-03-02", "甲")
    with office.open() as ledger:
        (line,) = ledger.export()
        texts = [article for _, article in ledger.articles()]
    old = json.loads(line)
    del old["articles"]
    with open_ledger(office.folder / "另一本.sqlite", beside=office.folder) as other:
        assert other.import_lines([line]) == 1
        assert other.import_lines([json.dumps(old)]) == 0
        assert [article for _, article in other.articles()] == texts
        assert list(other.export()) == [line]


def test_where_no_register_is_there_are_no_texts(office: Office) -> None:
    """Nor one that is left behind."""
    with office.open() as ledger:
        assert list(ledger.articles()) == []
    assert not (office.folder / "期号台账.sqlite").exists()


@pytest.mark.parametrize(
    "damage",
    [
        "text = x'00ff'",
        "pages = '9223372036854775807'",
        "pages = '1:'",
        "pages = ':'",
        "pages = '1:2:3'",
        "pages = '²:1'",
    ],
)
def test_texts_that_no_jianbao_wrote_are_told(sqlite_office: Office, damage: str) -> None:
    build(sqlite_office, "2026-03-02", "甲")
    with sqlite_office.open() as ledger:
        ledger._store.run(f"UPDATE jianbao_articles SET {damage}")
        with pytest.raises(FileError, match="L004"):
            list(ledger.articles())


def test_a_real_build_keeps_on_which_page_each_part_of_an_article_stands(example, tmp_path: Path) -> None:
    """Held against the pages that the layout made."""
    path = example("04-xiangcun")
    built = steps.issued(path, formats=("pdf",), fonts="embedded", ledger=tmp_path / "册.sqlite")
    reading = steps.read_source(path)
    faces = steps.faces_for(reading.issue.layout, "embedded")
    pages = steps.lay_out_issue(reading, reading.issue, faces)
    shown = {page.number: "".join(getattr(item, "text", "") for item in page.items) for page in pages.pages}
    with open_ledger(tmp_path / "册.sqlite", beside=tmp_path) as ledger:
        found = [article for _, article in ledger.articles()]
    assert len(found) == len(reading.issue.articles) + 1
    assert found[-1].section == ATTACHMENT
    for article in found[:-1]:
        assert article.pages[-1][0] <= built.pages
        for page, start in article.pages:
            assert article.text[start : start + 6] in shown[page]
            before = article.text[max(start - 6, 0) : start]
            assert not before or before not in shown[page]


def test_a_correction_of_a_released_issue_keeps_the_text_as_it_was(office: Office) -> None:
    build(office, "2026-03-02", "甲")
    with office.open() as ledger:
        ledger.release(ledger.records())
    terms = Terms(reissue="错字")
    office.build(issue_of("改正。", "甲"), office.source("2026-03-02.yaml", "改正"), terms=terms)
    with office.open() as ledger:
        (record,) = ledger.records()
        assert ledger.articles_of(record)[0].text == "改正。"
        (done,) = ledger.reissues(record)
    assert "石塘镇" in json.loads(done.before)["articles"][0]["text"]


def test_an_issue_is_published_with_the_texts_that_its_making_gives(office: Office) -> None:
    """Those know their pages."""
    made = Made(articles=(ArticleText("甲", text="一。", pages=((1, 0),)),))
    with office.open() as ledger, ledger.issuing(make_issue(), source=office.source("a.yaml")) as entry:
        entry.publish(render(entry.issue), office.out, pages=1, made=made)
    with office.open() as ledger:
        assert [article for _, article in ledger.articles()] == list(made.articles)
