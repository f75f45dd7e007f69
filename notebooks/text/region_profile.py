# %% [markdown] tags=["notebook-only"]
# # A region among others · 地区概况
#
# Who a region is, what it promises, how that compares, what it is silent on, and in its own words. Run all cells here, or make the
# published report with `region-compare report region_profile -p region=CN-320402`. The text of the report is written by the library in
# the language of the parameter `language`; the notes in this notebook (like this one) do not appear in it.
#
# 一个地区是谁、承诺了什么、与其他地区相比如何、没有提出什么,并附原文。可在此运行全部单元格,或用命令
# `region-compare report region_profile -p region=CN-320402` 生成报告。

# %% tags=["parameters"]
region: str = ""
regions: str = ""
indicators: str = ""
reference: str = "best"
language: str = "zh"
output: str = ""

# %% [markdown] tags=["notebook-only"]
# Parameters · 参数
#
# - `region`: code or name of one area; empty: every area with a document and a target, one chapter each · 一个地区的代码或名称;空为每个有文件和目标的地区,逐章列出
# - `regions`: whom it is compared with, with commas between them; empty: all · 比较对象,以逗号分隔;空为全部
# - `indicators`: likewise; empty: all · 指标;空为全部
# - `reference`: `best`, `median`, `parent` or a region: what gaps are measured against · 差距的参照:最好值、中位数、上级地区或某一地区
# - `language`: `zh` or `en` · 语言
# - `output`: folder of the files; empty: `outputs/interactive` · 输出文件夹

# %%
from IPython.display import display

import compare as cp
from compare import pages
from compare.report import profile

ds = cp.load()
report = profile.open_profiles(
    ds,
    output=output,
    region=region,
    regions=regions,
    indicators=indicators,
    reference=reference,
    language=language,
)

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## Each region: who it is, its targets beside those of others, what they ask for, its words · 逐个地区

# %%
profile.title(report)

# %%
for each in report.profiles:
    display(profile.show_region(report, each))

# %% [markdown] tags=["notebook-only"]
# ## Quotes and sources · 原文与出处

# %%
pages.profile_quotes(report.profiles)

# %%
profile.sources(report)

# %% [markdown] tags=["notebook-only"]
# ## Files: the workbook, and `made.json`, which tells the runner what was made · 文件

# %%
profile.finish(report)
