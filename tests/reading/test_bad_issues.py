"""Bad issues, one test each: every finding with its exact words and its place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import ExitCode, InputError
from jianbao.reading import read_text

HEAD = "series: 云溪工作简报\ndate: 2026-01-06\norgan: 云溪县人民政府办公室\n"
ARTICLE = "articles:\n  title: 周末照常开放\n  body: |\n    首个周末共接待群众126人次。\n"
GOOD = HEAD + ARTICLE
CHINESE = (
    "刊名: 云溪工作简报\n日期: 2026-01-06\n编发单位: 县政府办\n文章:\n  标题: 周末照常开放\n"
    "  正文: 首个周末共接待群众126人次。\n"
)


def title(value: str) -> str:
    """The good issue with another title, written as given."""
    return HEAD + ARTICLE.replace("周末照常开放", value)


def body(text: str) -> str:
    """The good issue with another body, which begins in line 7, column 5."""
    lines = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    return f"{HEAD}articles:\n  title: 周末照常开放\n  body: |\n{lines}"


# what is wrong → (the file, each finding as line:column and message)
CASES: dict[str, tuple[str, ...]] = {
    "a full-width colon behind a key": (GOOD.replace("date: ", "date："), "2:5 “date”后面是全角冒号"),
    "a full-width colon in the first line": (
        GOOD.replace("series: ", "series："),
        "1:7 “series”后面是全角冒号",
    ),
    "a full-width colon inside braces": (
        GOOD + "print: {organ：县政府办, date: 2026-01-07}\n",
        "8:14 “organ”后面是全角冒号",
    ),
    "a full-width colon in the only key below masthead": (
        GOOD + "masthead:\n  secrecy：秘密\n",
        "9:10 “secrecy”后面是全角冒号",
    ),
    "a colon without its space": (GOOD.replace("date: ", "date:"), "2:5 “date”的冒号后面没有空格"),
    "a colon without its space inside braces": (
        GOOD + "print: {organ:县政府办}\n",
        "8:14 “organ”的冒号后面没有空格",
    ),
    "a quotation mark that is never closed": (title('"周末照常开放'), '5:10 引号 " 没有收尾'),
    "text behind a closing quotation mark": (title('"周末"照常开放'), '5:14 收尾的引号 " 后面还有文字'),
    "a colon and a space inside a value": (
        title("通知: 周末照常开放"),
        "5:12 值里的冒号后面有空格，会被当成另一个键",
    ),
    "a tab as indentation": (
        GOOD.replace("  title", "\ttitle").replace("  body", "\tbody"),
        "5:1 这一行用制表符（Tab）缩进，全文这样的有 2 行",
    ),
    "a key that stands too far in": (
        GOOD.replace("  body", "   body"),
        "6:4 这一行的缩进不对，与同级的键没有对齐",
    ),
    "a key that stands too far out": (
        GOOD.replace("  body", " body"),
        "6:2 这一行的缩进不对，与同级的键没有对齐",
    ),
    "a value that begins with a per cent sign": (title("%5的增长"), "5:10 值不能以 % 开头"),
    "a value that begins with an at sign": (title("@全体干部"), "5:10 值不能以 @ 开头"),
    "a value that begins with a backtick": (title("`周末"), "5:10 值不能以 ` 开头"),
    "a title in bold": (title("**周末**照常开放"), "5:10 值以 * 开头，会被当成引用标记，简报文件里不能用"),
    "an alias": (title("*周末"), "5:10 值以 * 开头，会被当成引用标记，简报文件里不能用"),
    "an anchor": (title("&周末 照常开放"), "5:10 值以 & 开头，会被当成引用标记，简报文件里不能用"),
    "an alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\n",
        "1:1 缺少“series（刊名）”",
        "1:1 缺少“date（日期）”",
        "1:1 缺少“organ（编发单位）”",
        "1:1 缺少“articles（文章）”",
        "1:1 没有“a”这个键",
        "1:4 值以 & 开头，会被当成引用标记，简报文件里不能用",
        "2:1 没有“b”这个键",
        "2:4 值以 & 开头，会被当成引用标记，简报文件里不能用",
        "2:8 值以 * 开头，会被当成引用标记，简报文件里不能用",
        "2:12 值以 * 开头，会被当成引用标记，简报文件里不能用",
    ),
    "a tag": (title("!周末照常开放"), "5:10 值以 ! 开头，会被当成类型标记，简报文件里不能用"),
    "a merge key": ("<<: {organ: 县政府办}\n" + GOOD, "1:1 不能用“<<”合并"),
    "text right behind a bar": (title("|周末"), "5:10 | 后面不能直接写文字"),
    "a value that begins with a square bracket": (title("[通知]周末照常开放"), "5:14 括号 ] 后面还有文字"),
    "a number form without quotation marks": (
        GOOD + "masthead:\n  number_form: {year}年第{number}期\n",
        "9:22 括号 } 后面还有文字",
    ),
    "a bracket that is never closed": (title("[周末"), "5:10 括号 [ 没有用 ] 收尾"),
    "a backslash inside double quotation marks": (
        title('"图\\周末"'),
        "5:12 双引号里的反斜杠 \\ 另有含义，这里读不懂",
    ),
    "a dash as a value": (title("- 周末"), "5:10 值不能以 - 开头"),
    "a paragraph that is not indented": (GOOD + "第二段没有缩进。\n", "8:1 这一行没有缩进到上面的文字里"),
    "a paragraph that is indented too little": (
        GOOD + "   第二段缩进少了。\n",
        "8:4 这一行没有缩进到上面的文字里",
    ),
    "a title over two lines": (title("周末\n照常开放"), "6:1 这一行不是“键: 值”"),
    "a second document": (GOOD + "---\n" + GOOD, "8:1 一个文件里只能写一期，这里的 --- 又开始了一份"),
    "a complex key": (GOOD + "? [甲, 乙]\n: 丙\n", "8:3 键要写文字，这里是一组括号"),
    "a value without a key": (GOOD + ": 丙\n", "8:1 冒号前面没有写键"),
    "a list as the whole file": ("- 甲\n- 乙\n", "1:1 文件最外层要写“键: 值”，每项一行"),
    "plain text as the whole file": ("云溪工作简报\n", "1:1 文件最外层要写“键: 值”，每项一行"),
    "nothing but a comment": ("# 还没写\n", "1:1 文件里什么也没有写"),
    "5,000 brackets": ("a: " + "[" * 5000, "1:23 嵌套超过 20 层，不像简报文件"),
    "5,000 brackets, line by line": ("a: " + "[\n" * 5000, "20:1 嵌套超过 20 层，不像简报文件"),
    "1,500 pairs of brackets and braces": ("a: " + "[{" * 1500, "1:23 嵌套超过 20 层，不像简报文件"),
    "5,000 dashes": ("a:\n  " + "- " * 5000, "2:41 嵌套超过 20 层，不像简报文件"),
    "a control character": (GOOD.replace("首个", "首\x07个"), "7:6 文字里有看不见的字符 U+0007"),
    "a control character written as an escape": (
        title('"周\\u0007末"'),
        "5:12 文字里有不可见的控制字符 U+0007",
    ),
    "a lone surrogate": (GOOD.replace("首个", "首\ud800个"), "7:6 文字里有残缺的字符（单独的代理项 U+D800）"),
    "a byte-order mark in the middle": (
        GOOD.replace("首个", "首\ufeff个"),
        "7:6 文字里有看不见的字符 U+FEFF",
    ),
    "a key written twice": (GOOD + "date: 2026-01-07\n", "8:1 “date”写了两次，第一次在第 2 行"),
    "a key and its Chinese twin": (GOOD + "日期: 2026-01-07\n", "8:1 “日期”和第 2 行的“date”是同一项"),
    "a misspelt English key": (GOOD.replace("organ:", "ogran:"), "3:1 没有“ogran”这个键，是不是想写“organ”"),
    "a misspelt Chinese key": (
        CHINESE.replace("编发单位", "编发单为"),
        "3:1 没有“编发单为”这个键，是不是想写“编发单位”",
    ),
    "a misspelt key of an article": (
        GOOD.replace("title:", "titel:"),
        "5:3 没有“titel”这个键，是不是想写“title”",
    ),
    "a key that belongs elsewhere": (GOOD + "secrecy: 秘密\n", "8:1 “secrecy”不能写在这里"),
    "a key of the issue below an article": (
        GOOD + "  copies: 80\n",
        "8:3 这一行的缩进不对，与同级的键没有对齐",
    ),
    "an unknown key": (GOOD + "colour: red\n", "8:1 没有“colour”这个键"),
    "a dash without its space": (
        HEAD + "articles:\n  -title: 周末\n",
        "5:3 “-”后面没有空格",
        "5:4 缺少“body（正文）”",
    ),
    "full-width spaces as indentation": (
        GOOD.replace("  title", "　title").replace("  body", "　body"),
        "5:1 这里用了全角空格（全文这样的有 2 处）",
    ),
    "a full-width dash": (
        GOOD + "attachments:\n－ title: 甲\n  body: 乙\n",
        "9:1 行首的“－”是全角或特殊字符",
    ),
    "a missing date": (GOOD.replace("date: 2026-01-06\n", ""), "1:1 缺少“date（日期）”"),
    "a missing date, in Chinese": (CHINESE.replace("日期: 2026-01-06\n", ""), "1:1 缺少“日期”"),
    "an article without a title": (GOOD.replace("  title: 周末照常开放\n", ""), "4:1 缺少“title（标题）”"),
    "the second article without a body": (
        HEAD + "articles:\n- title: 甲\n  body: 乙\n- title: 丙\n",
        "7:3 缺少“body（正文）”",
    ),
    "an empty title": (title(""), "5:3 这里不能是空的"),
    "an empty body": (GOOD[: GOOD.index(" |")] + "\n", "6:3 “body（正文）”里没有文字"),
    "a body of blank lines": (GOOD[: GOOD.index("    首")] + "\n\n", "6:3 “body（正文）”里没有文字"),
    "no article": (HEAD + "articles: []\n", "4:1 这里不能是空的"),
    "a title in braces": (title("{周末: 开放}"), "5:10 “title（标题）”要写文字，现在是一组键值"),
    "a title as a list": (title("[周末, 开放]"), "5:10 “title（标题）”要写一段文字，现在是一个列表"),
    "a body as a list": (
        HEAD + "articles:\n  title: 甲\n  body:\n  - 第一段\n  - 第二段\n",
        "7:3 “body（正文）”要写一段文字，现在是一个列表",
    ),
    "an article as text": (
        HEAD + "articles:\n- 周末照常开放\n",
        "5:3 “articles（文章）”下面要写一组键值，现在是文字",
    ),
    "a masthead as text": (GOOD + "masthead: 秘密\n", "8:11 “masthead（报头）”下面要写一组键值，现在是文字"),
    "a masthead as a list": (GOOD + "masthead: [秘密]\n", "8:11 “masthead（报头）”这里不能写列表"),
    "contents neither yes nor no": (GOOD + "contents: 也许\n", "8:11 “也许”不是“是”或“否”"),
    "a number in words": (GOOD + "number: 若干\n", "8:9 “若干”不是整数"),
    "a number of zero": (GOOD + "number: 0\n", "8:9 number（期号）应在 1 到 9999 之间，现在是 0"),
    "a year before the republic": (
        GOOD + "year: 1948\n",
        "8:7 year（年份）应在 1949 到 2200 之间，现在是 1948",
    ),
    "a total below the number": (GOOD + "number: 9\ntotal: 3\n", "9:8 总期号 3 比期号 9 还小"),
    "a date that no month has": (GOOD.replace("2026-01-06", "2026-02-30"), "2:7 “2026-02-30”不是能用的日期"),
    "a date in another form": (GOOD.replace("2026-01-06", "06/01/2026"), "2:7 “06/01/2026”不是能用的日期"),
    "a yes/no of another word": (GOOD + "numbered: 不\n", "8:11 “不”不是“是”或“否”"),
    "a by-line at a place there is none": (
        GOOD + "  byline_at: 题上\n",
        "8:14 “byline_at（署名位置）”不能写“题上”",
    ),
    "a size with its unit": (
        GOOD + "masthead: {name: {text: 简报, size: 52磅}}\n",
        "8:35 “size（字号）”的值“52磅”不是数",
    ),
    "a size beyond the paper": (
        GOOD + "masthead: {name: {text: 简报, size: 200}}\n",
        "8:35 size（字号）应在 0 到 120 之间，现在是 200",
    ),
    "an unknown field in the number form": (
        GOOD + 'masthead: {number_form: "{yaer}年"}\n',
        "8:26 期号格式里有不认识的项 yaer",
    ),
    "a copy number of letters": (
        GOOD + "masthead: {copy_number: 12A}\n",
        "8:25 份号“12A”应为 1 到 6 位阿拉伯数字",
    ),
    "a title of 501 characters": (title("长" * 501), "5:10 文字太长：501 个字，最多 500 个字"),
    "a distribution label without recipients": (GOOD + "报:\n", "8:1 这里不能是空的"),
    "recipients as an empty list": (GOOD + "分送: [{标签: 报, 单位: []}]\n", "8:14 这里不能是空的"),
    "fonts of another word": (GOOD + "layout: {fonts: mine}\n", "8:17 “fonts（字体）”不能写“mine”"),
    "several faults in one file": (
        GOOD.replace("date: ", "date：").replace("title:", "titel:") + "year: 二〇二六\ncopies:80\n",
        "2:5 “date”后面是全角冒号",
        "5:3 没有“titel”这个键，是不是想写“title”",
        "8:7 “二〇二六”不是整数",
        "9:7 “copies”的冒号后面没有空格",
    ),
    "number and total in one": (
        GOOD + "number: 3(总第23期)\n",
        "8:9 “3(总第23期)”里有期号和总期号两个数",
    ),
    "a heading of the contents by the name of a title": (
        CHINESE + "要目: {标题: 目录}\n",
        "7:6 没有“标题”这个键，是不是想写“要目标题”",
    ),
    "a key of the kind that is there already": (CHINESE + "副刊名: 内部\n", "7:1 没有“副刊名”这个键"),
    "a key that clerks know by another name": (
        CHINESE.replace("编发单位", "主办单位"),
        "3:1 没有“主办单位”这个键，是不是想写“编发单位”",
    ),
    "another name for a key that is there already": (CHINESE + "主办: 县政府办\n", "7:1 没有“主办”这个键"),
    "a member of the staff who stands twice": (
        CHINESE + "编辑人员: {编辑: 甲}\n编辑: 乙\n",
        "8:1 “编辑”和第 7 行的“编辑”是同一项",
    ),
    "a date of printing that stands twice": (
        CHINESE + "印发日期: 2026-01-07\n印发: {日期: 2026-01-07}\n",
        "7:1 “印发日期”和第 8 行的“日期”是同一项",
    ),
    "a Chinese date that no month has": (
        CHINESE.replace("2026-01-06", "二〇二六年二月三十日"),
        "2:5 “二〇二六年二月三十日”不是能用的日期",
    ),
    "a power in HTML": (
        body("面积3km<sup>2</sup>，CO<sub>2</sub>，x<sup>甲</sup>。"),
        "7:10 正文里不能用网页代码 <sup>2</sup>",
        "7:25 正文里不能用网页代码 <sub>2</sub>",
        "7:39 正文里不能用网页代码 <sup>",
        "7:45 正文里不能用网页代码 </sup>",
    ),
    "HTML in a body": (
        body("首段<b>粗</b>。"),
        "7:7 正文里不能用网页代码 <b>",
        "7:11 正文里不能用网页代码 </b>",
    ),
    "an HTML block in a body": (body("<div>\n粗\n</div>"), "7:5 正文里不能用网页代码 <div>"),
    "bold text that is never closed": (
        body("**一、主要做法。集合各方资源。\n\n二段。"),
        "7:5 加粗的 ** 没有成对",
    ),
    "a code block": (body("```\n文\n```"), "7:5 正文里不能用代码块（``` 或 ~~~）"),
    "a heading of the fifth level": (body("##### 五级\n\n文。"), "7:5 标题最多四级，这里的 # 多于四个"),
    "an empty heading": (body("#\n\n文。"), "7:5 标题是空的"),
    "a picture inside text": (body("如图![图](a.jpg)所示。"), "7:7 图片不能夹在文字里"),
    "four pictures in a row": (
        body("![a](a.jpg) ![b](b.jpg) ![c](c.jpg) ![d](d.jpg)"),
        "7:41 一行放了 4 幅图，最多三幅",
    ),
    "a picture in full-width marks": (body("![图说]（a.jpg）"), "7:5 图片没有写对"),
    "a link to nowhere": (body("见[网站](www.yunxi.cn)。"), "7:6 链接地址“www.yunxi.cn”不能用"),
    "a link with a space in it": (
        body("见[网站](https://yunxi.cn/a b)。"),
        "7:6 链接地址“https://yunxi.cn/a b”不能用",
    ),
    "a row with too many cells": (
        body("| 县 | 数 |\n|---|---|\n| 甲 | 1 | 2 |"),
        "9:5 这一行有 3 格，表头有 2 格",
    ),
    "a row with too few cells": (body("| 县 | 数 |\n|---|---|\n| 甲 |"), "9:5 这一行有 1 格，表头有 2 格"),
    "a table without its delimiter row": (
        body("| 县 | 数 |\n| 甲 | 1 |"),
        "7:5 表格没有写对：表头下面要有一行 |---|---|，格数与表头相同",
    ),
    "a delimiter row of another width": (
        body("| 县 | 数 |\n|---|\n| 甲 | 1 |"),
        "7:5 表格没有写对：表头下面要有一行 |---|---|，格数与表头相同",
    ),
    "a merge mark in the first column": (
        body("| 县 | 数 |\n|---|---|\n| < | 1 |"),
        "9:7 合并标记 < 没有可以并入的格子",
    ),
    "a merge mark in the first row": (
        body("| 县 | ^ |\n|---|---|\n| 甲 | 1 |"),
        "7:11 合并标记 ^ 没有可以并入的格子",
    ),
    "merged cells that are no rectangle": (
        body("| 县 | 数 |\n|---|---|\n| 甲 | < |\n| ^ | 1 |"),
        "9:7 从这一格合并的范围不是长方形，或跨过了表头",
    ),
    "a table in a list": (
        body("- | 县 | 数 |\n  |---|---|\n  | 甲 | 1 |"),
        "7:5 表格不能放在列表、引文或注释里",
    ),
    "a note without its text": (body("文[^1]。"), "7:6 注释 [^1] 没有写内容"),
    "a note that nothing refers to": (body("文。\n\n[^1]: 注释。"), "9:5 注释 [^1] 没有被引用，不会印出来"),
    "an empty item of a list": (body("- 甲\n-\n- 丙"), "8:5 列表里有一项是空的"),
    "a body of nothing but a line": (body("---"), "7:5 “body（正文）”里没有文字"),
    "a picture 5 mm wide": (body("![图说|5mm](a.jpg)"), "7:5 图片宽度 5 不能用", "7:5 没有图片“a.jpg”"),
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, told) for text, *told in CASES.values()], ids=list(CASES)
)
def test_it_refuses(text: str, expected: list[str], tmp_path: Path):
    """All findings at once, in the order of the file, each with its place, its source line and a remedy."""
    with pytest.raises(InputError) as raised:
        read_text(text, folder=tmp_path)
    findings = raised.value.findings
    assert raised.value.exit_code == ExitCode.INPUT
    assert [f"{each.place.line}:{each.place.column} {each.message}" for each in findings] == expected
    assert {each.place.file for each in findings} == {"issue.yaml"}
    for each in findings:
        assert each.remedy
        assert each.excerpt or not text.strip() or each.place.line == 1
        assert len(each.excerpt.splitlines()) <= 1


@pytest.mark.parametrize("text", [text for text, *_ in CASES.values()], ids=list(CASES))
def test_it_refuses_in_english_too(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every message has its English, with every placeholder filled."""
    monkeypatch.setenv("JIANBAO_LANG", "en")
    with pytest.raises(InputError) as raised:
        read_text(text, folder=tmp_path)
    assert all(each.message and each.remedy for each in raised.value.findings)


