# %% [markdown] tags=["notebook-only"]
# # What moved since the last publication, and why · 与上次发布相比有何变动,为什么
#
# Every value, document and finding that is not what it was, with both sides, the words of the documents and the reason as far as the data
# show it. Run all cells here, or make the published report with `region-compare report changes`, which finds the earlier publication by
# itself. The text of the report is written by the library in the language of the parameter `language`; the notes in this notebook (like
# this one) do not appear in it.
#
# 逐项列出与上次发布不同的数值、文件和核查结果:前后两面、文件原文,以及数据能够证明的原因。可在此运行全部单元格,或用命令
# `region-compare report changes` 生成报告,该命令会自行找到上次的发布。

# %% tags=["parameters"]
previous: str = ""
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `previous`: folder of an earlier run, such as `../outputs/20261005-063000`; empty: nothing to compare with · 前次发布的文件夹;空为首次发布
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
import compare as cp
from compare import pages
from compare.report import changes

ds = cp.load()
report = changes.open_changes(ds, previous=previous, output=output, language=language)
view = report.view

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## What moved, and what follows · 变动及其影响

# %%
pages.changes_opening(view)

# %% [markdown] tags=["notebook-only"]
# ## Both sides, and why · 前后对照与原因

# %%
pages.changes_tables(view)

# %% [markdown] tags=["notebook-only"]
# ## What was compared · 比较的是什么

# %%
pages.compared(view)

# %% [markdown] tags=["notebook-only"]
# ## Files: the workbook, and `made.json`, which tells the runner what was made · 文件

# %%
changes.finish(report)
