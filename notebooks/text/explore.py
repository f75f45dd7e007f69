# %% [markdown] tags=["notebook-only"]
# # 区域创新规划对标浏览器 · Explorer of regional innovation plans
#
# 各地创新规划提出的目标，口径、单位、年份各不相同。在这里点选地区和指标，看哪些可以比较、哪些不能、为什么；点击任何一个数值，就能看到它在文件中的原句。
# 先运行全部单元格：菜单 *Run → Run All Cells*。
#
# Regional innovation plans state targets, each with definitions, units and years of its own. Pick areas and indicators here, see
# what may be compared, what may not, and why; click any value for the sentence that it was read from. First run all cells:
# *Run → Run All Cells*.

# %% tags=["parameters"]
regions: str = ""
indicators: str = ""
reference: str = "best"
language: str = "zh"

# %% [markdown] tags=["notebook-only"]
# 参数 · Parameters
#
# - `regions`：打开时所选的地区，代码或名称，以逗号分隔；空为常用的地区 · areas chosen at first, codes or names with commas between them;
#   empty: the usual ones
# - `indicators`：指标；空为两个及以上地区共有的指标 · likewise; empty: those that two or more areas state
# - `reference`：差距的参照，`best`（最好值）、`median`（中位数）、`parent`（上级地区）或某一地区 · what gaps are measured against: `best`, `median`,
#   `parent` or a region
# - `language`：语言，`zh` 或 `en` · language, `zh` or `en`

# %%
import compare as cp
from compare import pages
from compare.charts import plot_trajectory
from compare.dataset import split_names
from compare.explorer import explore
from compare.report.parameters import check_values

ds = cp.load()
given = {"regions": regions, "indicators": indicators, "reference": reference, "language": language}
chosen = check_values(ds, given)
view = pages.View(ds, language, rows=cp.benchmark(ds), reference="best")

# %% tags=["notebook-only"]
pages.notebook_style()  # 表格和标记与报告一致 · tables and marks as in the report

# %% [markdown] tags=["notebook-only"]
# ## 文件与读法 · The documents, and how to read
#
# 下表由数据算出。This table is computed from the data.

# %%
pages.documents(view)

# %%
pages.reading_notes(view)

# %% [markdown] tags=["notebook-only"]
# ## 浏览 · Explore
#
# 1. 点选地区和指标；查找框可用中文或英文。Choose areas and indicators; the search understands Chinese and English.
# 2. 在“对照表”中点击数值看原文，点击灰字看没有数值的原因，点击指标名称看图。In the table click a value for its sentence, a grey word for the reason
#    why there is no value, the name of a measure for its chart.
# 3. “全部数据”可以查找和排序；“代码与下载”给出同样结果的代码、命令和文件。“All data” can be searched and sorted; “Code and files” has the
#    code, the commands and the files that give the same.

# %%
explore(
    ds,
    regions=split_names(chosen["regions"]),
    indicators=split_names(chosen["indicators"]),
    reference=chosen["reference"],
    language=chosen["language"],
)

# %% [markdown] tags=["notebook-only"]
# ## 不用点击：一行代码回答一个问题 · Without clicking: a question, a call
#
# **谁的研发投入强度目标最高？** 同口径的才排名，其他的注明原因。
#
# **Who plans the highest R&D intensity?** Ranked like for like only; the others say why they are not.

# %%
answer = cp.like_for_like(ds, "rd_expenditure_gdp_ratio")
columns = [f"ref_area_{language}", f"value_{language}", "time_period", "rank", f"sentence_{language}"]
answer[columns].style.hide().format(na_rep="–")

# %% [markdown] tags=["notebook-only"]
# **高新技术企业每年要增长多少，才能达到目标？** 基期值取自文件，没有的取自其他来源或由倍数倒推，都有注明。
#
# **How fast must high-tech enterprises grow?** From the plan's own baseline, else from another source or a multiple; each row says which.

# %%
growth = cp.required_growth(ds, "hightech_enterprises")
plot_trajectory(ds, growth, language=language)

# %%
names = {area.id: area.name(language) for area in ds.codelists.ref_area.values()}
growth.replace({"ref_area": names})[["ref_area", f"sentence_{language}"]].style.hide()

# %% [markdown] tags=["notebook-only"]
# **这个数字在哪里？** 文件、文号、原句和字符位置。
#
# **Where does this number stand?** Document, document number, sentence and characters.

# %%
quotes = cp.trace(ds, ref_area="天宁区", indicator="高新技术企业数")
quotes[["title", "document_number", "quote", "text", "char_start", "char_end"]].style.hide()

# %% [markdown] tags=["notebook-only"]
# ## 接着看 · Where to go on
#
# | 笔记本 · notebook | 内容 · what it shows |
# |---|---|
# | [benchmark](benchmark.ipynb) | 逐项对标，附图、差距和原文 · measure by measure, with figures, gaps and quotes |
# | [region_profile](region_profile.ipynb) | 一个地区的概况 · one region among the others |
# | [targets_and_actuals](targets_and_actuals.ipynb) | 目标与实际 · what became of the targets |
# | [policy_actions](policy_actions.ipynb) | 政策工具对比 · the policy instruments compared |
# | [document_audit](document_audit.ipynb) | 逐个数字核对文件 · every number of a document accounted for |
#
# 说明文档 · Documentation: [问题与代码 · questions, each in one call](../docs/questions.md) ·
# [数据模型 · data model](../docs/data_model.md) · [笔记本 · notebooks](../docs/notebooks.md) · [报告 · reports](../docs/reports.md)
