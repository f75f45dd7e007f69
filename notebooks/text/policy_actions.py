# %% [markdown] tags=["notebook-only"]
# # What the plans do: policy instruments compared · 政策工具对比
#
# Which policy instruments each plan uses, how alike the plans are, what one uses and the others do not, all with quotes. Documents
# without a single figure take part. Run all cells here, or make the published report with `region-compare report policy_actions`.
# The text of the report is written by the library in the language of the parameter `language`; the notes in this notebook (like this
# one) do not appear in it.
#
# 各份规划使用了哪些政策工具,彼此有多相近,各有什么不同,均附原文;没有量化指标的文件也参与比较。可在此运行全部单元格,或用命令
# `region-compare report policy_actions` 生成报告。

# %% tags=["parameters"]
regions: str = ""
instruments: str = ""
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `regions`: codes or names of areas with a document, with commas between them; empty: all · 有文件的地区,以逗号分隔;空为全部
# - `instruments`: codes or names of policy instruments; empty: all · 政策工具的代码或名称;空为全部
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
import compare as cp
from compare import pages
from compare.report.actions import draw_matrix, draw_similarity, finish_actions, open_actions

ds = cp.load()
actions = open_actions(
    ds,
    output=output,
    regions=regions,
    instruments=instruments,
    language=language,
)
view = actions.view

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## What was found · 主要结果

# %%
pages.actions_opening(view)

# %% [markdown] tags=["notebook-only"]
# ## Which plan uses what, and how alike the plans are · 谁用了什么,有多相近

# %%
draw_matrix(actions)

# %%
draw_similarity(actions)

# %% [markdown] tags=["notebook-only"]
# ## What each plan uses and others do not · 各份规划有而别处没有的

# %%
pages.differences_section(view)

# %% [markdown] tags=["notebook-only"]
# ## Instrument by instrument: which plan says what · 逐种工具看原文

# %%
pages.instruments_section(view)

# %% [markdown] tags=["notebook-only"]
# ## Who is responsible, and the sources · 谁负责,资料来源

# %%
pages.units_section(view)

# %%
pages.actions_sources(view)

# %% [markdown] tags=["notebook-only"]
# ## Files: the workbook, and `made.json`, which tells the runner what was made · 文件

# %%
finish_actions(actions)
