"""The rules of numbering, as tables."""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from jianbao.errors import ExitCode, InputError, NumberingConflict
from jianbao.language.numerals import numeral
from jianbao.model.body import Body
from jianbao.model.issue import Issue, Masthead
from jianbao.model.numbers import Held, Numbers
from jianbao.numbering import assign, doubts, file_stem, hasty, number_line, planned, refuse_hasty

START = {"year": 2017, "number": 8, "total": 40}


def issue(day: str = "2017-04-11", **keys: Any) -> Issue:
    """The shortest issue, dated `day`."""
    given: dict[str, Any] = {
        "series": "援疆工作简报",
        "date": day,
        "organ": "前方指挥部",
        "articles": [{"title": keys.pop("title", "民族团结之花|绽放"), "body": Body("一。", ())}],
        **keys,
    }
    return Issue.model_validate(given)


def held(year: int, number: int, total: int | None, day: str | None, name: str = "旧") -> Held:
    return Held(Numbers(year, number, total), Date.fromisoformat(day) if day else None, name)


EIGHT = held(2017, 8, 40, "2017-03-31", "第八")
NINE = held(2017, 9, 41, "2017-04-11", "第九")
LAST_OF_2016 = held(2016, 32, 32, "2016-12-28", "年末")


@pytest.mark.parametrize(
    ("keys", "register", "want"),
    [
        pytest.param({}, [], Numbers(2017, 1, 1), id="the first issue of all"),
        pytest.param({}, [EIGHT], Numbers(2017, 9, 41), id="the next one of the year"),
        pytest.param({}, [LAST_OF_2016], Numbers(2017, 1, 33), id="number restarts, total runs on"),
        pytest.param({}, [EIGHT, NINE], Numbers(2017, 10, 42), id="two on one day"),
        pytest.param(
            {"year": 2016, "day": "2017-01-03"},
            [LAST_OF_2016],
            Numbers(2016, 33, 33),
            id="a late one of last year",
        ),
        pytest.param({"number": 9}, [EIGHT], Numbers(2017, 9, 41), id="a stated number, the total counted"),
        pytest.param({"total": 41}, [EIGHT], Numbers(2017, 9, 41), id="a stated total, the number counted"),
        pytest.param({"number": 9, "total": 9}, [], Numbers(2017, 9, 9), id="both stated"),
        pytest.param({"number": 9}, [], Numbers(2017, 9, 9), id="a series taken as begun this year"),
        pytest.param(
            {"number": 11}, [EIGHT], Numbers(2017, 11, 43), id="a stated gap leaves room in the totals"
        ),
        pytest.param(
            {"number": 9}, [LAST_OF_2016], Numbers(2017, 9, 41), id="a gap over the turn of the year"
        ),
        pytest.param(
            {"numbering": {"start": START}}, [], Numbers(2017, 9, 41), id="a series older than the register"
        ),
        pytest.param(
            {"numbering": {"start": START | {"year": 2016}}},
            [],
            Numbers(2017, 1, 41),
            id="taken over last year",
        ),
        pytest.param(
            {"numbering": {"start": START}}, [NINE], Numbers(2017, 10, 42), id="start, and issues after it"
        ),
        pytest.param(
            {"numbering": {"start": START}, "number": 8, "total": 40},
            [],
            Numbers(2017, 8, 40),
            id="start again",
        ),
        pytest.param(
            {"numbering": {"start": START}, "kind": "增刊"},
            [],
            Numbers(2017, 1, 1),
            id="start of another kind",
        ),
        pytest.param(
            {
                "numbering": {"start": [START, START | {"kind": "增刊", "number": 2, "total": 2}]},
                "kind": "增刊",
            },
            [],
            Numbers(2017, 3, 3),
            id="a start for each kind",
        ),
        pytest.param(
            {"kind": "增刊", "numbering": {"total_excludes": ["增刊"]}},
            [],
            Numbers(2017, 1, None),
            id="a kind without total",
        ),
        pytest.param({"numbered": False}, [EIGHT], None, id="an issue without number"),
        pytest.param(
            {}, [EIGHT, held(2017, 9, 41, None)], Numbers(2017, 10, 42), id="a void number stays taken"
        ),
        pytest.param({}, [held(2017, 1, 1, None)], Numbers(2017, 2, 2), id="even where it was the only one"),
        pytest.param(
            {"day": "2017-04-01"},
            [EIGHT, held(2017, 10, 42, "2017-04-11")],
            Numbers(2017, 9, 41),
            id="a free number between two dates",
        ),
        pytest.param(
            {"day": "2017-01-05"},
            [LAST_OF_2016, held(2017, 2, 34, "2017-04-11")],
            Numbers(2017, 1, 33),
            id="a free first",
        ),
        pytest.param(
            {"day": "2016-12-30"},
            [LAST_OF_2016, held(2017, 1, 34, "2017-01-04")],
            Numbers(2016, 33, 33),
            id="late",
        ),
    ],
)
def test_it_gives(keys: dict[str, Any], register: list[Held], want: Numbers | None) -> None:
    """One row a rule."""
    assert assign(issue(**keys), register) == want


