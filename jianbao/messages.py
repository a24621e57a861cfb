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
    "N001": Message(
        "{label}已经给了《{other}》（{other_date}），不能再给《{this}》",
        "核对两期的期号；若本来就是同一期，在两处写上同一个 id（标识）",
        "{label} belongs to “{other}” ({other_date}) already and cannot go to “{this}”",
        "check both numbers; if they are one issue, write the same id in both",
    ),
    "N002": Message(
        "《{this}》{label}的总期号已经给了{other_label}《{other}》",
        "核对两期的总期号，改正其中一个，或删去 total（总期号）让程序接着编",
        "the total of “{this}” ({label}) belongs to {other_label} “{other}” already",
        "check both totals and correct one, or remove the total and have it counted",
    ),
    "N003": Message(
        "《{this}》{label}（{date}）与{other_label}《{other}》（{other_date}）先后颠倒：期号大的日期反而早",
        "核对这两期的期号和日期，改正写错的一个",
        "“{this}” {label} ({date}) and {other_label} “{other}” ({other_date}) run in opposite order of date and number",
        "check number and date of both, and correct the wrong one",
    ),
    "N004": Message(
        "《{this}》（{date}）早于已经编号的{other_label}《{other}》（{other_date}），中间没有空着的期号可给",
        "核对日期；若是补做的往期，写明 number（期号）和 total（总期号），或与其他往期一起用 jianbao batch 编号",
        "“{this}” ({date}) is older than {other_label} “{other}” ({other_date}), and no number is free between",
        "check the date; for a past issue state number and total, or number all past issues at once with jianbao batch",
    ),
    "N005": Message(
        "《{this}》{label}与{other_label}《{other}》的期号和总期号大小次序不一致",
        "同一年里期号大的总期号也大：核对这两期的四个数",
        "number and total of “{this}” {label} and of {other_label} “{other}” run in opposite order",
        "within a year the greater number has the greater total: check the four figures",
    ),
    "N006": Message(
        "总期号 {total} 比期号 {number} 还小",
        "写明正确的 total（总期号），或在 numbering.start（起始）写明接手前的总期号",
        "the total {total} is less than the number {number}",
        "state the right total, or the last total before jianbao in numbering.start",
    ),
    "N007": Message(
        "“{kind}”不计总期号，却写了总期号 {total}",
        "删去 total（总期号），或把“{kind}”从 numbering.total_excludes（不计总期号）里去掉",
        "“{kind}” has no total, but {total} is stated",
        "remove the total, or take “{kind}” out of numbering.total_excludes",
    ),
    "N008": Message(
        "期号格式“{form}”排不出来（种类：{kind}）",
        "核对大括号里的项；这一种类不计总期号时，不要写 {{total}}",
        "the number form “{form}” cannot be set (kind: {kind})",
        "check what stands in braces; a kind without total cannot show {{total}}",
    ),
    "N009": Message(
        "{label}与 numbering.start（起始）写的“{start}”不合：期号和总期号一个在前、一个在后",
        "核对 numbering.start 里接手前最后一期的年份、期号和总期号",
        "{label} does not agree with “{start}” of numbering.start: one figure is before it, the other after",
        "check year, number and total of the last issue before jianbao in numbering.start",
    ),
    "N020": Message(
        "{year}年第{number}期之前缺第{missing}期，台账里没有",
        "若这些期已在用本程序之前发出，可不理会；否则核对期号",
        "before {year} no. {number} the register lacks no. {missing}",
        "ignore this if they were issued before jianbao came; else check the number",
    ),
    "N021": Message(
        "没有写总期号，台账里也没有以往各期：按当年创刊，总期号推定为 {total}",
        "若不对，写明 total（总期号），或在 numbering.start（起始）写明以往的总期号",
        "no total is stated and the register holds no earlier issue: taken as {total}, as of a series begun this year",
        "if that is wrong, state the total, or the earlier one in numbering.start",
    ),
    # --- ledger ------------------------------------------------------------------------------------------
    # --- files and fonts ---------------------------------------------------------------------------------
    "F101": Message(
        "配置给{role}的字体文件不存在",
        "核对路径（合集写成 路径#序号），或删去这一项，改用自带字体",
        "the font file configured for {role} does not exist",
        "check the path (path#index for a collection), or remove the setting to use the embedded face",
    ),
    "F102": Message(
        "字体文件读不了",
        "核对文件和文件夹的读取权限，或换一个字体文件",
        "the font file cannot be read",
        "check that you may read the file and its folder, or use another font",
    ),
    "F103": Message(
        "这不是能用的字体文件，可能已损坏",
        "重新安装这个字体，或换一个 .ttf 文件",
        "this is no usable font file, it may be damaged",
        "install the font again, or use another .ttf file",
    ),
    "F104": Message(
        "这是可变字体，不能用作{role}",
        "换用同一字体的固定字重文件",
        "this is a variable font, it cannot serve as {role}",
        "use a file of one fixed weight of the same face",
    ),
    "F105": Message(
        "这个字体是 PostScript（CFF）轮廓，不能用作{role}",
        "换用 TrueType 轮廓的字体（一般是 .ttf 文件）",
        "this font has PostScript (CFF) outlines, it cannot serve as {role}",
        "use a font with TrueType outlines (a .ttf file as a rule)",
    ),
    "F106": Message(
        "字体合集里没有这个序号：一共 {count} 个，从 0 数起",
        "把“#”后面的序号改小",
        "the collection has no face of this index: there are {count}, counted from 0",
        "lower the index after “#”",
    ),
    "F107": Message(
        "这个字体的厂商不许把它嵌入文件，不能用作{role}",
        "换用允许嵌入的字体，或删去这一项，改用自带字体",
        "the maker of this font forbids embedding, it cannot serve as {role}",
        "use a font that may be embedded, or remove the setting to use the embedded face",
    ),
    "F108": Message(
        "这个字体里没有{role}要用的字",
        "换用含有这些字的字体；汉字用中文字体，西文用西文字体",
        "this font lacks the characters that {role} needs",
        "use a font that has them: a Chinese one for Han, a Western one for Latin",
    ),
    "F109": Message(
        "文件名像是{role}，字体内部的名称却不是，没有采用",
        "要用它，请在配置里写明它的路径",
        "the file name looks like {role}, the names inside the font do not, so it was left out",
        "to use it all the same, name its path in the configuration",
    ),
    "F110": Message(
        "自带的字体不完整",
        "重新安装 jianbao",
        "the embedded fonts are incomplete",
        "install jianbao again",
    ),
    # --- typesetting -------------------------------------------------------------------------------------
    "T001": Message(
        "字体里没有“{char}”（{code}），排不出来",
        "核对这个字；确实要用，就在“版式: 字体:”里指定一个有这个字的字体文件",
        "no face draws “{char}” ({code})",
        "check the character, or name a font file that has it under `layout: fonts:`",
    ),
    "T002": Message(
        "“{text}”比一行还长，只好从中间断开",
        "网址、长串编号等请改短，或在允许换行处加空格",
        "“{text}” is longer than a line and was cut inside",
        "shorten it, or put a space where it may break",
    ),
    "T003": Message(
        "图片放不进版心，已经缩小：{name}",
        "不需要处理；要更大，请另页放置",
        "the picture was made smaller to fit: {name}",
        "nothing need be done",
    ),
    "T004": Message(
        "版记太长，一页放不下",
        "减少报送单位，或把分发名单改为附件",
        "the colophon is longer than a page",
        "shorten the distribution, or make it an attachment",
    ),
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
    "V005": Message(
        "没有安装读取 PDF 的组件 pypdfium2",
        "运行 pip install \"jianbao[verify]\" 后再试",
        "pypdfium2, which reads PDF files, is not installed",
        "run pip install \"jianbao[verify]\"",
    ),
    "V006": Message(
        "文件超过 {limit} MB，不像一期简报",
        "确认选对了文件；图片过大的，先压缩图片再核对",
        "the file is too large for a bulletin (more than {limit} MB)",
        "see whether it is the right file; shrink its pictures first",
    ),
    "V007": Message(
        "这不是 PDF 文件，或者文件已损坏",
        "换一个能打开的 PDF，或重新生成",
        "this is no PDF, or it is damaged",
        "take a PDF that opens, or build it again",
    ),
    "V008": Message(
        "PDF 加了密码，读不了",
        "先去掉密码（例如用 qpdf --decrypt），再核对",
        "the PDF is encrypted",
        "remove the encryption first, for example with qpdf --decrypt",
    ),
    "V009": Message(
        "PDF 超过 {limit} 页，不像一期简报",
        "确认选对了文件",
        "the PDF has more than {limit} pages, which no bulletin has",
        "see whether it is the right file",
    ),
    "V010": Message(
        "PDF 的一页超过 {limit} 个字，不像简报",
        "确认选对了文件",
        "a page of the PDF has more than {limit} characters, which no bulletin has",
        "see whether it is the right file",
    ),
    "V011": Message(
        "没有这个文件",
        "检查文件名和所在文件夹",
        "there is no such file",
        "check its name and folder",
    ),
    "V012": Message(
        "这不是 DOCX 文件，或者文件已损坏",
        "用 Word 或 WPS 打开，另存为 DOCX 后再试",
        "this is no DOCX, or it is damaged",
        "open it in Word or WPS and save it as DOCX",
    ),
    "V013": Message(
        "文件加了密码，或者是旧的 DOC 格式，读不了",
        "用 Word 或 WPS 打开，去掉密码，另存为 DOCX 后再试",
        "the file is encrypted, or of the old DOC form",
        "open it in Word or WPS, take the password off and save it as DOCX",
    ),
    "V014": Message(
        "DOCX 解压后异常庞大，已拒绝读取",
        "不要打开来历不明的文件；确实可靠的，压缩图片后另存再试",
        "the DOCX unpacks to far too much and was refused",
        "do not open files of unknown origin; if it is sound, shrink its pictures and save it again",
    ),
    # --- batch -------------------------------------------------------------------------------------------
    # --- command line ------------------------------------------------------------------------------------
    "C001": Message(
        "程序出了意料之外的毛病，这是 jianbao 自己的错，不是您的文件有错",
        "把上面的英文信息和您的简报文件发给维护人员；原有文件没有被改动",
        "jianbao met a fault of its own; your file is not to blame",
        "send the text above and your issue file to the maintainers; no existing file was changed",
    ),
    "C002": Message(
        "没有“{name}”这个命令{near}",
        "运行 jianbao --help 看有哪些命令",
        "there is no command “{name}”{near}",
        "run jianbao --help for the commands",
    ),
    "C003": Message(
        "没有“{name}”这个选项{near}",
        "运行 {command} --help 看有哪些选项",
        "there is no option “{name}”{near}",
        "run {command} --help for the options",
    ),
    "C004": Message(
        "缺少{name}",
        "补上后再运行；用法见 {command} --help",
        "{name} is missing",
        "add it; see {command} --help",
    ),
    "C005": Message(
        "{name} 的值“{value}”不能用",
        "可以写：{choices}",
        "“{value}” will not do for {name}",
        "use {choices}",
    ),
    "C006": Message(
        "命令写法不对：{said}",
        "用法见 {command} --help",
        "the command line is wrong: {said}",
        "see {command} --help",
    ),
    "C007": Message(
        "“{extra}”是多余的",
        "去掉它；用法见 {command} --help",
        "“{extra}” is one argument too many",
        "remove it; see {command} --help",
    ),
    "C008": Message(
        "选项 {name} 后面不写值",
        "去掉等号和后面的内容，只写 {name}",
        "option {name} takes no value",
        "write just {name}",
    ),
}

# Labels and reports: what the program says when nothing is wrong. key → (Chinese, English).
PHRASES: Final[dict[str, tuple[str, str]]] = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "hint": ("提示", "hint"),
    "remedy": ("改法：", "remedy: "),
    "perhaps": ("，是不是想写“{name}”", "; did you mean “{name}”"),
    "built": ("已生成 {name}，共 {pages} 页：", "built {name}, {pages} pages:"),
    "draft_note": ("草稿：没有占用期号，台账没有变动", "draft: no number was taken, the register is as it was"),
    "checked": ("{source}：没有发现问题", "{source}: nothing found"),
    "checked_some": (
        "{source}：{errors} 处错误，{warnings} 处提醒",
        "{source}: {errors} errors, {warnings} warnings",
    ),
    "not_built": ("{source}：没有生成，原有文件没有变动", "{source}: not built, existing files are as they were"),
    "cancelled": ("已取消，没有留下半成品", "cancelled, nothing half-done was left"),
    "written_back": ("期号已写回 {source}", "the numbers were written into {source}"),
}


def phrase(key: str, **params: object) -> str:
    """The label or report `key` in the reader's language. Raises KeyError for one that does not exist."""
    return PHRASES[key][language() == "en"].format(**params)
