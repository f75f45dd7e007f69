"""Words of the index page of a run and of the frame that every report has."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "index_title": ("区域创新规划对标报告", "Benchmark reports of regional innovation plans"),
    "run_ok": ("本次运行的{all}份报告全部生成。", "Reports made: {made} of {all}."),
    "run_ok_kept": (
        "共{all}份报告，均已生成；其中{kept}份沿用此前的结果，其余为本次运行所生成。",
        "Reports: {all}, all of them made; {kept} carried over from earlier runs.",
    ),
    "run_failed": (
        "本次运行的{all}份报告中只生成了{made}份；latest 文件夹仍是上一次成功的结果。",
        "Reports made: {made} of {all}. The folder latest still holds the last good run.",
    ),
    "run_not_made": ("没有生成的报告：", "Not made:"),
    "run_facts": ("运行信息", "About this run"),
    "older": (
        "本报告生成于{time}，此后数据或程序已有变化；本次未要求重新生成。",
        "Made on {time}. Data or programs have changed since; it was not asked for in this run.",
    ),
    "run_inputs": ("输入文件", "Input files"),
    "run_inputs_note": (
        "报告所读文件的校验值（前16位），完整的在 manifest.json 中。",
        "Checksums of the files that the reports read (first 16 digits); in full in manifest.json.",
    ),
    "run_inputs_count": ("{n}个文件", "{n} files"),
    "language": ("中文", "English"),
    "fact_run": ("编号", "Run"),
    "fact_started": ("开始时间", "Started"),
    "fact_seconds": ("用时", "Duration"),
    "fact_parameters": ("参数", "Parameters"),
    "fact_versions": ("版本", "Versions"),
    "link_page": ("阅读报告", "Read the report"),
    "link_pdf": ("PDF", "PDF"),
    "link_workbook": ("Excel 工作簿", "Excel workbook"),
    "link_notebook": ("已运行的 notebook", "Executed notebook"),
    "link_log": ("日志", "Log"),
    "link_figures": ("图{n}幅", "{n} figures"),
    "skip": ("跳过目录", "Skip the contents"),
    "contents": ("目录", "Contents"),
    "untitled_output": ("图", "Figure"),
    "list_comma": ("、", ", "),
    "list_and": ("、", " and "),
    "quotes": ("原文出处", "The words of the documents"),
    "quotes_note": (
        "每个参与比较的目标都列出原文；高亮的是所取的数字，“字符”是它在原文件文本中的位置（从0起，含首不含尾）。",
        (
            "Every target compared, in the words of its document. The number taken is highlighted; “characters” is "
            "its place in the stored text (from 0, end exclusive)."
        ),
    ),
    "see_place": ("回到对应内容", "back to where it stands"),
    "quote": ("原文", "Quote"),
    "quoted_indicator": ("表中指标：{text}", "indicator in the table: {text}"),
    "characters": ("字符", "Characters"),
    "sources": ("资料来源", "Sources"),
    "source_line": ("{issuer}：{title}，{number}，{issued}发布。", "{issuer}: {title}, {number}, issued {issued}."),
    "source_file": ("文件 {file}，SHA-256 {digest}", "File {file}, SHA-256 {digest}"),
    "source_address": ("网址", "address"),
    "files": ("随附文件", "Files of this report"),
}
"""Key to (Chinese, English)."""
