"""How an issue hangs together: contents against titles, titles, by-lines, captions and what refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from jianbao.errors import Severity
from jianbao.language.han import is_han
from jianbao.proofread.rule import CUSTOM, DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Location, Picture, Role, Segment, Sheet
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH

# characters of a title's line: 20
TITLE_LINE: Final = TYPE_AREA_WIDTH // SIZE_2
LONGEST_TITLE: Final = 3 * TITLE_LINE
# characters; an article of a bulletin has 1,000 to 2,000
LONGEST_ARTICLE: Final = 4000

_NOT_WORDS = Pattern(r"[\W_]+")


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return _NOT_WORDS.compiled.sub("", title)


def differs_by_a_slip(entry: str, title: str) -> bool:
    """Whether two titles are one but for a character or two that were replaced; a reworded entry is intended."""
    first, second = bare(entry), bare(title)
    if len(first) != len(second) or first == second or len(first) < 6:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) <= (1 if len(first) < 10 else 2)


def contents_differ(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says something else than the title of its article."""
    titles = [article.title or "" for article in sheet.issue.articles]
    for segment in sheet.of(Role.CONTENTS):
        against = [titles[int(segment.location[1])]] if segment.location[0] == "articles" else titles
        if bare(segment.text) not in map(bare, against):
            for slip in [title for title in against if differs_by_a_slip(segment.text, title)][:1]:
                yield Hit(segment, 0, len(segment.text), params={"title": slip.replace("|", "")})


def _long_title(lines: int, segment: Segment) -> Iterator[Hit]:
    """A title of more than three lines, or one of three, and nobody has said where they break."""
    length = len(segment.text)
    over = _width(segment.text) > LONGEST_TITLE
    if lines < 3:
        # a blank where the line breaks takes no room
        wide = _width("".join(segment.text.split())) > lines * TITLE_LINE
        over = wide and not over and "|" not in segment.source
    if over:
        params = {"length": length, "limit": LONGEST_TITLE, "line": TITLE_LINE}
        yield Hit(segment, 0, length, params=params)


def _width(title: str) -> float:
    """In characters of Chinese; a Latin letter or a figure is half of one."""
    return sum(0.5 if char.isascii() else 1 for char in title)


_OPEN: Final = "“‘《（【〔"
_CLOSE: Final = "”’》）】〕，。、；：？！"
_CLINGING: Final = "的了着们之等地得"


def title_break(segment: Segment) -> Iterator[Hit]:
    """A break that the clerk asked for in a place where no title breaks."""
    source = segment.source
    for at, char in enumerate(source):
        if char != "|" or at in (0, len(source) - 1):
            continue
        before, after = source[:at].rstrip(), source[at + 1 :].lstrip()
        line_before, line_after = before.rpartition("|")[2], after.partition("|")[0]
        if (
            before[-1:] in _OPEN
            or after[:1] in _CLOSE + _CLINGING
            or (before[-1:].isdigit() and is_han(after[:1]))
            or min(len(line_before), len(line_after)) < 2
            or _within_short_pair(before, after)
        ):
            raw = Segment(segment.location, segment.role, source)
            yield Hit(raw, at, at + 1)


def _within_short_pair(before: str, after: str) -> bool:
    """Whether the break cuts a quotation or a name that would stand on one line."""
    for opener, closer in ("“”", "《》", "（）"):
        start, end = before.rfind(opener), after.find(closer)
        if start > before.rfind(closer) and end >= 0 and len(before) - start + end <= 14:
            return True
    return False


def missing_byline(sheet: Sheet) -> Iterator[Hit]:
    """An article without by-line where most have one."""
    articles = sheet.issue.articles
    without = [index for index, article in enumerate(articles) if not (article.byline or article.source)]
    if len(articles) - len(without) < max(2, len(without)):
        return
    titles: dict[Location, Segment] = {segment.location: segment for segment in sheet.of(Role.TITLE)}
    for index in without:
        if segment := titles.get(("articles", index, "title")):
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

_LABEL = {"图": Pattern(r"图\s*(\d{1,4})(?![\d.—-])"), "表": Pattern(r"表\s*(\d{1,4})(?![\d.—-])")}


def _label(picture: Picture, kind: str) -> int:
    """The number in a caption, 0 for none."""
    found = _LABEL[kind].match(picture.caption.text) if picture.caption else None
    return int(found[1]) if found else 0


