"""A folder of documents: each read in a worker process, its ledger written, and what became of every file in a summary.

`walk` finds the files, `reading` is what a worker does with one, `state` remembers what was done, `run` brings them together
and `account` says it to people. Memory does not grow with the number of documents. Nothing here reads a format or knows a rule.
"""

from compare.folder.account import account
from compare.folder.reading import FORMATS
from compare.folder.run import Order, Result, extract_folder
from compare.folder.walk import Found, find_files, make_id

__all__ = ["FORMATS", "Found", "Order", "Result", "account", "extract_folder", "find_files", "make_id"]
