"""Forms of offices read from a text, and written as a text, are the same again."""

from __future__ import annotations

import pytest

from jianbao.drafting.markup import text_of
from jianbao.reading.body.markup import parse


@pytest.mark.parametrize(
    "text",
    [
        "出席：温书言　张　三\n\n列席：马　丽\n",
        "第一章　总则\n\n第一条　为了预防火灾。\n",
        "面积12 km^2^，排放CO~2~，增长3~5%。\n",
        "写作km\\^2^，不是CO\\~2~。\n",
    ],
)
def test_what_is_read_is_written_again(text: str):
    assert text_of(parse(text).blocks) == text
