"""The audit of documents: what ``notebooks/document_audit.ipynb`` calls.

`open_audit` reads the documents again, from their files, so that the page shows the text itself; `finish_audit` leaves the
sidecar. What the sections say is decided in `compare.pages`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from compare.dataset import Dataset, Source, split_names
from compare.documents import repair
from compare.extract import open_document
from compare.harmonise.corrections import read_corrections
from compare.lexicons import Lexicons, load_lexicons
from compare.pages.audit import AuditedDocument, AuditView, audit_lead, audit_title, count, ledger_of
from compare.pages.words.audit import REASONS
from compare.report.made import Made, write_made
from compare.report.output import Output, check_names, open_output
from compare.report.parameters import check_values

_PARAMETERS = ("documents", "language")


@dataclass(frozen=True)
class Audit:
    """An audit in the making: what its sections show, and where its files go."""

    view: AuditView
    output: Output


def open_audit(ds: Dataset, *, output: str = "", **parameters: str) -> Audit:
    """Read the documents of an audit.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for the sidecar; ``outputs/interactive`` of the project by default.
    **parameters : str
        `documents` (ids with commas between them; empty: all) and `language`, as in the parameters cell.

    Returns
    -------
    Audit
        The documents in the order in which they are named, else of the sources.

    Raises
    ------
    UnknownNameError
        A document or parameter is not known.
    DataError
        A document is not the one that was read when the tables were built.
    """
    check_names(parameters, _PARAMETERS)
    given = check_values(ds, {"documents": "", "language": "zh"} | parameters)
    lexicons = load_lexicons(ds.root / "data" / "lexicons", ds.codelists.indicator)
    chosen = split_names(given["documents"]) or list(ds.sources)
    documents = tuple(_read(ds, ds.sources[name], lexicons) for name in chosen)
    view = AuditView(ds, given["language"], documents, *_reasons(lexicons, given["language"]))
    return Audit(view, open_output(ds.root, output, given["language"]))


def _read(ds: Dataset, source: Source, lexicons: Lexicons) -> AuditedDocument:
    """Read a document from its file, with its ledger, the repairs and the corrections."""
    text = open_document(ds.root / source.file, source.id, ds.sources).text
    decided = read_corrections(ds.root / "data" / "corrections" / f"{source.id}.yaml")
    edits = repair(text, lexicons.ocr).edits
    return AuditedDocument(source, text, ledger_of(ds, source.id), edits, tuple(asdict(entry) for entry in decided))


def _reasons(lexicons: Lexicons, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the Chinese words for the reasons of the ledger, and the reason of each rule of repair in `language`."""
    reasons = {rule.why: rule.why_zh for rule in lexicons.decoys if rule.why_zh}
    whys = {rule.id: rule.why_zh or rule.why if language == "zh" else rule.why for rule in lexicons.ocr}
    return {**REASONS, **reasons}, whys


def finish_audit(audit: Audit) -> Made:
    """Write the sidecar and return what it says.

    Parameters
    ----------
    audit : Audit
        From `open_audit`.

    Returns
    -------
    Made
        Title, first sentences and counts.
    """
    view = audit.view
    facts = {"documents": _ids(view.documents), **count(view.documents)}
    made = Made(audit_title(view), audit_lead(view), facts=facts)
    write_made(audit.output.folder, made)
    return made


def _ids(documents: Iterable[AuditedDocument]) -> list[str]:
    return [document.source.id for document in documents]
