"""Write each notebook as text and clear its outputs: ``python scripts/pair_notebooks.py``, or ``make pair``.

``notebooks/text/<name>.py`` is the twin of ``notebooks/<name>.ipynb``, in which a review reads what has changed. Where the two
differ, the one saved last counts. Which twin belongs to which notebook, and what of the metadata a text holds, is decided in
``pyproject.toml``, section ``tool.jupytext``, which JupyterLab follows, too.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jupytext
from jupytext.combine import combine_inputs_with_outputs
from jupytext.config import JupytextConfiguration, load_jupytext_configuration_file

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def text_path(notebook: Path) -> Path:
    """Return the place of the twin of a notebook."""
    return notebook.parent / "text" / f"{notebook.stem}.py"


def cleared(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return a notebook without outputs, counts and whatever else a run or an editor leaves in it."""
    cells = [_cleared(cell) for cell in notebook["cells"]]
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def as_json(notebook: Mapping[str, Any]) -> str:
    """Return a notebook as it stands in its file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_text(notebook: Mapping[str, Any]) -> str:
    """Return a notebook as the text that stands in its twin."""
    return str(jupytext.writes(jupytext.reads(as_json(notebook), "ipynb"), "py:percent", config=_configuration()))


def pair(notebook: Path) -> list[Path]:
    """Bring a notebook and its twin to the same state; return what was written."""
    text = text_path(notebook)
    shown = cleared(_latest(notebook, text))
    written = []
    for path, content in ((notebook, as_json(shown)), (text, as_text(shown))):  # the text last: JupyterLab reads the newer one
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
            written.append(path)
    return written


def _latest(notebook: Path, text: Path) -> Mapping[str, Any]:
    """Return what was saved last; of a text with the ids of the notebook's cells."""
    is_notebook = notebook.is_file()
    if not text.is_file() or (is_notebook and notebook.stat().st_mtime >= text.stat().st_mtime):
        return _read(notebook)
    written: Mapping[str, Any] = jupytext.read(text, config=_configuration())
    return combine_inputs_with_outputs(written, jupytext.read(notebook)) if is_notebook else written


def _read(notebook: Path) -> dict[str, Any]:
    return dict(json.loads(notebook.read_text(encoding="utf-8")))


def _cleared(cell: Mapping[str, Any]) -> dict[str, Any]:
    tags = {"tags": list(cell["metadata"]["tags"])} if cell["metadata"].get("tags") else {}
    kept = {"id": cell["id"], "cell_type": cell["cell_type"], "metadata": tags, "source": _lines(cell["source"])}
    return kept | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})


def _lines(source: str | list[str]) -> list[str]:
    return "".join(source).splitlines(keepends=True)


def _configuration() -> JupytextConfiguration:
    return load_jupytext_configuration_file(str(ROOT / "pyproject.toml"))


def main() -> None:
    """Pair every notebook; a text without a notebook becomes one."""
    names = {path.stem for path in (*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("text/*.py"))}
    for name in sorted(names):
        for path in pair(NOTEBOOKS / f"{name}.ipynb"):
            print(f"wrote {path.relative_to(ROOT)}")  # noqa: T201  speaks to a terminal


if __name__ == "__main__":
    main()
