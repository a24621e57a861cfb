"""What was left to be filled in: signs, gaps, zeros, instructions in brackets, a measure without its figure."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "会议于××月××日在县委党校举行，各乡镇组织委员参加。",
        "培训时间为3月5日至日，地点在县委党校。",
        "截至月底，项目累计完成投资0.00亿元。",
        "全县共有市场主体0000户，同比增长8.6%。",
        "经抽检，合格率为%，居全市前列。",
        "上半年增加值同比增长百分之，增速居全市第二。",
        "全县共发放种粮补贴　　万元，惠及农户2.1万户。",
        "整治行动出动执法人员人次，检查企业46家。",
        "污水处理厂日处理能力由2万吨提高到吨。",
        "县供销社（填写联系电话）负责受理咨询。",
        "会议由（职务）周建平主持。",
        "根据省厅《关于……的通知》精神，我局制定了实施方案。",
        "县政府第N次常务会议研究了有关工作。",
        "平政办发〔2026〕　号通知已印发各镇。",
        "参加座谈的有某某局、市文旅局和市体育局。",
        "救援队成功转移群众？人，无人员伤亡。",
        "详情请咨询县医保局（联系电话：　　）。",
    ],
)
def test_what_was_not_filled_in_is_told(text: str):
    assert "P506" in codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "嫌疑人王××因涉嫌诈骗被依法刑事拘留。",
        "接待游客人次、旅游总花费均增长8%以上。",
        "款项1 000 000元已于当日到账。",
        "在展会上发放农作物种子超万元，科技手册600册。",
        "具体开工时间待定，前期手续正在办理。",
        "合格率、满意率均以%为单位，保留一位小数。",
        "谁是最可爱的人？个人利益从来不在他心上。",
        "党委（党组）书记、各单位（部门）负责人参加。",
        "上午9时30分开会，2000年出生的青年占一成。",
        "近年来，达人带货渐成风尚，民以食为天。",
    ],
)
def test_what_reads_alike_and_is_whole_is_not(text: str):
    assert "P506" not in codes(text), text
