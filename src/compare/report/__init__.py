"""Reports: notebooks run with checked parameters, turned into self-contained pages and published together.

`parameters` checks what a user gives, `run` goes from names to a published run, `runner` and `execute` run notebooks in
processes of their own, `html` and `fonts` make the page, `publish` puts it in place. `made` and `benchmark` are what
notebooks call; `benchmark` draws, and is imported only by them.
"""

from compare.report.made import Made, MadeFile, write_made
from compare.report.run import Published, run_reports

__all__ = ["Made", "MadeFile", "Published", "run_reports", "write_made"]
