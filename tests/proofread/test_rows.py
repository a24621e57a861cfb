"""Rows of words in one order, phrases in quotation marks, organs and their posts, what is left behind from elsewhere."""

from __future__ import annotations

import pytest

from jianbao.proofread.data import known_rows, lines_of
from jianbao.proofread.rows import Row, Rows, by_words, departure, rows
from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "要增强政治意识、大局意识、责任意识、看齐意识。",
        "坚持严格立法、科学执法、公正司法、全民守法。",
        "贯彻创新、协调、绿色、共享、开放的新发展理念。",
        "要坚持节水优先、空间均衡、系统治理、双管齐下的治水思路。",
        "以最严谨的标准、最严格的监管、最严厉的处罚、最严明的问责守护食品安全。",
        "弘扬执着专注、精益求精、一丝不苟、追求完美的工匠精神。",
        "事故处理坚持事故原因未查清不放过、责任人员未处理不放过、整改措施未制定不放过、有关人员未受到教育不放过。",
    ],
)
def test_a_row_that_says_one_of_its_words_otherwise_is_told(text: str):
    assert "P701" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "要增强政治意识、大局意识、核心意识、看齐意识。",
        "全面贯彻创新、协调、绿色、开放、共享的新发展理念。",
        "会议听取了生产、销售、维修三个环节的情况。",
        "要做到政治建军、改革强军、科技强军、人才强军、依法治军，把人民军队建设好。",
        "坚持心往一处想、力往一处使。",
        "各村推行“一村一警”和“一企一策”。",
        "“六小场所”消防检查由各派出所负责。",
    ],
)
def test_a_row_as_it_is_set_and_one_of_other_words_are_not(text: str):
    assert "P701" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "深化“放管夫”改革。",
        "时刻保持“时时放不下心”的责任感。",
        "协调推进“五个全面”战略布局。",
        "推行“双随机、一公告”监管。",
        "县委坚持“一岗双职”。",
    ],
)
def test_a_phrase_in_quotation_marks_that_nearly_is_a_set_one_is_told(text: str):
    assert "P701" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "国家市场管理监督总局发布了公告。",
        "国家发展改革和委员会下达了投资计划。",
        "县检察院党组书记、院长罗景明列席会议。",
        "石桥镇乡长郑洁现场调度。",
        "白石自治县州长在会上致辞。",
        "县政协主任主持会议。",
        "县总工会会长到企业走访。",
        "县卫生健康委局长通报了情况。",
        "九三学社市委会组织党员赴乡镇开展科技下乡。",
        "政协委员李明提交了关于改善交通的议案。",
        "县人大常委会选举王某为副县长。",
        "会议传达了中国共产党第二十届第四次中央委员会全体会议精神。",
        "省公安部印发通知。",
        "海关总局出台措施。",
    ],
)
def test_organs_posts_and_sessions_that_do_not_go_together_are_told(text: str):
    assert "P701" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "县检察院党组书记、检察长罗景明列席会议。",
        "各乡镇长、街道办事处主任参加会议。",
        "县政协主席会议听取了汇报。",
        "县公安局政委到派出所调研。",
        "人大代表建议和政协委员提案全部办结。",
        "成都市规划和自然资源局发布公告。",
        "民建会员和致公党党员参加了座谈。",
        "全国政协农业和农村委员会召开座谈会。",
        "海关总署署长到口岸调研。",
    ],
)
def test_those_that_do_are_not(text: str):
    assert "P701" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "以下是为您整理的简报正文：县医院通过复审。",
        "作为AI语言模型，我建议加强宣传。",
        "如需进一步调整语气或篇幅，请随时告诉我。",
        "产量见错误!未找到引用源。",
        "喜获丰收[3]，师生把蔬菜送到敬老院。",
        "数量为120台批注[王1]：数量再核，已经安装。",
        "（来源：百度百科）庭审结束。",
        "全体干警重温誓词。展开全文",
        "签订订单培养协议（待核），首批学员已入厂。",
        "点击输入文字",
        "分享到：微信好友",
        "图片1.png企业代表现场提问。",
        "（注：以上数据为示例，请根据实际情况替换）",
        "县里召开会议<br/>部署工作。",
    ],
)
def test_what_was_left_behind_from_elsewhere_is_told(text: str):
    assert "P506" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "人民日报发表评论员文章。",
        "群众扫描二维码即可办理。",
        "以上数据由县统计局提供。",
        "会议根据各单位要求调整了时间。",
        "请各单位根据实际情况制定方案。",
    ],
)
def test_what_a_bulletin_says_itself_is_not(text: str):
    assert "P506" not in codes(text)


def test_the_prepared_rows_say_of_each_of_their_words_how_firm_it_is():
    found = list(known_rows())
    assert len(found) > 500
    assert all(len(firm) == len(words.split("、")) + 1 for words, firm, _ in found)
    phrases, met = (line.split(" ") for line in lines_of("quoted.txt"))
    assert not set(phrases) & set(met)
    assert "核心意识" in rows().whole


def test_two_words_of_a_row_that_changed_places_are_one_departure():
    row = Row(("稳增长", "促改革", "调结构", "惠民生"), "")
    items = ["全力稳增长", "调结构", "促改革", "惠民生"]
    assert (row, 0) in Rows(by_words([row])).beside(items)
    assert departure(items, row.words, 0) == [1, 2]
