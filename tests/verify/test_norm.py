"""Measures against the norm."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jianbao.fonts.names import role_of
from jianbao.typography import FaceRole
from jianbao.verify.norm import Folio, Measures, Rule, Type, Verdict, is_red, judge

RULES = tuple(
    Rule(28, y, 156, thick, "000000") for y, thick in ((230, 0.35), (240, 0.25), (250, 0.25), (262, 0.35))
)
FOLIOS = tuple(
    Folio(page, f"—{page}—", Type("JianbaoSongTi", 14), left, left + 14, 269)
    for page, left in ((1, 165.1), (2, 32.9), (3, 165.1))
)
GOOD = Measures(
    paper=(210, 297),
    top=37,
    left=28,
    width=156,
    height=225,
    pitch=28.95,
    lines=22,
    characters=28,
    body=Type("仿宋_GB2312", 16),
    latin=Type("Times New Roman", 16),
    titles=(Type("方正小标宋简体", 22),),
    masthead=Type("FZXiaoBiaoSong-B05S", 52, "FF0000"),
    red_rule=Rule(28, 99, 156, 0.7, "FF0000"),
    colophon=Type("JianbaoFangSong", 14),
    colophon_rules=RULES,
    folios=FOLIOS,
    unembedded=(),
)


def failed(measures: Measures) -> list[str]:
    return [each.code for each in judge(measures) if each.verdict is Verdict.FAILED]


def test_a_bulletin_after_the_norm_passes_every_element():
    assert {each.verdict for each in judge(GOOD)} == {Verdict.PASSED}


def test_a_last_rule_above_the_copies_is_judged_by_where_these_end():
    high = replace(
        GOOD, colophon_rules=(*RULES[:-1], Rule(28, 253, 156, 0.35, "000000")), colophon_foot=261.9
    )
    assert failed(high) == []
    (check,) = (each for each in judge(high) if each.code == "V118")
    assert check.found == "253.0 / 261.9 mm"


def test_what_is_not_found_is_not_judged():
    assert {each.verdict for each in judge(Measures())} == {Verdict.UNSEEN}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"paper": (215.9, 279.4)}, "V101"),
        ({"top": 25.4}, "V102"),
        ({"left": 31.8}, "V103"),
        ({"width": 152.4}, "V104"),
        ({"height": 228.6}, "V105"),
        ({"lines": 21}, "V106"),
        ({"characters": 27}, "V107"),
        ({"pitch": 28.0}, "V108"),
        ({"body": Type("宋体", 16)}, "V109"),
        ({"body": Type("仿宋_GB2312", 15)}, "V109"),
        ({"body": Type("仿宋_GB2312", 16, "FF0000")}, "V109"),
        ({"latin": Type("仿宋_GB2312", 16)}, "V110"),
        ({"masthead": Type("方正小标宋简体", 52)}, "V111"),
        ({"red_rule": Rule(28, 99, 140, 0.7, "FF0000")}, "V112"),
        ({"titles": (Type("方正小标宋简体", 22), Type("黑体", 22))}, "V113"),
        ({"colophon": Type("仿宋_GB2312", 12)}, "V114"),
        ({"colophon_rules": (*RULES[:-1], Rule(28, 262, 156, 0.18, "000000"))}, "V115"),
        ({"colophon_rules": (RULES[0], Rule(28, 240, 156, 0.5, "000000"), RULES[-1])}, "V116"),
        ({"colophon_rules": (Rule(28, 230, 150, 0.35, "000000"), *RULES[1:])}, "V117"),
        ({"colophon_rules": (*RULES[:-1], Rule(28, 255, 156, 0.35, "000000"))}, "V118"),
        ({"colophon_foot": 255.0}, "V118"),
        ({"folios": (replace(FOLIOS[0], text="第1页"),)}, "V119"),
        ({"folios": (replace(FOLIOS[0], text="—7—"),)}, "V120"),
        ({"folios": (replace(FOLIOS[0], type=Type("仿宋_GB2312", 14)),)}, "V121"),
        ({"folios": (*FOLIOS[:2], replace(FOLIOS[2], type=Type("Times New Roman", 14)))}, "V121"),
        ({"folios": (replace(FOLIOS[0], dash=274.0),)}, "V122"),
        ({"folios": (replace(FOLIOS[1], left=165.1, right=179.1),)}, "V123"),
        ({"unembedded": ("Helvetica",)}, "V124"),
    ],
)
def test_each_element_can_fall_short_alone(changed: dict[str, object], code: str):
    assert failed(replace(GOOD, **changed)) == [code]  # type: ignore[arg-type]


def test_each_element_says_what_it_is_what_is_asked_and_how_to_mend_it(monkeypatch: pytest.MonkeyPatch):
    for language in ("", "en"):
        monkeypatch.setenv("JIANBAO_LANG", language)
        for each in judge(GOOD):
            assert each.element
            assert each.required
            assert each.remedy


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("方正小标宋简体", FaceRole.XIAOBIAOSONG),
        ("FZXBSJW--GB1-0", FaceRole.XIAOBIAOSONG),
        ("仿宋_GB2312", FaceRole.FANGSONG),
        ("STFangsong", FaceRole.FANGSONG),
        ("KaiTi_GB2312", FaceRole.KAITI),
        ("SimHei", FaceRole.HEITI),
        ("微软雅黑", FaceRole.HEITI),
        ("SimSun", FaceRole.SONGTI),
        ("TimesNewRomanPSMT", FaceRole.LATIN),
        ("Wingdings", None),
    ],
)
def test_a_face_is_known_by_any_of_its_names(name: str, role: FaceRole | None):
    assert role_of(name) is role


def test_any_clear_red_is_red():
    assert is_red("FF0000")
    assert is_red("E60012")
    assert not is_red("000000")
    assert not is_red("FFFF00")
    assert not is_red("none")


def test_measures_fill_each_others_gaps():
    assert replace(GOOD, top=None, titles=()).over(GOOD) == GOOD
