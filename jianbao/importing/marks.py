"""The words of one line → the marks that it begins with: of its level, of contents, of a note, of an attachment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from jianbao.importing.grammar import cardinal, plain
from jianbao.language.ordinals import HAN_COUNT

_LEVELS: Final = (
    re.compile(f"{HAN_COUNT}、"),
    re.compile(f"[（(]{HAN_COUNT}[）)]"),
    re.compile(r"[0-9０-９]{1,2}[.．、](?![0-9])"),
    re.compile(r"[（(][0-9０-９]{1,2}[）)]"),
)


def level_of(text: str) -> int:
    """The level, from 1, that the mark at the start of a text says; 0 for a text that begins with none."""
    return next((level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(text)), 0)


CONTENTS: Final = re.compile(
    r"[【〔\[《〖◆★●■※▌◎]*(?:(?:本[期刊报辑]|今日|简报)?(?:主要|重点|简要|内容|要目|要闻|目录|信息|文章)?(?:要目|目录|目次|篇目|导读|导航|导览|内容|要点|提要|要览|速览|速读|索引|题录)"
    r"|看点|亮点|(?:本[期刊报辑]|今日|简报|内容)(?:要闻|摘要|看点|视点|焦点|重点|头条|提示|一览|刊载|文章|主要内容)|CONTENTS?)[】〕\]》〗◆★●■※:：]*"
)
BULLETS: Final = "*＊•·※§¤⊙⊕" + "".join(
    chr(code)
    for first, last in ((0x2190, 0x22FF), (0x2580, 0x27BF), (0x2900, 0x29FF), (0x2B00, 0x2BFF))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) == "So" or (unicodedata.category(chr(code)) == "Sm" and code >= 0x2580)
)
"""Arrows, blocks, geometric shapes, signs and dingbats, as they stand before a line."""
MOTTO: Final = re.compile(
    "|".join(rf"({word})(?:[ \u3000·]+{word})+" for word in (rf"[\u4e00-\u9fff]{{{n}}}" for n in (2, 3, 4)))
)
"""Words of one length, as in a motto: 求真 务实 创新."""
ENDS: Final = ("。", "；", "！", "，", "：", "、", ":", ";")
"""How no title ends."""
CHAPTER: Final = re.compile(r"第[一二三四五六七八九十百]{1,4}[章节条](?:\s|\u3000|$)")
"""A regulation's own parts."""
COLUMN: Final = re.compile(
    r"[◆◇■□●▲★☆※\s]*[【〖［\[〔『「]\s*([^【】〖〗［］\[\]〔〕]{2,16}?)\s*[】〗］\]〕』」][◆◇■□●▲★☆※\s]*"
)
ATTACHED: Final = re.compile(
    r"[【〔\[]?附\s*[件录表文图]?\s*(?:[0-9一二三四五六七八九十]{0,2}|[(（][0-9一二三四五六七八九十]{1,2}[)）])[】〕\]]?[:：]?"
)
"""What stands over an attachment: 附件1, 附录, 附：."""
EDITOR: Final = re.compile(
    r"\s*[【〔\[（(]?\s*(?:(?:本刊)?编\s*者\s*按|编[前后](?:语|话)?|编\s*后|(?:本刊)?按\s*语|(?:本刊)?按(?=\s*[】〕\]:：])|卷首(?:寄?语)?|编[者辑](?:的话|说明?|手记|点评|荐语|提示|[絮寄]?语|注)|开栏(?:的话|语)|导语(?=\s*[】〕\]:：])|引言(?=\s*[】〕\]:：]))\s*[】〕\]）)]?\s*[:：]?\s*"
)
ABSTRACT: Final = re.compile(
    r"\s*[【〔\[]?\s*(?:摘\s*要|内容[提摘]要|内容简介|提\s*要|(?:核心|阅读|内容)提示)\s*(?:[】〕\]]\s*[:：]?|[:：])\s*"
)
NUMERAL_PAGE: Final = re.compile(
    r"(?:[\s.．·…‥。—―_\-=]{2,}|\t)[（(]?\s*(?:第?\s*(?:[Pp]\.?)?\d{1,4}\s*页?(?:\s*[-—]\s*\d+)?)\s*[）)]?\s*$|[（(]\s*(?:第|[Pp]\.?)?\d{1,3}页?\s*[）)]\s*$|\s*[/／]\s*\d{1,3}\s*$|(?:[.．·…‥]{2,}|\t)\s*$"
)


def entry_text(text: str) -> tuple[str, str]:
    """(a contents entry's words, the mark before it) without leader and page number."""
    line = NUMERAL_PAGE.sub("", text.strip(" \u3000\t\n")).rstrip(" \u3000\t.．·…‥")
    if found := re.match(rf"([{re.escape(BULLETS)}])\s*", line):
        return re.sub(r"^[Pp]\.?\d{1,3}\s+", "", line[found.end() :].strip()), found[1]
    if found := re.match(
        r"(?:[A-D]\d{1,2}版?\s+|[Pp]\.?\d{1,3}\s+|[-–—]\s+|\d{1,2}[.．、]\s*|[（(]\d{1,2}[）)]\s*|0\d\s*[/／|｜]?\s*|\d{1,2}\s*[|｜]\s*|[①-⑳]\s*)(?=\D)",
        line,
    ):
        return line[found.end() :].strip(), ""
    return line, ""


def likeness(text: str) -> str:
    """A title's characters that count when it is held against a contents entry."""
    return re.sub(r"[\W_]+", "", plain(text).replace("|", ""))


_COUNTED: Final = re.compile(
    r"(?:([0-9０-９]{1,2})(?:[.．、/／]|\s+)(?!\d)|([一二三四五六七八九十]{1,3})、|[（(]([一二三四五六七八九十0-9]{1,3})[）)])\s*(?=\S)"
)


def uncounted(texts: Sequence[str]) -> list[str] | None:
    """Texts without the numbers that count them through from one; None where they are not so counted."""
    found = [each for text in texts if (each := _COUNTED.match(text)) is not None]
    if len(found) < len(texts) or not _counts_through(found):
        return None
    return [text[each.end() :] for text, each in zip(texts, found, strict=True)]


_COUNT: Final = re.compile(
    r"(?:(?<![\d.])(\d{1,2})[.．、](?!\d)|([①-⑳])|[（(](\d{1,2}|[一二三四五六七八九十]{1,2})[）)])\s*"
)


def counted(text: str) -> list[str]:
    """The parts of a text that are counted through from one, （1）…；（2）…; [] for any other."""
    starts = [*_COUNT.finditer(text)]
    if not _counts_through(starts):
        return []
    ends = [*(found.start() for found in starts[1:]), len(text)]
    return [
        text[found.end() : end].strip(" \t\u3000；;。，") for found, end in zip(starts, ends, strict=True)
    ]


def _counts_through(found: Sequence[re.Match[str]]) -> bool:
    """Whether numbers, each what one of its groups matched, count from one on, and there is more than one."""
    counts = [cardinal(plain(next(filter(None, each.groups())))) for each in found]
    return len(counts) > 1 and counts == list(range(1, len(counts) + 1))
