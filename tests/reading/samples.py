"""A small good issue in Chinese and English keys, and it with another title or body."""

from __future__ import annotations

from jianbao.reading.body.inline import Inline

HEAD = "series: 云溪工作简报\ndate: 2026-01-06\norgan: 云溪县人民政府办公室\n"
ARTICLE = "articles:\n  title: 周末照常开放\n  body: |\n    首个周末共接待群众126人次。\n"
GOOD = HEAD + ARTICLE
CHINESE = (
    "刊名: 云溪工作简报\n日期: 2026-01-06\n编发单位: 县政府办\n文章:\n  标题: 周末照常开放\n"
    "  正文: 首个周末共接待群众126人次。\n"
)


def title(value: str) -> str:
    """The good issue with another title, written as given."""
    return HEAD + ARTICLE.replace("周末照常开放", value)


def body(text: str) -> str:
    """The good issue with another body, which begins in line 7, column 5."""
    lines = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    return f"{HEAD}articles:\n  title: 周末照常开放\n  body: |\n{lines}"


def inlines(value: object) -> list[Inline]:
    """Every marked-up text of a block."""
    if isinstance(value, Inline):
        return [value]
    if isinstance(value, tuple):
        return [each for inner in value for each in inlines(inner)]
    slots = getattr(value, "__slots__", ())
    return [each for name in slots for each in inlines(getattr(value, name))]
