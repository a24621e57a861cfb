"""Word files as clerks lay them out, from a few words a paragraph."""

from __future__ import annotations

from pathlib import Path

from tests.verify.making import NAMESPACE, SECTION, docx

BODY = "今年以来，全市上下认真贯彻落实上级部署，聚焦重点任务，强化责任落实，各项工作取得新的进展，群众满意度进一步提升。"


def p(
    text: str = "",
    size: float = 16,
    *,
    align: str = "",
    colour: str = "",
    bold: bool = False,
    face: str = "仿宋_GB2312",
    more: str = "",
) -> str:
    """A paragraph of one look; `\\t` and `\\n` as Word writes them."""
    inner = ""
    for number, line in enumerate(text.split("\n")):
        inner += "<w:br/>" if number else ""
        for at, piece in enumerate(line.split("\t")):
            inner += "<w:tab/>" if at else ""
            inner += f'<w:t xml:space="preserve">{piece}</w:t>'
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    strong = "<w:b/>" if bold else ""
    look = f'<w:rPr><w:rFonts w:eastAsia="{face}" w:ascii="{face}"/>{strong}{shade}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{more}{jc}</w:pPr><w:r>{look}{inner}</w:r></w:p>"


def head(
    name: str = "工作简报",
    number: str = "2021年第6期（总第88期）",
    below: str = "青岚市总工会\t2021年6月30日",
) -> str:
    """A masthead as most have it."""
    return p(name, 48, align="center", colour="FF0000") + p(number, align="center") + p(below)


def title(text: str, size: float = 22) -> str:
    """A title in the middle."""
    return p(text, size, align="center", face="方正小标宋简体")


def table(*rows: tuple[str, ...], ruled: bool = True) -> str:
    """A table of plain cells."""
    borders = (
        '<w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>' if ruled else ""
    )
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell, 12)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{cells}</w:tbl>"


def word(path: Path, *parts: str, header: str = "", footer: str = "") -> Path:
    """A DOCX of these paragraphs and tables, with what its pages show above and below."""
    around = {"header": ("hdr", header), "footer": ("ftr", footer)}
    shown = {name: f"<w:{tag} {NAMESPACE}>{held}</w:{tag}>" for name, (tag, held) in around.items() if held}
    references = "".join(f'<w:{name}Reference w:type="default" r:id="r{name}"/>' for name in shown)
    section = SECTION.replace("<w:sectPr>", f"<w:sectPr>{references}")
    return docx(path, "".join(parts), section=section, **shown)
