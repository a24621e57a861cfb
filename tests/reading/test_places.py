"""Every value, and every character in it, is where the reading says it is, however it was written."""

from __future__ import annotations

import pytest

from jianbao.errors import Severity
from jianbao.reading import Reading, read_mapping, read_text
from tests.reading.samples import GOOD, HEAD

STYLES = {
    "plain": "周末 照常开放",
    "single quotation marks": "'周末 “照常”''开放'",
    "double quotation marks": '"周末 \\"照常\\" \\u5f00放"',
    "folded, plain": "周末\n    照常\n    开放",
    "folded, quoted": '"周末\n    照常 \\\n    开放"',
    "a literal block": "|\n    周末照常\n    开放",
    "a folded block": ">-\n    周末照常\n    开放 9 场",
}


def pointed(reading: Reading, loc: tuple[str | int, ...], index: int) -> str:
    place = reading.place(loc, index)
    return reading.excerpt(place)[place.column - 1 : place.column]


@pytest.mark.parametrize("written", STYLES.values(), ids=list(STYLES))
def test_every_character_of_a_title_written_in(written: str):
    reading = read_text(f"{HEAD}articles:\n  title: {written}\n  body: 文。\n")
    title = reading.issue.articles[0].title
    assert title.replace("|", "").replace("　", "").startswith("周末")
    for index, char in enumerate(title):
        found = pointed(reading, ("articles", 0, "title"), index)
        assert found == char or char in "|　" or found in "'\\", (char, found)


@pytest.mark.parametrize(
    "written",
    ["|\n    首段\n\n      缩进 9 段", ">\n    首段\n\n    次段", '"首段\n\n    次段"', "首段\n\n    次段"],
)
def test_every_character_of_a_body(written: str):
    """Paragraphs are kept in every style, folded ones too."""
    reading = read_text(f"{HEAD}articles:\n- title: 甲\n  body: {written}\n")
    body = reading.issue.articles[0].body
    assert len(body.blocks) == 2
    for block in body.blocks:
        for char, offset in zip(block.inline.text, block.inline.offsets, strict=True):
            assert pointed(reading, ("articles", 0, "body"), offset) == char


def test_lines_of_a_title_in_a_literal_block_are_its_lines():
    reading = read_text(f"{HEAD}articles:\n  title: |\n    拉开交流序幕\n    绽放团结之花\n  body: 文。\n")
    assert reading.issue.articles[0].title == "拉开交流序幕|绽放团结之花"


def test_plain_scalars_stay_what_is_written():
    """YAML 1.1 would make a number, false and 750 of these."""
    reading = read_text(
        GOOD + 'masthead: {copy_number: 000012, note: 010, signer: [no, 12:30], urgency: "~"}\n'
    )
    masthead = reading.issue.masthead
    assert (masthead.copy_number, masthead.note, masthead.signer) == ("000012", ("010",), ("no", "12:30"))
    assert masthead.urgency == "~"


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "' '"])
def test_a_key_left_empty_counts_as_left_out(empty: str):
    reading = read_text(
        f"{GOOD}number: {empty}\nmasthead: {empty}\neditor_note: {empty}\ncontents: {empty}\n"
    )
    assert reading.issue.number is None
    assert reading.issue.contents is not None


@pytest.mark.parametrize(
    "date", ["2026-01-06", "2026年1月6日", "2026 年 1 月 6 日", "2026.1.6", "'2026/01/06'"]
)
def test_dates_as_clerks_write_them(date: str):
    reading = read_text(GOOD.replace("2026-01-06", date))
    assert reading.issue.date.isoformat() == "2026-01-06"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二六年二月三日", "2026-02-03"),
        ("二〇二六年十月二十日", "2026-10-20"),
        ("二○二六年十二月二十一日", "2026-12-21"),
        ("二零二六年十一月三十日", "2026-11-30"),
        ("一九九九年一月十日", "1999-01-10"),
    ],
)
def test_dates_in_chinese_figures(written: str, day: str):
    assert read_text(GOOD.replace("2026-01-06", written)).issue.date.isoformat() == day


def test_numbers_with_the_words_they_are_printed_with():
    issue = read_text(GOOD + "year: 2026年\nnumber: 第3期\ntotal: 总第23期\ncopies: 共印100份\n").issue
    assert (issue.year, issue.number, issue.total, issue.copies) == (2026, 3, 23, 100)


