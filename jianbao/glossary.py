"""English key of the issue file ↔ its Chinese twin: the one list of pairs.

A file may mix both; a test holds that every field of the model is here and that nothing else is.
"""

from __future__ import annotations

from typing import Final

ZH: Final[dict[str, str]] = {
    # the issue
    "id": "标识",
    "series": "刊名",
    "file": "文件",
    "kind": "种类",
    "year": "年份",
    "number": "期号",
    "total": "总期号",
    "numbered": "编号",
    "date": "日期",
    "organ": "编发单位",
    "masthead": "报头",
    "contents": "要目",
    "editor_note": "编者按",
    "abstract": "摘要",
    "articles": "文章",
    "attachments": "附件",
    "distribution": "分送",
    "copies": "份数",
    "staff": "编辑人员",
    "print": "印发",
    "numbering": "编号规则",
    "layout": "版式",
    # 报头
    "name": "名称",
    "text": "文字",
    "size": "字号",
    "organ_above": "上方机关",
    "number_form": "期号格式",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "copy_number": "份号",
    "note": "标注",
    "signer": "签发人",
    # 要目
    "heading": "要目标题",
    "marker": "标记",
    "page_numbers": "页码",
    "grouped": "分栏目",
    "entries": "条目",
    "article": "对应文章",
    # 文章, 附件
    "kicker": "肩题",
    "title": "标题",
    "subtitle": "副题",
    "contents_title": "要目题",
    "column": "栏目",
    "byline": "署名",
    "byline_at": "署名位置",
    "source": "信息来源",
    "new_page": "另页",
    "body": "正文",
    # 版记
    "label": "标签",
    "to": "单位",
    "this_issue": "本期",
    "copies_at": "份数位置",
    # 编号规则
    "start": "起始",
    "total_excludes": "不计总期号",
    # 版式
    "fonts": "字体",
    "docx_fonts": "文档字体",
    "even_last_page": "末页偶数",
    "xiaobiaosong": "小标宋",
    "fangsong": "仿宋",
    "kaiti": "楷体",
    "heiti": "黑体",
    "songti": "宋体",
    "latin": "西文",
}

EN: Final[dict[str, str]] = {zh: en for en, zh in ZH.items()}

# The labels of the distribution lines may stand as keys of their own (报: …), as clerks write them.
DISTRIBUTION_LABELS: Final = ("报", "送", "发", "报送", "呈报", "抄报", "主送", "抄送", "分送", "增发")

# So may what stands under 编辑人员 and 印发, the latter by the names of GB/T 9704 7.4.3.
STAFF_LABELS: Final = ("主编", "编辑", "责任编辑", "审核", "核稿", "校对", "联系人", "联系电话", "电话")
IMPRINT: Final[dict[str, str]] = {"印发机关": "organ", "印发日期": "date"}

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
}
