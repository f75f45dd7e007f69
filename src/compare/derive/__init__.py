"""Figures computed from stated ones, each with its formula, its inputs and the weakest status of them.

In reading order: `arithmetic` has the operations, `rows` the rows they give; `size` divides by population and GDP, `distances`
holds against a reference, `growth` says what a target asks for per year and `unpaced` why that cannot be said, `implied` what
documents imply, `shares` what part of the parent region it is; `table` has all of it, and `benchmark` the rows of a comparison
with gap and ratio. Beside these, `cases`, `reasons` and `attainment` hold targets against actuals, `context` shows what
surrounds them, `progress` how fast they have been approached, and `requirements` says how fast each area must grow.
"""

from compare.derive.attainment import attainment
from compare.derive.benchmark import benchmark
from compare.derive.context import attainment_context
from compare.derive.progress import pace_so_far
from compare.derive.requirements import required_growth
from compare.derive.table import derive, derived

__all__ = ["attainment", "attainment_context", "benchmark", "derive", "derived", "pace_so_far", "required_growth"]
