"""A seed → a bulletin of 400 paragraphs and more, as the mapping that an issue file holds.

Two kinds: `prose` writes what bulletins write; `mixed` is full of what is hard to break: digits with units, dates, times,
English, URLs, quotes in quotes, ————, ……, full-width forms, degrees, rare characters. Sentences come from a grammar, so
that hardly any two are alike; the same seed gives the same bulletin on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Literal

Kind = Literal["prose", "mixed"]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACES = words(
    "江苏 新疆 伊犁州 扬州 常州武进区 连云港 霍尔果斯 尼勒克县 新源县 察布查尔锡伯自治县 昭苏县 特克斯县 巩留县 霍城县 "
    "伊宁市 奎屯市 南京 无锡 苏州 徐州 盐城 镇江 泰州 宿迁 淮安 南通 乌鲁木齐 石河子 克拉玛依 阿勒泰 塔城地区 博尔塔拉 "
    "哈密 吐鲁番 昌吉 喀什 和田 阿克苏 克孜勒苏 巴音郭楞 木斯乡 乌吐村 喀拉苏村 别斯托别乡 瘦西湖街道 双桥街道 五亭社区 "
    "甘肃陇南 云南怒江 贵州黔东南 广西百色 四川凉山 青海玉树 宁夏固原 内蒙古赤峰 黑龙江绥化 湖南湘西 江西赣州 浙江丽水 "
    "都塔口岸 开发区 高新区 清水河配套园区 县城老区 沿河两岸 东城片区 山区牧区 边境一线 七个乡镇 各乡镇场 十二个行政村"
)
ORGANS = words(
    "州党委 县委常委会 市人民政府办公室 前方指挥部 工作组 组织部 宣传部 统战部 发展改革委 教育局 科技局 工业和信息化局 民宗局 "
    "公安局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 生态环境局 住房城乡建设局 交通运输局 水利局 农业农村局 "
    "商务局 文化体育广电和旅游局 卫生健康委 退役军人事务局 应急管理局 审计局 市场监督管理局 统计局 医疗保障局 乡村振兴局 "
    "团县委 妇联 工商联 红十字会 残联 科协 文联 供销社 档案馆 融媒体中心 疾控中心 人民医院 中医院 妇幼保健院 第一中学 "
    "实验小学 职业技术学院 农技推广站 兽医站 林草站 水管站 村民委员会 社区党支部 驻村工作队 志愿者服务队 专家顾问团 "
    "督查组 巡察组 调研组 联络组 医疗卫生组 教育教研组 干部人才组 产业发展组 项目建设组 宣传交流组 综合保障组"
)
PEOPLE = words(
    "党员干部 援疆干部人才 基层群众 农牧民 青年教师 骨干医生 企业负责人 种植大户 合作社社员 返乡青年 退役军人 社区工作者 网格员 "
    "老党员 村支部书记 大学生志愿者 困难家庭 少数民族学生 柯尔克孜族牧民 哈萨克族阿肯 锡伯族绣娘 维吾尔族果农 客商 游客 "
    "技术人员 乡村医生 护边员 护林员 驾驶员 纳税人 小微企业主 外来务工人员 留守老人 人大代表 政协委员 民主党派人士"
)
TIMES = words(
    "今年以来 近年来 上半年 三季度以来 入冬后 开春以后 汛期来临前 连日来 日前 近期 在此基础上 与此同时 会前 会后 下一步 "
    "一年来 五年间 春节期间 古尔邦节前夕 开学第一周 项目开工后 调研结束时 去年底 月初 截至目前 三个月来 自启动之日起 收官之年"
)
MEANS = words(
    "围绕中心工作 坚持问题导向 按照上级部署 结合本地实际 立足资源禀赋 依托对口支援平台 紧扣年度目标 聚焦重点领域 "
    "本着急事急办的原则 针对群众反映强烈的问题 以主题教育为契机 以项目建设为抓手 通过结对帮扶 借助信息化手段 在充分调研的基础上 "
    "面对持续低温天气 克服点多面广的困难 对照任务清单 以钉钉子精神 从小处着眼 由点及面 上下联动 因地制宜 分类施策 先行先试 "
    "把准方向 强化统筹 主动加压 举一反三 因村施策 靠前服务 倒排工期 挂图作战 多措并举 久久为功"
)
VERBS = words(
    "推进 深化 完善 落实 巩固 拓展 优化 加强 规范 夯实 健全 提升 统筹 推动 培育 壮大 引进 改造 新建 修缮 开通 盘活 整治 "
    "化解 排查 清理 梳理 建立 制定 印发 启动 组织 举办 承办 开展 参与 协调 督促 跟踪 评估 总结 推广 复制 宣讲 解读 公示 "
    "兑现 追回 减免 补助 救助 慰问 走访 回访 帮扶 培训 轮训 选派 招录 表彰 激励"
)
ASPECTS = words(
    "进一步 持续 着力 扎实 全面 有序 稳步 深入 大力 积极 主动 逐项 分批 联合 集中 重点 率先 严格 精准 及时 同步 常态化"
)
OBJECTS = words(
    "产业园区配套设施 农村人居环境整治 饮水安全巩固提升工程 高标准农田建设 冷链物流体系 双语教育 远程会诊系统 基层治理体系 "
    "矛盾纠纷多元化解机制 营商环境 招商引资工作 重点项目 牧道硬化 安居房建设 棚户区改造 智慧校园 师徒结对 学科带头人培养 "
    "薰衣草种植基地 伊犁马产业 肉羊良种繁育 庭院经济 夜间经济 电商直播 乡村旅游 非遗传承 民族手工刺绣 红色资源 文艺下基层 "
    "草原生态保护补助 退牧还草 河湖长制 秸秆综合利用 大气污染防治 危险化学品监管 森林草原防火 防汛抗旱演练 地质灾害隐患点 "
    "城乡居民医保 大病保险 残疾人康复服务 养老服务中心 就业援助 劳务输出 技能培训 校企合作 东西部协作 干部人才双向交流 "
    "支部共建 主题党日 党员积分管理 意识形态责任制 新闻发布 网络舆情处置 政务公开 一网通办 行政审批 信用体系 统计数据核查 "
    "档案整理 保密检查 值班值守 公文处理 督查问效 经费管理 资产清查 审计整改 巡察反馈问题 廉政风险点 民生实事 信访积案 "
    "边民互市贸易 口岸通关便利化 跨境电商 中欧班列 优质农产品展销 品牌认证 标准化示范区 专利转化 院士工作站 科技特派员制度"
)
RESULTS = words(
    "取得阶段性成效 受到普遍好评 形成了长效机制 打开了工作局面 补齐了短板 群众满意度明显上升 呈现良好势头 为全年任务奠定了基础 "
    "走在了全州前列 得到上级充分肯定 激发了内生动力 实现了零的突破 增进了民族感情 凝聚了发展共识 拉近了干群距离 "
    "带动一方百姓增收 让数据多跑路、群众少跑腿 成为当地一张亮丽名片 矛盾不出村、大事不出乡 有力保障了春耕生产 "
    "树立了勤政为民的好形象 探索出一条新路子 经验做法在全区推广 各项指标稳中有进 工程质量全部合格 没有发生一起安全事故"
)
QUOTED = words(
    "民族团结一家亲 一家亲 三进两联一交友 三个一百 一办八组 烟花三月 同心同愿同奔小康 访惠聚 放管服 最后一公里 两个维护 "
    "不忘初心、牢记使命 组团式 传帮带 输血 造血 小马拉大车 僵尸企业 交钥匙 双随机、一公开 五个一 门前三包 厕所革命 绿水青山 "
    "绿水青山就是金山银山 马上办 网上办 红石榴 石榴籽 金种子 青蓝工程 百日攻坚 晒成绩单 回头看 一把手 领头雁 牛鼻子 硬骨头"
)
DOCUMENTS = words(
    "关于进一步加强援疆工作的实施意见 干部人才管理办法（试行） 十三五对口支援规划 民族团结进步条例 安全生产责任清单 "
    "资金使用管理细则 年度工作要点 乡村振兴战略规划 关于做好今冬明春有关工作的通知 基层减负若干措施 项目建设月报制度 "
    "教师跟岗实训方案 医疗人才组团式援疆协议 优秀人才引进奖励暂行规定 伊犁日报 新华日报 扬州晚报 江苏援疆"
)
EPITHETS = words(
    "有形 有感 有效 扎实 务实 真诚 热心 细心 耐心 朴素 深厚 浓浓的 实实在在的 看得见的 暖人心的 沉甸甸的 崭新的 难忘的 长远的"
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉春梅建国志海燕立新晓东永宁文华光荣庆丰泽宇浩然思源雨桐子轩梓涵一诺嘉怡俊熙若曦书瑶"
LONG_NAMES = words(
    "艾丽·江革命努尔 阿依古丽·买买提 古丽扎尔·吐尔逊 叶尔兰·哈斯木 木拉提·别克 热依扎·努尔兰 阿不都热合曼·依明 "
    "巴合提古丽·沙吾提 库尔班江·阿卜杜拉 加娜尔·赛力克"
)
ORDINALS = "一二三四五六七八九"
RARE = words("喆 堃 玥 珺 𬱟 𫖯 䶮 㛃 昇 祎 翀 旻 赟 瑄 璟 彧 垚 硚 浐 珺堃 𬱟喆")


class Prose:
    """Sentences of a bulletin, from one stream of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def one(self, among: tuple[str, ...] | str) -> str:
        return self.chance.choice(among)

    def some(self, among: tuple[str, ...], low: int, high: int) -> list[str]:
        return self.chance.sample(among, self.chance.randint(low, high))

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def person(self) -> str:
        if self.likely(0.15):
            return self.one(LONG_NAMES)
        return self.one(SURNAMES) + self.one(GIVEN) + (self.one(GIVEN) if self.likely(0.7) else "")

    def subject(self) -> str:
        kind = self.chance.randrange(6)
        if kind == 0:
            return self.one(ORGANS) + ("负责人" if self.likely(0.3) else "")
        if kind == 1:
            return self.one(PLACES) + self.one(ORGANS)
        if kind == 2:
            return "、".join(self.some(ORGANS, 2, 4)) + self.one(("", "等部门", "等单位"))
        if kind == 3:
            return self.one(PLACES) + self.one(PEOPLE)
        if kind == 4:
            return (
                self.one(ORGANS)
                + self.one(("干部", "主任", "组长", "副组长", "书记", "医生", "教师"))
                + self.person()
            )
        return "广大" + self.one(PEOPLE)

    def deed(self) -> str:
        kind = self.chance.randrange(9)
        verb = (self.one(ASPECTS) if self.likely(0.6) else "") + self.one(VERBS)
        if kind == 0:
            return f"{verb}“{self.one(QUOTED)}”{self.one(('活动', '行动', '工程', '做法', '机制', '专项整治', '', ''))}"
        if kind == 1:
            return f"{verb}《{self.one(DOCUMENTS)}》"
        if kind == 2:
            return verb + "、".join(self.some(OBJECTS, 2, 4)) + self.one(("等工作", "等事项", "", ""))
        if kind == 3:
            return f"深入{self.one(PLACES)}、{self.one(PLACES)}，与{self.one(PEOPLE)}{self.one(('座谈交流', '促膝交谈', '结对认亲', '同吃同住同劳动', '算账对比'))}"
        if kind == 4:
            return f"把{self.one(OBJECTS)}作为{self.one(('头等大事', '重中之重', '突破口', '先手棋', '民心工程', '一号课题'))}"
        if kind == 5:
            return (
                f"为{self.one(PEOPLE)}{self.one(('送去', '争取', '筹集', '协调', '办妥'))}了{self.things()}"
            )
        if kind == 6:
            return f"{verb}{self.one(PLACES)}{self.one(OBJECTS)}"
        return verb + self.one(OBJECTS)

    def things(self) -> str:
        goods = words(
            "米 面 油 茶叶 棉衣 书包 药品 饲料 化肥 煤炭 课桌椅 图书 电脑 奶粉 大棚膜 滴灌带 良种羊 慰问金 救护车 健身器材"
        )
        return "、".join(self.some(goods, 2, 5)) + self.one(("等生活用品", "等物资", "", "和美好祝福"))

    def count(self) -> str:
        number = self.chance.choice(
            (self.chance.randint(2, 99), self.chance.randint(100, 9999), self.chance.randint(10000, 99999))
        )
        unit = self.one(words("人次 场 户 名 件 个 万元 公里 亩 吨 家 项 批 台 平方米 条 亿元 %"))
        return f"{number}{unit}"

    def sentence(self) -> str:
        parts: list[str] = []
        if self.likely(0.35):
            parts.append(self.one(TIMES))
        if self.likely(0.4):
            parts.append(self.one(MEANS))
        parts.append(self.subject() + self.deed())
        parts += [self.deed() for _ in range(self.chance.choice((0, 0, 1, 1, 2)))]
        if self.likely(0.25):
            parts.append(
                f"{self.one(('累计', '共', '先后', '新增', '惠及'))}{self.one(VERBS)}{self.one(OBJECTS)}{self.count()}"
            )
        if self.likely(0.4):
            parts.append(self.one(RESULTS))
        text = "，".join(parts)
        if self.likely(0.07):
            return f"{self.person()}{self.one(('感慨地说', '激动地说', '告诉我们', '表示'))}：“{text}{self.one('。！')}”"
        if self.likely(0.06):
            return text.replace("，", "；", 1) + "。"
        return text + self.one(("。", "。", "。", "。", "。", "。", "！", "……", "；"))

    def paragraph(self) -> str:
        sentences = [self.sentence() for _ in range(self.chance.choice((1, 2, 2, 3, 3, 4, 5, 6)))]
        if sentences[-1].endswith("；"):
            sentences[-1] = sentences[-1][:-1] + "。"
        text = "".join(sentences)
        if self.likely(0.15):
            lead = f"{self.one(ORDINALS)}是{self.one(VERBS)}{self.one(OBJECTS)}，{self.one(RESULTS)}。"
            text = f"**{lead}**{text}" if self.likely(0.6) else lead + text
        return text

    def title(self) -> str:
        kind = self.chance.randrange(4)
        if kind == 0:
            return f"{self.one(PLACES)}{self.one(VERBS)}{self.one(OBJECTS)}{self.one(RESULTS)}"
        if kind == 1:
            return f"{self.one(ORGANS)}“{self.one(QUOTED)}”{self.one(VERBS)}{self.one(OBJECTS)}"
        if kind == 2:
            return f"{self.one(PLACES)}{self.one(ORGANS)}{self.one(('赴', '到', '在'))}{self.one(PLACES)}{self.one(VERBS)}{self.one(OBJECTS)}"
        return f"{self.one(MEANS)}{self.one(VERBS)}{self.one(OBJECTS)}"


