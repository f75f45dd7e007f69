"""Texts that exist in one language only, such as the title of a source: marked with that language, so that they are read right.

Words of the interface are never given to this module: they exist in both languages.
"""

from __future__ import annotations

import re

from compare.pages.markup import Html, element, join

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_CHINESE = re.compile(r"([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*[\u4e00-\u9fff][\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*)")
_QUOTED = re.compile(r"([^“]*)(“.*”)([^”]*)", re.DOTALL)
"""A text with what it quotes; quotation marks inside a quote belong to it."""


def in_own_language(text: str, language: str) -> Html:
    """Return a text, marked with its language where that is not the language of the page.

    Examples
    --------
    >>> print(in_own_language("cumulative list", "zh"), in_own_language("累计数", "zh"))
    <span lang="en">cumulative list</span> 累计数
    """
    han, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    own = language if han == words else "zh" if han > words else "en"
    return element("span", text, lang=own) if own != language else join([text])


def with_quote(text: str, language: str) -> Html:
    """Return a sentence of the page's language, with what it quotes marked where that is in another."""
    found = _QUOTED.fullmatch(text)
    return join([found[1], in_own_language(found[2], language), found[3]]) if found else join([text])


def with_chinese(text: str, language: str) -> Html:
    """Return a text in which the Chinese words are marked so, on a page in another language.

    Examples
    --------
    >>> print(with_chinese("“新增” was removed", "en"))
    “<span lang="zh">新增</span>” was removed
    """
    if language == "zh":
        return join([text])
    return join(element("span", part, lang="zh") if place % 2 else part for place, part in enumerate(_CHINESE.split(text)))
