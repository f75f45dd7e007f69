# %% [markdown] tags=["notebook-only"]
# # Benchmark of regional innovation plans · 区域创新规划对标
#
# What the plans promise, measure by measure: figures, gaps, quotes and sources. Run all cells here, or make the published report
# with `region-compare report benchmark`. The text of the report is written by the library in the language of the parameter
# `language`; the notes in this notebook (like this one) do not appear in it.
#
# 各份规划承诺了什么:逐项比较,附图、差距、原文和出处。可在此运行全部单元格,或用命令 `region-compare report benchmark` 生成报告。

# %% tags=["parameters"]
regions: str = ""
indicators: str = ""
reference: str = "best"
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `regions`: codes or names with commas between them; empty: all · 地区代码或名称,以逗号分隔;空为全部
# - `indicators`: likewise; empty: those that two or more areas state · 指标;空为两个及以上地区共有的指标
# - `reference`: `best`, `median`, `parent` or a region · 差距的参照:最好值、中位数、上级地区或某一地区
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
from IPython.display import display

import compare as cp
from compare import pages
from compare.report.benchmark import draw_measure, finish, open_benchmark

ds = cp.load()
benchmark = open_benchmark(
    ds,
    output=output,
    first=["rd_expenditure_gdp_ratio", "hightech_enterprises", "invention_patents_per_10k"],
    regions=regions,
    indicators=indicators,
    reference=reference,
    language=language,
)
view = benchmark.view

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## What is compared, and what came out · 比较什么,结果如何

# %%
pages.introduction(view)

# %%
pages.documents(view)

# %%
pages.reading_notes(view)

# %% [markdown] tags=["notebook-only"]
# ## All comparisons in one table · 对标总表

# %%
pages.comparison_table(view)

# %% [markdown] tags=["notebook-only"]
# ## Measure by measure · 逐项比较

# %%
display(pages.measures_heading(view))
for measure in view.measures:
    display(draw_measure(benchmark, measure))

# %% [markdown] tags=["notebook-only"]
# ## Who states nothing, and why · 谁没有提出,原因是什么

# %%
pages.absences(view)

# %% [markdown] tags=["notebook-only"]
# ## Quotes and sources · 原文与出处

# %%
pages.quotes(view)

# %%
pages.sources(view)

# %% [markdown] tags=["notebook-only"]
# ## Files: the workbook, and `made.json`, which tells the runner what was made · 文件

# %%
finish(benchmark)
