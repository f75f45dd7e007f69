"""Text for drawing: cleaned of control characters, and broken into lines as Chinese and English typesetting ask for."""

from __future__ import annotations

import re
import unicodedata

from compare.charts.style import text_width

_OPENING = r"(\[\uff08\u300a\u201c\u2018\u3014\u3008\u3010\u300c"
_CLOSING = r",.;:!?)\]%\u2026\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\u201d\u2019\u3015\u3009\u3011\u300d\uff01\uff1f\uff05"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
JOINER = "\u2060"
"""Word joiner: forbids a line break where it stands; taken out again when the lines are made."""
_PAUSES = "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b,;:)"
_STRAIGHT = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_BOUND = 36
"""Characters of the longest name that is kept on one line."""
_BROKEN = 0.15
"""What it costs to end a line of a title within a phrase, against the square of its share of missing or surplus width."""
_CJK = r"\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
_WORD = rf"(?:\d[\d.,\u2013\u2014]*[\u4e00-\u9fff]|[{_CJK}]|[^\s\u2060{_CJK}{_OPENING}]+|[{_OPENING}])"
_TOKEN = re.compile(rf"[{_OPENING}]*{_WORD}(?:[\u00a0\u2060]+{_WORD})*[{_CLOSING}]*|[\u00a0\u2060]+|[^\S\u00a0]+")
"""What stays on one line: a Chinese character or a Latin word with the punctuation that may not begin or end a line."""


def clean(text: str, language: str = "zh") -> str:
    r"""Return `text` on one line: control and format characters and line breaks become single spaces.

    In English, curly quotation marks become straight ones, because a Chinese font sets them as wide as a character.

    Examples
    --------
    >>> clean("5.5%\n以上\x07")
    '5.5% 以上'
    >>> clean("“Plan”", "en")
    '"Plan"'
    """
    kept = "".join(" " if unicodedata.category(c) in _UNSEEN and c != JOINER else c for c in text)
    line = re.sub(r"[ \t]+", " ", kept).strip(" ")
    return line.translate(_STRAIGHT) if language == "en" else line


def tie(text: str) -> str:
    """Return `text` with its spaces made non-breaking, so that ``≥ 5.5 %`` stays on one line."""
    return text.replace(" ", "\u00a0")


def bind(name: str) -> str:
    """Return a name that stays on one line, if it is not a long one; `unbind` gives the name back."""
    return JOINER.join(tie(name)) if len(name) <= _BOUND else name


def unbind(text: str) -> str:
    """Return `text` without what `bind` and `tie` did to it."""
    return text.replace(JOINER, "").replace("\u00a0", " ")


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` into lines that are at most `width` inches wide.

    Parameters
    ----------
    text : str
        Chinese, English or both.
    width : float
        Inches.
    size : float
        Size of type in points.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    list of str
        No line begins with a closing or ends with an opening mark; Latin words and numbers stay whole where they fit.

    Examples
    --------
    >>> wrap("常州市天宁区人民政府。", 0.6, 10)
    ['常州市天', '宁区人民', '政府。']
    """
    lines, line = [], ""
    for token in _tokens(clean(text), width, size, bold):
        if line and text_width((line + token).rstrip(" "), size, bold=bold) > width:
            lines.append(line.rstrip(" "))
            line = token.lstrip(" ")
        else:
            line += token
    return [one.replace(JOINER, "") for one in [*lines, line.rstrip(" ")]]


def shorten(text: str, width: float, size: float) -> str:
    """Return `text` on one line of at most `width` inches, with an ellipsis where its end does not fit.

    Examples
    --------
    >>> shorten("Changzhou City", 0.6, 10)
    'Chang…'
    """
    end = len(text)
    while end and text_width(text[:end] + ("…" if end < len(text) else ""), size) > width:
        end -= 1
    return text if end == len(text) else text[:end].rstrip() + "…"


def balance(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` into as few lines as `wrap` does, but of about the same length and rather after punctuation: for titles.

    Examples
    --------
    >>> balance("Targets differ by year and by level", 2.0, 14)
    ['Targets differ by', 'year and by level']
    """
    count = len(wrap(text, width, size, bold=bold))
    tokens = _tokens(clean(text), width, size, bold)
    ideal = text_width(clean(text), size, bold=bold) / count
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
    for end in range(1, len(tokens) + 1):
        for start in range(end):
            line = "".join(tokens[start:end]).strip(" ")
            length = text_width(line, size, bold=bold)
            if length > width:
                continue
            cost = ((length - ideal) / width) ** 2 + (0.0 if _is_good_end(tokens, end) else _BROKEN)
            for n in range(count):
                if (start, n) in best:
                    offer = (best[start, n][0] + cost, [*best[start, n][1], line])
                    best[end, n + 1] = min(best.get((end, n + 1), offer), offer)
    lines = best[len(tokens), count][1] if (len(tokens), count) in best else wrap(text, width, size, bold=bold)
    return [line.replace(JOINER, "") for line in lines]


def _is_good_end(tokens: list[str], end: int) -> bool:
    """Say whether a line may end before token `end` without breaking what is read as one: after punctuation or at a space."""
    return end == len(tokens) or tokens[end].isspace() or tokens[end - 1][-1:] in _PAUSES


def _tokens(text: str, width: float, size: float, bold: bool) -> list[str]:
    """Split `text` into what may not be broken; a word wider than the line is split into characters."""
    tokens = _TOKEN.findall(text)
    whole = [[t] if text_width(t, size, bold=bold) <= width else list(t) for t in tokens]
    return [piece for pieces in whole for piece in pieces]
