# %% [markdown] tags=["notebook-only"]
# # Every number of a document accounted for · 逐个数字核对文件
#
# The stored text of each document, every number marked: what it states, or why it states nothing. Run all cells here, or make the
# published report with `region-compare report document_audit`. The text of the report is written by the library in the language of
# the parameter `language`; the notes in this notebook (like this one) do not appear in it.
#
# 每份文件的全文,每个数字都有标记:表述了什么指标,或者为什么不是指标。可在此运行全部单元格,或用命令
# `region-compare report document_audit` 生成报告。

# %% tags=["parameters"]
documents: str = ""
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `documents`: ids of `data/sources.yaml` with commas between them; empty: all · 文件编号,以逗号分隔;空为全部
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
from IPython.display import display

import compare as cp
from compare import pages
from compare.report.audit import finish_audit, open_audit

ds = cp.load()
audit = open_audit(ds, output=output, documents=documents, language=language)
view = audit.view

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## The account: how many numbers, and what they state · 账目汇总

# %%
pages.audit_opening(view)

# %%
pages.audit_legend(view)

# %% [markdown] tags=["notebook-only"]
# ## Document by document: what it states, its whole text, what was repaired and corrected · 逐份文件
#
# Each mark leads to the explanation beside the text and back · 点击标记看说明,点击说明回到原文

# %%
for document in view.documents:
    display(pages.audit_document(view, document))

# %% [markdown] tags=["notebook-only"]
# ## Sources · 资料来源

# %%
pages.audit_sources(view)

# %% [markdown] tags=["notebook-only"]
# `made.json` tells the runner what was made · 供发布程序读取

# %%
_ = finish_audit(audit)
