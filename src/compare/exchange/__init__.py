"""Tables of any selection as files that other programs read: CSV for people and spreadsheets, Parquet for programs.

`tables` chooses the rows and adds names, `words` says what each column holds, `texts` writes CSV and `columnar` Parquet;
`writing` is the one call. Excel files are made by `compare.workbook`. Nothing is compared or computed here.
"""

from compare.exchange.tables import TABLES, check_request, exchange_table
from compare.exchange.words import COLUMNS, TITLES
from compare.exchange.writing import write_exchange

__all__ = ["COLUMNS", "TABLES", "TITLES", "check_request", "exchange_table", "write_exchange"]
