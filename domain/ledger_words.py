"""`ledger_words`: what became of a planned reminder, deadline or step, in words."""

from dataclasses import dataclass

from schemas.language import Language

MOVED = frozenset(
    {
        *("extended", "ladder_extended", "deadline_recounted", "grace_given"),
        *("document_extended", "signing_extended"),
        *("obligation_extended", "obligation_dated", "proposal_extended"),
    }
)
"""The events that plan a phase's alarms anew; any other that cancels them ended the phase."""


@dataclass(frozen=True)
class _Tongue:
    """Words of one language; `too_late_for` is by what is no phase of a text, `ended_by` by the event that ended that.

    Their words stand in for `too_late` and `ended`, which speak of a phase.
    """

    planned: str
    told: str
    rung: str
    nobody: str
    acted: str
    acts: dict[str, str]
    by_another: str
    too_late: str
    too_late_for: dict[str, str]
    moved: str
    ended: str
    ended_by: dict[str, str]


_TONGUES: dict[Language, _Tongue] = {
    "ru": _Tongue(
        planned="Ещё не наступило.",
        told="Сообщено, человек: {told}.",
        rung="Наступило.",
        nobody="Сообщать было некому: никого уже не ждали.",
        acted="Подошла очередь шага: {act}.",
        acts={
            "pass_to_deputy": "передать поручения тех, кого ждут, заместителям",
            "extend": "продлить срок один раз",
            "count_silence": "счесть молчание согласием, а где это ещё нельзя, подождать",
            "send_back": "вернуть текст на доработку",
            "close_by_rule": "подвести итог по правилу",
        },
        by_another="Не отправлено: к тому же времени наступило более позднее.",
        too_late="Не отправлено: этот момент прошёл раньше, чем открылся этап.",
        too_late_for={
            "obligation": "Не отправлено: этот момент прошёл раньше, чем был назначен срок поручения.",
            "proposal": "Не отправлено: этот момент прошёл раньше, чем открылось голосование.",
        },
        moved="Отменено: срок перенесён.",
        ended="Отменено: этап закончился раньше.",
        ended_by={
            "obligation_fulfilled": "Отменено: поручение выполнено раньше.",
            "obligation_cancelled": "Отменено: поручение снято.",
            "obligation_undated": "Отменено: в новом плане у поручения нет срока.",
            "proposal_decided": "Отменено: голосование закончилось раньше.",
        },
    ),
    "en": _Tongue(
        planned="Not due yet.",
        told="People told: {told}.",
        rung="It was due.",
        nobody="There was nobody to tell: nobody was awaited any more.",
        acted="It was the turn of a step: {act}.",
        acts={
            "pass_to_deputy": "pass the duties of those who are awaited to their deputies",
            "extend": "extend the deadline once",
            "count_silence": "count silence as agreement or, where that may not be yet, wait",
            "send_back": "send the text back to drafting",
            "close_by_rule": "close by the rule",
        },
        by_another="Not sent: a later one had fallen due by then.",
        too_late="Not sent: its moment had passed before the phase opened.",
        too_late_for={
            "obligation": "Not sent: its moment had passed before the milestone was given its deadline.",
            "proposal": "Not sent: its moment had passed before the vote opened.",
        },
        moved="Cancelled: the deadline was moved.",
        ended="Cancelled: the phase ended before it.",
        ended_by={
            "obligation_fulfilled": "Cancelled: the milestone was done before it.",
            "obligation_cancelled": "Cancelled: the milestone was called off.",
            "obligation_undated": "Cancelled: the new plan names no day for the milestone.",
            "proposal_decided": "Cancelled: the vote ended before it.",
        },
    ),
}


def ledger_words(phase: str, state: str, reason: str | None, told: int | None, language: Language) -> str:
    """One or two sentences on an entry: what it belongs to, its state, the code of its reason, how many were told."""
    tongue = _TONGUES[language]
    if state == "planned":
        return tongue.planned
    if state == "overtaken":
        overtaken = (reason or "").startswith("by_")
        return tongue.by_another if overtaken else tongue.too_late_for.get(phase, tongue.too_late)
    if state == "cancelled":
        return tongue.moved if reason in MOVED else tongue.ended_by.get(reason or "", tongue.ended)
    acted = [tongue.acted.format(act=tongue.acts[reason])] if reason in tongue.acts else []
    if told is None:
        return " ".join(acted) or tongue.rung
    if told or not acted:
        acted.append(tongue.told.format(told=told) if told else tongue.nobody)
    return " ".join(acted)
