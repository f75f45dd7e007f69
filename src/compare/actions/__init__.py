"""Policy instruments: which plan uses which, with the quotes that show it, and how alike plans are in what they use.

`phrases` reads the lexicon, `finding` finds the quotes of a document, `plans` compares the plans of a data set.
"""

from compare.actions.finding import find_actions
from compare.actions.phrases import Phrase, load_instruments
from compare.actions.plans import action_differences, action_similarity
from compare.dataset import action_matrix

__all__ = ["Phrase", "action_differences", "action_matrix", "action_similarity", "find_actions", "load_instruments"]
