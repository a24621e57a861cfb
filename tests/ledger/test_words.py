"""What is looked for is found wherever an eye finds it: the index's answers are those of a slow scan, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianbao.ledger import ArticleText, Ledger, open_ledger
from jianbao.ledger.words import Index, asked_for, folded, pairs_of, pattern_of
from tests.benchmarks.inside.registers import fill, scanned
from tests.ledger.office import Office, make_issue

HOSTILE = (
    '"', "'", '春" OR "耕', "春耕*", "NEAR(春 耕)", "'春':*", "春 & !耕", "%", "_", "?", "\\", "--", "AND", "NOT 春", "(", "（",
    "\x00", "\x1b[31m", "\ud800", "\u202e春", "春\x00耕", "\u3000", "words:春", "^春", "+", "{}", "{0}", "$1", "é", "𠮷", "\ufffd",
)  # fmt: skip
TEXTS = (
    "今年以来，全县春耕备耕投入3.2万元，GDP增长５.5%。\n“五统一”模式", "ＧＤＰ与gdp、GdP；App/5G", "𠮷林、李𬱟；\ue5e5", "春", "",
    "耕。\n春", "AAAA", "ab\tcd 春 耕", "（县水利局）", "é à ж カナ 한글 ①②", "一二三四五六七八九十" * 40, "-3%_'\"\\*:&|!()<>",
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A register with the texts above and 60 issues made up."""
    url: str | Path = tmp_path_factory.mktemp("册") / "册.sqlite"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        import psycopg

        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS words CASCADE")
            connection.execute("CREATE SCHEMA words")
        url = f"{server}/postgres?options=-csearch_path%3Dwords"
    with open_ledger(url, beside=Path()) as ledger:
        fill(ledger, 60, characters=300)
        for record, text in zip(ledger.records(), TEXTS, strict=False):
            ledger.write_articles(record, [ArticleText("题", text=text), ArticleText(text, text[:4])])
        yield ledger


def found(ledger: Ledger, query: str) -> list[tuple[str, str]]:
    return [(hit.record.id, hit.article.whole) for hit in ledger.search(query)]


@pytest.mark.parametrize(
    "query", [*HOSTILE, "春耕", "春", "备耕 投入", "gdp", "5G", "2万", "五统一”模", "供稿", "\n", " "]
)
def test_any_query_finds_what_a_scan_finds_and_no_more(kept: Ledger, query: str) -> None:
    assert found(kept, query) == scanned(kept, query)


def test_a_query_of_ten_thousand_characters_is_asked_like_any_other(kept: Ledger) -> None:
    text = TEXTS[10]
    assert found(kept, text) == scanned(kept, text) != []
    assert found(kept, text * 25) == []


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_stretch_of_every_text_is_found(kept: Ledger, data: st.DataObject) -> None:
    """From one character on."""
    articles = getattr(kept, "all_articles", None) or [article for _, article in kept.articles()]
    kept.all_articles = articles  # type: ignore[attr-defined]
    article = data.draw(st.sampled_from([each for each in articles if each.text.strip()]))
    start = data.draw(st.integers(0, len(article.text) - 1))
    query = article.text[start : start + data.draw(st.integers(1, 12))]
    answer = found(kept, query)
    assert answer == scanned(kept, query)
    assert not asked_for(query) or article.whole in [whole for _, whole in answer]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=6))
def test_any_characters_may_be_asked_for(kept: Ledger, query: str) -> None:
    assert found(kept, query) == scanned(kept, query)


@given(st.text(), st.text(min_size=1, max_size=5))
def test_a_pattern_finds_in_a_text_what_folding_both_would_find(text: str, query: str) -> None:
    for word in asked_for(query):
        assert bool(pattern_of(word).search(text)) == (word in folded(text))
        assert asked_for(word) == (word,)
    assert len(folded(text)) == len(text)


def test_the_index_knows_pairs_and_the_last_character_of_each_stretch() -> None:
    assert pairs_of("春耕备耕，5G") == {"春耕", "耕备", "备耕", "耕", "５ｇ", "ｇ"}