def test_a_power_in_html_is_told_with_the_character_to_write():
    with pytest.raises(InputError) as raised:
        read_text(body("面积3km<sup>2</sup>，CO<sub>2</sub>，10<sup>-3</sup>。"))
    wanted = ["写成 km²", "写成 CO₂", "写成 10⁻³"]
    assert [each.remedy.rpartition("：")[2] for each in raised.value.findings] == wanted


def test_number_and_total_in_one_are_shown_apart():
    with pytest.raises(InputError) as raised:
        read_text(CHINESE + "期号: 2026年第3期（总第23期）\n")
    assert "“期号: 3”和“总期号: 23”" in raised.value.findings[0].remedy


def test_text_that_became_a_comment_is_told():
    """YAML drops what follows a blank and #, without a word."""
    (finding,) = read_text(title("第1号 #专报") + "copies: 80 # 印数\n").findings
    assert (str(finding.place), finding.message) == ("issue.yaml:5:14", "“#专报”成了注释，不会印出来")
    assert finding.severity == "warning"


def test_the_good_issues_are_good():
    assert read_text(GOOD).findings == ()
    assert read_text(CHINESE).findings == ()


def test_a_warning_does_not_stop_the_reading():
    """Marks that will be printed as they stand are worth a word, no more."""
    reading = read_text(body("面积3*4*5米。\n\n#扬州话题"))
    assert [(str(each.place), each.message, each.severity.value) for each in reading.findings] == [
        ("issue.yaml:7:8", "单个星号 * 不是加粗，会照样印出来", "warning"),
        ("issue.yaml:9:5", "# 后面没有空格，不会成为标题，符号会照样印出来", "warning"),
    ]
    assert reading.findings[0].excerpt == "    面积3*4*5米。"
