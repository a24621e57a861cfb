"""The first example is a bulletin as it was issued: read, it keeps every character."""

from __future__ import annotations

import re

from jianbao.model.body import Paragraph
from jianbao.reading import read
from tests.conftest import EXAMPLES

SEED = EXAMPLES / "01-yuanjiang" / "issue.yaml"


def bare(text: str) -> str:
    """The characters without what markup and spacing are made of."""
    return re.sub(r"[\s*|　]", "", text)


def test_every_character_is_kept():
    reading = read(SEED)
    for article in reading.issue.articles:
        assert "".join(bare(block.inline.text) for block in article.body.blocks) == bare(article.body.source)
        assert bare(article.body.source) in bare(reading.text)
        assert bare(article.title) in bare(reading.text)
    for line in reading.issue.distribution:
        assert bare(line.text) in bare(reading.text)


def test_the_grid_has_no_spaces_but_those_that_are_meant():
    reading = read(SEED)
    texts = [block.inline.text for article in reading.issue.articles for block in article.body.blocks]
    assert "“持续援疆十三五　携手同奔小康路”" in texts[0]
    assert "".join(texts).count("　") == 1
    assert not re.search("[一-鿿。，]  ?[0-9A-Za-z一-鿿]|[0-9] [一-鿿]", "".join(texts))
    assert "举办9场培训课" in "".join(texts)


def test_every_run_in_lead_is_bold_and_closed():
    reading = read(SEED)
    leads = [
        span.text
        for article in reading.issue.articles
        for block in article.body.blocks
        if isinstance(block, Paragraph)
        for span in block.inline.spans
        if span.bold
    ]
    assert leads == [
        "二、分组行动，遍地开花。",
        "三、结对认亲，真情感人。",
        "一是建设“扬州新源哈萨克风情园”，永久见证“民族团结一家亲”。",
        "二是组团出访扬州，增进民族间情谊。",
        "三是组织民族风情演出，零距离感受民俗文化。",
        "四是召开大型推介招商会，吸引客商游客来到新源。",
        "五是开展社区结对共建，促进两地基层深度合作。",
    ]
    assert reading.findings == ()


def test_titles_break_where_the_clerk_wants_it():
    titles = [article.title for article in read(SEED).issue.articles]
    assert titles == [
        "武进援疆工作组“民族团结一家亲”|活动花开有形",
        "扬州工作组拉开民族交流交往序幕|绽放民族团结之花",
        "连云港政协副主席鲁林率团来霍尔果斯|考察并慰问工作组",
    ]