@pytest.mark.parametrize(
    ("code", "keys", "register"),
    [
        pytest.param("N001", {"number": 9}, [NINE], id="one number twice"),
        pytest.param("N010", {"number": 9}, [held(2017, 9, 41, None)], id="a void number"),
        pytest.param("N002", {"number": 10, "total": 41}, [NINE], id="one total twice"),
        pytest.param(
            "N003", {"number": 10, "day": "2017-04-10"}, [NINE], id="a greater number on an earlier day"
        ),
        pytest.param(
            "N003",
            {"number": 7, "total": 39, "day": "2017-04-12"},
            [EIGHT],
            id="a smaller number on a later day",
        ),
        pytest.param("N003", {"number": 1, "total": 31}, [LAST_OF_2016], id="a smaller total on a later day"),
        pytest.param("N004", {"day": "2017-04-10"}, [NINE], id="older than the first that is known"),
        pytest.param("N004", {"day": "2017-04-10"}, [EIGHT, NINE], id="no number free between"),
        pytest.param(
            "N004", {"day": "2016-12-31"}, [LAST_OF_2016, held(2017, 1, 33, "2017-01-04")], id="no total free"
        ),
        pytest.param("N005", {"number": 10, "total": 40}, [NINE], id="number up, total down"),
        pytest.param("N006", {"number": 9}, [held(2017, 8, 3, "2017-01-01")], id="a total below the number"),
        pytest.param(
            "N007",
            {"total": 9, "numbering": {"total_excludes": ["正刊"]}},
            [],
            id="a total where there is none",
        ),
        pytest.param(
            "N009", {"number": 9, "total": 39, "numbering": {"start": START}}, [], id="against the start"
        ),
    ],
)
def test_it_refuses(code: str, keys: dict[str, Any], register: list[Held]) -> None:
    """Exit code 4, and both issues named where there are two."""
    with pytest.raises(NumberingConflict) as caught:
        assign(issue(**keys), register)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.exit_code == ExitCode.NUMBERING
    if code in {"N001", "N002", "N003", "N004", "N005"}:
        said = caught.value.findings[0].message
        assert "民族团结之花绽放" in said
        assert any(entry.name in said for entry in register)


TODAY = Date(2017, 4, 20)


def test_what_cannot_be_right_is_refused_before_a_number_is_given() -> None:
    """A jump in the numbers, a date far ahead, a date long before the last one."""
    assert hasty(issue(number=9, total=41), [EIGHT], TODAY) == []
    (gap,) = hasty(issue(number=12, total=44), [EIGHT], TODAY)
    assert (gap.code, gap.params["missing"]) == ("N020", "9–11")
    assert hasty(issue(number=12, total=44), [EIGHT], TODAY, new=False) == []
    assert [f.code for f in hasty(issue("2062-04-11", number=1), [EIGHT], TODAY)] == ["N022"]
    assert hasty(issue("2017-06-18", number=9), [EIGHT], TODAY) == []
    assert [f.code for f in hasty(issue("2016-04-01", number=9), [NINE], TODAY)] == ["N023"]
    with pytest.raises(NumberingConflict):
        refuse_hasty(issue("2062-04-11", number=1), [EIGHT], TODAY, (), new=True)
    refuse_hasty(issue("2062-04-11", number=1), [EIGHT], TODAY, {"N022"}, new=True)


def test_a_plan_tells_of_a_gap_once_and_lets_it_pass_when_told() -> None:
    """The issue behind the gap is refused, those after it are not."""
    issues = [issue("2017-04-11", number=12, total=44), issue("2017-04-12", number=13, total=45)]
    known = {(issues[0].series, "正刊"): [EIGHT]}
    first, second = planned(issues, known, today=TODAY)
    assert isinstance(first, NumberingConflict)
    assert second == Numbers(2017, 13, 45)
    assert planned(issues, known, today=TODAY, allow={"N020"}) == [Numbers(2017, 12, 44), second]


