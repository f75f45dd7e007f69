# %% [markdown] tags=["notebook-only"]
# # Targets and what became of them · 规划目标实现了没有
#
# Each target beside what other sources later said of the same area: status with its reason, pace, surroundings, and what cannot be told.
# Run all cells here, or make the published report with `region-compare report targets_and_actuals`. The text of the report is written by
# the library in the language of the parameter `language`; the notes in this notebook (like this one) do not appear in it.
#
# 逐项把目标与其他来源的实际值对照:状态及原因、速度、周围地区,以及哪些不能判断。可在此运行全部单元格,或用命令
# `region-compare report targets_and_actuals` 生成报告。

# %% tags=["parameters"]
regions: str = ""
indicators: str = ""
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `regions`: codes or names with commas between them; one will do; empty: all · 地区代码或名称,以逗号分隔,可只给一个;空为全部
# - `indicators`: likewise; empty: all that have a target · 指标;空为全部有目标的指标
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
import compare as cp
from compare import pages
from compare.report import actuals

ds = cp.load()
report = actuals.open_actuals(
    ds,
    output=output,
    regions=regions,
    indicators=indicators,
    language=language,
)
view = report.view

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## What has been reached · 实现了什么

# %%
pages.actuals_opening(view)

# %%
actuals.table(report)

# %% [markdown] tags=["notebook-only"]
# ## How fast, and what surrounds them · 速度与周围地区

# %%
actuals.paces(report)

# %%
pages.surroundings(view)

# %% [markdown] tags=["notebook-only"]
# ## What cannot be told, and by what rule · 不能判断的,以及规则

# %%
pages.open_targets(view)

# %%
pages.rule(view)

# %% [markdown] tags=["notebook-only"]
# ## Quotes and sources · 原文与出处

# %%
pages.actuals_quotes(view)

# %%
pages.actuals_sources(view)

# %% [markdown] tags=["notebook-only"]
# ## Files: the workbook, and `made.json`, which tells the runner what was made · 文件

# %%
actuals.finish(report)
