"""What reports need, loaded once: a worker imports this before its first job, and copies of it begin with all that.

Importing must start no thread and change nothing that a notebook could see beyond what importing these modules there would.
"""

from importlib import import_module

from compare.report import fonts, html
from compare.report.execute import import_papermill

_MODULES = (
    "compare.charts",
    "compare.pages",
    "compare.report.inprocess",
    "compare.workbook",
    "ipykernel.debugger",
    "matplotlib.pyplot",
    "nbconvert.exporters.html",
    "openpyxl",
    "pandas",
    "seaborn",
)

import_papermill()
for _name in _MODULES:
    import_module(_name)
fonts.prepare()
html.prepare()
