"""Seven issues, each as seven kinds of clerks lay it out in Word, with what it truly says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from msgspec import Struct, field

from tests.importing.making import p
from tests.verify.corpus import Prose
from tests.verify.making import NAMESPACE, docx

NAMES: Final = ("工作简报", "水利信息", "政务要情", "乡村振兴动态", "招商快讯", "教育工作通讯", "防汛专报")
ORGANS: Final = ("云溪县人民政府办公室", "云溪县水利局", "中共云溪县委办公室", "云溪县农业农村局", "云溪县投资促进局", "云溪县教育局", "云溪县防汛抗旱指挥部办公室")  # fmt: skip
HEADS: Final = (
    "加强组织领导",
    "压实工作责任",
    "强化督促检查",
    "营造浓厚氛围",
    "完善长效机制",
    "抓好示范带动",
)
COUNT: Final = "一二三四五六"


class Part(Struct):
    """A paragraph of a text: `level` 0 for plain ones, 1 and 2 for headings, whose number the paragraph begins with."""

    text: str
    level: int = 0


class Told(Struct):
    """An issue as it truly is; a table of `cells` stands behind the first text."""

    series: str
    organ: str
    number: int
    total: int
    day: tuple[int, int, int]
    articles: list[tuple[str, list[Part]]]
    distribution: list[tuple[str, str]]
    copies: int
    cells: list[list[str]] = field(default_factory=list[list[str]])

    @property
    def date(self) -> str:
        return "{}年{}月{}日".format(*self.day)

    @property
    def paragraphs(self) -> list[str]:
        return [part.text for _, parts in self.articles for part in parts]


def told(index: int) -> Told:
    """Issue `index`, 0 to 6."""
    prose = Prose(Random(f"word {index}"))
    articles: list[tuple[str, list[Part]]] = []
    for at in range(1 + index % 4):
        subject = (
            "我县召开年度工作会议",
            "双溪镇多措并举抓实春耕备耕",
            "“最多跑一次”改革走深走实",
            "县实验小学举办读书节",
        )[at]
        parts = [Part(prose.sentence() + prose.sentence())]
        if index % 2 == 0:
            for number, name in enumerate(HEADS[: 2 + index % 3]):
                parts += [Part(f"{COUNT[number]}、{name}", 1), Part(prose.sentence())]
                if index % 4 == 2:
                    parts += [
                        each
                        for below in range(2)
                        for each in (
                            Part(f"（{COUNT[below]}）{HEADS[below + 3]}", 2),
                            Part(prose.sentence()),
                        )
                    ]
        else:
            parts += [Part(prose.sentence()) for _ in range(3)]
        articles.append((subject, parts))
    cells = [["乡镇", "任务（亩）", "进度"], ["双溪镇", "1200", "85%"], ["白沙乡", "960", "91.5%"]]
    return Told(
        NAMES[index], ORGANS[index], index + 3, 40 + index, (2021 + index % 3, index + 2, 3 * index + 5), articles,
        [("报", "市政府办公室，县委、县政府领导。"), ("送", "县直各单位。"), ("发", "各乡镇人民政府。")][: 2 + index % 2],
        50 + index, cells if index % 3 == 0 else [],
    )  # fmt: skip


# --- habits -----------------------------------------------------------------------------------------------------------

INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
RULED: Final = '<w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/><w:right w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'
# as Word of our days writes a text box
BOX: Final = (
    '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
    'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="5588000" cy="1500000"/>'
    '<wp:wrapTopAndBottom/><wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="5588000" cy="1500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
STYLES: Final = "".join(
    f'<w:style w:type="paragraph" w:styleId="{at}"><w:name w:val="heading {at}"/><w:pPr>{jc}<w:outlineLvl w:val="{at - 1}"/></w:pPr>'
    f'<w:rPr><w:rFonts w:eastAsia="{face}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    for at, jc, face, size in ((1, '<w:jc w:val="center"/>', "方正小标宋简体", 44), (2, "", "黑体", 32), (3, "", "楷体_GB2312", 32))
)  # fmt: skip
NUMBERING: Final = "".join(
    (
        f"<w:numbering {NAMESPACE}>",
        *(
            f'<w:abstractNum w:abstractNumId="{at}">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
            "</w:abstractNum>"
            for at in range(1, 5)
        ),
        *(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, 5)),
        "</w:numbering>",
    )
)


def grid(
    rows: list[list[str]],
    *,
    ruled: bool = True,
    size: float = 12,
    widths: tuple[int, ...] = (2900, 2900, 2900),
) -> str:
    """A table; widths in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(escape(cell), size)}</w:tc>' for cell, width in zip(row, widths, strict=False)) + "</w:tr>"
        for row in rows
    )  # fmt: skip
    return f"<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/>{RULED if ruled else ''}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{cells}</w:tbl>"


def named(text: str) -> str:
    return p(text, 48, align="center", colour="FF0000", face="方正小标宋简体")


def heading(part: Part) -> str:
    return p(part.text, face="黑体" if part.level == 1 else "楷体_GB2312", more=INDENT)


