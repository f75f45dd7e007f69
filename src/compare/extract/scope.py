"""Scope: which region a quantity is about.

The document's own region, unless a part of it is the subject of the sentence, or the section is about a zone and names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from compare.codelists import Area, Codelists
from compare.comparability import ancestors
from compare.documents import Document

_ZONE = re.compile(r"高新区|高新技术产业开发区|经开区|经济技术开发区|经济开发区|开发区|园区|新区")
_UNKNOWN = re.compile(
    r"(?:(?:到|至)?20\d{2}年[底末]?,?)?(?:力争)?(?P<place>[一-龥]{2,6}?(?:高新区|经开区|开发区|科技城|新城|工业园区|产业园区|街道|镇))(?=[一-龥])"
)
_GENERIC = re.compile(
    r"[全各我本该等及和与新多]|级|以上|支持|推动|加快|建设|打造|引进|培育|创建|争创|围绕|依托|推进|强化|发挥|鼓励|特色|加强"
)
_SUBJECT = 8
"""How far from the start of a sentence the name of its subject begins at most (支持, 推动 may stand in front)."""


class Scope:
    """The parts of a document's region, by their names.

    Parameters
    ----------
    codelists : Codelists
        With all regions; a name that two parts share names neither.
    divisions : iterable of Area
        Divisions without an entry of their own.
    document : Document
        Whose region and its parts are looked for.
    """

    def __init__(self, codelists: Codelists, divisions: Iterable[Area], document: Document) -> None:
        areas = codelists.ref_area
        self.own = document.ref_area
        self.known = {name for a in areas.values() for name in (a.name_zh, *a.aliases)}
        parts = [a for a in areas.values() if self.own and self.own in ancestors(a.id, codelists)]
        parts += [d for d in divisions if self.own and d.parent == self.own]
        named = [(name, a) for a in parts for name in {a.name_zh, *a.aliases} if name]
        times = Counter(name for name, _ in named)
        self.names = {name: a for name, a in named if times[name] == 1}
        self.pattern = re.compile("|".join(re.escape(n) for n in sorted(self.names, key=len, reverse=True)) or "(?!)")

    def section(self, heading: str, paragraph: str) -> Area | None:
        """Return the zone that a section is about: its heading speaks of a zone, its text names one."""
        if not _ZONE.search(heading):
            return None
        return next((self.names[m[0]] for m in self.pattern.finditer(paragraph) if self.names[m[0]].level == "zone"), None)

    def subject(self, sentence: str) -> tuple[str, str]:
        """Return the code of the part of the region that is the subject of a sentence, with the words that name it.

        A zone or town that nobody has catalogued has words and no code: its numbers are not the whole region's.
        """
        for match in self.pattern.finditer(sentence):
            area = self.names[match[0]]
            is_subject = match.start() <= _SUBJECT and not re.search(r"[,;:与和]", sentence[: match.start()])
            if is_subject or area.level == "group":
                return area.id, match[0]
        unknown = _UNKNOWN.match(sentence)
        is_named = unknown and unknown["place"] not in self.known and not _GENERIC.search(unknown["place"])
        return ("", unknown["place"]) if unknown and is_named else ("", "")

    def listed(self, item: str, tail: str) -> str:
        """Return the part named by an item of a list, alone or with the noun that the list shares (甲、乙两个高新区)."""
        zones = [m[0] for m in _ZONE.finditer(tail)]
        stem = re.sub(r"[两三四五六七八九十\d]+个.*", "", item)
        for name in (item, *(stem + z for z in zones)):
            if name in self.names:
                return self.names[name].id
        start = self.pattern.match(item)
        return self.names[start[0]].id if start else ""