def test_a_joint_issue_takes_several_numbers() -> None:
    """No gap is left, and none of them goes to another issue."""
    joint = assign(issue("2017-04-11", number=9, number_last=10), [EIGHT])
    assert joint == Numbers(2017, 9, 41, 10, 42)
    assert joint.text("正刊") == "2017年第9—10期（总第41—42期）"
    entry = Held(joint, Date(2017, 4, 11), "合刊")
    assert assign(issue("2017-04-12"), [EIGHT, entry]) == Numbers(2017, 11, 43)
    with pytest.raises(NumberingConflict) as caught:
        assign(issue("2017-04-12", number=10), [EIGHT, entry])
    assert caught.value.findings[0].code == "N001"
    numbered = issue("2017-04-11", number=9, number_last=10, total=41, total_last=42)
    assert number_line(numbered) == ("2017年第9—10期（总第41—42期）",)
    assert file_stem(numbered).endswith("2017年第9—10期（总第41—42期）")


def test_it_warns_of_an_assumed_total() -> None:
    """A stated number is honoured; what is odd about it is said."""
    assert [f.code for f in doubts(issue(number=9, total=9), [])] == ["N021"]
    assert doubts(issue(number=9, total=41), [EIGHT]) == ()
    assert doubts(issue(numbered=False), [EIGHT]) == ()


def test_a_plan_follows_the_dates_whatever_the_order_of_the_files() -> None:
    """Years restart, kinds count for themselves, issues of one day keep their order."""
    days = ["2016-02-01", "2015-12-30", "2015-03-01", "2016-01-01", "2016-02-01"]
    issues = [issue(day) for day in days] + [issue("2015-06-01", kind="增刊")]
    assert planned(issues, {}) == [
        Numbers(2016, 2, 4),
        Numbers(2015, 2, 2),
        Numbers(2015, 1, 1),
        Numbers(2016, 1, 3),
        Numbers(2016, 3, 5),
        Numbers(2015, 1, 1),
    ]


def test_a_plan_fits_the_others_around_stated_numbers() -> None:
    """And an issue that cannot be fitted is a conflict of its own, the others go on."""
    issues = [
        issue("2015-03-01"),
        issue("2015-02-01", number=2, total=2),
        issue("2015-01-01"),
        issue("2015-01-02"),
    ]
    first, stated, fitted, crowded = planned(issues, {})
    assert (first, stated, fitted) == (Numbers(2015, 3, 3), Numbers(2015, 2, 2), Numbers(2015, 1, 1))
    assert isinstance(crowded, NumberingConflict)


def test_a_plan_goes_on_from_the_register() -> None:
    """What is held is not planned again."""
    key = ("援疆工作简报", "正刊")
    assert planned([issue("2017-05-01"), issue("2017-04-20")], {key: [NINE]}) == [
        Numbers(2017, 11, 43),
        Numbers(2017, 10, 42),
    ]


# a busy machine makes days slowly
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dates(Date(2005, 1, 1), Date(2016, 12, 31)), max_size=40))
def test_any_plan_has_neither_gap_nor_double_and_follows_the_dates(days: list[Date]) -> None:
    """Numbers 1…n of each year, totals 1…n of all, both in the order of the dates."""
    answers = planned([issue(day.isoformat()) for day in days], {})
    numbers = [answer for answer in answers if isinstance(answer, Numbers)]
    assert len(numbers) == len(days)
    ordered = sorted(zip(numbers, days, strict=True), key=lambda pair: pair[0].total or 0)
    assert [n.total for n, _ in ordered] == list(range(1, len(days) + 1))
    assert [day for _, day in ordered] == sorted(days)
    for year in {day.year for day in days}:
        assert [n.number for n, _ in ordered if n.year == year] == list(
            range(1, sum(d.year == year for d in days) + 1)
        )