class Mixed(Prose):
    """Paragraphs in which every sentence holds something that is hard to break."""

    def digits(self, low: int, high: int) -> str:
        return str(self.chance.randint(10**low, 10**high))

    def quantity(self) -> str:
        units = words(
            "万元 亿元 ％ % ℃ 平方米 立方米 公里 千瓦时 兆瓦 公顷 亩 个百分点 人次 户 吨 kg km MB kWh mm m² ha μg/m³ 毫克 ‰ 度 倍 元/吨 元／斤 岁 台（套） 万亩次"
        )
        value = self.one(
            (
                self.digits(0, 3),
                f"{self.digits(1, 3)}.{self.digits(0, 2)}",
                f"{self.chance.randint(1, 999)},{self.chance.randint(0, 999):03d}",
                f"{self.chance.randint(1, 99)},{self.chance.randint(0, 999):03d},{self.chance.randint(0, 999):03d}.{self.chance.randint(0, 99):02d}",
                f"{self.chance.randint(1, 40)}～{self.chance.randint(41, 99)}",
                f"{self.chance.randint(1, 40)}%～{self.chance.randint(41, 99)}",
                f"-{self.chance.randint(1, 40)}",
                f"{self.chance.randint(1, 9)}/{self.chance.randint(2, 9)}",
                f"1:{self.chance.randint(2, 50)}000",
            )
        )
        return value + self.one(units)

    def date(self) -> str:
        year, month, day = (
            self.chance.randint(1999, 2029),
            self.chance.randint(1, 12),
            self.chance.randint(1, 28),
        )
        return self.one(
            (
                f"{year}年{month}月{day}日",
                f"{month}月{day}日",
                f"{year}年{month}月",
                f"{year}—{year + 5}年",
                f"{year}-{month:02d}-{day:02d}",
                f"{year}.{month}.{day}",
                f"{year}年第{self.chance.randint(1, 4)}季度",
                f"{month}月{day}日至{min(day + 6, 30)}日",
                f"{year}/{year % 100 + 1:02d}年度",
            )
        )

    def clock(self) -> str:
        hour, minute = self.chance.randint(0, 20), self.chance.choice((0, 5, 15, 30, 45))
        start, end = f"{hour}:{minute:02d}", f"{hour + 2}:{(minute + 30) % 60:02d}"
        return self.one(
            (
                f"{start}—{end}",
                f"{start}-{end}",
                f"{start}～{end}",
                f"{start}",
                f"{start}:{minute:02d}",
                f"上午{start}至{end}",
            )
        )

    def place(self) -> str:
        north, east = self.chance.randint(18, 53), self.chance.randint(73, 135)
        return self.one(
            (
                f"北纬{north}°{self.chance.randint(0, 59)}′、东经{east}°{self.chance.randint(0, 59)}′",
                f"{north}°{self.chance.randint(0, 59)}′{self.chance.randint(0, 59)}″N",
                f"海拔{self.digits(2, 3)}～{self.digits(3, 4)}m",
                f"G{self.chance.randint(1, 99)}国道K{self.digits(2, 3)}+{self.digits(2, 3)}处",
                f"S{self.digits(2, 3)}线",
                f"气温-{self.chance.randint(1, 30)}℃至{self.chance.randint(1, 30)}℃",
            )
        )

    def address(self) -> str:
        hosts = words(
            "www.yuanjiang.gov.cn jsyj.example.org data.example.com.cn mp.weixin.qq.com wz.yili.gov.cn news.jschina.com.cn"
        )
        paths = words(
            "xxgk/zcwj /s/ index.html 2017/0411/c12345 news/detail?id= category/minzu-tuanjie download.aspx?file= api/v2/items#top"
        )
        host = self.one(hosts)
        kind = self.chance.randrange(4)
        if kind == 0:
            return f"https://{host}/{self.one(paths)}{self.digits(3, 8)}"
        if kind == 1:
            return f"http://{host}"
        if kind == 2:
            return f"{self.one(words('office gongwen zhaoshang li.ming yuanjiang2017 press_center info'))}@{host.removeprefix('www.')}"
        return f"{host}/{self.one(paths)}"

    def english(self) -> str:
        return (
            self.one(
                words(
                    "GDP PPP APP Wi-Fi 5G LED CT MRI ICU PM2.5 PM10 COVID-19 CO₂ ISO9001 ISO/IEC27001 GB/T9704—2012 DB32/T3377 P2P O2O B2B VR "
                    "AI QQ KTV EPC BIM GIS PLC USB-C A4 Excel WPS Office2016 Windows Linux iPhone8 HUAWEI Python3.11 T恤 X光 B超 K歌 α β Ⅲ类 "
                    "e-mail C919 CRH2A F-16 H7N9 HPV NO.1 No.2017-09 TEL FAX pH值 Ph.D. vs. etc. U盘 SIM卡 IPv6 AAA级 4A级 5A级 ×√ ±5 ≥60 ≤3.5"
                )
            )
            if self.likely(0.8)
            else self.one(
                (
                    "“Made in Xinjiang”",
                    "One Belt One Road",
                    "“Hello, friend!”",
                    "error: connection refused (code 111)",
                    "Best Practice Award",
                    "the Silk Road Economic Belt",
                    "China International Import Expo",
                    "%s: no such file or directory",
                    "Public-Private Partnership（PPP）",
                )
            )
        )

    def quoting(self) -> str:
        inner, outer = self.one(QUOTED), self.one(OBJECTS)
        return self.one(
            (
                f"“要让‘{inner}’落到实处，‘{self.one(QUOTED)}’不能停”",
                f"“‘{inner}’不是口号”",
                f"《关于“{inner}”的通知（第{self.digits(0, 2)}号）》",
                f"“{self.one(QUOTED)}”“{inner}”《{self.one(DOCUMENTS)}》",
                f"（见《{self.one(DOCUMENTS)}》〔{self.chance.randint(2005, 2026)}〕{self.digits(0, 2)}号）",
                f"——{outer}——",
                f"{outer}————{inner}",
                f"{outer}……{inner}……",
                f"【{inner}】",
                f"“{inner}……”",
                f"‘{inner}’",
                f"（{self.one(('一', '二', '1', '１', '２', '12'))}）{outer}",
                f"{self.one('①②③④⑤⑥⑦⑧⑨⑩')}{outer}",
                f"{self.digits(0, 1)}）{outer}",
                f"{self.digits(0, 1)}.{outer}",
                f"{inner}！？",
                f"{inner}？！",
                f"“{inner}！”",
            )
        )

    def rare(self) -> str:
        return f"{self.one(SURNAMES)}{self.one(RARE)}{self.one(('', '（女）', '同志', '等'))}"

    def wide(self) -> str:
        return self.one(
            (
                "１２３４５",
                "ＡＢＣ",
                "１００％",
                "Ａ＋",
                "（１）",
                "（２）",
                "３．５",
                "№１２",
                "￥" + self.digits(2, 4),
                "＄50",
                "€12.5",
                "￡8",
                "100℃",
                "15℉",
                "3㎡",
                "5㎞",
            )
        )

    def odd(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            *(self.quantity, self.quantity, self.date, self.clock, self.place),
            *(self.english, self.english, self.quoting, self.quoting, self.rare, self.wide),
        )
        return self.address() if self.likely(0.06) else self.chance.choice(kinds)()

    def sentence(self) -> str:
        pieces: list[str] = []
        for _ in range(self.chance.randint(1, 3)):
            before = self.one(
                (self.subject(), self.deed(), self.one(TIMES), self.one(OBJECTS), self.one(MEANS))
            )
            after = self.one((self.deed(), self.one(RESULTS), self.one(OBJECTS), self.one(EPITHETS), ""))
            pieces.append(f"{before}{self.odd()}{after}")
        return self.one(("，", "，", "、", "；", "：")).join(pieces) + self.one(
            ("。", "。", "。", "。", "！", "？", "……", "！！", "?", "）。"[1:])
        )

    def title(self) -> str:
        return (
            super().title()
            if self.likely(0.6)
            else f"{self.one(PLACES)}{self.one(OBJECTS)}完成{self.digits(0, 3)}{self.one(words('万元 项 户 ％'))}"
        )


