"""Rebuild the two fonts of the charts and pages from the variable Noto Sans SC.

Not needed at run time: the result is kept in ``src/compare/charts/fonts``. The variable font comes from the PyPI package
``justmytype-intl-cjk`` (``fonts/ofl/notosanssc/NotoSansSC[wght].ttf``), the list of the 8,105 characters of 通用规范汉字表 from
the field kTGH of Unicode's Unihan database (``Unihan_OtherMappings.txt``, plain or ``.bz2``; in Debian's package
``unicode-data``).

    python -m venv .fonts && .fonts/bin/pip install fonttools justmytype-intl-cjk
    .fonts/bin/python scripts/build_fonts.py FONT --unihan Unihan_OtherMappings.txt.bz2 --text data src tests

The same inputs and the same fontTools give the same bytes.
"""

from __future__ import annotations

import argparse
import bz2
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Compare Sans SC"
WEIGHTS = {"Regular": 400, "Bold": 700}
BLOCKS = (
    (0x0020, 0x017F),  # Latin
    (0x01CD, 0x01DC),  # pinyin vowels with tones
    (0x02C7, 0x02DD),  # tone marks
    (0x0391, 0x0451),  # Greek and Cyrillic
    (0x2000, 0x218F),  # punctuation, super- and subscripts, currency, letter-like symbols, number forms
    (0x2190, 0x23FF),  # arrows, mathematics, technical signs
    (0x2460, 0x26FF),  # circled numbers, box drawing, geometric shapes, symbols
    (0x3000, 0x33FF),  # CJK punctuation, kana, bopomofo, enclosed characters and units
    (0xFE30, 0xFE4F),  # vertical punctuation
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
"""Blocks taken whole, as far as the source font has them: documents hold any sign."""
NAMES = "濛甪堃淏龑"
"""Characters met in names of places and people that GB2312 (and for two of them 通用规范汉字表 too) lacks."""
TEXT_FILES = {".py", ".yaml", ".yml", ".csv", ".json", ".jsonl", ".txt", ".md"}


def gb2312() -> set[int]:
    """Return the code points of GB2312."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for pair in pairs for character in pair.decode("gb2312", "ignore")}


def standard_characters(unihan: Path) -> set[int]:
    """Return the code points of 通用规范汉字表 from a Unihan file that holds the field kTGH."""
    raw = unihan.read_bytes()
    text = (bz2.decompress(raw) if unihan.suffix == ".bz2" else raw).decode("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\tkTGH\t" in line)
    return {int(row[0].removeprefix("U+"), 16) for row in rows}


def characters_of(paths: Iterable[Path]) -> set[int]:
    """Return the code points of all text files in `paths` (files or folders)."""
    files = (file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*"))))
    texts = (file.read_text(encoding="utf-8", errors="ignore") for file in files if file.suffix in TEXT_FILES)
    return {ord(character) for text in texts for character in text if character.isprintable()}


def build(source: Path, style: str, wanted: set[int]) -> TTFont:
    """Instantiate `source` at the weight of `style`, keep the characters `wanted`, and name it ours."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": WEIGHTS[style]}, updateFontNames=True)
    options = Options(hinting=False, layout_features=["kern", "liga", "locl", "ccmp"], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["BASE", "vhea", "vmtx"]
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=wanted & set(font.getBestCmap()))
    subsetter.subset(font)
    rename(font, style)
    return font


def rename(font: TTFont, style: str) -> None:
    """Give the font our family name; the names of authors, trademark and licence stay."""
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    table = font["name"]
    table.names = [name for name in table.names if name.nameID not in {1, 2, 4, 6, 16, 17, 21, 22}]
    for number, value in names.items():
        table.setName(value, number, 3, 1, 0x409)


def main() -> int:
    """Read the arguments and write the two fonts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("font", type=Path, help="the variable font NotoSansSC[wght].ttf")
    parser.add_argument("--unihan", type=Path, help="Unihan_OtherMappings.txt or .txt.bz2, for 通用规范汉字表")
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="files or folders whose characters must be covered")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "src/compare/charts/fonts")
    arguments = parser.parse_args()
    wanted = gb2312().union(*(range(first, last + 1) for first, last in BLOCKS), characters_of(arguments.text), map(ord, NAMES))
    wanted |= standard_characters(arguments.unihan) if arguments.unihan else set()
    for style in WEIGHTS:
        font = build(arguments.font, style, wanted)
        path = arguments.out / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        font.save(path)
        sys.stdout.write(f"{path}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