def _labels(pictures: Iterable[Picture], kind: str) -> set[int]:
    return {_label(picture, kind) for picture in pictures} - {0}


def captions(sheet: Sheet) -> Iterator[Hit]:
    """Captions without number or out of sequence where others are numbered; pictures without caption likewise."""
    yield from _caption_faults("图", sheet.figures)
    yield from _caption_faults("表", sheet.tables)


def _caption_faults(kind: str, pictures: Sequence[Picture]) -> Iterator[Hit]:
    bare_ones = [picture.place for picture in pictures if picture.caption is None]
    numbered = {picture.body for picture in pictures if _label(picture, kind)}
    if not numbered and len(pictures) - len(bare_ones) > max(1, len(bare_ones)):
        for place in bare_ones:
            yield Hit(place, 0, len(place.text), params={"kind": kind, "expected": kind})
    last, body = 0, -1
    # a table alone may be one of a longer text
    for picture in pictures if len(pictures) > 1 else ():
        if picture.body not in numbered:
            continue
        number, segment = _label(picture, kind), picture.caption or picture.place
        first_of_body, body = picture.body != body, picture.body
        if number != last + 1 and not (first_of_body and number == 1):
            found = _LABEL[kind].match(segment.text)
            end = found.end() if found else 1 if picture.caption else len(segment.text)
            yield Hit(segment, 0, end, params={"kind": kind, "expected": f"{kind}{last + 1}"})
        last = number or last


def mute_picture(sheet: Sheet) -> Iterator[Hit]:
    """A picture that says nothing to those who cannot see it: all that its caption would tell them is 图片."""
    told = {id(hit.segment) for hit in _caption_faults("图", sheet.figures)}
    for picture in sheet.figures:
        if picture.caption is None and id(picture.place) not in told:
            yield Hit(picture.place, 0, 1)


_REFERENCE = Pattern(
    r"(?:如|(?<!意)见|参见|详见|按照|依据)(?P<whole>(?P<kind>图|表|附件)\s*(?P<number>\d{1,3}))(?![\d.—份张-])"
)
_CAPTION_LINE = Pattern(r"[图表]\d{1,3}")


def dangling_reference(sheet: Sheet) -> Iterator[Hit]:
    """见图5 where there is no figure 5."""
    captions = {found[0] for each in sheet.segments if (found := _CAPTION_LINE.match(each.text))}
    for segment in sheet.of(*PROSE):
        for found in _REFERENCE.finditer(segment.text):
            kind, number = found["kind"], int(found["number"])
            if kind == "附件":
                there = not sheet.issue.attachments or number <= len(sheet.issue.attachments)
            else:
                pictures = sheet.figures if kind == "图" else sheet.tables
                own = [picture for picture in pictures if picture.body == segment.body]
                labels = _labels(own, kind) or _labels(pictures, kind)
                there = number in labels or (not labels and number <= len(own))
            if not there and found["whole"].replace(" ", "") not in captions:
                yield Hit(segment, *found.span("whole"))


_TITLE_CLAUSE: Final = f"{DOCUMENT_NORM} 7.3.1"
_TITLES: Final = frozenset({Role.TITLE})
RULES: Final = (
    Rule("P307", "contents-differ", CUSTOM, sheet=contents_differ),
    Rule("P308", "long-title", _TITLE_CLAUSE, Severity.HINT, segment=partial(_long_title, 3), roles=_TITLES),
    Rule("P309", "title-break", _TITLE_CLAUSE, segment=title_break, roles=HEADLINES),
    Rule("P310", "no-byline", CUSTOM, Severity.HINT, sheet=missing_byline),
    Rule("P311", "caption", "GB/T 7713.1-2006 6.4", sheet=captions),
    Rule("P312", "long-article", CUSTOM, Severity.HINT, sheet=long_article),
    Rule("P313", "dangling-reference", CUSTOM, sheet=dangling_reference),
    Rule(
        "P314",
        "title-over-two-lines",
        _TITLE_CLAUSE,
        Severity.HINT,
        segment=partial(_long_title, 2),
        roles=_TITLES,
    ),
    Rule("P315", "mute-picture", "ISO 14289-1:2014 7.3", sheet=mute_picture),
)