def bulletin(kind: Kind, seed: int, paragraphs: int = 420) -> dict[str, object]:
    """The mapping of an issue file with about 30 articles and `paragraphs` body paragraphs, the same for the same seed."""
    chance = Random(f"{kind} {seed}")
    writer = Prose(chance) if kind == "prose" else Mixed(chance)
    articles: list[dict[str, object]] = []
    left = paragraphs
    while left:
        count = min(left, chance.randint(6, 22))
        left -= count
        body: list[str] = []
        for index in range(count):
            if index and chance.random() < 0.08:
                body.append(f"## {chance.choice(ORDINALS)}、{writer.one(VERBS)}{writer.one(OBJECTS)}")
            body.append(writer.paragraph())
        article: dict[str, object] = {"title": writer.title(), "body": "\n\n".join(body) + "\n"}
        if chance.random() < 0.5:
            article["byline"] = f"{writer.one(PLACES)}{writer.one(ORGANS)}供稿"
        articles.append(article)
    return {
        "series": "援疆工作简报",
        "number": "9",
        "total": "9",
        "date": "2017-04-11",
        "organ": "江苏省对口支援新疆伊犁州前方指挥部",
        "articles": articles,
        "distribution": [
            {"label": "报", "to": "、".join(writer.some(ORGANS, 5, 9))},
            {"label": "送", "to": "、".join(writer.some(ORGANS, 9, 14))},
        ],
        "copies": "150",
    }
