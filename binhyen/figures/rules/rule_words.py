"""What a rule says, in a sentence that an officer reads: never its terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from binhyen.figures.rules.cells import CellKey, parse_breakdown
from binhyen.figures.rules.checks_bounds import plain
from binhyen.figures.rules.specs import OWN_BREAKDOWN, RuleSpec, Term

Name = Callable[[str, str], str]
"""What (indicator, breakdown) is called; breakdown "" for the total."""

CLASSES: Mapping[str, str] = {
    "R1": "phạm vi của số liệu",
    "R2": "thành phần và tổng số",
    "R3": "cộng thành phần",
    "R4": "tỷ lệ",
    "R5": "số đầu kỳ, tăng, giảm, số cuối kỳ",
    "R6": "mức tối thiểu",
    "R7": "số bình quân",
    "R8": "biến động",
    "R9": "cùng số liệu ở nơi khác",
    "R10": "đầy đủ, đơn vị, kỳ",
    "R11": "văn bản kèm theo",
}


_SAYINGS: Mapping[str, str] = {
    "=": "{left} bằng {right}.",
    "<=": "{left} không lớn hơn {right}.",
    ">=": "{left} không nhỏ hơn {right}.",
    "part of": "{left}, từng số và cộng lại, không lớn hơn {right}.",
    "per": "Bình quân {left} trên {right}{between}.",
    "percent": "{left} bằng {right} chia {below}; sai số do làm tròn không quá {most} điểm phần trăm.",
    "mean": "{left} bằng {right} chia {below}; sai số do làm tròn không quá {most}.",
    "range": "Tỷ lệ không quá {most}%; biểu chỉ nhận số thực hiện hoặc số ước thực hiện.",
    "change": "So với kỳ trước, {scope} tăng hoặc giảm quá {most}% phải giải trình{base}.",
    "outlier": "So với trung vị các kỳ trước của chính đơn vị, {scope} chênh lệch quá {most} lần mức dao động thường có "
    "phải giải trình{base}.",
    "agree": "Cùng một số liệu ở nguồn khác, cùng kỳ, phải thống nhất; khác kỳ thì chỉ nêu để biết.",
    "evidence": "{left}: khi có phát sinh phải có văn bản kèm theo.",
    "complete": "Mọi chỉ tiêu bắt buộc có số liệu, “không phát sinh”, hoặc lý do chưa có số liệu.",
    "period": "Đơn vị có vào ngày cuối kỳ; kỳ đã kết thúc và chưa chốt số liệu.",
}

COMPARISONS: Mapping[str, str] = {
    "=": "bằng", "<=": "không lớn hơn", ">=": "không nhỏ hơn", "part of": "là thành phần của", "per": "bình quân trên",
    "percent": "tỷ lệ phần trăm", "mean": "số trung bình", "range": "giới hạn của số liệu", "change": "biến động so với kỳ trước",
    "outlier": "khác nhiều so với các kỳ trước", "agree": "thống nhất với nguồn khác", "evidence": "có văn bản kèm theo",
    "complete": "đầy đủ chỉ tiêu bắt buộc", "period": "đúng đơn vị, đúng kỳ",
}  # fmt: skip
"""How a rule compares, as it is chosen when a rule is written."""


def saying(rule: RuleSpec, name: Name) -> str:
    """The rule in one sentence, its thresholds included."""
    least, most, base = (None if v is None else plain(Fraction(v)) for v in (rule.at_least, rule.at_most, rule.base))
    said = _SAYINGS[rule.op].format(
        left=_sum(rule.left, name), right=_sum(rule.right, name), below=_sum(rule.below, name), most=most or "0",
        between=_between(least, most), scope="số tổng của mỗi chỉ tiêu" if rule.totals_only else "mỗi chỉ tiêu",
        base=f" (chỉ xét từ {base} trở lên)" if base else "",
    )  # fmt: skip
    return said[:1].upper() + said[1:]


def thresholds(rule: RuleSpec) -> dict[str, str]:
    """Which of ``at_least``, ``at_most`` and ``base`` the rule takes, each with its label."""
    return {
        "per": {"at_least": "Bình quân thấp nhất", "at_most": "Bình quân cao nhất"},
        "percent": {"at_most": "Sai số cho phép (điểm phần trăm)"},
        "mean": {"at_most": "Sai số cho phép"},
        "range": {"at_most": "Tỷ lệ cao nhất (%)"},
        "change": {"at_most": "Biến động quá (%)", "base": "Chỉ xét từ số"},
        "outlier": {"at_most": "Số lần mức dao động thường có", "base": "Chỉ xét từ số"},
    }.get(rule.op, {})


def _sum(terms: Sequence[Term], name: Name) -> str:
    text = ""
    for place, term in enumerate(terms):
        sign = "" if place == 0 and term.sign > 0 else " cộng " if term.sign > 0 else " trừ "
        text += sign + _term(term, name)
    return text


def _term(term: Term, name: Name) -> str:
    if term.breakdown == OWN_BREAKDOWN:
        said = f"“{name(term.code, '')}” (tổng số và từng thành phần)"
    elif term.breakdown.endswith("=*"):
        said = f"tổng các thành phần của “{name(term.code, '')}”"
    else:
        said = f"“{name(term.code, term.breakdown)}”"
    return f"{said} kỳ trước" if term.previous else said


def _between(least: str | None, most: str | None) -> str:
    if least and most:
        return f" trong khoảng {least} đến {most}"
    return f" không quá {most}" if most else f" từ {least} trở lên" if least else ""


def keys_named(rule: RuleSpec) -> set[CellKey]:
    """The keys whose names the sentence needs."""
    found: set[CellKey] = set()
    for term in (*rule.left, *rule.right, *rule.below):
        found.add(CellKey(term.code))
        if term.breakdown != OWN_BREAKDOWN and not term.breakdown.endswith("=*"):
            parse_breakdown(term.breakdown)
            found.add(CellKey(term.code, term.breakdown))
    return found