@pytest.mark.parametrize("pair", ["【】", "〔〕", "［］", "''"])
def test_a_column_in_the_brackets_that_the_layout_sets(pair: str):
    reading = read_text(f"{GOOD}  column: {pair[0]}改革动态{pair[1]}\n")
    assert reading.issue.articles[0].column == "改革动态"
    assert [pointed(reading, ("articles", 0, "column"), index) for index in range(4)] == [*"改革动态"]


IMPRINTS = {
    "as keys of the issue": "印发机关: 县委办\n印发日期: 2026-01-07\n编辑: 甲\n责任编辑: 乙\n",
    "by their names below 印发": "印发: {印发机关: 县委办, 印发日期: 2026-01-07}\n编辑人员: {编辑: 甲, 责任编辑: 乙}\n",
    "partly here, partly there": "责任编辑: 乙\n印发: {编发单位: 县委办}\n印发日期: 2026-01-07\n编辑人员: {编辑: 甲}\n",
}


@pytest.mark.parametrize("written", IMPRINTS.values(), ids=list(IMPRINTS))
def test_imprint_and_staff(written: str):
    reading = read_text(GOOD + written)
    issue = reading.issue
    assert issue.print is not None
    assert (issue.print.organ, str(issue.print.date)) == ("县委办", "2026-01-07")
    assert dict(issue.staff) == {"编辑": "甲", "责任编辑": "乙"}
    assert pointed(reading, ("print", "organ"), 0) == "县"
    assert pointed(reading, ("staff", "责任编辑"), 0) == "乙"


def test_names_line_by_line_are_a_list():
    """In a literal block; a sentence over two lines stays one."""
    reading = read_text(
        GOOD
        + "masthead:\n  organ_above: |\n    县委\n    县政府\n  note: |\n    内部资料，\n    注意保存\n送: |\n  县委办\n  县人大办\n"
    )
    assert reading.issue.masthead.organ_above == ("县委", "县政府")
    assert reading.issue.masthead.note == ("内部资料，注意保存",)
    assert reading.issue.distribution[0].text == "县委办，县人大办。"
    assert pointed(reading, ("masthead", "organ_above", 1), 2) == "府"


def test_values_that_are_not_in_the_file_have_the_place_of_what_they_would_stand_in():
    reading = read_text(GOOD + "masthead:\n  note: 内部资料 注意保存\n")
    assert str(reading.place(("masthead", "secrecy"))) == "issue.yaml:9:3"
    assert str(reading.place(("copies",))) == "issue.yaml:1:1"
    assert str(reading.place(("masthead", "note", 0), 5)) == "issue.yaml:9:14"


def test_spans_are_ready_to_be_replaced_in_the_file():
    """What `--fix` needs: from a place in the model to a stretch of the file's text."""
    from jianbao.reading.yaml.source import edited

    reading = read_text(GOOD.replace("周末照常", "周末 9 场照常"))
    title = reading.issue.articles[0].title
    assert title == "周末9场照常开放"
    file, start, end = reading.span(("articles", 0, "title"), title.index("照"), title.index("照") + 2)
    assert file == "issue.yaml"
    assert reading.text_of(file)[start:end] == "照常"
    assert edited(reading.text, [(start, end, "也")]) == reading.text.replace("照常", "也")


DISTRIBUTIONS = {
    "a list": "distribution:\n- {label: 报, this_issue: 是, to: [省委, [甲, 乙]]}\n- {标签: 送, 单位: 丙}\n",
    "labels that begin with 本期": "distribution: [{label: 本期报, to: [省委, [甲, 乙]]}, {label: 送：, to: 丙}]\n",
    "a mapping in order": "分送: {本期报: [省委, [甲, 乙]], 送: 丙}\n",
    "a list of small mappings": "分送:\n- 本期报: [省委, [甲, 乙]]\n- 送: [丙]\n",
    "keys of the issue": "本期报: [省委, [甲, 乙]]\n送: 丙\n",
    "both": "distribution: {本期报: [省委, [甲, 乙]]}\n送: 丙\n",
}


