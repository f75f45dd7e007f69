"""What became of a folder, in words for people, on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from compare.codelists import Language
from compare.dataset import printable
from compare.folder.run import Result

_LONGEST = 160
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "files": "{files:,} files: {read:,} read ({unchanged:,} of them unchanged since the last run), {failed:,} failed, "
        "{left_out:,} left out",
        "numbers": "{numbers:,} numbers, {mentions:,} state an indicator ({uncoded:,} without a code)",
        "failures": "not read:",
        "more": "  … and {more:,} more; all of them, with the reasons, are in the summary",
        "summary": "summary: {summary}",
    },
    "zh": {
        "files": "共{files:,}个文件：已读取{read:,}个（其中{unchanged:,}个自上次运行以来没有变化），失败{failed:,}个，"
        "未列入读取{left_out:,}个",
        "numbers": "共{numbers:,}个数字，其中{mentions:,}个说明某项指标（{uncoded:,}个尚无指标代码）",
        "failures": "未能读取：",
        "more": "  ……还有{more:,}个；全部文件及原因见汇总表",
        "summary": "汇总表：{summary}",
    },
}


def account(result: Result, language: Language = "en") -> str:
    """Return what became of a folder: counts, the first failures with their reasons, and where the summary is.

    Parameters
    ----------
    result : Result
        From `compare.folder.extract_folder`.
    language : str, optional
        ``"zh"`` or ``"en"``; the reasons are in English, as all errors of the library.

    Returns
    -------
    str
        At most 14 lines.
    """
    return "\n".join(_lines(result, _WORDS[language]))


def _lines(result: Result, words: dict[str, str]) -> Iterator[str]:
    values = vars(result) | {"read": result.files - result.failed - result.left_out}
    yield words["files"].format(**values)
    yield words["numbers"].format(**values)
    if result.failed:
        yield words["failures"]
    for row in result.failures:
        reason = " ".join(row.error.split())
        yield printable(f"  {row.path}: {reason[:_LONGEST]}{'…' if len(reason) > _LONGEST else ''}")
    if result.failed > len(result.failures):
        yield words["more"].format(more=result.failed - len(result.failures))
    yield words["summary"].format(**values)
