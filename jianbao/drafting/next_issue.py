"""An issue and its text → the text of the next issue's file, with numbers and date filled in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import date as Date
from typing import TYPE_CHECKING, Any, Final

from jianbao.glossary import EN, IMPRINT, ZH
from jianbao.language.dates import chinese_date
from jianbao.messages import language
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND, Numbers

if TYPE_CHECKING:
    from jianbao.reading import Reading

SCHEMA_NAME: Final = "jianbao.schema.json"
_SCHEMA_LINE: Final = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"


# --- the skeleton ----------------------------------------------------------------------------------------------


def skeleton(issue: Issue, numbers: Numbers | None, series: object, before: Reading | None) -> str:
    """A commented file for an issue like `issue`; `series` is its name, or a mapping with the series file.

    `before` is the last issue, whose distribution is taken over. Keys and comments are in the reader's language; what
    stands there to be overwritten is Chinese, as an issue is.
    """
    english = language() == "en"
    keys = dict(zip(ZH, ZH, strict=True)) if english else ZH
    inherits = isinstance(series, Mapping)
    name = f"{{{keys['file']}: {scalar(str(series['file']))}}}" if inherits else scalar(issue.series)  # type: ignore[index]
    known: dict[str, object] = {
        "series": name,
        "kind": scalar(issue.kind) if issue.kind != MAIN_KIND else None,
        "number": numbers and numbers.number,
        "total": numbers and numbers.total,
        "date": issue.date.isoformat(),
        "organ": None if inherits else _line_or_list(issue.organ),
    }
    words = {**keys, **{note: texts[english] for note, texts in _NOTES.items()}}
    lines = [f"{_SCHEMA_LINE}# {words['next']}"]
    lines += [f"{keys[key]}: {value}" for key, value in known.items() if value is not None]
    lines.append(_MIDDLE.format_map(words))
    if not inherits:
        lines += _distribution(before.issue if before else None, words)
    return "\n".join(lines).rstrip() + "\n"


def _distribution(before: Issue | None, words: Mapping[str, str]) -> list[str]:
    """Whom the last issue went to and in how many copies, or what is to be overwritten."""
    lines = [f"{words['distribution']}:"]
    for each in before.distribution if before else ():
        lines.append(f"  - {words['label']}: {scalar(each.label)}")
        lines += [f"    {words['this_issue']}: {words['yes']}"] if each.this_issue else []
        groups = [group if isinstance(group, str) else "、".join(group) for group in each.to]
        lines.append(f"    {words['to']}: {_line_or_list(groups)}")
    if before is None or not before.distribution:
        lines = ["报: 上级机关一，上级机关二", "送: 平级机关一，平级机关二"]
    copies = before.copies if before else None
    return [*lines, f"{words['copies']}: {copies}" if copies else f"# {words['copies']}: 150"]


_NOTES: Final = {
    "next": (
        "写好以后：jianbao check 查错，jianbao build 生成。以 # 开头的是说明或备用的项，不会印出来。",
        "When it is written: jianbao check, then jianbao build. Lines that begin with # are notes or spare keys.",
    ),
    "yes": ("是", "true"),
    "optional": ("都可以不写", "all of it may be left out"),
    "bars": ("想在哪里换行，就在哪里写 |", "| where it shall be broken"),
    "default": ("不写则与标题相同", "the title where it is left out"),
}
_MIDDLE: Final = """
# {masthead}:    # {optional}
#   {secrecy}: 秘密★1年
#   {urgency}: 特急
#   {copy_number}: "000001"
#   {note}: 内部资料 注意保存
#   {signer}: 姓名

# {editor_note}: |
#   编者按写在这里。

{articles}:
  - {title}: 第一篇的标题    # {bars}
    # {column}: 工作动态
    # {contents_title}: 要目里用的题目    # {default}
    {body}: |
      正文写在这里，空一行就是另起一段。

      **一是带头句。**接着写这一段。
    # {byline}: 某某供稿

  # - {title}: 第二篇的标题
  #   {body}: |
  #     正文
