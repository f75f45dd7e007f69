"""Harmonising: from mentions to observations, by codes that all documents share.

`corrections` applies a person's decisions to mentions, `observations` turns mentions into observations; no documents here.
"""

from compare.harmonise.corrections import Correction, apply_corrections, read_corrections
from compare.harmonise.observations import observe

__all__ = ["Correction", "apply_corrections", "observe", "read_corrections"]
