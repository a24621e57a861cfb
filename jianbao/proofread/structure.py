"""How an issue hangs together: contents against titles, titles, by-lines, captions and what refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.rule import CUSTOM, DOCUMENT_NORM, HAN, Pattern, Rule
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Location, Role, Segment, Sheet
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH

# characters of a title's line: 20
TITLE_LINE: Final = TYPE_AREA_WIDTH // SIZE_2
# characters; an article of a bulletin has 1,000 to 2,000
LONGEST_ARTICLE: Final = 4000

_NOT_WORDS = Pattern(r"[\W_]+")


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return _NOT_WORDS.compiled.sub("", title)


_ALIKE: Final = 0.5


def contents_differ(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says something else than the title of its article."""
    articles = sheet.issue.articles
    titles = {bare(article.title): article.title for article in articles if article.title}
    for segment in sheet.of(Role.CONTENTS):
        entry = bare(segment.text)
        if segment.location[0] == "articles":
            own = bare(articles[int(segment.location[1])].title or "")
            likes = [own] if _differ_by_a_slip(entry, own) else []
        else:
            likes = get_close_matches(entry, titles, 1, _ALIKE) if entry not in titles else []
        for like in likes:
            yield Hit(segment, 0, len(segment.text), params={"title": titles[like].replace("|", "")})


def _differ_by_a_slip(entry: str, title: str) -> bool:
    """Whether a character or two were replaced; what an article's own entry says in other words is intended."""
    differ = sum(a != b for a, b in zip(entry, title, strict=False))
    return len(entry) == len(title) >= 6 and 0 < differ <= (1 if len(title) < 10 else 2)


def long_title(segment: Segment) -> Iterator[Hit]:
    """A title of more than two lines, or of more than three where the clerk has said where they break."""
    lines = 3 if "|" in segment.source else 2
    # a blank where the line breaks takes no room; a Latin letter or a figure is half a character
    width = sum(0.5 if char.isascii() else 1 for char in "".join(segment.text.split()))
    if width > lines * TITLE_LINE:
        length = len(segment.text)
        yield Hit(segment, 0, length, params={"length": length, "line": TITLE_LINE, "lines": lines})


# behind what opens, between a figure and its unit, before what closes or clings to the word before, beside a line
# of one character, within a quotation or a name that would stand on one line
_BAD_BREAK = Pattern(
    rf"[“‘《（【〔]\s*\||\d\s*\|(?=\s*{HAN})|\|(?=\s*[”’》）】〕，。、；：？！的了着们之等地得])"
    r"|(?<![^|])[^|]\s*\||\|(?=\s*[^|](?:\||$))|[“《（](?=[^”》）]{1,13}[”》）])[^”》）|]*\|"
)


def title_break(segment: Segment) -> Iterator[Hit]:
    """A break that the clerk asked for in a place where no title breaks."""
    raw = Segment(segment.location, segment.role, segment.source)
    for found in _BAD_BREAK.finditer(segment.source):
        yield Hit(raw, found.end() - 1, found.end())


def missing_byline(sheet: Sheet) -> Iterator[Hit]:
    """An article without by-line where most have one."""
    articles = sheet.issue.articles
    without = {index for index, article in enumerate(articles) if not (article.byline or article.source)}
    if len(articles) - len(without) >= max(2, len(without)):
        for segment in sheet.of(Role.TITLE):
            if segment.location[0] == "articles" and segment.location[1] in without:
                yield Hit(segment, 0, len(segment.text))


def long_article(sheet: Sheet) -> Iterator[Hit]:
    """An article much longer than those of bulletins."""
    lengths: Counter[Location] = Counter()
    for segment in sheet.segments:
        lengths[segment.location] += len(segment.text)
    for index in range(len(sheet.issue.articles)):
        at: Location = ("articles", index, "body")
        if (length := lengths[at]) > LONGEST_ARTICLE:
            title = next(s for s in sheet.segments if s.location in ((*at[:2], "title"), at))
            yield Hit(title, 0, len(title.text), params={"length": length, "limit": LONGEST_ARTICLE})


# --- figures and tables --------------------------------------------------------------------------------------------

_LABEL = Pattern(r"(?P<whole>[图表]\s*(?P<number>\d{1,4}))(?![\d.—-])")


def captions(sheet: Sheet) -> Iterator[Hit]:
    """Captions without number or out of sequence where others of their body are numbered."""
    for kind, pictures in (("图", sheet.figures), ("表", sheet.tables)):
        labels = [
            (each.body, each.caption, _LABEL.match(each.caption.text)) for each in pictures if each.caption
        ]
        numbered = {body for body, _, label in labels if label}
        last, before = 0, -1
        # a table alone may be one of a longer text
        for body, caption, label in labels if len(pictures) > 1 else ():
            number = int(label["number"]) if label else 0
            begins, before = body != before, body
            if body in numbered and number != last + 1 and not (begins and number == 1):
                expected = f"{kind}{last + 1}"
                yield Hit(
                    caption, 0, label.end() if label else 1, params={"kind": kind, "expected": expected}
                )
            last = number or last


def mute_picture(sheet: Sheet) -> Iterator[Hit]:
    """A picture that says nothing to those who cannot see it: all that its caption would tell them is 图片."""
    return (Hit(picture.place, 0, 1) for picture in sheet.figures if picture.caption is None)


_REFERENCE = Pattern(
    r"(?:如|(?<!意)见|参见|详见|按照|依据)(?P<whole>(?P<kind>图|表|附件)\s*(?P<number>\d{1,3}))(?![\d.—份张-])"
)


def dangling_reference(sheet: Sheet) -> Iterator[Hit]:
    """见图5 where there is no figure 5."""
    labels = {
        "".join(found["whole"].split()) for each in sheet.segments if (found := _LABEL.match(each.text))
    }
    attached = len(sheet.issue.attachments)
    for segment in sheet.of(*PROSE):
        for found in _REFERENCE.finditer(segment.text):
            kind, number = found["kind"], int(found["number"])
            if kind == "附件":
                there = number <= attached or not attached
            else:
                # those that are not labelled are counted
                pictures = sheet.figures if kind == "图" else sheet.tables
                bare_ones = not any(label.startswith(kind) for label in labels)
                there = f"{kind}{number}" in labels or (bare_ones and number <= len(pictures))
            if not there:
                yield Hit(segment, *found.span("whole"))


_TITLE_CLAUSE: Final = f"{DOCUMENT_NORM} 7.3.1"
RULES: Final = (
    Rule("P307", "contents-differ", CUSTOM, sheet=contents_differ),
    Rule(
        "P308", "long-title", _TITLE_CLAUSE, Severity.HINT, segment=long_title, roles=frozenset({Role.TITLE})
    ),
    Rule("P309", "title-break", _TITLE_CLAUSE, segment=title_break, roles=HEADLINES),
    Rule("P310", "no-byline", CUSTOM, Severity.HINT, sheet=missing_byline),
    Rule("P311", "caption", "GB/T 7713.1-2006 6.4", sheet=captions),
    Rule("P312", "long-article", CUSTOM, Severity.HINT, sheet=long_article),
    Rule("P313", "dangling-reference", CUSTOM, sheet=dangling_reference),
    Rule("P315", "mute-picture", "ISO 14289-1:2014 7.3", sheet=mute_picture),
)
