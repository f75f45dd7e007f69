"""The explorer: pick areas, indicators and a reference in a notebook, see table and chart, click a value to its sentence.

`choice` is what the user has chosen, a frozen record, and `moves` how a pressed button changes it; `tables` looks up what is
compared; `pickers`, `matrix`, `sentence`, `drawing`, `ledger`, `script` and `files` are views, functions of choice and data
alone; `pane` shows markup and says which button was pressed; `widget` puts them together; `words` holds the wording. ipywidgets
and itables are imported only here.
"""

from compare.explorer.choice import Choice
from compare.explorer.widget import Explorer, explore

__all__ = ["Choice", "Explorer", "explore"]