@pytest.mark.parametrize("written", DISTRIBUTIONS.values(), ids=list(DISTRIBUTIONS))
def test_a_distribution_written_as(written: str):
    reading = read_text(GOOD + written)
    lines = [(line.label, line.this_issue, line.text) for line in reading.issue.distribution]
    assert lines == [("报", True, "省委，甲、乙。"), ("送", False, "丙。")]
    place = reading.place(("distribution", 0, "to", 1, 1))
    assert reading.excerpt(place)[place.column - 1] == "乙"


@pytest.mark.parametrize("label", ["报送", "主送", "本期报送"])
def test_other_labels_of_the_distribution(label: str):
    (line,) = read_text(f"{GOOD}{label}: 各乡镇\n").issue.distribution
    assert ("本期" * line.this_issue + line.label, line.text) == (label, "各乡镇。")


def test_recipients_alone_are_those_of_the_label_as_written():
    for written in ("分送: 甲，乙\n", "分送: [甲, 乙]\n", "distribution: [甲, 乙]\n"):
        (line,) = read_text(GOOD + written).issue.distribution
        assert (line.label, line.text) == ("分送", "甲，乙。")


def test_one_entry_may_stand_for_a_list_of_one():
    reading = read_text(GOOD + "masthead: {name: {text: 简报, size: 40}}\nnumbering: {start: {year: 2025, number: 3}}\n"
                        "contents: {entries: 周末开放}\nattachments: {title: 甲, body: 乙}\n")  # fmt: skip
    issue = reading.issue
    assert (issue.masthead.name[0].size, issue.numbering.start[0].number) == (40, 3)
    assert (issue.contents.entries[0].title, issue.attachments[0].title) == ("周末开放", "甲")
    assert str(reading.place(("articles", 0, "title"))) == "issue.yaml:5:10"


def test_keys_of_both_languages_mix():
    reading = read_text(GOOD.replace("date:", "日期:").replace("title:", "标题:"))
    assert reading.issue.articles[0].title == "周末照常开放"


def test_a_mapping_from_a_script_reads_as_a_file_does():
    from datetime import date

    data = {
        "series": "云溪工作简报", "date": date(2026, 1, 6), "organ": ["县政府办"], "number": 9, "numbered": True,
        "articles": [{"title": "举办 9 场", "body": "首段。\r\n\r\n**二、**次段。", "new_page": False}], "送": ["甲", ["乙", "丙"]],
    }  # fmt: skip
    reading = read_mapping(data)
    assert reading.issue.articles[0].title == "举办9场"
    assert len(reading.issue.articles[0].body.blocks) == 2
    assert reading.issue.distribution[0].text == "甲，乙、丙。"
    assert str(reading.place(("articles", 0, "title"))) == "articles[0].title"
    assert reading.path is None
    assert reading.sha256 == read_mapping(data).sha256 != read_mapping({**data, "number": 10}).sha256


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_that_python_does_not_write_out_is_told_as_any_other(sign: int):
    from jianbao.errors import InputError

    with pytest.raises(InputError) as caught:
        read_mapping({"series": "试刊", "number": sign * 10**5000})
    assert ("M002", "number") in {(each.code, each.place.file) for each in caught.value.findings}


def test_findings_in_a_mapping_name_the_path_of_the_key():
    from jianbao.errors import InputError

    with pytest.raises(InputError) as raised:
        read_mapping(
            {"series": True, "date": "2026-02-30", "organ": "甲", "articles": [{"titel": "乙", "body": ""}]}
        )
    assert [str(each).partition("。")[0] for each in raised.value.findings] == [
        "articles[0].body: R118 “body（正文）”里没有文字",
        "articles[0].titel: R041 没有“titel”这个键，是不是想写“title”",
        "date: M003 “2026-02-30”不是能用的日期",
        "series: M001 这里要写文字，现在是“True”",
    ]


def test_a_character_that_has_moved_since_gbk_is_read_where_it_is_now_and_told_once():
    reading = read_text(f"{HEAD}articles:\n  title: 刘\ue863\n  body: 刘 \ue863，**刘\ue863**\ue001\n")
    (article,) = reading.issue.articles
    assert (article.title, article.body.blocks[0].inline.text) == ("刘䶮", "刘　䶮，刘䶮\ue001")
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("R066", Severity.WARNING)
    assert finding.params == {"char": "䶮", "old": "U+E863", "new": "U+4DAE"}
    assert pointed(reading, ("articles", 0, "title"), 1) == "\ue863"
