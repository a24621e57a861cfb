"""The labels of distribution lines: 报, 送, 发 and their kin; what stands above and below a table."""

from __future__ import annotations

from typing import Final

DISTRIBUTION_LABELS: Final = ("报", "送", "发", "报送", "呈报", "抄报", "主送", "抄送", "分送", "增发")
THIS_ISSUE: Final = "本期"
"""What a label begins with that holds for this issue alone: 本期发."""
LABEL_ORDER: Final = {"报": 0, "呈报": 0, "抄报": 0, "送": 1, "抄送": 1, "分送": 1, "发": 2}
"""Those whose order is custom: to whom one reports stands before whom one informs, and these before whom one directs."""
TABLE_UNIT: Final = r"[（(]?\s*((?:计量|金额|货币|数量)?单位\s*[：:][^）)]*)[）)]?\s*"
"""An expression of the unit that a table is in, as it stands above one."""
TABLE_NOTE: Final = r"(?:注|说明|备注|数据来源|资料来源)[0-9]?\s*[：:]"
"""An expression of what a note below a table begins with."""
