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


def render(code: str, /, **params: object) -> tuple[str, str]:
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
        '写成 "000012" 这样的 6 位数字',
        "the copy number “{value}” must have 1 to 6 digits",
        'write six digits such as "000012"',
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
    "L001": Message(
        "期号台账 {path} 一直被别的程序占着，等了很久也没有等到",
        "看看有没有别的生成任务还在进行，结束后再运行一次；没有给出期号，什么都没有丢",
        "the register {path} was held by another program for too long",
        "see whether another build is still running, then run again; no number was given, nothing is lost",
    ),
    "L002": Message(
        "期号台账 {path} 不能写（{detail}）",
        "核对文件夹是否存在、是否只读、有没有写的权限；也可以用 --ledger 指定别处的台账",
        "the register {path} cannot be written ({detail})",
        "check that the folder exists and may be written, or name another register with --ledger",
    ),
    "L003": Message(
        "磁盘满了，期号台账 {path} 写不进去",
        "腾出空间后再运行一次；没有给出期号，什么都没有丢",
        "the disk of the register {path} is full",
        "make room and run again; no number was given, nothing is lost",
    ),
    "L004": Message(
        "期号台账 {path} 损坏了（{detail}）",
        "不要删除它：把它移到一边留底，放回备份，或新建台账后用 jianbao ledger import 导入先前导出的内容",
        "the register {path} is damaged ({detail})",
        "do not delete it: move it aside and restore a backup, or import an earlier export with jianbao ledger import",
    ),
    "L005": Message(
        "读写期号台账 {path} 时出错（{detail}）",
        "多半是磁盘或网络文件夹出了问题：核对之后再运行一次，没有登记完的不算数",
        "reading or writing the register {path} failed ({detail})",
        "check the disk or the network folder and run again; what was not recorded in full does not count",
    ),
    "L006": Message(
        "连不上期号台账数据库 {path}，或连接中断（{detail}）",
        "核对地址、网络和数据库服务，恢复后再运行一次：没有登记完的不算数，登记了的会接着做完",
        "the register's database {path} cannot be reached or went away ({detail})",
        "check address, network and server, then run again: what was not recorded does not count, what was is finished",
    ),
    "L007": Message(
        "用 PostgreSQL 台账要先装上它的驱动",
        "运行 pip install 'jianbao[postgres]'",
        "a register on PostgreSQL needs its driver",
        "run pip install 'jianbao[postgres]'",
    ),
    "L008": Message(
        "不认识的台账地址 {url}",
        "写文件路径，或 postgresql://用户@主机/数据库",
        "the register's address {url} is of no known kind",
        "give a file's path, or postgresql://user@host/database",
    ),
    "L009": Message(
        "期号台账 {path} 是更新版本的 jianbao 写的",
        "把本机的 jianbao 升级到同一版本：pip install -U jianbao",
        "the register {path} was written by a newer jianbao",
        "upgrade jianbao on this machine: pip install -U jianbao",
    ),
    "L010": Message(
        "磁盘满了，{path} 写不下",
        "腾出空间后再运行一次；没有给出期号，原有文件没有动",
        "the disk is full, {path} does not fit",
        "make room and run again; no number was given and older files are as they were",
    ),
    "L011": Message(
        "{path} 不能写：没有权限，或文件夹是只读的",
        "改用 -o 指定能写的文件夹，或请管理员开放权限；文件正在 Word 里打开时先关掉它",
        "{path} may not be written: no permission, or a read-only folder",
        "name another folder with -o, or have it opened up; close the file if Word shows it",
    ),
    "L012": Message(
        "{path} 写不了（{detail}）",
        "核对文件夹和文件名，改正后再运行一次；没有给出期号",
        "{path} cannot be written ({detail})",
        "check folder and name, then run again; no number was given",
    ),
    "L013": Message(
        "期号已经登记，成品也写好了，但换不上 {path} 这个名字（{detail}）",
        "多半是文件正在别的程序里打开：关掉它再运行一次，期号不变",
        "the number is recorded and the file is written, but cannot take the name {path} ({detail})",
        "another program probably has it open: close it and run again, the number stays",
    ),
    "L014": Message(
        "{path} 读不了（{detail}）",
        "核对路径、权限和编码（要用 UTF-8）",
        "{path} cannot be read ({detail})",
        "check the path, the permission and the encoding (UTF-8)",
    ),
    "L020": Message(
        "这一期已经登记为{label}，现在却写着{stated}",
        "改回原来的期号、总期号和年份；原来的确实错了，先用 jianbao ledger void 作废它；若是新的一期，另存为新文件",
        "this issue is recorded as {label}, and now states {stated}",
        "restore the old figures; void the entry first if it was wrong; or save a new issue under a new file name",
    ),
    "L021": Message(
        "排版期间台账 {path} 里这一期被别人改动了，期号对不上",
        "再运行一次即可",
        "the register {path} changed for this issue while it was being set",
        "run again",
    ),
    "L022": Message(
        "这个文件曾作为{label}发出，日期是{date}，现在日期是{now}而标题相同，分不清是改了日期还是新的一期",
        "若是同一期，写上它的 number（期号）；若是新的一期，另存为新文件，或写上新的期号",
        "this file was issued as {label} of {date}; with the same title and the new date {now} it may be that or a new one",
        "state its number if it is the same issue; save a new issue under a new name, or state its new number",
    ),
    "L024": Message(
        "成品文件 {path} 属于{other}，不能被这一期覆盖",
        "两期用了同一个文件名：改刊名、种类或日期，或用 -o 换一个文件夹",
        "the file {path} belongs to {other} and must not be replaced by this issue",
        "both issues give one file name: change series, kind or date, or name another folder with -o",
    ),
    "L025": Message(
        "这个文件和 {other} 是同一期（{label}）",
        "只留一个；若是两期，改正其中一个的期号或 id（标识）",
        "this file and {other} are one issue ({label})",
        "keep one of them; if they are two, correct the number or id of one",
    ),
    "L026": Message(
        "要导入的{label}与台账里的{other}不一致，没有导入任何一条",
        "核对这两条；台账里的不对就先作废它，或导入到一个新的台账",
        "the entry {label} to be imported does not agree with the register's {other}; nothing was imported",
        "check both; void the register's if it is wrong, or import into a new register",
    ),
    "L027": Message(
        "第 {line} 行不是 jianbao ledger export 导出的内容",
        "用 jianbao ledger export 重新导出，不要手工改动",
        "line {line} is not what jianbao ledger export writes",
        "export again with jianbao ledger export",
    ),
    "L030": Message(
        "{name}缺第 {missing} 期",
        "补做缺的期；若是另行发出的，写明期号补登",
        "{name} lacks no. {missing}",
        "build what is missing, stating its number if it was issued elsewhere",
    ),
    "L031": Message(
        "{name}第 {number} 期有两条",
        "台账被手工改过：核对后用备份恢复",
        "{name} has no. {number} twice",
        "the register was edited by hand: check, and restore a backup",
    ),
    "L032": Message(
        "{name}缺总第 {missing} 期",
        "补做缺的期；若是另行发出的，写明总期号补登",
        "{name} lacks total {missing}",
        "build what is missing, stating its total if it was issued elsewhere",
    ),
    "L033": Message(
        "{name}总第 {number} 期有两条",
        "台账被手工改过：核对后用备份恢复",
        "{name} has total {number} twice",
        "the register was edited by hand: check, and restore a backup",
    ),
    "L034": Message(
        "{label}（{date}）排在{other}（{other_date}）之前，日期却在后",
        "核对这两期的日期，改正后重新生成",
        "{label} ({date}) comes before {other} ({other_date}) and has the later date",
        "check both dates, correct the wrong one and build again",
    ),
    "L035": Message(
        "{label}的期号已经留出，成品还没有生成",
        "再运行一次 jianbao batch 就会接着做；不再要的，用 jianbao ledger void 放回期号",
        "the number of {label} is reserved and its files are still to come",
        "run jianbao batch again to go on, or release the number with jianbao ledger void",
    ),
    "L036": Message(
        "{label}的成品不见了",
        "从备份放回，或重新生成这一期（期号不变）",
        "a file of {label} is missing",
        "restore it, or build the issue again (its number stays)",
    ),
    "L037": Message(
        "{label}的成品在登记之后被改动过",
        "要以定义文件为准，就重新生成这一期；有意改动的，把改动写回定义文件再生成",
        "a file of {label} was changed after it was recorded",
        "build the issue again; put a wanted change into the issue file first",
    ),
    "L038": Message(
        "{label}的成品写好了，还没换上正式文件名",
        "关掉占用它的程序，再运行一次 jianbao ledger check",
        "a file of {label} is written and still waits for its name",
        "close the program that has it open and run jianbao ledger check again",
    ),
    "L040": Message(
        "这里还没有台账（{path}）",
        "在简报所在的文件夹里运行，或用 --ledger 指明台账；第一次生成简报时会自动建立",
        "there is no register at {path} yet",
        "run this in the folder of the issues, or name the register with --ledger; the first build makes one",
    ),
    "L041": Message(
        "台账里没有 {year} 年发出的简报",
        "核对年份、--series（刊名）和 --ledger（台账）",
        "the register holds no issue of {year}",
        "check the year, --series and --ledger",
    ),
    "L042": Message(
        "{year} 年台账里有几种刊物：{names}",
        "用 --series 指明一种",
        "the register holds several series in {year}: {names}",
        "name one with --series",
    ),
    "L043": Message(
        "不知道要新建哪一种刊物：没有写刊名，这里的台账也是空的",
        "写上刊名或刊物文件，如 jianbao new 援疆工作简报；或用 --from 指明上一期的文件",
        "which series is meant cannot be told: none is named and the register is empty",
        "name the series or its file, as in jianbao new 援疆工作简报, or give the last issue with --from",
    ),
    "L044": Message(
        "台账里有几种刊物：{names}",
        "写上刊名，如 jianbao new 援疆工作简报",
        "the register holds several series: {names}",
        "name one, as in jianbao new 援疆工作简报",
    ),
    "L045": Message(
        "台账里没有“{entry}”",
        "写成 2017-9、2017年第9期 或标识（id）；有几种刊物时加 --series，增刊加 --kind 增刊",
        "the register holds no “{entry}”",
        "write it as 2017-9 or as its id; add --series and --kind where there are several",
    ),
    "L046": Message(
        "“{entry}”有几条：{labels}",
        "用 --series、--kind 或标识（id）指明一条",
        "“{entry}” may be one of several: {labels}",
        "choose with --series, --kind or the id",
    ),
    "L047": Message(
        "{path} 已经有了，没有改动它",
        "换一个文件名：-o 文件名",
        "{path} is there already and was left alone",
        "give another name with -o",
    ),
    "L048": Message(
        "{label}已经作废，不能再作废一次",
        "用 jianbao ledger show 看作废的原因",
        "{label} is void already",
        "see the reason with jianbao ledger show",
    ),
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
        '运行 pip install "jianbao[verify]" 后再试',
        "pypdfium2, which reads PDF files, is not installed",
        'run pip install "jianbao[verify]"',
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
    # V101–V124: 要素｜要求 (element｜requirement), the remedy for whom it fails
    "V101": Message(
        "纸张｜A4，{width} × {height} mm",
        "在“页面布局—纸张大小”里选 A4",
        "paper｜A4, {width} × {height} mm",
        "choose A4 as the paper",
    ),
    "V102": Message(
        "天头｜{mm} ± 1 mm",
        "页边距“上”设为 37 mm",
        "top margin｜{mm} ± 1 mm",
        "set the top margin to 37 mm",
    ),
    "V103": Message(
        "订口｜{mm} ± 1 mm",
        "页边距“左”设为 28 mm",
        "binding margin｜{mm} ± 1 mm",
        "set the left margin to 28 mm",
    ),
    "V104": Message(
        "版心宽｜{mm} mm",
        "页边距左设为 28 mm、右设为 26 mm",
        "width of the type area｜{mm} mm",
        "set the left margin to 28 mm and the right one to 26 mm",
    ),
    "V105": Message(
        "版心高｜{mm} mm",
        "页边距上设为 37 mm、下设为 35 mm",
        "height of the type area｜{mm} mm",
        "set the top margin to 37 mm and the bottom one to 35 mm",
    ),
    "V106": Message(
        "每页行数｜{lines} 行",
        "行距设为固定值 28.95 磅，取消“对齐到网格”",
        "lines a page｜{lines}",
        "set exact line spacing of 28.95 pt and switch snapping to the grid off",
    ),
    "V107": Message(
        "每行字数｜{characters} 字",
        "三号字的字符间距紧缩 0.25 磅，版心宽 156 mm",
        "characters a line｜{characters}",
        "condense 16 pt text by 0.25 pt in a type area 156 mm wide",
    ),
    "V108": Message(
        "行距｜{pt} 磅（22 行撑满版心）",
        "行距设为固定值 28.95 磅",
        "line pitch｜{pt} pt (22 lines fill the type area)",
        "set exact line spacing of 28.95 pt",
    ),
    "V109": Message(
        "正文｜三号 仿宋（{pt} pt），黑色",
        "正文设为三号仿宋_GB2312，黑色",
        "body｜fangsong {pt} pt, black",
        "set the body in 仿宋_GB2312, 16 pt, black",
    ),
    "V110": Message(
        "数字和西文｜Times New Roman",
        "西文字体设为 Times New Roman（惯例，国标未作规定）",
        "figures and Western letters｜Times New Roman",
        "use Times New Roman (custom; the standard does not say)",
    ),
    "V111": Message(
        "报头｜小标宋，红色",
        "报头设为方正小标宋简体，红色",
        "masthead｜xiaobiaosong, red",
        "set the masthead in 方正小标宋简体, red",
    ),
    "V112": Message(
        "红色分隔线｜红色，与版心等宽（{mm} mm）",
        "把红线调到与版心一样宽",
        "red rule｜red, as wide as the type area ({mm} mm)",
        "make the red rule as wide as the type area",
    ),
    "V113": Message(
        "标题｜二号 小标宋（{pt} pt）",
        "标题设为二号方正小标宋简体",
        "titles｜xiaobiaosong {pt} pt",
        "set titles in 方正小标宋简体, 22 pt",
    ),
    "V114": Message(
        "报、送｜四号 仿宋（{pt} pt），黑色",
        "版记文字设为四号仿宋_GB2312",
        "distribution｜fangsong {pt} pt, black",
        "set the colophon in 仿宋_GB2312, 14 pt",
    ),
    "V115": Message(
        "版记首末线｜{mm} mm，黑色",
        "首、末两条线设为 1 磅（0.35 mm）",
        "first and last rule of the colophon｜{mm} mm, black",
        "make them 1 pt (0.35 mm)",
    ),
    "V116": Message(
        "版记中间线｜{mm} mm",
        "中间的线设为 0.75 磅（0.25 mm）",
        "middle rules of the colophon｜{mm} mm",
        "make them 0.75 pt (0.25 mm)",
    ),
    "V117": Message(
        "版记线宽度｜与版心等宽（{mm} mm）",
        "把版记的线调到与版心一样宽",
        "length of the colophon's rules｜as the type area ({mm} mm)",
        "make the rules as wide as the type area",
    ),
    "V118": Message(
        "版记末线位置｜版心下边缘（距纸上边 {mm} mm）",
        "把版记移到最后一页版心的底部",
        "last rule of the colophon｜on the bottom edge of the type area ({mm} mm from the top)",
        "move the colophon to the foot of the last page's type area",
    ),
    "V119": Message(
        "页码形式｜— 1 —",
        "页码左右各放一条一字线",
        "form of the page number｜— 1 —",
        "put a dash on either side of the number",
    ),
    "V120": Message(
        "页码连续｜与实际页数一致",
        "用页码域（PAGE），不要手工输入页码",
        "page numbers｜count the pages",
        "use a PAGE field, not typed numbers",
    ),
    "V121": Message(
        "页码字体｜四号 半角 宋体（{pt} pt）",
        "页码设为四号宋体，数字用半角",
        "type of the page number｜songti {pt} pt, half-width figures",
        "set page numbers in 宋体, 14 pt, with half-width figures",
    ),
    "V122": Message(
        "页码高低｜一字线距版心下边缘 {mm} mm",
        "调整页脚距离，使一字线在版心下 7 mm",
        "height of the page number｜the dash {mm} mm below the type area",
        "change the footer's distance until the dash lies 7 mm below the type area",
    ),
    "V123": Message(
        "页码左右｜单页居右、双页居左，各空一字",
        "勾选“奇偶页不同”，单页右空一字，双页左空一字",
        "side of the page number｜odd right, even left, one character in",
        "give odd and even pages footers of their own: right and left, one character in",
    ),
    "V124": Message(
        "字体嵌入｜全部嵌入",
        "导出 PDF 时选择嵌入字体（PDF/A）",
        "embedded fonts｜all",
        "embed all fonts when exporting (PDF/A)",
    ),
    "V015": Message(
        "只能核对 DOCX 和 PDF 文件",
        "写上 .docx 或 .pdf 文件的名字",
        "only DOCX and PDF files can be verified",
        "name a .docx or .pdf file",
    ),
    "V016": Message(
        "DOCX 与 PDF 有 {lines} 行、{pages} 页不同",
        "运行 jianbao verify --repair，只在不同的段落里补上换行",
        "DOCX and PDF differ in {lines} lines and {pages} pages",
        "run jianbao verify --repair, which puts hard breaks into just the paragraphs that differ",
    ),
    "V017": Message(
        "补上换行后，DOCX 与 PDF 仍有 {lines} 行、{pages} 页不同",
        "重新生成这一期；如仍不同，以 PDF 为准",
        "DOCX and PDF still differ in {lines} lines and {pages} pages",
        "build the issue again; if they still differ, the PDF counts",
    ),
    "V018": Message(
        "有 {count} 项不合国标或惯例",
        "按“改法”逐项修改",
        "{count} elements are not as the norm or custom asks",
        "mend them one by one as told",
    ),
    # --- batch -------------------------------------------------------------------------------------------
    "B001": Message(
        "生成这一期时工作进程意外退出，其余各期不受影响",
        "多半是内存不够或某张图片有问题：单独运行 jianbao build 看看；期号已为它留着",
        "the worker process died over this issue; the others go on",
        "memory or a picture is the likely cause: try jianbao build on it alone; its number is kept for it",
    ),
    "B002": Message(
        "{path} 里没有简报文件",
        "核对路径；简报文件的后缀是 .yaml 或 .yml，里面有 articles（文章）和 date（日期）",
        "there is no issue file in {path}",
        "check the path; issue files end in .yaml or .yml and hold articles and a date",
    ),
    "B003": Message(
        "这一期没有做：前面出了错，批量生成停了下来",
        "改正前面的错，再运行一次，会接着做",
        "this issue was not done: the batch stopped at an error before it",
        "mend that error and run again, it goes on from there",
    ),
    "B004": Message(
        "这一期有错，期号先为它留着：{label}",
        "改正后再运行一次 jianbao batch，就用这个期号",
        "this issue has errors; its number is kept for it: {label}",
        "correct it and run jianbao batch again, it will have this number",
    ),
    "B005": Message(
        "这一期有错，又看不出刊名和日期，没有给它留期号",
        "先改正它再编号，否则改好之后日期靠前的期号可能已经给了别期；用 --dry-run 可以只看编号计划",
        "this issue has errors, and its series or date cannot be told: no number is kept for it",
        "correct it before the others are numbered, or its place may be taken; --dry-run shows the plan alone",
    ),
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
    "fonts_head": (
        "用处|PDF 里的字体|来源|通用规范汉字|DOCX 里写的字体名",
        "role|face in the PDF|from|standard characters|name in the DOCX",
    ),
    "fonts_file": ("{role}：{path}", "{role}: {path}"),
    "embedded": ("自带", "jianbao"),
    "installed": ("本机", "this machine"),
    "configured": ("指定", "configured"),
    "pair_lines": ("{equal}/{lines} 行相同（{share} %）", "{equal} of {lines} lines agree ({share} %)"),
    "pair_pages": (
        "{equal}/{pages} 页相同，DOCX 共 {theirs} 页",
        "{equal} of {pages} pages agree, the DOCX has {theirs}",
    ),
    "pair_places": (
        "位置最多相差：左边 {left} 磅，基线 {baseline} 磅，行末 {last} 磅",
        "places differ by at most: left edge {left} pt, baseline {baseline} pt, line end {last} pt",
    ),
    "pair_mended": ("已在 {count} 段里补上换行", "hard breaks were put into {count} paragraphs"),
    "pair_differs": ("第 {page} 页起不同：", "different from page {page}:"),
    "pair_more": ("另有 {count} 处不同", "and {count} more"),
    "norm_element": ("要素", "element"),
    "norm_required": ("要求（GB/T 9704 条款）", "required (clause of GB/T 9704)"),
    "norm_found": ("量得", "found"),
    "norm_verdict": ("结论", "verdict"),
    "verdict_passed": ("合格", "passed"),
    "verdict_failed": ("不合格", "failed"),
    "verdict_unseen": ("未见", "not seen"),
    "written_back": ("期号已写回 {source}", "the numbers were written into {source}"),
    "ledger_head": (
        "刊名|种类|期号|总期号|日期|标题|状态",
        "series|kind|number|total|date|title|state",
    ),
    "state_reserved": ("已留号", "reserved"),
    "state_issued": ("已发出", "issued"),
    "state_void": ("作废", "void"),
    "ledger_empty": ("台账里没有这样的条目", "the register holds no such entry"),
    "ledger_clean": ("{path}：共 {count} 期，没有发现问题", "{path}: {count} issues, nothing found"),
    "ledger_faults": ("{path}：共 {count} 期，{faults} 处问题", "{path}: {count} issues, {faults} faults"),
    "ledger_voided": ("{label}已作废，期号不再使用", "{label} is void, its number stays taken"),
    "ledger_released": ("{label}的期号已放回", "the number of {label} is free again"),
    "ledger_imported": ("导入 {added} 条，已有的 {there} 条没有变动", "{added} entries imported, {there} were there"),
    "show_rows": (
        "刊名|种类|标识|期号|日期|状态|作废原因|文章|定义文件|定义文件 SHA-256|页数|成品|登记时间|登记人|程序版本",
        "series|kind|id|number|date|state|reason|articles|source|SHA-256 of source|pages|files|at|by|version",
    ),
    "yearbook_built": ("已生成 {year} 年总目录，{count} 期：", "built the index of {year}, {count} issues:"),
    "fresh_made": ("已新建 {path}", "made {path}"),
    "plan_head": ("日期|期号|简报文件|标题", "date|number|issue file|title"),
    "plan_kept": ("（期号已给）", "(kept)"),
    "plan_summary": (
        "要生成 {todo} 期，没有变动、可以略过的 {skipped} 期，有错的 {failed} 期",
        "{todo} to build, {skipped} unchanged, {failed} in error",
    ),
    "batch_built": ("{done}/{size} 已生成 {label} {path}", "{done}/{size} built {label} {path}"),
    "batch_failed": ("{done}/{size} 没有生成 {path}", "{done}/{size} not built: {path}"),
    "batch_summary": (
        "共 {size} 期：生成 {built}，略过（没有变动）{skipped}，没有生成 {failed}；用时 {seconds} 秒，每秒 {rate} 期",
        "{size} issues: {built} built, {skipped} unchanged, {failed} not built; {seconds} s, {rate} a second",
    ),
    "batch_failed_list": ("没有生成的：", "not built:"),
    "batch_reading": ("读取", "reading"),
    "batch_building": ("生成", "building"),
}


def phrase(key: str, /, **params: object) -> str:
    """The label or report `key` in the reader's language. Raises KeyError for one that does not exist."""
    return PHRASES[key][language() == "en"].format(**params)
