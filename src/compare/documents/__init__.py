"""Documents: bytes to immutable text, a repaired view with an offset map, and the layout of that view.

The stored text is never changed; everything downstream points into it by code points, end exclusive.
"""

from compare.documents.layout import Paragraph, paragraphs
from compare.documents.reader import Document, decode_document, read_bytes, read_document
from compare.documents.repair import PAGE_MARKER, Edit, View, repair

__all__ = [
    "PAGE_MARKER",
    "Document",
    "Edit",
    "Paragraph",
    "View",
    "decode_document",
    "paragraphs",
    "read_bytes",
    "read_document",
    "repair",
]
