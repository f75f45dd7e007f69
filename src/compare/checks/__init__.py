"""Findings: what the documents contradict, and what hardly holds together, by rules that are data.

`rules` are the records of ``data/rules``, which `loading` reads; `evidence` indexes the statements, `intervals` says what
their bounds leave possible; `ranges`, `repeats`, `wholes`, `rates`, `steps`, `outside` and `coverage` hold the checks, which
`registry` lists; `findings` makes the table. Nothing is mended or left out of other tables because of a finding.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from compare.checks.evidence import Evidence
from compare.checks.findings import Finding, to_table
from compare.checks.loading import load_rules
from compare.checks.registry import CHECKS
from compare.checks.rules import Quotient, Rule, Whole
from compare.dataset import Dataset
from compare.dataset.parts import PartWords

__all__ = ["CHECKS", "Finding", "Quotient", "Rule", "Whole", "check", "load_rules"]


def check(ds: Dataset, *, rules: Sequence[Rule] | None = None, words: PartWords | None = None) -> pd.DataFrame:
    """Apply the rules to a data set.

    Parameters
    ----------
    ds : Dataset
        A loaded project; mentions, observations and reference figures are looked at.
    rules : sequence of Rule, optional
        Without them the rules of the project's folder ``data/rules``.
    words : PartWords, optional
        What tells a figure of a part from one of the whole; without them those of the project are read.

    Returns
    -------
    pandas.DataFrame
        Columns ``schema.FINDINGS``, errors first, then by source and place in the text; empty where nothing is found. Codes
        in `found` and `expected`, sentences in `message_zh` and `message_en`; `observation_ids` also names figures of other
        sources (``r…``). The order of mentions and observations makes no difference.

    Raises
    ------
    DataError
        The project's rules cannot be used.

    Examples
    --------
    >>> from compare import load
    >>> ds = load()
    >>> len(check(ds, rules=()))
    0
    """
    evidence = Evidence(ds, words)
    chosen = load_rules(ds.root / "data" / "rules", ds.codelists) if rules is None else rules
    return to_table(ds, (finding for rule in chosen for finding in CHECKS[rule.check].function(evidence, rule)))
