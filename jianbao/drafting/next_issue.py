"""An issue and its text → the text of the next issue's file, with numbers and date filled in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import date as Date
from typing import TYPE_CHECKING, Any, Final

from jianbao.glossary import EN, IMPRINT
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
    if language() == "en":
        return _in_english(issue, numbers, series, before)
    inherits = isinstance(series, Mapping)
    lines = [
        _SCHEMA_LINE
        + "# 写好以后：jianbao check 查错，jianbao build 生成。以 # 开头的是说明或备用的项，不会印出来。",
        f"刊名: {{文件: {scalar(str(series['file']))}}}"
        if isinstance(series, Mapping)
        else f"刊名: {scalar(issue.series)}",
    ]
    if issue.kind != MAIN_KIND:
        lines.append(f"种类: {scalar(issue.kind)}")
    if numbers is not None:
        lines.append(f"期号: {numbers.number}")
        lines += [f"总期号: {numbers.total}"] if numbers.total is not None else []
    lines.append(f"日期: {issue.date.isoformat()}")
    if not inherits:
        lines.append(f"编发单位: {_line_or_list(issue.organ)}")
    lines.append(_MIDDLE)
    if not inherits:
        lines += _distribution(before)
    return "\n".join(lines).rstrip() + "\n"


def _in_english(issue: Issue, numbers: Numbers | None, series: object, before: Reading | None) -> str:
    inherits = isinstance(series, Mapping)
    lines = [
        _SCHEMA_LINE
        + "# When it is written: jianbao check, then jianbao build. Lines that begin with # are notes or spare keys.",
        f"series: {{file: {scalar(str(series['file']))}}}"
        if isinstance(series, Mapping)
        else f"series: {scalar(issue.series)}",
    ]
    if issue.kind != MAIN_KIND:
        lines.append(f"kind: {scalar(issue.kind)}")
    if numbers is not None:
        lines.append(f"number: {numbers.number}")
        lines += [f"total: {numbers.total}"] if numbers.total is not None else []
    lines.append(f"date: {issue.date.isoformat()}")
    if not inherits:
        lines.append(f"organ: {_line_or_list(issue.organ)}")
    lines.append(_MIDDLE_EN)
    if inherits:
        return "\n".join(lines).rstrip() + "\n"
    lines.append("distribution:")
    if before is None or not before.issue.distribution:
        lines += [
            "  - {label: 报, to: [上级机关一, 上级机关二]}",
            "  - {label: 送, to: [平级机关一, 平级机关二]}",
        ]
    for each in before.issue.distribution if before is not None else ():
        lines.append(f"  - label: {scalar(each.label)}")
        lines += ["    this_issue: true"] if each.this_issue else []
        groups = [group if isinstance(group, str) else "、".join(group) for group in each.to]
        lines.append(f"    to: {_line_or_list(groups)}")
    copies = before.issue.copies if before is not None else None
    return "\n".join([*lines, f"copies: {copies}" if copies else "# copies: 150"]) + "\n"


def _distribution(before: Reading | None) -> list[str]:
    if before is None or not before.issue.distribution:
        return ["报: 上级机关一，上级机关二", "送: 平级机关一，平级机关二", "# 份数: 150"]
    lines = ["分送:"]
    for each in before.issue.distribution:
        lines.append(f"  - 标签: {scalar(each.label)}")
        lines += ["    本期: 是"] if each.this_issue else []
        groups = [group if isinstance(group, str) else "、".join(group) for group in each.to]
        lines.append(f"    单位: {_line_or_list(groups)}")
    copies = before.issue.copies
    return [*lines, f"份数: {copies}" if copies else "# 份数: 150"]


_MIDDLE: Final = """
# 报头:                       # 都可以不写
#   密级: 秘密★1年
#   紧急程度: 特急
#   份号: "000001"
#   标注: 内部资料 注意保存
#   签发人: 姓名

# 编者按: |
#   编者按写在这里。

文章:
  - 标题: 第一篇的标题          # 想在哪里换行，就在哪里写 |
    # 栏目: 工作动态
    # 要目题: 要目里用的题目    # 不写则与标题相同
    正文: |
      正文写在这里，空一行就是另起一段。

      **一是带头句。**接着写这一段。
    # 署名: 某某供稿

  # - 标题: 第二篇的标题
  #   正文: |
  #     正文
"""

_MIDDLE_EN: Final = """
# masthead:                   # all of it may be left out
#   secrecy: 秘密★1年
#   urgency: 特急
#   copy_number: "000001"
#   note: 内部资料 注意保存
#   signer: 姓名

# editor_note: |
#   编者按写在这里。

articles:
  - title: 第一篇的标题         # | where it shall be broken
    # column: 工作动态
    # contents_title: 要目里用的题目    # the title where it is left out
    body: |
      正文写在这里，空一行就是另起一段。

      **一是带头句。**接着写这一段。
    # byline: 某某供稿

  # - title: 第二篇的标题
  #   body: |
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
