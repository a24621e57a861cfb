"""A draft → the text of an issue file, doubts as comments above the values that they are about."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any, Final

from jianbao.drafting.markup import text_of, without_controls
from jianbao.drafting.next_issue import scalar
from jianbao.glossary import SIGNATURE, ZH
from jianbao.importing.parts import Article, Doubt, Draft, letters
from jianbao.messages import phrase
from jianbao.model import issue as model
from jianbao.model.body import Block

ORDER: Final = tuple(model.Issue.model_fields)
_REQUIRED: Final = ("series", "date", "organ")
_BODIES: Final = ("editor_note", "abstract", "body")
_SIGNED: Final = {en: zh for zh, en in SIGNATURE.items()}
_ARTICLES: Final = re.compile(r"(?:文章|articles)\s*:")


def issue_text(draft: Draft, series: Mapping[str, Any] | None = None, *, series_file: str = "") -> str:
    """The issue file; what `series` holds alike, the values of the file that it names, stays out.

    Of a draft that is no whole issue, the articles alone, as they stand under 文章.
    """
    writer = _Writer(draft)
    if not draft.whole:
        return writer.articles_alone()
    return writer.issue(series or {}, series_file)


def value_lines(draft: Draft, loc: tuple[str | int, ...]) -> list[str]:
    """The lines of one value with its key, in the first column: `("date",)`, `("articles", 0, "body")`; [] for none.

    `("articles", 0)` is the whole article, as an item of the list.
    """
    writer = _Writer(draft)
    if len(loc) == 1:
        if loc[0] in ("editor_note", "abstract"):
            blocks = draft.editor_note if loc[0] == "editor_note" else draft.abstract
            if blocks:
                writer.block(str(loc[0]), blocks, "")
        elif loc[0] in draft.values:
            writer.value(str(loc[0]), str(loc[0]), draft.values[str(loc[0])], "")
        return writer.lines
    key, index, *rest = loc
    article = getattr(draft, str(key))[index]
    if not rest:
        writer.articles(str(key), [article])
        return [line.removeprefix("  ") for line in writer.lines[2:]]
    name = str(rest[0])
    value = getattr(article, name)
    if value and name in ("editor_note", "abstract", "body"):
        # a heading may begin with #, as comments do
        writer.block(name, value, "")
        return writer.lines
    if value:
        writer.value(name, f"{key}.{index}.{name}", value, "")
    return [line for line in writer.lines if not line.lstrip().startswith("#")]


def series_text(values: Mapping[str, Any]) -> str:
    """The file of what all issues of a series share."""
    writer = _Writer(Draft(values=dict(values)))
    writer.lines.append(f"# {phrase('series_head')}")
    for key in ORDER:
        if key in values:
            writer.value(key, key, values[key], "")
    return writer.text()


_TURNED: Final = frozenset("0123456789年月日第期总共印份号")
"""What numbers and dates are written with: the file has them in another form."""


def conserve(draft: Draft) -> None:
    """Put among what was not taken in every letter that the file shows and the draft does not say."""
    said = letters(re.sub(r"\\(.)", r"\1", issue_text(draft))) + letters(draft.repeated)
    missing = draft.shown - said
    lost = "".join(
        char * count for char, count in missing.items() if char not in (_TURNED if draft.whole else "年月日")
    )
    if lost:
        draft.dropped.append((0, lost))


def with_articles(text: str, draft: Draft) -> str:
    """An issue file's text with the draft's articles in the place of its own."""
    made = _Writer(draft).articles_alone().strip("\n").split("\n")
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if _ARTICLES.match(line)), len(lines))
    end = next((at for at in range(start + 1, len(lines)) if lines[at][:1] not in ("", " ", "-")), len(lines))
    while end - 1 > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:start], *made, *lines[end:]]).rstrip("\n") + "\n"


def comment(doubt: Doubt) -> str:
    """A doubt as it stands in the file and on the terminal."""
    where = phrase("doubt_place", place=doubt.place) if doubt.place else ""
    return f"{phrase('doubt_mark')}{where}：{phrase(doubt.kind, words=doubt.words)}"


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines: list[str] = []
        self.told: set[Doubt] = set()

    def text(self) -> str:
        """The file."""
        return without_controls("\n".join(self.lines).rstrip("\n")) + "\n"

    def issue(self, series: Mapping[str, Any], series_file: str) -> str:
        draft = self.draft
        for key in ORDER:
            if key == "articles":
                self.articles("articles", draft.articles)
            elif key == "attachments":
                self.articles("attachments", draft.attachments)
            elif key in ("editor_note", "abstract"):
                blocks = draft.editor_note if key == "editor_note" else draft.abstract
                if blocks:
                    self._doubts(key, "")
                    self.block(key, blocks, "")
            elif key == "series" and series_file:
                self._doubts("series", "")
                self.lines.append(f"{ZH['series']}: {{{ZH['file']}: {scalar(series_file)}}}")
            elif key in draft.values and not (key in series and _alike(series[key], draft.values[key])):
                self.value(key, key, _without(draft.values[key], series.get(key)), "")
            elif key in _REQUIRED and key not in draft.values and key not in series:
                self._doubts(key, "")
                self.lines.append(f"# {ZH[key]}: ")
        self._rest()
        return self.text()

    def articles_alone(self) -> str:
        """Articles without an issue around them."""
        self.articles("articles", self.draft.articles)
        if self.draft.attachments:
            self.articles("attachments", self.draft.attachments)
        self._rest()
        return self.text()

    def _rest(self) -> None:
        """Doubts of values that do not stand in the file, at its head; what was not taken in, at its end."""
        left = [doubt for doubt in self.draft.doubts if doubt not in self.told]
        self.lines[:0] = [f"# {comment(doubt)}" for doubt in left]
        if self.draft.dropped:
            self.lines += ["", f"# {phrase('dropped_head')}"]
            for place, text in self.draft.dropped:
                where = phrase("doubt_place", place=place) if place else ""
                self.lines.append(f"#   {where}{' ' if where else ''}{' '.join(text.split())}")

    def _doubts(self, key: str, indent: str) -> None:
        for doubt in self.draft.doubts:
            if doubt.key == key and doubt not in self.told:
                self.told.add(doubt)
                self.lines.append(f"{indent}# {comment(doubt)}")

    def value(self, key: str, path: str, value: Any, indent: str) -> None:
        """A value under its key, with the doubts about it above."""
        self._doubts(path, indent)
        name = _SIGNED.get(key, ZH.get(key, key)) if ".signature." in path else ZH.get(key, key)
        if isinstance(value, Mapping):
            if not value:
                return
            self.lines.append(f"{indent}{name if key in ZH else scalar(name)}:")
            for each, inner in value.items():
                self.value(each, f"{path}.{each}", inner, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            self._list(name, path, value, indent)
        else:
            self.lines.append(f"{indent}{name if key in ZH else scalar(name)}: {_scalar(value)}")

    def _list(self, name: str, path: str, values: Sequence[Any], indent: str) -> None:
        if all(not isinstance(each, Mapping) for each in values):
            if len(values) == 1:
                self.lines.append(f"{indent}{name}: {_scalar(values[0])}")
                return
            self.lines.append(f"{indent}{name}:")
            self.lines += [f"{indent}  - {_scalar(each)}" for each in values]
            return
        self.lines.append(f"{indent}{name}:")
        for number, each in enumerate(values):
            if not isinstance(each, Mapping):
                self.lines.append(f"{indent}  - {_scalar(each)}")
                continue
            before = len(self.lines)
            for key, inner in each.items():
                self.value(key, f"{path}.{number}.{key}", inner, indent + "    ")
            self.lines[before] = f"{indent}  - {self.lines[before].lstrip()}"

    def articles(self, key: str, articles: Sequence[Article]) -> None:
        """Articles or attachments under their key."""
        if not articles:
            if key == "articles":
                self._doubts(key, "")
                self.lines.append(f"# {ZH[key]}: ")
            return
        self._doubts(key, "")
        self.lines += ["", f"{ZH[key]}:"]
        for number, article in enumerate(articles):
            path = f"{key}.{number}"
            self._doubts(path, "  ")
            start = len(self.lines)
            for name in model.Article.model_fields:
                self._of_article(article, name, f"{path}.{name}")
            self._dash(start)
            self.lines.append("")
        self.lines.pop()

    def _of_article(self, article: Article, name: str, path: str) -> None:
        value = getattr(article, name)
        if name in _BODIES and value:
            self._doubts(path, "    ")
            self.block(name, value, "    ")
        elif name == "title" and not value:
            self._doubts(path, "    ")
            if not article.column:
                self.lines.append(f"    # {ZH['title']}: ")
        elif value and value != model.Article.model_fields[name].default:
            self.value(name, path, value, "    ")

    def _dash(self, start: int) -> None:
        """Put the dash of a list's item before its first key; comments before it stay above."""
        for at in range(start, len(self.lines)):
            if not self.lines[at].lstrip().startswith("#"):
                self.lines[at] = f"  - {self.lines[at].lstrip()}"
                for above in range(start, at):
                    self.lines[above] = self.lines[above][2:]
                return
        self.lines.append("  - {}")

    def block(self, key: str, blocks: Sequence[Block], indent: str) -> None:
        """A body under its key."""
        self.lines.append(f"{indent}{ZH[key]}: |")
        for line in text_of(blocks).rstrip("\n").split("\n"):
            self.lines.append(f"{indent}  {line}" if line.strip() else "")


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = " ".join(without_controls(str(value)).split("\n"))
    if text.isdecimal() and text.startswith("0"):
        return json.dumps(text)
    return scalar(text)


def _alike(shared: Any, own: Any) -> bool:
    return bool(shared == own)


def _without(own: Any, shared: Any) -> Any:
    """What of a mapping the series file does not say already."""
    if isinstance(own, Mapping) and isinstance(shared, Mapping):
        return {key: value for key, value in own.items() if shared.get(key) != value}
    return own