@pytest.mark.parametrize(
    ("keys", "want"),
    [
        pytest.param({"number": 9, "total": 9}, ("2017年第9期（总第9期）",), id="the default"),
        pytest.param(
            {"number": 1, "kind": "增刊", "numbering": {"total_excludes": ["增刊"]}},
            ("2017年增刊第1期",),
            id="增刊",
        ),
        pytest.param({"number": 3, "total": 41, "kind": "专报"}, ("2017年专报第3期（总第41期）",), id="专报"),
        pytest.param({"numbered": False}, (), id="none at all"),
        pytest.param({}, ("2017年第　期（总第　期）",), id="blanks for a draft"),
        pytest.param(
            {"number": 9, "total": 9, "masthead": {"number_form": ["第{number}期", "（总第{total}期）"]}},
            ("第9期", "（总第9期）"),
            id="two lines",
        ),
        pytest.param(
            {
                "number": 3,
                "total": 12,
                "masthead": {"number_form": "{year_zh}年第{number_zh:02}期（总第{total_zh}期）"},
            },
            ("二〇一七年第〇三期（总第十二期）",),
            id="Chinese numerals",
        ),
        pytest.param(
            {"number": 3, "total": 12, "masthead": {"number_form": "〔{year}〕第{number:02}期"}},
            ("〔2017〕第03期",),
            id="zeros",
        ),
        pytest.param(
            {
                "number": 3,
                "numbering": {"total_excludes": ["正刊"]},
                "masthead": {"number_form": ["第{number}期", "（总第{total}期）"]},
            },
            ("第3期",),
            id="a form's total is left out with the total",
        ),
        pytest.param(
            {
                "number": 3,
                "numbering": {"total_excludes": ["正刊"]},
                "masthead": {"number_form": "（{year}年第{number}期，总第{total}期）"},
            },
            ("（2017年第3期）",),
            id="also within a bracket",
        ),
    ],
)
def test_it_prints_the_number_line(keys: dict[str, Any], want: tuple[str, ...]) -> None:
    """The forms met in real bulletins."""
    assert number_line(issue(**keys)) == want


@pytest.mark.parametrize(
    "form",
    [
        "第{number:q}期",
        "第{number",
        "第{number.real.x}期",
        "{total}号",
    ],
)
def test_it_refuses_a_form_that_cannot_be_set(form: str) -> None:
    """As a fault of the input, with the form named."""
    keys: dict[str, Any] = {"number": 1, "kind": "增刊", "numbering": {"total_excludes": ["增刊"]}}
    shaped = issue(**keys).model_copy(
        update={"masthead": issue().masthead.model_copy(update={"number_form": (form,)})}
    )
    with pytest.raises(InputError) as caught:
        number_line(shaped)
    assert caught.value.findings[0].code == "N008"


@pytest.mark.parametrize(
    ("keys", "want"),
    [
        pytest.param({"number": 9, "total": 9}, "援疆工作简报2017年第9期（总第9期）", id="the usual"),
        pytest.param({"numbered": False}, "援疆工作简报2017年4月11日", id="without number"),
        pytest.param(
            {"numbered": False, "kind": "日报"},
            "援疆工作简报日报2017年4月11日",
            id="without number, of a kind",
        ),
        pytest.param(
            {"number": 9, "series": 'a/b\\c:"*?<>|简报. '}, "abc简报.2017年第9期", id="what Windows refuses"
        ),
        pytest.param({"number": 9, "series": "..简报"}, "简报2017年第9期", id="no hidden file"),
        pytest.param(
            {"number": 9, "total": 9, "masthead": {"number_form": "第{number}期"}},
            "援疆工作简报2017年第9期（总第9期）",
            id="whatever the printed form",
        ),
    ],
)
def test_it_names_the_files(keys: dict[str, Any], want: str) -> None:
    """Alike on every system."""
    assert file_stem(issue(**keys)) == want


def test_a_long_name_is_cut_and_stays_distinct() -> None:
    """Two long names that differ at the end give two files."""
    stems = {file_stem(issue(number=9, total=9, series="长" * 400 + end)) for end in "甲乙"}
    assert len(stems) == 2
    assert all(len(stem.encode()) <= 200 and stem.endswith("2017年第9期（总第9期）") for stem in stems)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_no_name_is_unsafe(series: str, kind: str) -> None:
    """Whatever the series and kind are called."""
    stem = file_stem(issue().model_copy(update={"series": series, "kind": kind, "number": 3}))
    assert stem and len(stem.encode()) <= 200
    assert (
        not re.search(r'[\\/:*?"<>|\x00-\x1f]', stem)
        and not stem.endswith((".", " "))
        and not stem.startswith(".")
    )


@pytest.mark.parametrize(
    ("value", "want"),
    [(9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (3766, "三千七百六十六"),
     (1005, "一千零五"), (1050, "一千零五十"), (10_000, "一万"), (10_001, "一万零一"), (120_300, "十二万零三百")],
)  # fmt: skip
def test_it_counts_in_chinese(value: int, want: str) -> None:
    """GB/T 15835: 零 for skipped units, 十 without 一 at the start."""
    assert numeral(value) == want


@pytest.mark.parametrize(
    "form", ["{year:>999999999}", "{number!r}", "{number:{total}}", "{total:09}", "{number:,}"]
)
def test_a_form_that_asks_for_other_than_padding_is_refused_before_it_is_tried(form: str) -> None:
    with pytest.raises(ValidationError):
        Masthead(number_form=form)  # type: ignore[arg-type]
    assert Masthead(number_form="第{number:02}期").number_form == ("第{number:02}期",)  # type: ignore[arg-type]
