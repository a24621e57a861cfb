"""What is read without markdown-it-py is read as with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jianbao.reading.body import markup
from jianbao.reading.body.plain import plain_tokens

SEED = Path(__file__).parents[3] / "examples" / "01-yuanjiang" / "issue.yaml"

# Every sign that either parser may take for more than text, among what most bodies hold.
SIGNS = st.sampled_from(
    [*"汉字表图一二1.)a，。：“”%·— \t\u3000\u00a0\n\n", "**", "**", "\n\n", "\n    ", *"*#-+=>_`~[]()!<&;\\|^:/@", "1. ", "- ", "---\n"]
)  # fmt: skip


def both_ways(text: str) -> tuple[markup.Markup, markup.Markup]:
    ours = markup.parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "plain_tokens", lambda _lines: None)
        return ours, markup.parse(text)


@settings(max_examples=600, deadline=None)
@given(st.lists(SIGNS, max_size=24).map("".join))
@example("  一\n\u3000二  **三\n 四**\n\n\u3000\n五")
@example("** **\n\n**")
@example("** a ** **b**c**d**")
@example("一、总体情况\n平稳。\n二、问题\n\u3000\u3000有")
def test_any_text_is_read_alike(text: str) -> None:
    ours, theirs = both_ways(text)
    assert ours == theirs


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from([*"汉字一1.a，。— \n\u3000\u00a0", "**", "**", "\n\n"]), max_size=30).map(
        "".join
    )
)
def test_text_without_other_marks_is_read_alike(text: str) -> None:
    ours, theirs = both_ways(text)
    assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        "一。\n\n**一是。**二。\n\n三\n四",
        "约1.5亿元\n\n2017年",
        "“一”——二…… 3%",
        "   一、总体情况\n\n（一）概况",
    ],
)
def test_bodies_of_bulletins_need_no_library(text: str) -> None:
    assert plain_tokens(text.split("\n")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "# 一",
        "- 一",
        "1. 一",
        "[^1]",
        "![图](a.jpg)",
        "<b>",
        "&lt;",
        "一\\\n二",
        "**一",
        "|一|\n|-|",
        "表1 各县",
    ],
)
def test_whatever_may_be_markup_is_left_to_the_library(text: str) -> None:
    assert plain_tokens(text.split("\n")) is None


def test_the_seed_is_read_without_loading_the_library() -> None:
    code = f"import sys; from jianbao.reading import read; read({str(SEED)!r}); print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
