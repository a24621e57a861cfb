"""Texts that were cut at the ends of lines and pages, and what pages and the web put around them."""

from __future__ import annotations

from tests.importing.making import BODY, head, p, title

CUT = [
    "　　坚持每周一晒、每旬一评、每月一结，年度任务已销号",
    "十九项。现场开展“送戏进山”",
    "活动，演出折子戏九场。",
    "　　老党员主动腾出自家堂屋作议事点，七年来调解邻里纠",
    "纷四十九起，被大家唤作“板凳法官”。",
    "　　落实帮教责任，为五名未成年人制定个别化方案，组织心",
    "理疏导二十六次。",
]
WHOLE = [
    "坚持每周一晒、每旬一评、每月一结，年度任务已销号十九项。现场开展“送戏进山”",
    "活动，演出折子戏九场。",
    "老党员主动腾出自家堂屋作议事点，七年来调解邻里纠纷四十九起，被大家唤作“板凳法官”。",
    "落实帮教责任，为五名未成年人制定个别化方案，组织心理疏导二十六次。",
]


def texts(found) -> list[str]:
    return [block.inline.text for article in found.articles for block in article.body]


def test_lines_that_begin_without_a_blank_go_on_with_the_one_above(draft):
    lines = [line.replace("现场开展“送戏进山”", "现场连续三天开展“送戏进山”的") for line in CUT]
    found = draft(head(), title("银龄宣讲团走进课堂"), *map(p, lines), p("报：市委。"))
    assert texts(found) == [
        "坚持每周一晒、每旬一评、每月一结，年度任务已销号十九项。现场连续三天开展“送戏进山”的活动，演出折子戏九场。",
        *WHOLE[2:],
    ]
    assert [(doubt.kind, doubt.words) for doubt in found.doubts] == [("doubt_flush", "4")]


def test_page_numbers_and_running_heads_in_the_text_are_left_out_and_told(draft):
    pages = [p("- 1 -", 12, align="center"), p("工作简报 第6期", 10)]
    lines = [*map(p, CUT[:4]), *pages, *map(p, CUT[4:])]
    found = draft(head(), title("银龄宣讲团走进课堂"), *lines, p("报：市委。"), p("—2—", 12, align="right"))
    assert WHOLE[2] in texts(found)
    assert [words for _, words in found.dropped] == ["-1-", "工作简报第6期", "—2—"]
    assert found.values["distribution"] == [{"label": "报", "to": "市委。"}]


def test_a_heading_that_stands_twice_is_no_running_head(draft):
    twice = [p("（二）下一步工作", face="楷体"), p(BODY)] * 2
    found = draft(head(), title("银龄宣讲团走进课堂"), *twice, p("报：市委。"))
    assert texts(found).count("（二）下一步工作") == 2


def test_a_small_masthead_over_each_article_is_left_out(draft):
    again = p("工作简报　第6期（续）", 10, align="right")
    articles = [title(name) + p(BODY) for name in ("营员做起了小导游", "火箭升空", "开放日掠影")]
    found = draft(head(), again.join(articles), p("送：各营员家长。"))
    assert [article.byline for article in found.articles] == ["", "", ""]


def test_a_sentence_that_stops_in_its_middle_is_doubted(draft):
    found = draft(
        head(), title("银龄宣讲团走进课堂"), p(BODY), p(BODY[:-1] + "，下一步将"), p(BODY), p("报：市委。")
    )
    assert [(doubt.kind, doubt.key) for doubt in found.doubts] == [("doubt_half", "articles.0.body")]


def test_what_the_web_puts_around_a_text_is_left_out_and_its_credits_are_staff(draft):
    found = draft(
        head(),
        p("点击上方蓝字关注我们", 10, align="center"),
        title("母乳喂养周，我们这样过"),
        *(p(BODY), p(BODY)),
        p("END", 10, align="center"),
        p("来源：产科 | 编辑：朵朵 | 审核：程院长", 10, align="center"),
        p("扫码关注，守护母婴健康", 10, align="center"),
    )
    assert texts(found) == [BODY, BODY]
    assert found.articles[0].kicker == ""
    assert found.values["staff"] == {"编辑": "朵朵", "审核": "程院长"}
