"""Small issues for the layout's tests, made without YAML: text in, `Pages` out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jianbao.fonts.faces import FaceSet
from jianbao.layout import lay_out
from jianbao.layout.shape import Shaper
from jianbao.model.body import Block, Body, Figure, Inline, Paragraph, Picture, Span
from jianbao.model.issue import Issue
from jianbao.pages import Line, Pages
from jianbao.pages import Paragraph as SetParagraph
from jianbao.pages import Picture as SetPicture
from jianbao.pages import Table as SetTable
from jianbao.pictures import load
from jianbao.typography import TYPE_AREA_BOTTOM, FaceRole

DISTRIBUTION = [{"label": "报", "to": "自治区党委办公厅。"}, {"label": "送", "to": ["各县市", "各工作组"]}]


def inline(text: str) -> Inline:
    """Text with `**bold**` marked."""
    parts = text.split("**")
    return Inline(tuple(Span(part, bold=index % 2 == 1) for index, part in enumerate(parts) if part))


def body(*paragraphs: str | Block) -> Body:
    """A body of paragraphs, or of blocks given as they are."""
    blocks = tuple(Paragraph(inline(item)) if isinstance(item, str) else item for item in paragraphs)
    return Body("", blocks)


def issue(*articles: dict[str, Any], **fields: Any) -> Issue:
    """An issue of these articles (each with `title` and `body`)."""
    values: dict[str, Any] = {
        "series": "援疆工作简报",
        "number": 9,
        "total": 9,
        "date": "2017-04-11",
        "organ": "江苏省对口支援新疆伊犁州前方指挥部",
        "contents": False,
        "articles": list(articles),
    }
    return Issue.model_validate(values | fields)


def article(*paragraphs: str | Block, title: str = "武进援疆工作组开展活动", **fields: Any) -> dict[str, Any]:
    """An article of these paragraphs."""
    return {"title": title, "body": body(*paragraphs), **fields}


def figure(*paths: str) -> Figure:
    """Pictures side by side, each with a caption."""
    return Figure(tuple(Picture(path, caption=f"图说{index}") for index, path in enumerate(paths, 1)))


def laid_out(sample: Issue, pictures: dict[str, Path] | None = None) -> Pages:
    """The sample set with the embedded faces."""
    return lay_out(
        sample,
        FaceSet.embedded(),
        {name: load(path) for name, path in (pictures or {}).items()},
        ("2017年第9期（总第9期）",),
    )


def shaper() -> Shaper:
    """A shaper of the embedded faces."""
    return Shaper(FaceSet.embedded())


def body_lines(pages: Pages) -> list[Line]:
    """The lines of running text, in order."""
    return [
        line
        for block in pages.blocks
        if hasattr(block, "style") and block.style == "body"
        for line in block.lines  # type: ignore[union-attr]
    ]


BODY_FACE = FaceRole.FANGSONG
# what a line may begin with
AMOUNTS = (
    "7—10级",
    "3～5级",
    "8:30起",
    "1/3的人",
    "5×6米",
    "7-10级",
    "7–10级",
    "3个百分点",
    "12—15级",
    "4.5级",
    "5+3",
)


def counted(mark: str, amount: str) -> str:
    """A line full of figures, on which the engines differ by more than a digit's width, with `amount` behind its end."""
    return (
        "工伤认定时限由法定60日压缩为20日，权利义务清楚的15日内作出决定；前10个月共认定3127件，不予认定68件，"
        f"劳动能力鉴定1904人，其中1—4级37人、5—6级92人{mark}{amount}1486人，支付待遇1.93亿元，新业态职业伤害保障"
        "覆盖八万名骑手，每单缴费几分钱。"
    )


PROSE = (
    "今年以来，工作组坚持把民族团结作为援疆工作的生命线，深入基层走访群众，了解生产生活情况，帮助解决实际困难。"
    "各族干部群众手足相亲、守望相助，共同建设美好家园，为实现社会稳定和长治久安打下了坚实基础。"
)


def blocks(pages: Pages, style: str) -> list[SetParagraph]:
    """The paragraphs in a named style."""
    return [block for block in pages.blocks if isinstance(block, SetParagraph) and block.style == style]


def assert_all_on_paper(pages: Pages) -> None:
    """No line, row or picture reaches below the type area."""
    for sheet in pages.pages:
        for item in sheet.items:
            if isinstance(item, Line):
                assert item.top + item.height <= TYPE_AREA_BOTTOM, item.text
            elif isinstance(item, SetPicture):
                assert item.y + item.height <= TYPE_AREA_BOTTOM
    for block in pages.blocks:
        if isinstance(block, SetTable):
            assert all(row.top + row.height <= TYPE_AREA_BOTTOM for row in block.rows)
