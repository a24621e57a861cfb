"""By-lines name units, whatever stands around them."""

from __future__ import annotations

import pytest

from jianbao.language.bylines import Units
from jianbao.language.office import OfficeWords, Organ, Person

FULL = "云溪县农业农村局"
OFFICE = OfficeWords(
    organs=(Organ(FULL, ("县农业农村局", "农业农村局"), (("县农业局", None),)),), people=(Person("欧阳雪"),)
)


@pytest.mark.parametrize(
    ("byline", "units"),
    [
        ("（市防汛抗旱指挥部办公室）", ["市防汛抗旱指挥部办公室"]),
        ("（县水利局、县生态环境分局供稿）", ["县水利局", "县生态环境分局"]),
        ("县农业农村局、县水利局联合供稿", [FULL, "县水利局"]),
        ("县农业农村局 石塘镇", [FULL, "石塘镇"]),
        ("县农业局，农业农村局", [FULL]),
        ("信息来源：县农业局", [FULL]),
        ("供稿：农业农村局 张三", [FULL]),
        ("（供稿单位：县委办）", ["县委办"]),
        ("文/图 县融媒体中心", ["县融媒体中心"]),
        ("文：县融媒体中心", ["县融媒体中心"]),
        ("来源 县教育局", ["县教育局"]),
        ("县委 办公室", ["县委办公室"]),
        ("（市总工会驻白沙乡上坪村工作队　刘䶮）", ["市总工会驻白沙乡上坪村工作队"]),
        ("（梅岭乡党委书记　李𬱟、驻村第一书记　周㛃）", ["梅岭乡"]),
        ("张家镇", ["张家镇"]),
        ("文旅局", ["文旅局"]),
        ("撰稿：某某\n责任编辑：某某", []),
        ("（记者 李明 通讯员 王五）", []),
        ("作者：欧阳雪", []),
        ("县水利局\n审核：县委办", ["县水利局"]),
        ("", []),
        ("（）、，", []),
    ],
)
def test_units_are_told_from_persons_editors_and_what_is_said_of_them(byline: str, units: list[str]) -> None:
    assert list(Units(OFFICE).of(byline)) == units


def test_a_unit_is_known_by_all_its_names() -> None:
    names = Units(OFFICE).named("县农业局")
    assert set(names) == {"县农业局", FULL, "县农业农村局", "农业农村局"}
    assert Units().named("县水利局") == ("县水利局",)
