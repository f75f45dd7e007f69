"""The sentences of reasons, in Chinese and English; which of them is true is decided in `compare.changes.causes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

REASONS: Mapping[str, tuple[str, str]] = {
    "document_new": ("新增文件《{title}》", "the document “{title}” was added"),
    "document_gone": ("文件《{title}》已移除", "the document “{title}” was removed"),
    "document_text": ("文件《{title}》的文本有改动，此句不同", "the text of “{title}” was changed: its sentence is different"),
    "document_file": ("文件已换成另一版本", "the file of the document is another one"),
    "document_elsewhere": (
        "文件《{title}》的文本在此句之外有改动",
        "the text of “{title}” was changed, but not in this sentence",
    ),
    "document_place": (
        "文件《{title}》的文本有改动，此句未变，位置移动",
        "the text of “{title}” was changed: the sentence is the same, at another place",
    ),
    "document_renamed": (
        "文件代码由 {old} 改为 {new}，文本相同",
        "the document is called {new} instead of {old}; its text is the same",
    ),
    "correction_new": ("新增人工更正 {id}：{reason}", "a person's correction was added, {id}: {reason}"),
    "correction_gone": ("人工更正 {id} 已删除", "a person's correction was removed, {id}"),
    "correction_changed": (
        "人工更正 {id} 有改动（{fields}）：{reason}",
        "a person's correction was changed ({fields}), {id}: {reason}",
    ),
    "rule": ("改由另一条识读规则读出：{old} → {new}", "it is read by another rule: {old} → {new}"),
    "entry_new": ("{kind} data/{file} 新增“{entry}”", "“{entry}” was added to {kind} data/{file}"),
    "entry_gone": ("{kind} data/{file} 删除“{entry}”", "“{entry}” was removed from {kind} data/{file}"),
    "entry_changed": (
        "{kind} data/{file} 的“{entry}”有改动（{fields}）",
        "“{entry}” of {kind} data/{file} was changed ({fields})",
    ),
    "phrase_new": (
        "词表 data/{file} 的“{entry}”新增词语“{phrase}”，原文中有该词",
        "“{phrase}” was added to “{entry}” of the lexicon data/{file}; the sentence has it",
    ),
    "phrase_gone": (
        "词表 data/{file} 的“{entry}”删除词语“{phrase}”，原文中有该词",
        "“{phrase}” was removed from “{entry}” of the lexicon data/{file}; the sentence has it",
    ),
    "reference_new": ("data/reference 新增数值", "the figure was added to data/reference"),
    "reference_gone": ("data/reference 删除数值", "the figure was removed from data/reference"),
    "reference_changed": ("data/reference 中的数值有改动", "the figure was changed in data/reference"),
    "statement": ("同一文件同一指标的另一表述有变动", "another statement of the same document and measure moved"),
    "input": ("所据的{name}有变动（{how}）", "it is computed from {name}, which moved ({how})"),
    "part": ("所涉的{name}有变动（{how}）", "{name}, which takes part in it, moved ({how})"),
    "field": (
        "与之比较的数值有变动：{name}（{how}）",
        "of the values that it is held against, {name} moved ({how})",
    ),
    "library": ("程序库有改动（{old} → {new}）", "the library was changed ({old} → {new})"),
    "library_parts": ("程序库有改动（版本同为 {version}）", "the library was changed (its version is {version} as before)"),
    "only": (
        "所据的数据中只有 data/{file}（{entries}）与上次不同",
        "of the data that it is made from only data/{file} ({entries}) differs",
    ),
    "unexplained": ("数据不能说明原因", "not explained by the data"),
    "besides": ("数据不能说明原因；与上次不同的还有：{files}", "not explained by the data; what else differs: {files}"),
}
"""Code to (Chinese, English)."""

KINDS: Mapping[str, tuple[str, str]] = {
    "document": ("文件目录", "the list of documents"),
    "lexicon": ("词表", "the lexicon"),
    "codelist": ("代码表", "the codelist"),
    "rule": ("核查规则", "the check rules"),
}
"""What an input is called of which an entry differs."""


def say(code: str, language: str, values: Mapping[str, object]) -> str:
    """Return a reason in a language; a value that is a pair is taken in that language.

    Examples
    --------
    >>> say("rule", "en", {"old": "a", "new": "b"})
    'it is read by another rule: a → b'
    """
    place = 0 if language == "zh" else 1
    return REASONS[code][place].format(**{k: v[place] if isinstance(v, tuple) else v for k, v in values.items()})


def join(sentences: Iterable[str], language: str) -> str:
    """Return reasons as one text, each of them once."""
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(sentences))
