# %% [markdown] tags=["notebook-only"]
# # 区域创新规划对标浏览器 · Explorer of regional innovation plans
#
# 在这里点选地区和指标，看对照表和图，点击任何一个数值就能看到它在文件中的原句。运行方法：菜单 *Run → Run All Cells*。
#
# Pick areas and indicators, see table and chart, click any value for the sentence it was read from. To run: *Run → Run All Cells*.

# %% tags=["parameters"]
regions: str = ""
indicators: str = ""
reference: str = "best"
language: str = "zh"

# %%
import compare as cp
from compare.explorer import explore
from compare.report.parameters import check_values, split_names

ds = cp.load()
chosen = check_values(ds, {"regions": regions, "indicators": indicators, "reference": reference, "language": language})

# %%
explore(
    ds,
    regions=split_names(chosen["regions"]),
    indicators=split_names(chosen["indicators"]),
    reference=chosen["reference"],
    language=chosen["language"],
)
