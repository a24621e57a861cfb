"""A message's code → the words a person reads, in Chinese (default) and English.

The one place where the program's messages live: a test walks this catalogue and holds every entry to be
Chinese, to say what is wrong and to say how to mend it. Codes are grouped by room: `R` reading, `M` model,
`N` numbering, `L` ledger, `F` files and fonts, `T` typesetting, `P` proof-reading, `V` verifying, `B` batch,
`C` command line. Placeholders are `str.format` fields; a caller gives them all.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple


class Message(NamedTuple):
    """One message in both languages: what is wrong, and how to mend it."""

    zh: str
    zh_fix: str
    en: str
    en_fix: str


def language() -> str:
    """`'en'` when the environment's JIANBAO_LANG asks for English, else `'zh'`."""
    return "en" if os.environ.get("JIANBAO_LANG", "").lower().startswith("en") else "zh"


def render(code: str, **params: object) -> tuple[str, str]:
    """(what is wrong, how to mend it) of message `code` in the reader's language.

    Raises KeyError for a code or placeholder that does not exist: a bug of ours, not of the user's.
    """
    message = CATALOGUE[code]
    said, fix = (message.en, message.en_fix) if language() == "en" else (message.zh, message.zh_fix)
    return said.format(**params), fix.format(**params)


CATALOGUE: Final[dict[str, Message]] = {
    # --- reading: YAML text → values -------------------------------------------------------------------
    # --- model: what an issue must hold ----------------------------------------------------------------
    "M001": Message(
        "这里要写文字，现在是{found}",
        "把它改成一段文字；如含冒号等符号，用引号括起来",
        "text is wanted here, this is {found}",
        "write text; quote it if it holds a colon",
    ),
    "M002": Message(
        "“{value}”不是整数",
        "写阿拉伯数字，如 9",
        "“{value}” is not a whole number",
        "write digits, such as 9",
    ),
    "M003": Message(
        "“{value}”不是能用的日期",
        "写成 2017-04-11 或 2017年4月11日，并核对该月有没有这一天",
        "“{value}” is not a date",
        "write 2017-04-11, and check that the month has that day",
    ),
    "M004": Message(
        "“{value}”不是“是”或“否”",
        "写“是”或“否”（true / false 也可以）",
        "“{value}” is neither yes nor no",
        "write true or false",
    ),
    "M005": Message(
        "{name}应在 {low} 到 {high} 之间，现在是 {value}",
        "改成范围之内的数",
        "{name} must lie between {low} and {high}, it is {value}",
        "use a number within the range",
    ),
    "M006": Message(
        "这里不能是空的",
        "补上内容，或删去这一项",
        "this may not be empty",
        "fill it in, or remove the key",
    ),
    "M007": Message(
        "文字里有不可见的控制字符 {char}",
        "删去这个字符（多半是从别处粘贴带来的）",
        "the text holds the control character {char}",
        "remove it (it was probably pasted in)",
    ),
    "M008": Message(
        "文字里有残缺的字符（单独的代理项 {char}）",
        "重新输入这个字",
        "the text holds a broken character (lone surrogate {char})",
        "type the character again",
    ),
    "M009": Message(
        "文字太长：{length} 个字，最多 {limit} 个字",
        "删短一些",
        "the text is too long: {length} characters, at most {limit}",
        "shorten it",
    ),
    "M010": Message(
        "期号格式里有不认识的项 {field}",
        "只能用 {{year}}、{{number}}、{{total}}、{{kind}}，以及汉字数字 {{year_zh}}、{{number_zh}}、{{total_zh}}",
        "the number form holds the unknown field {field}",
        "use only {{year}}, {{number}}, {{total}}, {{kind}} and {{year_zh}}, {{number_zh}}, {{total_zh}}",
    ),
    "M011": Message(
        "份号“{value}”应为 1 到 6 位阿拉伯数字",
        "写成 \"000012\" 这样的 6 位数字",
        "the copy number “{value}” must have 1 to 6 digits",
        "write six digits such as \"000012\"",
    ),
    "M012": Message(
        "总期号 {total} 比期号 {number} 还小",
        "总期号从创刊起连续计数，不会小于当年期号：核对这两个数",
        "the total {total} is less than the number {number}",
        "the total runs on from the first issue and cannot be less: check both",
    ),
    # --- numbering ---------------------------------------------------------------------------------------
    # --- ledger ------------------------------------------------------------------------------------------
    # --- files and fonts ---------------------------------------------------------------------------------
    # --- typesetting -------------------------------------------------------------------------------------
    # --- proof-reading -----------------------------------------------------------------------------------
    # --- verifying ---------------------------------------------------------------------------------------
    "V001": Message(
        "找不到 LibreOffice，无法核对 DOCX",
        "安装 LibreOffice（https://zh-cn.libreoffice.org，Debian/Ubuntu：apt install libreoffice-writer），再运行一次",
        "LibreOffice was not found, so the DOCX cannot be checked",
        "install LibreOffice (Debian/Ubuntu: apt install libreoffice-writer) and run again",
    ),
    "V002": Message(
        "LibreOffice 转换超过 {seconds} 秒，已停止",
        "关闭其他占用电脑的程序再试；如仍不行，用 Word 打开文件看是否损坏",
        "LibreOffice took more than {seconds} seconds and was stopped",
        "try again with fewer programs running; if it happens again, see in Word whether the file is damaged",
    ),
    "V003": Message(
        "LibreOffice 没能把这个文件转换成 PDF（它说：{said}）",
        "用 Word 或 WPS 打开文件，另存为 DOCX 后再试",
        "LibreOffice made no PDF of this file (it said: {said})",
        "open the file in Word or WPS, save it as DOCX and try again",
    ),
    "V004": Message(
        "读写文件失败：{reason}",
        "检查文件是否存在、有没有读写权限、磁盘是否已满",
        "the file cannot be read or written: {reason}",
        "see whether the file is there, may be read and written, and the disk has room",
    ),
    # --- batch -------------------------------------------------------------------------------------------
    # --- command line ------------------------------------------------------------------------------------
}
