"""The keys of an issue file: English ↔ Chinese, what each is for, an example of its value.

The one table of keys: reading takes both spellings from it, the JSON Schema, the handbook's page and `jianbao help KEY`
their words. A file may mix both languages; a test holds that every key of the model is here and that nothing else is.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Key(NamedTuple):
    """A key by its English and Chinese name; what it is for, in Chinese and in English, as Markdown; a value."""

    en: str
    zh: str
    about_zh: str
    about_en: str
    example: object = None

    def about(self, language: str) -> str:
        """What it is for, in `"zh"` or `"en"`."""
        return self.about_en if language == "en" else self.about_zh


def plain(text: str) -> str:
    """Such Markdown as a line of text: no code marks, links by their words alone."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).replace("`", "")


class Section(NamedTuple):
    """Keys that stand together in the table, under a title in Chinese and English; each key stands once."""

    title: tuple[str, str]
    keys: tuple[Key, ...]


KEYS: Final[tuple[Section, ...]] = (
    Section(
        ("最外层", "outermost"),
        (
            Key(
                "series",
                "刊名",
                "刊名；或 `{文件: series.yaml}`",
                "the name of the bulletin; or `{file: series.yaml}`",
                "援疆工作简报",
            ),
            Key(
                "file",
                "文件",
                "在 `刊名` 之下：各期共用内容的文件",
                "below `series`: the file of what all issues share",
                "series.yaml",
            ),
            Key(
                "kind",
                "种类",
                "正刊（默认）、增刊、专报……各编各的号",
                "正刊 (ordinary, the default), 增刊 (supplement), 专报 (special report) …; each counts for itself",
                "增刊",
            ),
            Key("numbered", "编号", "`否`：这一期不编号", "`false`: this issue has no number", "否"),
            Key(
                "year",
                "年份",
                "期号所属年份；默认是日期的年份",
                "the year that the number counts in; by default that of the date",
                2017,
            ),
            Key("number", "期号", "不写则接着台账编", "left out: the next one of the register", 9),
            Key(
                "total",
                "总期号",
                "不写则接着台账编",
                "the number since the first issue of all; left out: the next one of the register",
                9,
            ),
            Key("number_last", "末期号", "合刊的最后一个期号", "the last number of a joint issue", 10),
            Key("total_last", "末总期号", "合刊的最后一个总期号", "the last total of a joint issue", 10),
            Key(
                "date",
                "日期",
                "签发日期；在 `印发` 之下是印发日期，在 `落款` 之下是成文日期，在一篇文章之下排在标题下方的括号里",
                "date of signing; below `print`, of printing; below `signature`, of the document; below an article, in brackets under its title",
                "2017-04-11",
            ),
            Key(
                "organ",
                "编发单位",
                "全称；几个单位写成列表；太长时可用 `|` 标出换行处",
                "the issuing organ's full name; several as a list; `|` marks where to break a long one",
                "江苏省对口支援新疆伊犁州前方指挥部",
            ),
            Key(
                "words",
                "用语",
                "本单位用语的文件（YAML、CSV 或 XLSX），一般写在 `series.yaml` 里，见[校对](proof.md)",
                "the file of the office's own words (YAML, CSV or XLSX), mostly in `series.yaml`; see [Proof-reading](proof.md)",
                "用语.yaml",
            ),
            Key("id", "标识", "这一期的身份标识，一般不用写", "this issue's identity; rarely needed"),
            Key("masthead", "报头", "刊名上下的各项，见下", "what stands in the masthead, see below"),
            Key(
                "contents",
                "要目",
                "本期目录，见下；`否` 则不要",
                "the list of articles, see below; `false`: none",
            ),
            Key(
                "editor_note",
                "编者按",
                "全期或一篇文章的按语",
                "editor's note to the issue or to one article",
                "现将有关做法刊发，供各地参考。",
            ),
            Key("abstract", "摘要", "全期或一篇文章的摘要", "abstract of the issue or of one article"),
            Key("articles", "文章", "一篇或几篇", "one article or several"),
            Key("attachments", "附件", "另页，在版记之前", "on a new page, before the colophon"),
            Key(
                "distribution",
                "分送",
                "报、送、发各行，按写的次序；也可在最外层直接写 `报:`、`送:`、`发:`",
                "the lines 报, 送 and 发, in the order written; `报:`, `送:`, `发:` may also stand outermost",
            ),
            Key("copies", "份数", "共印多少份", "how many copies are printed", 150),
            Key(
                "staff",
                "编辑人员",
                "如 `{编辑: 某某, 校对: 某某, 电话: …}`；也可在最外层直接写 `编辑:`、`责任编辑:` 等",
                "such as `{编辑: 某某, 校对: 某某, 电话: …}`; `编辑:`, `责任编辑:` and so on may stand at the top level too",
                {"编辑": "某某", "校对": "某某", "电话": "0599-5550123"},
            ),
            Key(
                "print",
                "印发",
                "印发机关（`编发单位`）和印发日期（`日期`）；也可在最外层直接写 `印发机关:`、`印发日期:`；在 `编号规则` 里，是什么时候算已印发：`30天`（默认）或 `登记`",
                "printing organ (`organ`) and date of printing (`date`); `印发机关:` and `印发日期:` may stand at the top level too; in `numbering` when an issue counts as released",
            ),
            Key("numbering", "编号规则", "期号、总期号怎么编，见下", "how issues are counted, see below"),
            Key("layout", "版式", "字体、页数等的选择，见下", "choices of faces and pages, see below"),
        ),
    ),
    Section(
        ("报头", "masthead"),
        (
            Key(
                "name",
                "名称",
                "报头上印的名字与刊名不同，或要分行、分大小时写",
                "where the printed name differs from `series`, or is to be in several lines or sizes",
                "援疆工作简报",
            ),
            Key(
                "text",
                "文字",
                "`名称` 的一部分；`|` 标出换行处",
                "one part of `name`; `|` marks where to break it",
                "工作简报",
            ),
            Key(
                "face",
                "字样",
                "这一部分用什么字体：`小标宋`（默认）、`楷体`、`黑体`、`宋体`、`仿宋`",
                "the face of this part: `小标宋` (the default), `楷体`, `黑体`, `宋体` or `仿宋`",
                "楷体",
            ),
            Key(
                "picture",
                "题字",
                "用图片代替这一部分（如领导、书法家题写的刊名），`文字` 仍要写，供朗读和检索",
                "a picture in the place of this part, such as a calligrapher's hand; `text` is still read out and searched",
                "题字.png",
            ),
            Key("size", "字号", "这一部分的字号，单位磅", "the size of this part, in points", 52),
            Key(
                "organ_above",
                "上方机关",
                "印在刊名上方的机关，几个写成列表",
                "the organ printed above the name, or a list of them",
                "中共云溪县委",
            ),
            Key(
                "number_form",
                "期号格式",
                "默认 `{year}年第{number}期（总第{total}期）`；列表则分行。可用 `{year}` `{next_year}` `{month}` `{number}` `{total}` `{kind}` `{year_zh}` `{month_zh}` `{number_zh}` `{total_zh}`",
                "default `{year}年第{number}期（总第{total}期）`; a list gives several lines. There are `{year}` `{next_year}` `{month}` `{number}` `{total}` `{kind}` `{year_zh}` `{month_zh}` `{number_zh}` `{total_zh}`",
                "{year}年第{number}期（总第{total}期）",
            ),
            Key("secrecy", "密级", "如 `秘密★1年`", "such as `秘密★1年`", "秘密★1年"),
            Key("urgency", "紧急程度", "如 `特急`", "such as `特急`", "特急"),
            Key(
                "copy_number",
                "份号",
                '如 `"000012"`，要加引号',
                'such as `"000012"`, in quotation marks',
                "000012",
            ),
            Key(
                "note",
                "标注",
                "右上角，如 `内部资料 注意保存`",
                "at the top right, such as `内部资料 注意保存`",
                "内部资料 注意保存",
            ),
            Key("signer", "签发人", "一人或几人", "who signed it: one name or several", "某某某"),
            Key(
                "rule",
                "红线",
                "`单线`（默认）、`双线`（上粗下细）或 `五角星`（中间一颗星）",
                "the red rule: `单线` (single, the default), `双线` (double) or `五角星` (with a star in its middle)",
                "单线",
            ),
        ),
    ),
    Section(
        ("要目", "contents"),
        (
            Key("heading", "要目标题", "默认“本期要目”", "default “本期要目”", "本期要目"),
            Key("marker", "标记", "每条前面的符号，如 `★`", "a sign before each entry, such as `★`", "★"),
            Key("page_numbers", "页码", "`否` 则不标页码", "`false`: no page numbers", "是"),
            Key("grouped", "分栏目", "`是` 则按【栏目】分组", "`true`: grouped by 【column】", "是"),
            Key(
                "entries",
                "条目",
                "自己写条目；不写则由各篇标题生成",
                "entries of your own; left out: made from the titles",
            ),
            Key(
                "article",
                "对应文章",
                "自己写的条目指第几篇，从 1 数起",
                "which article an entry of your own stands for, counted from 1",
                1,
            ),
        ),
    ),
    Section(
        ("文章、附件", "articles, attachments"),
        (
            Key("kicker", "肩题", "标题上方的小题", "a small heading above the title", "乡村振兴"),
            Key(
                "title",
                "标题",
                "用 `|` 标出换行处；短讯可以不写，要有栏目或开头加粗的题目",
                "`|` marks where to break it; short news goes without, under a column or with a bold lead",
                "扬州工作组拉开民族交流交往序幕|绽放民族团结之花",
            ),
            Key("subtitle", "副题", "标题下方的小题", "a small heading below the title", "来自梅岭乡的调查"),
            Key(
                "contents_title",
                "要目题",
                "要目里的写法与标题不同时写",
                "where the contents word it otherwise",
            ),
            Key("column", "栏目", "如 `工作动态`", "such as `工作动态`", "工作动态"),
            Key(
                "byline",
                "署名",
                "如 `（市农业农村局供稿）`；几行写成列表",
                "such as `（市农业农村局供稿）`; a list gives several lines",
                "（市农业农村局供稿）",
            ),
            Key(
                "byline_at",
                "署名位置",
                "`题下` 或 `文末`（默认）",
                "`题下` (below the title) or `文末` (at the end, the default)",
                "文末",
            ),
            Key("source", "信息来源", "信息来源", "where the information comes from", "市应急管理局"),
            Key("new_page", "另页", "`是` 则从新的一页开始", "`true`: begins on a new page", "否"),
            Key("body", "正文", "写法见[正文](text.md)", "the text, see [Text](text.md)"),
        ),
    ),
    Section(
        ("转载的公文", "documents printed in an issue"),
        (
            Key(
                "addressee",
                "主送",
                "写在一篇文章之下：顶格排在标题下面，冒号自动加上",
                "below an article: flush left under its title, the colon comes by itself",
                "各县（区）人民政府，市政府各部门",
            ),
            Key(
                "enclosures",
                "附件说明",
                "公文所附的文件名，几个写成列表，排在正文下面",
                "the names of what the document encloses, several as a list; set below the text",
                "春季防火检查清单",
            ),
            Key(
                "signature",
                "落款",
                "成文的单位、日期，见下",
                "who signed the document and when, see below",
            ),
            Key("seal", "用印", "`是` 则按加盖印章的位置排", "`true`: placed for a seal", "是"),
            Key(
                "remark",
                "附注",
                "括号自动加上，如 `此件公开发布`",
                "set in brackets, such as `此件公开发布`",
                "此件公开发布",
            ),
        ),
    ),
    Section(
        ("分送", "distribution"),
        (
            Key(
                "label",
                "标签",
                "报、送、发、报送、呈报、抄报、主送、抄送、分送、增发",
                "报, 送, 发, 报送, 呈报, 抄报, 主送, 抄送, 分送 or 增发",
                "报",
            ),
            Key("to", "单位", "一句话，或列表", "a sentence, or a list", "市委、市政府领导同志"),
            Key("this_issue", "本期", "`是` 则标签前加“本期”", "`true`: 本期 stands before the label", "是"),
        ),
    ),
    Section(
        ("编号规则", "numbering"),
        (
            Key(
                "start",
                "起始",
                "用本程序之前最后一期的 `种类`、`年份`、`期号`、`总期号`",
                "the last issue before jianbao: its `kind`, `year`, `number`, `total`",
            ),
            Key("total_excludes", "不计总期号", "哪些种类不计总期号", "the kinds that have no total", "增刊"),
            Key(
                "first_month",
                "首月",
                "期号从几月重新编起，默认 1；按学年编写 9，九月以前的算上一年",
                "the month in which the count begins anew, by default 1; 9 counts by school years",
                9,
            ),
        ),
    ),
    Section(
        ("版式", "layout"),
        (
            Key(
                "fonts",
                "字体",
                "`embedded`（只用自带字体），或各种字体的文件，见[字体](fonts.md)",
                "`embedded` (only the faces that travel along), or a file for each role; see [Faces](fonts.md)",
                "embedded",
            ),
            Key("docx_fonts", "文档字体", "DOCX 里写的字体名", "the names of faces that the DOCX states"),
            Key("xiaobiaosong", "小标宋", "刊名、标题", "masthead and titles", "字体/小标宋.ttf"),
            Key("fangsong", "仿宋", "正文", "text", "字体/仿宋.ttf"),
            Key("kaiti", "楷体", "二级标题、署名、要目", "headings of the second level, bylines, contents"),
            Key("heiti", "黑体", "一级标题、密级", "headings of the first level, secrecy"),
            Key("songti", "宋体", "页码", "page numbers"),
            Key("latin", "西文", "字母和数字", "letters and digits"),
            Key(
                "even_last_page",
                "末页偶数",
                "`是` 则总页数凑成双数",
                "`true`: the pages are made an even number",
                "否",
            ),
            Key(
                "copies_at",
                "份数位置",
                "`版记内`（默认）或 `版记下`",
                "`版记内` (inside the colophon, the default) or `版记下` (below it)",
                "版记内",
            ),
            Key(
                "continued",
                "续表",
                "`是` 则表格转到下一页时，在重复的表头上写“续表”",
                "`true`: where a table goes on on the next page, 续表 stands above its repeated head",
                "否",
            ),
            Key(
                "embed_fonts",
                "嵌入字体",
                "`是` 则把小标宋（只含用到的字）放进 DOCX，没装这个字体的电脑也能照样显示",
                "`true`: the characters of 小标宋 that are used travel in the DOCX, for machines that lack the face",
                "否",
            ),
        ),
    ),
)

BY_NAME: Final[dict[str, Key]] = {key.en: key for section in KEYS for key in section.keys}
ZH: Final[dict[str, str]] = {key.en: key.zh for key in BY_NAME.values()}
EN: Final[dict[str, str]] = {zh: en for en, zh in ZH.items()}

# What stands under 编辑人员 and 印发, may stand as keys of its own, the latter by the names of GB/T 9704 7.4.3.
STAFF_LABELS: Final = ("主编", "编辑", "责任编辑", "审核", "核稿", "校对", "联系人", "联系电话", "电话")
IMPRINT: Final[dict[str, str]] = {"印发机关": "organ", "印发日期": "date"}

# The organ that signs a document goes by the name that clerks give it under 落款.
SIGNATURE: Final[dict[str, str]] = {"单位": "organ"}

# What clerks write for a key that has another name: told with the right one.
MEANT: Final[dict[str, str]] = {
    "主办": "organ",
    "主办单位": "organ",
    "主办机关": "organ",
    "编印单位": "organ",
    "编发机关": "organ",
    "题目": "title",
    "副标题": "subtitle",
    "内容": "body",
    "作者": "byline",
    "供稿": "byline",
    "目录": "contents",
    "本期要目": "contents",
    "印数": "copies",
    "印份": "copies",
    "导语": "editor_note",
    "按语": "editor_note",
    "编者的话": "editor_note",
}
