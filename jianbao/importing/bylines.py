"""Who wrote an article, as its lines say it: under its title, at the end of its text, in its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from jianbao.importing.grammar import PARTIAL, dated, plain
from jianbao.importing.marks import BULLETS, CHAPTER, EDITOR, ENDS, level_of
from jianbao.importing.parts import RULED, SUBTITLE, Article, Job, Line, cut_back, cut_front, unspaced
from jianbao.importing.roles import NAME, NOT_ORGAN, organ_of, tight_names
from jianbao.language.persons import is_name

_WHOSE: Final = "(?:本[文报刊期网]|信息|稿件|文章|素材|资料|特[约邀]|见习)?"
# what somebody did who is named behind it or before it
_DID: Final = (
    "供稿|撰稿|来稿|投稿|组稿|荐稿|送稿|采写|采编|编写|编撰|撰写|撰文|执笔|整理|提供|推荐|报送|选送|投送"
)
# of these the words that follow need not look like a name
_TELLING: Final = "供稿|撰稿|来稿|投稿|组稿|采写|撰文|执笔|报送|稿源|来源|通讯员|记者|作者"
_IS: Final = "文稿|起草|口述|讲述|摄影|文字|信息员|反映|提案|建议|报告|联名|提出"
_LABEL: Final = re.compile(
    rf"{_WHOSE}(?:(?P<telling>{_TELLING})|{_DID}|{_IS}|[文图](?:[/／、]?[图文])?)(?:单位|部门|人|者)?(?:\s*[:：/／|｜]\s*|[ \t\u3000]+)(?=\S)"
)
_DID_IT: Final = re.compile(rf"\S.{{1,30}}?\s*(?:{_DID}|口述|讲述|文[/／]图|图[/／]文|(?:摄影)?报道)$")
_DYNASTY: Final = re.compile(r"[〔\[（(【][\u4e00-\u9fff]{1,4}[〕\]）)】]\s*(?=[\u4e00-\u9fff·]{2,10}$)")
_BRACKETED: Final = re.compile(r"[（(〔\[【][^（）()〔〕【】。]{2,44}[）)〕\]】]")
_AT_END: Final = re.compile(rf"(?<=[。！？”.])\s*({_BRACKETED.pattern})$")
SOURCE: Final = re.compile(
    r"[（(]?\s*(?:(?:信息|稿件|文章|资料)?来源\s*[:：]\s*|(?=(?:摘|转|选|节选|摘编|转载|原载|载)[自于]?\s*[:：]?\s*《))(.+?)\s*[）)]?$"
)
"""Where a text comes from: 来源：某某局, （摘自《某某报》）."""
# somebody with an office or a team before the name
_OFFICER: Final = re.compile(
    r"\S{2,16}(?:(书记|主任|局长|处长|科长|部长|县长|市长|区长|镇长|乡长|校长|院长|所长|站长|主席|会长|委员|代表|教师|老师|医[生师]|护士长?|民警|法官|检察官|工程师|干部|馆长|队长|园长|厂长|经理)|[队职人]员|班|组|股|室|系|队|连|村|镇|乡)[ \u3000]{1,3}[\u4e00-\u9fff·]{2,4}"
)
_LED_BY: Final = re.compile(r"[（(][^（）()]{4,24}[）)]\s*")
# 附注 of a document
_REMARK: Final = re.compile(r"[（(]此[件页][^（）()]{1,20}[）)]")
# how who is no organ and nobody by name is called: teams, offices, stations
_TEAM: Final = re.compile(r"\S(?:发布|融媒体?|中心|学校|工会|团委|[组矿庭科股室处队班员局站部])$")
_WORKS: Final = re.compile(r"(?:本[报刊])?(?:特约|见习)?(?:记者|通讯员|信息员|作者|学员)")
_SOMEBODY: Final = re.compile(
    r"[\u4e00-\u9fff·]{1,4}(?:[ \u3000、]{1,3}[\u4e00-\u9fff·]{1,4}){1,5}|[\u4e00-\u9fff·]{2,4}"
)
_AROUND: Final = "•·／/（）()〔〕[]【】 \t\n\u3000□○◎●■◇◆△▲☆★※—–―─-"
_DASH: Final = re.compile(r"[—–―─-]{1,4}\s*")
# how many short lines in a row are no text; a last line that says with a word what it is
_ROW: Final = 4
_WIDE: Final = 24
_TEAM_NAME: Final = 12
_LABELLED: Final = re.compile(r"\S{0,2}[\u4e00-\u9fff]{1,6}\s*[:：｜|]\s*[^，。；]{2,40}[。；]?$")
# the slip under a letter that is sent back
_SLIP: Final = re.compile(r"[-—–… .·﹍_]*[（(]?(?:沿?虚线|此处|剪下|裁下)|回\s*执(?:[：:]|$)")
# a note on how the text came to be, or a part of it, which nobody is the author of
_ORIGIN: Final = re.compile(
    r"[（(〔【]?(?:根据|据|未经|本文[^作供]|有删|上接|下转|未完|完$|全文|以上|见附|附[件图表])|.*[？?！!]|.*(?:删节|摘[要编]|发言|讲话|参考|[年月日期])[）)]?$"
)


def signing(text: str) -> str:
    """A by-line without the ornament before it."""
    return unspaced(text.replace("\n", " ")).lstrip("□○◎●■◇◆△▲☆★※•·／/ ")


def says_who(text: str) -> bool:
    """Whether the words of a line themselves say that somebody wrote: a label, an organ, names of persons."""
    text = _DYNASTY.sub("", text.strip())
    bare = tight_names(text.strip(_AROUND))
    if not bare or bare.endswith(("：", ":")) or _ORIGIN.match(text.strip()) or CHAPTER.match(bare):
        return False
    if labelled(text) or re.search("[:：]", bare):
        return labelled(text)
    if _DID_IT.fullmatch(bare) and not re.search("[，；。：:]", bare):
        return True
    words = [word for word in re.split(r"[ \t\n\u3000、]+", bare) if not _WORKS.fullmatch(word)]
    if words and len(words) == 2 and max(map(len, words)) == 1:
        words = ["".join(words)]
    if (officer := _OFFICER.fullmatch(bare)) and (officer[1] or _is_unit(words[0]) or is_name(words[-1])):
        return True
    after = [
        _is_unit(word) or is_name(word) or (at > 0 and NAME.fullmatch(word) and _is_unit(words[at - 1]))
        for at, word in enumerate(words)
    ]
    return bool(words) and all(after) and len(bare) <= 40 and not SUBTITLE.match(text)


def labelled(text: str) -> bool:
    """Whether a line says with a label who wrote: 供稿：县水利局, 文/张三."""
    bare = text.strip(_AROUND)
    found = _LABEL.match(bare)
    if found is None or re.search("[，；。？?！!]", bare) or len(bare) > 45:
        return False
    rest = _LABEL.sub(" ", bare[found.end() :])
    return not re.search("[:：]", rest) and ((found["telling"] and len(rest) <= 30) or says_who(rest))


def _is_unit(word: str) -> bool:
    team = _TEAM.search(word) is not None and not NOT_ORGAN.search(word) and len(word) <= _TEAM_NAME
    return (organ_of(word)[1] or team) and not re.search("[的了至可请为在各]", word)


def signs_title(line: Line, text: str) -> bool:
    """Whether a line under a title is its by-line: in the middle or at the right, else by its words alone."""
    return is_byline(text) if line.centred or line.right else says_who(text) and len(plain(text)) <= 30


def behind_dash(line: Line, text: str) -> str:
    """The by-line of a line under a title that looks like a subtitle, ——市农机站　张三; '' for any other."""
    dash = _DASH.match(text)
    words = text[dash.end() :].split() if dash is not None else []
    signs = len(words) == 2 or (len(words) == 1 and line.right)
    return " ".join(words) if signs and says_who(" ".join(words)) else ""


def is_byline(text: str) -> bool:
    """Whether the words of a line where by-lines stand may be one."""
    bare = tight_names(text.strip(_AROUND))
    if CHAPTER.match(text.strip()) or _ORIGIN.match(text.strip()):
        return False
    if (
        says_who(text)
        or _OFFICER.fullmatch(bare)
        or re.fullmatch(r"\S{2,16}(?:记者|通讯员)(?:\s*\S{2,4})*", bare)
    ):
        return True
    if re.fullmatch(r"[（(][^（）()。]{2,40}[）)]", text.strip()):
        return True
    *before, last = bare.split() or [""]
    if before and is_name(last) and len(bare) <= _WIDE and not re.search("[，。；：！？、“”《》]", bare):
        return True
    return (
        bool(_SOMEBODY.fullmatch(bare))
        and len(bare.replace(" ", "")) <= 16
        and (len(bare) <= 4 or re.search("[ \u3000、]", bare) is not None)
    )


def doubt_signing(job: Job, line: Line, text: str, index: int) -> None:
    """Doubt a by-line that only its place or its brackets make one, and one that says more than who wrote."""
    dashed, text = SUBTITLE.match(text) is not None, text.lstrip("—–―─- ")
    placed = dashed or line.centred or line.right or text[0] in "（(〔[【□○◎●■◇◆"
    if not says_who(text) or not (placed or labelled(text)):
        job.draft.doubt(f"articles.{index}.byline", line.place, "doubt_byline", text)


def led(job: Job, article: Article, lines: list[Line]) -> list[Line]:
    """Without the by-line in brackets that the text begins with."""
    if (
        not lines
        or lines[0].grid is not None
        or not (found := _LED_BY.match(lines[0].text))
        or not labelled(found[0])
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
    if len(lines) > 2 and not article.signature and (closing := _signature(job, lines)):
        article.signature = closing
        return signed(job, article, lines[:-2], index)
    if _REMARK.fullmatch(text):
        article.remark = text.strip("（）()")
        job.take(line, line.text)
        return signed(job, article, lines[:-1], index)
    if article.byline:
        return lines
    short = 2 <= len(plain(text)) <= 45 and not text.endswith(ENDS[:4])
    enclosed = _BRACKETED.fullmatch(text) is not None and not level_of(text) and not re.search("[，,]", text)
    alone = line.right and not dated(text) and not re.search("[，,；;]", text)
    ended = lines[-2].text.endswith(("。", "！", "”", "；")) if len(lines) > 1 else False
    stands = ended and says_who(text.lstrip("—–―─- "))
    if (
        short
        and (labelled(text) or enclosed or alone or stands)
        and len(lines) > 1
        and not _ORIGIN.match(text)
    ):
        article.byline = signing(text)
        doubt_signing(job, line, text, index)
        if any(_BRACKETED.fullmatch(other.text) and says_who(other.text) for other in lines[:-1]):
            # another article may end within this one
            job.draft.doubt(f"articles.{index}.byline", line.place, "doubt_byline", text)
        article.byline_at = "文末"
        job.take(line, line.text)
        return lines[:-1]
    return _signed_within(job, article, lines, index)


def _signed_within(job: Job, article: Article, lines: list[Line], index: int) -> list[Line]:
    """Without what signs the article in brackets at the end of its last paragraph."""
    line, text = lines[-1], lines[-1].text.strip()
    found = _AT_END.search(text)
    if found is None:
        return lines
    others = [_AT_END.search(other.text.strip()) for other in lines[:-1] if other.grid is None]
    if any(other is not None and says_who(other[1]) for other in others):
        # each paragraph says of whom it is
        return lines
    if not says_who(found[1]):
        if len(found[1]) <= _WIDE and not _ORIGIN.match(found[1]):
            job.draft.doubt(f"articles.{index}.body", line.place, "doubt_stray", found[1])
    elif len(text) > len(found[0]) + 10:
        article.byline = found[1]
        article.byline_at = "文末"
        doubt_signing(job, line, found[1], index)
        cut = cut_back(line, len(found[0]))
        job.take(line, line.text)
        return [*lines[:-1], cut]
    return lines


def strays(lines: Sequence[Line], *, listed: bool) -> list[Line]:
    """Lines of a text that end in no mark and stand where by-lines, subtitles and colophons do: they may be one.

    Where no contents are `listed`, lines that are set off without a number may be titles. Of several in a row, as lists
    that some layout holds leave them, the first stands for all.
    """
    short = [_is_short(line) for line in lines]
    found = [
        line
        for at, line in enumerate(lines)
        if (short[at] or (_is_marked(lines, at) and _is_short(cut_front(line, 1))))
        and (
            (not line.strong and _is_marked(lines, at))
            or (not line.strong and (at in (0, len(lines) - 1) or line.centred))
            or line.right
            or (line.strong and not line.centred and not line.framed and not listed)
            or (all(short[at : at + _ROW]) and at + _ROW <= len(lines) and not (at and short[at - 1]))
        )
        and len(lines) > 1
        and not (at and lines[at - 1].pictured)
        and not (at + 1 < len(lines) and lines[at + 1].grid is not None)
    ]
    tail = lines[-1] if len(lines) > 1 else None
    if tail is not None and tail.grid is None and tail not in found and _is_told(tail.text.strip()):
        found.append(tail)
    return found


def _is_told(text: str) -> bool:
    """Whether a last line says with a word what it is, or stands in brackets and says not who wrote."""
    noted = (
        len(text) <= _WIDE
        and _BRACKETED.fullmatch(text) is not None
        and not re.match("[（(〔]?(?:根据|据|未经|作者)", text)
    )
    return noted or _LABELLED.match(text) is not None or EDITOR.match(text) is not None


def _is_short(line: Line) -> bool:
    """Whether a line is short and no sentence, item or picture."""
    return (
        line.grid is None
        and 2 <= len(line.tight) <= _WIDE
        and (line.tight[-1].isalnum() or line.tight[-1] in "”》")
        and not line.pictured
        and not level_of(line.text)
        and (line.text[0].isalnum() or line.text[0] in "“《")
    )


def _is_marked(lines: Sequence[Line], at: int) -> bool:
    """Whether a line has a mark before it, and none of its neighbours has: it is no item of a list."""
    marks = [line.text[:1] for line in lines[max(at - 1, 0) : at + 2]]
    mark = lines[at].text[:1]
    return mark in set(BULLETS) and marks.count(mark) == 1