"""

_PLAIN = re.compile(r"[\w一-鿿（）《》，、；。·“”/-]+(?: [\w一-鿿（）《》，、；。·“”/-]+)*")


def scalar(text: str) -> str:
    """`text` as a YAML value on one line; quoted where a reader of YAML might see something else in it."""
    plain = _PLAIN.fullmatch(text) and not re.fullmatch(r"[\d.:-]+|-.*|[A-Za-z]+", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _line_or_list(texts: Any) -> str:
    texts = list(texts)
    return (
        scalar(texts[0])
        if len(texts) == 1
        else f"[{', '.join(json.dumps(t, ensure_ascii=False) for t in texts)}]"
    )


# --- from the last issue -----------------------------------------------------------------------------------------

_BLANKS: Final = {
    "title": "标题",
    "kicker": "肩题",
    "subtitle": "副题",
    "contents_title": "要目题",
    "byline": "署名",
    "source": "信息来源",
}
_TEXTS: Final = {"body": "正文\n", "editor_note": "编者按\n", "abstract": "摘要\n"}
_OF_ONE_ISSUE: Final = frozenset({"id", "year", "number", "total", "number_last", "total_last"})
_OF_ITS_MASTHEAD: Final = frozenset({"copy_number", "urgency", "signer"})
_OF_ITS_ARTICLES: Final = frozenset({"date", "enclosures", "signature", "remark", "addressee"})
"""What is each issue's own: nobody would notice last time's."""


def from_last(text: str, numbers: Numbers | None, today: Date, kind: str, series_file: str = "") -> str:
    """The last issue's file with its own keys, order and comments, and blanks for what each issue writes anew.

    `series_file` is the path of the series file from where the new file is to stand, '' where there is none.
    """
    # keeps comments; 0.1 s that no other command pays
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    for key in [key for key in data if _english(key) in _OF_ONE_ISSUE]:
        del data[key]
    chinese = any(not str(key).isascii() for key in data)
    at = next((place for place, key in enumerate(data) if _english(key) == "date"), 0)
    if numbers is not None:
        names = ("期号", "总期号") if chinese else ("number", "total")
        for name, value in zip(reversed(names), (numbers.total, numbers.number), strict=True):
            if value is not None:
                data.insert(at, name, value)
    for key in list(data):
        if _english(key) == "kind" and kind:
            data[key] = kind
        elif _english(key) == "attachments":
            del data[key]
        elif _english(key) == "series" and isinstance(data[key], dict) and series_file:
            for name in data[key]:
                data[key][name] = series_file
        else:
            _blank(data, key, today)
    out = io.StringIO()
    yaml.dump(data, out)
    written = out.getvalue()
    return written if written.startswith("# yaml-language-server") else _SCHEMA_LINE + written


def _blank(data: Any, key: Any, today: Date) -> None:
    """Make `data[key]` what stands in a file that is still to be filled in."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    name, value = _english(key), data[key]
    if name in _TEXTS:
        data[key] = LiteralScalarString(_TEXTS[name])
    elif name in _BLANKS:
        data[key] = _BLANKS[name]
    elif "date" in (name, IMPRINT.get(str(key))):
        data[key] = _day(today, value)
    elif name == "articles":
        for article in value if isinstance(value, list) else [value]:
            for each in list(article):
                if _english(each) in _OF_ITS_ARTICLES:
                    del article[each]
                else:
                    _blank(article, each, today)
    elif isinstance(value, dict):
        _strip(data, key, name, today)


def _strip(data: Any, key: Any, name: str, today: Date) -> None:
    """Take from a part of the issue what was the last one's own."""
    value = data[key]
    gone = {"masthead": _OF_ITS_MASTHEAD, "contents": frozenset({"entries"})}.get(name, frozenset())
    for entry in [entry for entry in value if _english(entry) in gone]:
        del value[entry]
    if name == "print":
        for entry in [each for each in value if "date" in (_english(each), IMPRINT.get(str(each)))]:
            value[entry] = _day(today, value[entry])
    if gone and not value:
        del data[key]


def _day(today: Date, before: object) -> object:
    """Today, written as the last issue's date was."""
    return chinese_date(today) if "年" in str(before) else today


def _english(key: object) -> str:
    return EN.get(str(key), str(key))
