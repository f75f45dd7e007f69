"""Excel workbooks of the comparison, in Chinese and English; the only place that uses openpyxl.

`cells` writes text and numbers safely, `records`, `elements` and `rows` put them into the file, `styles` and `layout` make
sheets, `content` chooses what is shown, `scale` the display units, `labels` and `notes` hold the words; `matrix`, `gaps`,
`sheets` and `about` fill the sheets and `book` writes the file.
"""

from compare.workbook.book import write_workbook
from compare.workbook.table import write_table_workbook

__all__ = ["write_table_workbook", "write_workbook"]
