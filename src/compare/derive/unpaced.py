"""Why a target has no pace: the reason that holds, in the order in which `compare.derive.growth` looks for what it needs."""

from __future__ import annotations

from collections.abc import Mapping

from compare.dataset import Dataset, Measure, figure_before, figures_of, is_contradicted, own_baseline
from compare.dataset.baselines import REACH
from compare.derive.growth import PACED, is_recurring, same_figures
from compare.derive.rows import Row, is_usable

UNPACED: Mapping[str, tuple[str, str]] = {
    "contradicted": (
        "规划对该目标有相互矛盾的表述，不用于计算",
        "other statements of the plan differ from this target, which is not reckoned with",
    ),
    "change": ("目标本身就是变化幅度（{}），无需推算", "the target is itself a change ({}): nothing to reckon"),
    "recurring": ("每年重复的数量（{}年），没有可推算的起点", "an amount of each year ({}): there is no start to reckon from"),
    "no_period": ("增量的起始年份不明", "the first year of the flow is not known"),
    "same_year": ("规划给出的基期值就是目标年（{}年）的", "the plan's baseline is of the target's own year ({})"),
    "contradicted_baseline": (
        "规划对基期值有相互矛盾的表述，不用于计算",
        "other statements of the plan differ from the baseline, which is not reckoned with",
    ),
    "kind": (
        "没有基期值：规划未给出，其他来源的数值是另一类（{}）",
        "no baseline: the plan states none, and the figures of other sources are of another kind ({})",
    ),
    "bound": (
        "没有基期值：规划未给出，其他来源在规划前两年只有界限值",
        "no baseline: the plan states none, and of the two years before it other sources have only a bound",
    ),
    "break": (
        "没有基期值：规划未给出，其他来源在规划前两年的数值属普查修订前序列",
        "no baseline: the plan states none, and what other sources have of the two years before it is from before a break",
    ),
    "definition": (
        "没有基期值：规划未给出，其他来源在规划前两年只有另一口径、另一单位或口径不明的数值",
        "no baseline: the plan states none, and of the two years before it other sources have figures only of another unit, "
        "of another definition or of none that they state",
    ),
    "later": (
        "没有基期值：规划未给出，其他来源的数值都在规划开始以后（{}年）",
        "no baseline: the plan states none, and the figures of other sources are from after its start ({})",
    ),
    "outside": (
        "没有基期值：规划未给出，其他来源的数值不在规划前两年（{}年）",
        "no baseline: the plan states none, and the figures of other sources are not of the two years before it ({})",
    ),
    "nothing": (
        "没有基期值：规划未给出，也没有可用的其他来源数值",
        "no baseline: the plan states none, and no other source that can be used has a figure",
    ),
    "not_built": (
        "衍生指标表中没有这一目标：请重新构建",
        "the derived figures of this project do not have this target: build it again",
    ),
}
"""Reasons by code, in Chinese and English; the brackets take a kind or years."""


Reason = tuple[str, tuple[str, ...]]
"""A code of `UNPACED`, and the kind or years that its sentence names."""


def why_unpaced(ds: Dataset, target: Row) -> Reason:
    """Say why `compare.derive.growth` has no pace of a target.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    target : dict
        An observation: a target of the final year.

    Returns
    -------
    (str, tuple of str)
        A code of `UNPACED`, and the kind or years that its sentence names.
    """
    start, end = target["period_start"], target["time_period"]
    if is_contradicted(target):
        return "contradicted", ()
    if target["kind"] == "flow":
        return ("no_period", ()) if start is None or start > end else ("not_built", ())
    if target["kind"] not in PACED:
        return "change", (target["kind"],)
    if is_recurring(target):
        return "recurring", (f"{start}–{end}",)
    return _without_own(ds, target) or _without_figure(ds, target)


def _without_own(ds: Dataset, target: Row) -> Reason | None:
    """Say what is wrong with the document's own baseline; nothing where it has none."""
    of_source = (row for row in ds.of_source(target["source_id"]) if row["ref_area"] == target["ref_area"])
    dated = [r for r in of_source if Measure.of(r) == Measure.of(target) and None not in (r["obs_value"], r["time_period"])]
    own = own_baseline([target, *(row for row in dated if is_usable(row) and not is_recurring(row))])
    if own is not None:
        return ("same_year", (str(own["time_period"]),)) if own["time_period"] >= target["time_period"] else ("not_built", ())
    return ("contradicted_baseline", ()) if own_baseline(dated) is not None else None


def _without_figure(ds: Dataset, target: Row) -> Reason:
    """Say why no figure of another source is the baseline."""
    area, entry = target["ref_area"], ds.codelists.indicator[target["indicator"]]
    first = ds.sources[target["source_id"]].period_start
    same, known = same_figures(ds, target), figures_of(ds, area, entry.id)
    if figure_before(same, first) is not None:
        return "not_built", ()
    if not known:
        return "nothing", ()
    if target["kind"] != entry.kind:
        return "kind", (entry.kind,)
    near = [figure for figure in same if first - REACH <= figure["time_period"] < first]
    if near:
        return ("break" if any(figure["obs_status"] == "B" for figure in near) else "bound"), ()
    years = sorted({figure["time_period"] for figure in (*same, *known)})
    if any(first - REACH <= year < first for year in years):
        return "definition", ()
    return ("later" if years[0] >= first else "outside"), tuple(map(str, years))