def whole(
    issue: Told,
    *,
    top: str = "",
    end: str = "",
    head: Callable[[Part, int], str] = lambda part, _: heading(part),
    para: Callable[[str], str] = lambda text: p(text, more=INDENT),
    titled: Callable[[str], str] = lambda text: p(text, 22, align="center", face="方正小标宋简体"),
) -> str:
    """A body: masthead, texts and colophon; the plain ways where no other is given."""
    parts = [
        top
        or named(issue.series)
        + p(f"第{issue.number}期（总第{issue.total}期）", align="center")
        + p(f"{issue.organ}\t{issue.date}")
    ]
    for number, (name, text) in enumerate(issue.articles, 1):
        parts.append(titled(name))
        parts += [head(part, number) if part.level else para(part.text) for part in text]
        if issue.cells and number == 1:
            parts.append(grid(issue.cells))
    parts.append(
        end
        or "".join(p(f"{label}：{to}", 14) for label, to in issue.distribution)
        + p(f"（共印{issue.copies}份）", 14, align="right")
    )
    return "".join(parts)


def plain(issue: Told) -> tuple[str, dict[str, str]]:
    return whole(issue), {}


def numbered(issue: Told) -> tuple[str, dict[str, str]]:
    """Word counts the headings."""

    def head(part: Part, number: int) -> str:
        marks = f'<w:numPr><w:ilvl w:val="{part.level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
        bare = part.text.partition("、")[2] if part.level == 1 else part.text.partition("）")[2]
        return p(bare, face="黑体" if part.level == 1 else "楷体_GB2312", more=marks)

    return whole(issue, head=head), {"numbering": NUMBERING}


def boxed(issue: Told) -> tuple[str, dict[str, str]]:
    """The name and its number in a text box."""
    inner = named(issue.series) + p(f"第{issue.number}期（总第{issue.total}期）", align="center")
    box = f"<w:p><w:r>{BOX.format(inner)}</w:r></w:p>"
    return whole(issue, top=box + p(f"{issue.organ}\t{issue.date}")), {}


def tabled(issue: Told) -> tuple[str, dict[str, str]]:
    """Masthead and colophon in tables."""
    top = named(issue.series) + grid(
        [[f"第{issue.number}期（总第{issue.total}期）", issue.organ, issue.date]],
        ruled=False,
        size=14,
        widths=(3100, 4000, 2000),
    )
    rows = [[f"{label}：", to] for label, to in issue.distribution]
    end = p("") + grid(rows, size=14, widths=(1200, 7500)) + p(f"共印{issue.copies}份", 14, align="right")
    return whole(issue, top=top, end=end), {}


def messy(issue: Told) -> tuple[str, dict[str, str]]:
    """Blanks where there should be alignment, empty paragraphs, runs cut anywhere."""

    def cut(text: str) -> str:
        made = p(text, face="仿宋_GB2312")
        middle = len(text) // 2
        run = made[made.index("<w:r>") : made.index("</w:r>") + 6]
        half = [run.replace(text, piece) for piece in (text[:middle], text[middle:])]
        return made.replace(run, half[0] + "<w:proofErr w:type='spellStart'/>" + half[1])

    spaced = "  ".join(issue.series)
    top = (
        p(" " * 12 + spaced, 36, bold=True, colour="FF0000")
        + p("")
        + p(" " * 24 + f"第 {issue.number} 期（总第 {issue.total} 期）")
        + p(f"  {issue.organ}            {issue.date}")
        + p("")
    )
    return whole(
        issue,
        top=top,
        para=lambda text: cut(f"　　{text}") + p(""),
        head=lambda part, _: p(f"　　{part.text}", bold=True),
        titled=lambda text: p("") + p(" " * 14 + text, 20, bold=True),
    ), {}


def tracked(issue: Told) -> tuple[str, dict[str, str]]:
    """Every text was worked on with changes tracked, and some words are hidden."""

    def para(text: str) -> str:
        made = p(text, more=INDENT)
        run = made[made.index("<w:r>") : made.index("</w:r>") + 6]
        first, rest = text[:6], text[6:]
        gone = run.replace(text, "原来的字").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        hidden = run.replace(text, "批注").replace("<w:sz ", "<w:vanish/><w:sz ")
        by = 'w:id="1" w:author="某" w:date="2021-01-01T00:00:00Z"'
        new = f"{run.replace(text, first)}<w:del {by}>{gone}</w:del><w:ins {by}>{run.replace(text, rest)}</w:ins>{hidden}"
        return made.replace(run, new)

    return whole(issue, para=para), {}


def styled(issue: Told) -> tuple[str, dict[str, str]]:
    """Titles and headings by Word's own styles."""

    def by(text: str, level: int) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    body = whole(issue, titled=lambda text: by(text, 1), head=lambda part, _: by(part.text, part.level + 1))
    return body, {"styles": STYLES}


HABITS: Final[dict[str, Callable[[Told], tuple[str, dict[str, str]]]]] = {
    "plain": plain, "numbered": numbered, "boxed": boxed, "tabled": tabled, "messy": messy, "tracked": tracked, "styled": styled,
}  # fmt: skip


def write(folder: Path) -> dict[Path, Told]:
    """All forty-nine, `<habit>-<issue>.docx`, and what each says."""
    made: dict[Path, Told] = {}
    for name, habit in HABITS.items():
        for index in range(len(NAMES)):
            issue = told(index)
            body, parts = habit(issue)
            made[docx(folder / f"{name}-{index}.docx", body, **parts)] = issue
    return made
