"""Reading ``data/rules``: every code and every parameter of a rule is checked before any rule is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from compare.checks.registry import CHECKS
from compare.checks.rules import Rule
from compare.codelists import Codelists
from compare.errors import DataError, collect, unknown_name
from compare.records import read_records

_ALWAYS = frozenset({"id", "check", "severity", "severity_if_unsure", "name_zh", "name_en", "why", "caveat_zh", "caveat_en"})
_PARAMETERS = tuple(f.name for f in fields(Rule) if f.name not in _ALWAYS)
_NUMBERS = ("minimum", "maximum", "factor", "tolerance")


def load_rules(folder: Path, codelists: Codelists) -> tuple[Rule, ...]:
    """Read all rules of a project.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/rules``.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    tuple of Rule
        In the order of the files' names and of the entries.

    Raises
    ------
    DataError
        The folder is missing; a file is not a list of rules; a rule names an unknown check, severity, indicator, family, kind,
        dimension or definition, lacks a parameter that its check needs or has one that it does not take; two rules have one id.
        All are listed, with the nearest names.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: the folder is missing; restore it, e.g. with git checkout")
    paths = sorted(folder.glob("*.yaml"))
    read = [(path, rule) for path in paths for rule in read_records(path, Rule)]
    problems = [f"{path.name}: {rule.id}: {problem}" for path, rule in read for problem in _problems(rule, codelists)]
    first: dict[str, Path] = {}
    for path, rule in read:
        if first.setdefault(rule.id, path) != path:
            problems.append(f"{path.name}: {rule.id}: the id is taken by a rule of {first[rule.id].name}")
    collect(problems, f"{folder}: the rules cannot be used:")
    return tuple(rule for _, rule in read)


def _problems(rule: Rule, codelists: Codelists) -> Iterator[str]:
    yield from _unknown_codes(rule, codelists)
    yield from _wrong_numbers(rule)
    if bool(rule.caveat_zh) != bool(rule.caveat_en):
        yield "a caveat needs both caveat_zh and caveat_en"
    if rule.check in CHECKS:
        yield from _wrong_parameters(rule)


def _unknown_codes(rule: Rule, codelists: Codelists) -> Iterator[str]:
    indicators = codelists.indicator
    named = [*rule.indicators]
    named += [code for whole in rule.wholes for code in (*whole.parts, whole.whole)]
    named += [code for q in rule.quotients for code in (q.numerator, q.rate, q.denominator)]
    lists: tuple[tuple[str, Mapping[str, object] | frozenset[str], list[str]], ...] = (
        ("check", CHECKS, [rule.check]),
        ("check", codelists.check, [rule.check]),
        ("severity", codelists.severity, [s for s in (rule.severity, rule.severity_if_unsure) if s]),
        ("indicator", indicators, named),
        ("family", frozenset(i.family for i in indicators.values() if i.family), [*rule.families]),
        ("kind", codelists.kind, [*rule.kinds]),
        ("dimension", frozenset(u.dimension for u in codelists.unit_measure.values()), [*rule.dimensions]),
    )
    problems = [str(unknown_name(what, name, known)) for what, known, names in lists for name in names if name not in known]
    yield from dict.fromkeys(problems)
    for whole in rule.wholes:
        if whole.whole in indicators:
            known = [d.id for d in indicators[whole.whole].definitions]
            yield from (str(unknown_name("definition", d, known, whole.whole)) for d in whole.definitions if d not in known)


def _wrong_numbers(rule: Rule) -> Iterator[str]:
    for name in _NUMBERS:
        value = getattr(rule, name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            yield f"field {name!r}: expected a number, found {value!r}"
            return
    if rule.minimum is not None and rule.maximum is not None and rule.minimum > rule.maximum:
        yield f"minimum is {rule.minimum}, above maximum {rule.maximum}"
    if rule.factor is not None and rule.factor <= 1:
        yield f"factor is {rule.factor}; expected more than 1"
    if rule.tolerance is not None and rule.tolerance < 0:
        yield f"tolerance is {rule.tolerance}; expected 0 or more"


def _wrong_parameters(rule: Rule) -> Iterator[str]:
    check = CHECKS[rule.check]
    given = [name for name in _PARAMETERS if getattr(rule, name) not in (None, ())]
    known = (*check.needs, *check.takes)
    yield from (f"check {rule.check!r} needs {name!r}" for name in check.needs if name not in given)
    takes = f"it takes {', '.join(known)}" if known else "it takes none"
    yield from (f"check {rule.check!r} does not take {name!r}; {takes}" for name in given if name not in known)
    if rule.check == "bounds" and rule.minimum is None and rule.maximum is None:
        yield "check 'bounds' needs 'minimum' or 'maximum'"
