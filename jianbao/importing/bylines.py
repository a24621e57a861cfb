"""Who wrote an article, as its lines say it: under its title, at the end of its text, in its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from jianbao.importing.grammar import BULLETS, BYLINE, NAME, PARTIAL, dated, level_of, organ_of, plain
from jianbao.importing.parts import RULED, SUBTITLE, Article, Job, Line, cut_back, cut_front, unspaced
from jianbao.importing.titles import CHAPTER, ENDS

_AT_END: Final = re.compile(
    r"(?<=[。！？”.])\s*([（(](?:(?:供稿|作者|通讯员|撰稿|来稿|来源|信息来源|记者|报送单位?|供稿单位|执笔|文)[^（）()]{0,40}|[^（）()。，；]{2,30}(?:供稿|报送|提供|撰稿|整理|来稿))[）)])$"
)
_NAMED_END: Final = re.compile(r"(?<=[。！？”])\s*([（(][\u4e00-\u9fff· \u3000、]{2,24}[）)])$")
SOURCE: Final = re.compile(r"[（(]?\s*(?:信息|稿件|文章|资料)?来源\s*[:：]\s*(.+?)\s*[）)]?$")
_PERSON: Final = re.compile(
    r"[□○◎●■]?\s*(?:(?:本报|本刊)?(?:记者|通讯员|特约\S{0,4}|见习\S{0,3})\s*)?[\u4e00-\u9fff·]{1,4}(?:[ \u3000、]{1,3}[\u4e00-\u9fff·]{1,4}){0,5}"
)
# somebody with an office or a team before the name
_OFFICER: Final = re.compile(
    r"\S{2,16}(?:书记|主任|局长|处长|科长|部长|县长|市长|区长|镇长|乡长|校长|院长|所长|站长|主席|会长|委员|代表|[队职人]员|班|组|股|室|系|队|连|村|镇|乡)[ \u3000]{1,3}[\u4e00-\u9fff·]{2,4}"
)
_LED_BY: Final = re.compile(
    r"[（(](?:本报|本刊)?(?:通讯员|记者|作者|特约\S{0,4})[\s:：][^（）()]{2,20}[）)]\s*"
)
# 附注 of a document
_REMARK: Final = re.compile(r"[（(]此[件页][^（）()]{1,20}[）)]")
# how a by-line that names no organ and nobody by name ends
_SIGNING: Final = re.compile(
    r"(?:供稿|撰稿|报送|提供|整理|来稿|摄影?|课题组|调研组|编辑部|调查组|工作组|写作组|记者|通讯员|中心|学校|融媒体?|发布|科|股|室|处|队|员)$"
)
# 反映人：, 讲述：, 图/文：, whoever it is that follows
_ROLE: Final = re.compile(r"(?:[\u4e00-\u9fff]{1,4}人|[\u4e00-\u9fff]{2}|[图文][/、]?[图文])[:：]\s*")
_KNOWN_ROLE: Final = re.compile(
    r"(?:本[报刊])?(?:记者|通讯员|作者|[图文][/、]|供稿|撰稿)|(?:反映|提案|建议|报告|口述|讲述|执笔|撰稿|供稿|联名|提出)人?[:：]"
)
_SENT_IN: Final = re.compile(r"[（(][^（）()。，]{2,30}(?:供稿|撰稿|来稿)[）)]")
_ORNAMENT: Final = re.compile(rf"[{re.escape(BULLETS)}◇○]\s*")
_DASH: Final = re.compile(r"[—–―─-]{1,4}\s*")
# the slip under a letter that is sent back
_SLIP: Final = re.compile(r"[-—–… .·﹍_]*[（(]?(?:沿?虚线|此处|剪下|裁下)|回\s*执(?:[：:]|$)")
# a note on how the text came to be, which nobody is the author of
_ORIGIN: Final = re.compile(r"[（(]?(?:根据|据|未经|本文|有删)")


def signing(text: str) -> str:
    """A by-line without the ornament before it."""
    return unspaced(text.replace("\n", " ")).lstrip("□○◎●■◇◆△▲☆★※ ")


def signs_title(line: Line, text: str) -> bool:
    """Whether a line under a title is its by-line: in the middle, at the right, or with a word or mark that says so."""
    if line.centred or line.right:
        return is_byline(text)
    marked = _ORNAMENT.match(text)
    if marked is not None and _PERSON.fullmatch(text[marked.end() :]):
        return len(plain(text)) <= 10
    if is_organ_alone(text) or _SENT_IN.fullmatch(text):
        return True
    return (
        len(plain(text)) <= 24
        and _KNOWN_ROLE.match(text.strip("（( ")) is not None
        and not re.search("[，？?！!]", text)
    )


def behind_dash(line: Line, text: str) -> str:
    """The by-line of a line under a title that looks like a subtitle, ——市农机站　张三; '' for any other."""
    dash = _DASH.match(text)
    words = text[dash.end() :].split() if dash is not None else []
    if len(words) == 2 and _names_somebody(words[0]) and NAME.fullmatch(words[1]):
        return " ".join(words)
    return words[0] if len(words) == 1 and line.right and organ_of(words[0])[1] else ""


def _names_somebody(word: str) -> bool:
    return organ_of(word)[1] or _SIGNING.search(word) is not None or word in ("记者", "通讯员")


def is_byline(text: str) -> bool:
    """Whether the words of a line where by-lines stand are one."""
    bare = text.strip("（）() ")
    if CHAPTER.match(text.strip()) or _ORIGIN.match(text.strip()) or re.search("[？?！!]", text):
        return False
    if _OFFICER.fullmatch(bare) or BYLINE.fullmatch(text.strip()):
        return True
    if (role := _ROLE.match(bare)) is not None and len(bare) <= 30:
        return _KNOWN_ROLE.match(bare) is not None or is_byline(bare[role.end() :])
    if (
        re.search(r"(?:课题组|调研组|编辑部|联合调查组|工作组|写作组|记者|通讯员)(?:\s*\S{2,4})*$", bare)
        and len(bare) <= 30
    ):
        return True
    if organ_of(bare)[1] and len(bare) <= 30 and not SUBTITLE.match(text):
        return True
    if re.fullmatch(r"[（(][^（）()。]{2,40}[）)]", text.strip()):
        return True
    tail = bare.split()[-1] if bare.split() else ""
    if len(bare.split()) > 1 and organ_of(bare.split()[0])[1] and len(tail) <= 4:
        return True
    return (
        bool(_PERSON.fullmatch(bare))
        and len(bare.replace(" ", "")) <= 16
        and (len(bare) <= 4 or " " in bare or "\u3000" in bare or "、" in bare)
    )


def is_organ_alone(text: str) -> bool:
    """Whether a line holds nothing but an organ, or an organ and somebody of it."""
    words = text.split()
    named = len(words) == 2 and NAME.fullmatch(words[1]) is not None
    short = len(plain(text)) <= 24 and not text.endswith(("：", ":")) and not SUBTITLE.match(text)
    return short and (len(words) == 1 or named) and organ_of(words[0])[1]


def doubt_signing(job: Job, line: Line, text: str, index: int) -> None:
    """Doubt a by-line that only its place or its brackets make one."""
    bare = text.strip("（）() □○◎●■◇◆")
    placed = line.centred or line.right or text[0] in "（(" or _ORNAMENT.match(text)
    named = (
        _PERSON.fullmatch(bare)
        or any(organ_of(each)[1] for each in bare.split())
        or all(_SIGNING.search(each) or _PERSON.fullmatch(each) for each in re.split(r"[\s、]+", bare))
    )
    labelled = BYLINE.fullmatch(text.strip()) and not re.search("[，；]", bare)
    told = labelled or _KNOWN_ROLE.match(bare) or (placed and named)
    if not told:
        job.draft.doubt(f"articles.{index}.byline", line.place, "doubt_byline", text)


def led(job: Job, article: Article, lines: list[Line]) -> list[Line]:
    """Without the by-line in brackets that the text begins with."""
    if (
        not lines
        or lines[0].grid is not None
        or not (found := _LED_BY.match(lines[0].text))
        or article.byline
    ):
        return lines
    article.byline, article.byline_at = found[0].strip(), "题下"
    first = cut_front(lines[0], found.end())
    job.take(lines[0], lines[0].text)
    return [first, *lines[1:]]


def _signature(job: Job, lines: list[Line]) -> dict[str, Any]:
    """What a document is signed with: an organ at the right, and under it the date."""
    above, line = lines[-2:]
    when, month = dated(line.text), PARTIAL.fullmatch(line.tight)
    name, sure = organ_of(above.text)
    placed = line.right and above.right and above.grid is None
    if not placed or not sure or not (month or (when is not None and not when.rest.strip())):
        return {}
    job.take(above, above.text)
    job.take(line, *([line.text] if when is not None else []))
    if when is not None:
        return {"organ": [name], "date": when.date}
    job.draft.doubt("date", line.place, "doubt_partial", line.text)
    return {"organ": [name]}


def signed(job: Job, article: Article, lines: list[Line], index: int) -> list[Line]:
    """Without what signs the article at its end."""
    while lines and lines[-1].grid is None and not lines[-1].text.strip(RULED) and not lines[-1].pictured:
        lines[-1].taken = True
        lines = lines[:-1]
    if len(lines) > 1 and lines[-1].pictured and lines[-2].right and lines[-2].grid is None:
        return [*signed(job, article, lines[:-1], index), lines[-1]]
    if not lines or lines[-1].grid is not None:
        return lines
    slip = next((at for at, each in enumerate(lines) if _SLIP.match(each.text)), 0)
    if slip:
        return [*signed(job, article, lines[:slip], index), *lines[slip:]]
    line = lines[-1]
    text = line.text.strip()
    if found := SOURCE.fullmatch(text):
        article.source = found[1]
        job.take(line, line.text)
        return signed(job, article, lines[:-1], index) if not article.byline else lines[:-1]
    if len(lines) > 2 and (closing := _signature(job, lines)):
        article.signature = closing
        return lines[:-2]
    if _REMARK.fullmatch(text):
        article.remark = text.strip("（）()")
        job.take(line, line.text)
        return signed(job, article, lines[:-1], index)
    if article.byline:
        return lines
    short = 2 <= len(plain(text)) <= 45 and not text.endswith(ENDS[:4])
    enclosed = (
        re.fullmatch(r"[（(][^（）()。]{2,44}[）)]", text) is not None
        and not level_of(text)
        and not re.search("[，,]", text)
    )
    alone = line.right and not dated(text) and not re.search("[，,；;]", text)
    stands = lines[-2:-1] and lines[-2].text.endswith(("。", "！", "”")) and is_organ_alone(text)
    signs = (BYLINE.fullmatch(text) or enclosed or alone or stands) and not _ORIGIN.match(text)
    if short and signs and len(lines) > 1:
        article.byline = signing(text)
        doubt_signing(job, line, text, index)
        article.byline_at = "文末"
        job.take(line, line.text)
        return lines[:-1]
    found = _AT_END.search(text) or _NAMED_END.search(text)
    named = found is not None and (found.re is _AT_END or is_byline(found[1].strip("（）()")))
    if found and named and len(text) > len(found[0]) + 10:
        article.byline = found[1]
        article.byline_at = "文末"
        cut = cut_back(line, len(found[0]))
        job.take(line, line.text)
        return [*lines[:-1], cut]
    return lines


def strays(lines: Sequence[Line], *, listed: bool) -> list[Line]:
    """Lines of a text that end in no mark and stand where by-lines, subtitles and colophons do: they may be one.

    Where no contents are `listed`, lines that are set off without a number may be titles.
    """
    return [
        line
        for at, line in enumerate(lines)
        if line.grid is None
        and (
            (not line.strong and (at in (0, len(lines) - 1) or line.right or line.centred))
            or (not line.strong and _is_marked(lines, at))
            or (line.strong and not line.centred and not line.framed and not listed)
        )
        and len(lines) > 1
        and 2 <= len(line.tight) <= 24
        and (line.tight[-1].isalnum() or line.tight[-1] in "”》")
        and not line.pictured
        and not (at and lines[at - 1].pictured)
        and not level_of(line.text)
        and not (at + 1 < len(lines) and lines[at + 1].grid is not None)
    ]


def _is_marked(lines: Sequence[Line], at: int) -> bool:
    """Whether a line has a mark before it, and none of its neighbours has: it is no item of a list."""
    marks = [line.text[:1] for line in lines[max(at - 1, 0) : at + 2]]
    mark = lines[at].text[:1]
    return mark in set(BULLETS) and marks.count(mark) == 1