@pytest.mark.parametrize("state", ["no index", "a text too long", "more articles than are indexed"])
def test_what_stands_in_no_index_is_read_through(
    office: Office, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """A machine whose SQLite lacks FTS5 builds and finds all the same."""
    if state == "no index":
        monkeypatch.setattr(Index, "_can", lambda _: False)
    elif state == "a text too long":
        monkeypatch.setattr("jianbao.ledger.words._MOST_WORDS", 3)
    else:
        monkeypatch.setattr("jianbao.ledger.words.PLACES", 0)
    office.build(make_issue(title="春耕备耕工作"), office.source("a.yaml"))
    with office.open() as ledger:
        assert [hit.line for hit in ledger.search("备耕")] == ["春耕备耕工作"]
        monkeypatch.undo()
        assert [hit.line for hit in ledger.search("备耕")] == ["春耕备耕工作"]
        # what no index can take is not told again and again
        assert ledger.lacking() == []
        assert ledger.index_words()
        assert len(ledger.lacking()) == (state == "no index")
        (record,) = ledger.records()
        ledger.write_articles(record, ledger.articles_of(record))
        assert ledger.lacking() == []
        assert [hit.line for hit in ledger.search("备耕")] == ["春耕备耕工作"]


def test_texts_replaced_taken_back_and_void_are_found_no_more(office: Office) -> None:
    """Nor does the index keep anything of them."""
    for day, title in (("2017-04-01", "春耕甲"), ("2017-04-11", "春耕乙"), ("2017-04-21", "春耕丙")):
        office.build(make_issue(day, title), office.source(f"{day}.yaml", title))
    office.build(make_issue("2017-04-11", "秋收乙"), office.source("2017-04-11.yaml", "改"))
    with office.open() as ledger:
        first, second, third = ledger.records()
        ledger.void(first, "重复")
        ledger.undo([third])
        assert [hit.line for hit in ledger.search("春耕")] == []
        assert [hit.record.id for hit in ledger.search("秋收")] == [second.id]
        condition, value = ledger._texts.index.asked(["春耕"]) or ("", "")
        assert ledger._store.run(condition, (value,)) == []
        assert ledger.check() == []
        if ledger._store.dialect == "sqlite":
            ledger._store.run("INSERT INTO jianbao_words (jianbao_words) VALUES ('integrity-check')")


def test_a_hit_has_the_line_around_its_places_page_and_files(office: Office) -> None:
    office.build(make_issue(title="题目"), office.source("a.yaml"))
    text = "第一段。\n全县春耕、春耕备耕。\n春耕。"
    with office.open() as ledger:
        (record,) = ledger.records()
        ledger.write_articles(record, [ArticleText("题目", "（县水利局）", "", text, ((2, 0), (3, 14)))])
        (hit,) = ledger.search("春耕")
        assert (hit.line, hit.at, hit.page) == ("全县春耕、春耕备耕。", ((2, 4), (5, 7)), 2)
        assert {path.suffix for path in hit.files} == {".docx", ".pdf"}
        (hit,) = ledger.search("水利")
        assert (hit.line, hit.page) == ("（县水利局）", 2)
        assert not list(ledger.search("春耕", year=2018)) and not list(ledger.search("春耕", series="别的"))
        assert list(ledger.search("春耕", unit=["县水利局"])) and not list(
            ledger.search("春耕", unit=["县教育局"])
        )


def test_of_an_older_register_titles_are_found_once_it_is_brought_up(sqlite_office: Office) -> None:
    """Until then nothing is, and reading alters nothing."""
    sqlite_office.build(make_issue(), sqlite_office.source("a.yaml"))
    with sqlite_office.open() as ledger:
        for statement in ("DROP TABLE jianbao_words", "DROP TABLE jianbao_articles"):
            ledger._store.run(statement)
        ledger._store.run("UPDATE jianbao_meta SET value = '2' WHERE name = 'schema'")
    with sqlite_office.open() as ledger:
        assert list(ledger.search("民族")) == [] and len(ledger.lacking()) == 1 and ledger.heads() == []
