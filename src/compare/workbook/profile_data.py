"""What the sheet of profiles shows of each region in each measure: the records of its hidden table.

Values, ranks, best values and reasons are the library's; here they are brought to the unit shown and put under a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.dataset import area_name, format_value, is_contradicted, measure_name
from compare.workbook.cells import is_missing
from compare.workbook.content import Comparison, Content, Row, mark, row_mark
from compare.workbook.gap_formulas import POSITIONS, SIDES, position, side_mark, signed
from compare.workbook.labels import text
from compare.workbook.references import Group, Held, References, span
from compare.workbook.scale import Scale, choose_scale

FACTOR = 100_000
"""Keys are the region's number times this, plus the number of the line."""

Record = Mapping[str, object]

SHARED = (
    *("mark", "value", "year", "baseline", "baseline_year", "rank", "count"),
    *("best_mark", "best", "best_area", "gap_mark", "gap", "standing", "reason"),
)
"""What the sheet shows of a shared measure; `gap` is the result of a formula and not in the hidden table."""

BEHIND_SHARED = ("decimals", "best_decimals", "gap_decimals", "position")
"""What else a record of a shared measure holds, for formats and colours."""

OWN = ("measure", "unit", "mark", "value", "year", "baseline", "baseline_year", "reason", "decimals", "is_percent")
"""What a record of a measure that only one region states holds."""

_NOTHING = Held()


@dataclass(frozen=True)
class Profiles:
    """The records of all regions.

    Attributes
    ----------
    content : Content
        What the workbook shows.
    scales : tuple of Scale
        The unit of each shared measure.
    shared, own : Mapping
        Records by region: one for each shared measure, and as many as the region with the most own measures has.
    """

    content: Content
    scales: tuple[Scale, ...]
    shared: Mapping[str, Sequence[Record]]
    own: Mapping[str, Sequence[Record]]

    @property
    def opening(self) -> str:
        """The region with which the sheet opens: the first that has a target."""
        stating = [a for a in self.content.areas if any(c.rows[a]["obs_value"] is not None for c in self.content.comparisons)]
        return (stating or list(self.content.areas))[0]

    @property
    def lines(self) -> int:
        """How many lines the measures of one region alone take."""
        return max((len(records) for records in self.own.values()), default=0)


def collect_profiles(content: Content, language: str) -> Profiles:
    """Collect the records of all regions."""
    references = References(content)
    groups = {(group.compared.measure, group.panel): group for group in references.groups}
    scales = tuple(_scale(content, compared, language) for compared in content.comparisons)
    shared = {
        area: [
            _shared(references, groups.get((c.measure, c.rows[area]["panel"])), c.rows[area], scale, language)
            for c, scale in zip(content.comparisons, scales, strict=True)
        ]
        for area in content.areas
    }
    own = {area: [_own(content, c, area, language) for c in content.alone if area in c.rows] for area in content.areas}
    most = max(map(len, own.values()), default=0)
    padded = {area: [*records, *[dict.fromkeys(OWN)] * (most - len(records))] for area, records in own.items()}
    return Profiles(content, scales, shared, padded)


def _scale(content: Content, compared: Comparison, language: str) -> Scale:
    return choose_scale(content.ds.codelists.unit_measure[compared.measure.unit], compared.stated(), language)


def _stated(content: Content, row: Row, scale: Scale, language: str) -> dict[str, object]:
    """Return what a region states: value, year, baseline, and what else there is to say."""
    end = (
        None
        if is_missing(row["upper_value"])
        else text("profile_range", language, value=format_value(content.ds, row, language))
    )
    start = row["period_start"]
    span_of = None if start is None or start >= row["time_period"] else text("profile_since", language, year=start)
    notes = [end, span_of, row[f"note_{language}"]]
    return {
        "mark": row_mark(row),
        "value": scale.value(row["obs_value"]),
        "year": row["time_period"],
        "baseline": scale.value(row["baseline_value"]),
        "baseline_year": row["baseline_period"],
        "decimals": scale.decimals(row),
        "reason": text("list_join", language).join(note for note in notes if not is_missing(note)),
    }


def _shared(references: References, group: Group | None, row: Row, scale: Scale, language: str) -> Record:
    """Return the record of a region in a shared measure."""
    content = references.content
    record: dict[str, object] = dict.fromkeys((*SHARED, *BEHIND_SHARED))
    held = references.held(group, "best") if group is not None else _NOTHING
    record |= {"count": len(group.rows) if group else 0, "best_decimals": held.decimals(scale) if held.area else None}
    if held.area is not None:
        name = area_name(content.ds, held.area, language)
        record |= {"best": scale.value(held.value), "best_mark": mark(held.comparator), "best_area": name}
    if row["obs_value"] is None:
        is_silent = content.is_undocumented(row)
        return record | {"reason": text("no_document", language) if is_silent else row[f"absence_{language}"]}
    record |= _stated(content, row, scale, language) | {"rank": row["rank"]}
    return record | (_distance(references, group, row, scale, language) if group is not None and held.area is not None else {})


def _distance(references: References, group: Group, row: Row, scale: Scale, language: str) -> dict[str, object]:
    """Return how far a value is from the best of its group."""
    held, sign = references.held(group, "best"), references.sign(group)
    against = group.compared.against["best"][row["ref_area"]]
    ends = (signed(span(row, scale), sign), signed(held.span(scale), sign))
    is_itself = held.area == row["ref_area"]
    number = position(*ends, is_itself=is_itself, is_doubted=is_contradicted(row))
    words = text("profile_itself", language) if is_itself else text(POSITIONS[number - 1], language)
    gap = scale.value(against["gap"])
    return {
        "gap": None if gap is None else round(gap, 12),
        "gap_mark": "" if gap is None else side_mark(SIDES[against["gap_comparator"]]),
        "gap_decimals": max(scale.decimals(row), held.decimals(scale)),
        "standing": words,
        "position": number,
    }


def _own(content: Content, compared: Comparison, area: str, language: str) -> Record:
    """Return the record of a measure that only one region states."""
    row, scale = compared.rows[area], _scale(content, compared, language)
    names = {"measure": measure_name(content.ds, compared.measure, language), "unit": scale.unit}
    return names | _stated(content, row, scale, language) | {"is_percent": int(bool(scale.suffix))}
