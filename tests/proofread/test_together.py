"""A long issue is read by several processes: what is told is what one would tell, and none of them stays."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from typing import Any

import pytest

from jianbao.errors import Place
from jianbao.model.body import Body, Inline, Paragraph, Span
from jianbao.model.issue import Article, Issue
from jianbao.proofread import engine, roster, together
from jianbao.proofread.engine import Remark, proof_read
from jianbao.proofread.laying import sheet
from jianbao.proofread.rule import Rule
from jianbao.proofread.view import Hit, Segment, Sheet

FAULTY = (
    "会议强调，要认真的把工作落实到位，， 各部门共投入资金12.5万元",
    "第一，完善机制。第三，压实责任。其中甲村30户、乙村40户，共计80户（《条例》",
    "市委书记张明华、副市长李雪峰出席会议。副市长李雪锋作报告",
    "时时放不下心，稳字当头、稳中有进，国家市场管理监督总局指出",
)


class _Offsets:
    def place(self, _location: object, offset: int = 0, /) -> Place:
        return Place("issue.yaml", 1, offset + 1)

    def excerpt(self, _place: Place, /) -> str:
        return ""


@pytest.fixture
def issue() -> Issue:
    lines = [f"{text}，第{number}次。" for number in range(30) for text in FAULTY]
    paragraphs, at = list[Paragraph](), 0
    for line in lines:
        paragraphs.append(Paragraph(Inline((Span(line),), tuple(range(at, at + len(line))))))
        at += len(line) + 2
    body = Body("\n\n".join(lines), tuple(paragraphs))
    return Issue(
        series="试刊", date="2026-03-01", organ=("某某办公室",), articles=(Article(title="题目", body=body),)
    )


@pytest.fixture
def alone(issue: Issue) -> tuple[Remark, ...]:
    return proof_read(issue, _Offsets())


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch, alone: tuple[Remark, ...]) -> Iterator[None]:
    """What is long is short enough for a test, and read by three."""
    assert len({remark.finding.code for remark in alone}) > 5
    monkeypatch.setattr(together, "_PART", 500)
    monkeypatch.setattr(engine, "processes_for", lambda _: 3)
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("_long")
def test_several_processes_tell_what_one_tells(
    issue: Issue, alone: tuple[Remark, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()
    together_ = engine.found_together

    def counted(*given: Any) -> Any:
        asked.append(len(given[2]))
        return together_(*given)

    monkeypatch.setattr(engine, "found_together", counted)
    assert proof_read(issue, _Offsets()) == alone
    assert asked == [len(roster.RULES)]


@pytest.mark.slow
@pytest.mark.usefixtures("_long")
def test_processes_that_begin_from_nothing_tell_the_same(
    issue: Issue, alone: tuple[Remark, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "_can_fork", lambda: False)
    assert proof_read(issue, _Offsets()) == alone


@pytest.mark.usefixtures("_long")
def test_what_a_process_that_died_had_taken_is_done_by_the_first(
    issue: Issue, alone: tuple[Remark, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, find = os.getpid(), together._find

    def killed(*given: object) -> object:
        if os.getpid() != first:
            os._exit(9)
        return find(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(together, "_find", killed)
    assert proof_read(issue, _Offsets()) == alone


def _stumbles(_: Segment) -> Iterator[Hit]:
    raise ZeroDivisionError


def _interrupts(_: Sheet) -> Iterator[Hit]:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize(
    "given",
    [
        Rule("P999", "stumbles", "", segment=_stumbles, roles=frozenset({"paragraph"})),  # type: ignore[arg-type]
        Rule("P999", "is interrupted", "", sheet=_interrupts),
    ],
)
def test_a_bug_or_ctrl_c_is_met_in_the_first_process(
    issue: Issue, given: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(roster.BY_NAME, given.name, given)
    with pytest.raises(ZeroDivisionError if given.segment else KeyboardInterrupt):
        proof_read(issue, _Offsets(), (given, *roster.RULES))


def test_a_short_issue_is_read_by_one_process(issue: Issue) -> None:
    assert together.processes_for(sheet(issue)) == 1
