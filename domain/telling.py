"""An entry of the record in a sentence, in Russian and English; kinds that have no words of their own are named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.administration_words import ADMINISTERED
from domain.field_words import field_words
from domain.words import day_in_words
from schemas.language import Language

TOLD: dict[str, dict[Language, str]] = {
    "launched": {"ru": "Раздел передан в работу", "en": "Drafting of the section began"},
    "revision_submitted": {"ru": "Прислана редакция № {number}", "en": "Revision {number} was handed in"},
    "round_opened": {"ru": "Открыто рассмотрение, круг {round}", "en": "Review round {round} opened"},
    "verdict_given": {"ru": "Решение рецензента: {verdict}", "en": "A reviewer decided: {verdict}"},
    "letter_taken": {
        "ru": "Получено письмо с позицией",
        "en": "A letter with a position came",
    },
    "letter_set_aside": {
        "ru": "Письмо с позицией пришло после собственного решения, оно остаётся в силе: {person_id}",
        "en": "A letter with a position came after a verdict of one's own, which stands: {person_id}",
    },
    "verdict_given.body": {
        "ru": "Официальная позиция ({body_id}): {verdict}",
        "en": "An official position ({body_id}): {verdict}",
    },
    "verdict_given.letter": {
        "ru": "Внесено решение с бумаги ({person_id}): {verdict}",
        "en": "A verdict was entered from paper ({person_id}): {verdict}",
    },
    "verdict_given.body.letter": {
        "ru": "Внесена с бумаги официальная позиция ({body_id}): {verdict}",
        "en": "An official position was entered from paper ({body_id}): {verdict}",
    },
    "verdict_taken_back": {
        "ru": "Решение рецензента отозвано: {person_id}",
        "en": "A verdict was taken back: {person_id}",
    },
    "outside_opinion_given": {
        "ru": "Мнение внешнего эксперта: {verdict}",
        "en": "An outside expert's opinion: {verdict}",
    },
    "reply_taken": {"ru": "Принят ответ по почте: {person_id}", "en": "An answer by letter was taken: {person_id}"},
    "reply_refused": {
        "ru": "Ответ по почте не принят: {person_id}",
        "en": "An answer by letter was refused: {person_id}",
    },
    "answer_undone": {"ru": "Ответ по почте отменён: {person_id}", "en": "An answer by letter was undone: {person_id}"},
    "silence_counted": {
        "ru": "Молчание учтено как согласие: {persons}",
        "en": "Silence counted as agreement: {persons}",
    },
    "grace_given": {"ru": "Рассмотрение продлено: засчитать итог ещё нельзя", "en": "The round stays open for now"},
    "round_closed": {"ru": "Рассмотрение закончено: {outcome}", "en": "The round ended: {outcome}"},
    "sign_off_opened": {"ru": "Редакция передана на подпись", "en": "The revision lies before its signers"},
    "signed": {"ru": "Редакция подписана: {person_id}", "en": "The revision was signed: {person_id}"},
    "signing_declined": {"ru": "В подписи отказано: {person_id}", "en": "Signing was declined: {person_id}"},
    "drafting_resumed": {"ru": "Текст возвращён редакторам", "en": "The text is with its editors again"},
    "approved": {"ru": "Раздел утверждён", "en": "The section is approved"},
    "published": {"ru": "Раздел опубликован в издании", "en": "The section stands in a published edition"},
    "reopened": {"ru": "Раздел открыт заново", "en": "The section was reopened"},
    "withdrawn": {"ru": "Раздел снят", "en": "The section was withdrawn"},
    "extended": {"ru": "Срок продлён", "en": "The deadline was extended"},
    "help_asked": {"ru": "Просьба к координатору: {asks}", "en": "The coordinator was asked: {asks}"},
    "reminded": {
        "ru": "Напомнили по просьбе координатора: {person_id}",
        "en": "Reminded by the coordinator: {person_id}",
    },
    "deadline_recounted": {"ru": "Срок пересчитан по новому календарю", "en": "The deadline was counted anew"},
    "reassigned": {"ru": "Обязанность передана: {leaves} → {joins}", "en": "A part changed hands: {leaves} → {joins}"},
    "recused": {"ru": "Самоотвод: {person_id}", "en": "Recused: {person_id}"},
    "policy_changed": {"ru": "Правила изменены", "en": "The rules were changed"},
    "alarm_rang": {"ru": "Наступило время: {alarm}", "en": "Its time came: {alarm}"},
    "alarm_overtaken": {"ru": "Опоздало и не отправлено: {alarm}", "en": "Came too late and was not sent: {alarm}"},
    "milestone_added": {"ru": "В план добавлен пункт", "en": "A milestone was added to the plan"},
    "milestone_changed": {"ru": "Пункт плана изменён", "en": "A milestone of the plan was changed"},
    "milestone_removed": {"ru": "Пункт убран из плана", "en": "A milestone was taken out of the plan"},
    "plan_read": {"ru": "Загружен файл для плана", "en": "A file was read for the plan"},
    "plan_source_added": {"ru": "К плану добавлен источник", "en": "A source of the plan was added"},
    "plan_rule_set": {"ru": "Изменены напоминания плана", "en": "The plan's reminders were changed"},
    "contradiction_acknowledged": {
        "ru": "Противоречие в плане оставлено с объяснением",
        "en": "A contradiction in the plan was left to stand, with a reason",
    },
    "plan_in_force": {"ru": "План вступил в силу", "en": "The plan came into force"},
    "obliged": {"ru": "Поручено по плану", "en": "Owed by the plan"},
    "obligation_dated": {"ru": "Назначен срок поручения", "en": "It was given a date"},
    "obligation_undated": {"ru": "Поручение осталось без срока", "en": "It has no date any more"},
    "obligation_extended": {"ru": "Срок поручения перенесён", "en": "Its date was moved"},
    "obligation_passed": {
        "ru": "Поручение перешло к заместителю: {leaves} → {joins}",
        "en": "It passed to a deputy: {leaves} → {joins}",
    },
    "obligation_handed_over": {
        "ru": "В документе замена, поручение идёт с новыми людьми: {leaves} → {joins}",
        "en": "The document's people changed, and so did its: {leaves} → {joins}",
    },
    "obligation_left": {
        "ru": "Из тех, за кем поручение, выбыл человек: {person_id}; осталось: {base}",
        "en": "One of those who owe it has left: {person_id}; left: {base}",
    },
    "obligation_returned": {
        "ru": "Поручение вернулось от заместителя: {deputy_id} → {person_id}",
        "en": "It came back from a deputy: {deputy_id} → {person_id}",
    },
    "obligation_fulfilled": {"ru": "Поручение выполнено", "en": "It was done"},
    "obligation_cancelled": {"ru": "Поручение снято", "en": "It was called off"},
    "proposal_opened": {"ru": "Начато голосование, начинать ли работу", "en": "A vote whether to begin was opened"},
    "proposal_voted": {"ru": "Голос о начале работы: {verdict}", "en": "A vote whether to begin: {verdict}"},
    "proposal_recused": {
        "ru": "Из голосующих выбыл человек: {person_id}; в счёт идут: {base}",
        "en": "A voter has left: {person_id}; counted from now on: {base}",
    },
    "proposal_extended": {"ru": "Срок голосования перенесён", "en": "The vote's deadline was moved"},
    "proposal_decided": {"ru": "О начале работы решено: {outcome}", "en": "Whether to begin was decided: {outcome}"},
    "document_launched": {"ru": "Документ запущен", "en": "The document was launched"},
    "candidate_opened": {"ru": "Документ в целом передан руководству", "en": "The whole lies before leadership"},
    "candidate_voided": {"ru": "Подписание целого отменено", "en": "The candidate no longer stands"},
    "document_signed": {"ru": "Документ подписан: {person_id}", "en": "The document was signed: {person_id}"},
    "document_declined": {"ru": "В подписи целого отказано: {person_id}", "en": "The whole was declined: {person_id}"},
    "document_approved": {"ru": "Документ утверждён", "en": "The document is approved"},
    "publication_ordered": {"ru": "Издание заказано", "en": "An edition was ordered"},
    "edition_published": {"ru": "Опубликовано издание № {number}", "en": "Edition {number} was published"},
    "document_reopened": {"ru": "Документ открыт заново", "en": "The document was reopened"},
    "document_withdrawn": {"ru": "Документ снят", "en": "The document was withdrawn"},
    "document_extended": {"ru": "Срок подписания целого продлён", "en": "The deadline of the whole was extended"},
    "document_policy_changed": {"ru": "Правила документа изменены", "en": "The document's rules were changed"},
    "settings_changed": {"ru": "Настройки изменены: {fields}", "en": "Settings changed: {fields}"},
    "section_added": {"ru": "Добавлен раздел", "en": "A section was added"},
    "people_assigned": {"ru": "Назначены участники", "en": "People were assigned"},
    "responsibilities_set": {"ru": "Распределена ответственность", "en": "Responsibility was distributed"},
    "comment_added": {"ru": "Добавлено замечание", "en": "A comment was added"},
    "comment_replied": {"ru": "Дан ответ на замечание", "en": "A comment was answered"},
    "comment_reattached": {
        "ru": "Замечание прикреплено к другим словам",
        "en": "A comment was attached to other words",
    },
    "comment_answered": {"ru": "Ответ на замечание: {answer}", "en": "A remark was answered: {answer}"},
    "comment_withdrawn": {"ru": "Замечание снято его автором", "en": "A remark was withdrawn by its author"},
    "answers_awaited": {
        "ru": "Голосование закончено, ждут ответа замечания: {unanswered}",
        "en": "The vote is done, and remarks wait for an answer: {unanswered}",
    },
    "vote_unsettled": {
        "ru": "Голоса изменились: рассмотрение продолжается",
        "en": "Votes were changed, and the review goes on",
    },
    "disagreement_opened": {"ru": "Открыто разногласие", "en": "A disagreement was opened"},
    "meeting_held": {"ru": "Согласительное совещание: {at}", "en": "A reconciliation meeting: {at}"},
    "settlement_proposed": {"ru": "Предложен согласованный текст", "en": "A text to settle it with was proposed"},
    "settlement_accepted": {"ru": "С текстом согласна сторона: {side}", "en": "A party agreed to the text: {side}"},
    "taken_to_leadership": {
        "ru": "Разногласие передано на решение: {decider_id}",
        "en": "A disagreement was taken to leadership: {decider_id}",
    },
    "decision_passed": {
        "ru": "Решение о разногласии за {decider_id} принимает: {deputy_id}",
        "en": "Who decides a disagreement in place of {decider_id}: {deputy_id}",
    },
    "disagreement_closed": {"ru": "Разногласие закрыто: {outcome}", "en": "A disagreement was closed: {outcome}"},
    "comment_resolved": {"ru": "Замечание закрыто", "en": "A thread was closed"},
    "file_read": {"ru": "Прочитан файл, вернувшийся от читателя", "en": "A file that came back was read"},
    "reading_applied": {"ru": "Из файла взято: {added}", "en": "Taken from a file: {added}"},
    "proposal_taken": {
        "ru": "Предложение взято в следующую редакцию",
        "en": "A proposal was taken into a draft",
    },
    "proposal_declined": {"ru": "Предложение отклонено", "en": "A proposal was declined"},
    "material_added": {"ru": "Добавлен материал", "en": "A material was added"},
    "material_changed": {"ru": "Материал изменён", "en": "A material was changed"},
    "material_withdrawn": {"ru": "Материал снят", "en": "A material was withdrawn"},
}

_OTHER: dict[Language, str] = {"ru": "Записано: {type}", "en": "Recorded: {type}"}
_CODES: dict[str, dict[Language, str]] = {
    "agree": {"ru": "согласие", "en": "agree"},
    "agree_with_remarks": {"ru": "согласие с замечаниями", "en": "agree with remarks"},
    "disagree": {"ru": "несогласие", "en": "disagree"},
    "abstain": {"ru": "воздержание", "en": "abstain"},
    "in_favour": {"ru": "за", "en": "in favour"},
    "against": {"ru": "против", "en": "against"},
    "begun": {"ru": "начать", "en": "begin"},
    "refused": {"ru": "не начинать", "en": "do not begin"},
    "author": {"ru": "автор замечания", "en": "the remark's author"},
    "editors": {"ru": "редакторы", "en": "the editors"},
    "settled": {"ru": "согласован текст", "en": "a text was agreed on"},
    "decided": {"ru": "решило руководство", "en": "leadership decided"},
    "dissent": {"ru": "особое мнение", "en": "dissent"},
    "lifted": {"ru": "предмета больше нет", "en": "nothing is left to settle"},
    "returned": {"ru": "возвращено", "en": "returned"},
    "accepted": {"ru": "принято", "en": "accepted"},
    "accepted_in_part": {"ru": "принято частично", "en": "accepted in part"},
    "declined": {"ru": "отклонено", "en": "declined"},
    "noted": {"ru": "принято к сведению", "en": "noted"},
    "more_time": {"ru": "нужно больше времени", "en": "more time is needed"},
    "not_mine": {"ru": "это дело не моё", "en": "this is not mine to do"},
    "reminder": {"ru": "напоминание", "en": "reminder"},
    "deadline": {"ru": "срок", "en": "deadline"},
    "step": {"ru": "шаг после срока", "en": "step after the deadline"},
    "referred": {
        "ru": "вынесено на согласительное совещание",
        "en": "referred to a reconciliation meeting",
    },
}


def sentence(
    event: Mapping[str, Any], at: datetime, actor: str, names: Mapping[str, str], *, zone: str, language: Language
) -> str:
    """What happened, when in `zone`, and by whom; `names` are people's by id, `actor` is empty for the system."""
    local = at.astimezone(ZoneInfo(zone))
    when = f"{day_in_words(local.date(), language)}, {local:%H:%M:%S}"
    key = _key(event)
    words = (TOLD.get(key) or ADMINISTERED.get(key, _OTHER))[language]
    facts = {**event, **(event.get("head") or {})}
    shown = {name: _shown(value, names, language) for name, value in facts.items()}
    if "fields" in facts:
        shown["fields"] = field_words(facts["fields"], language)
    told = words.format_map(_Facts(shown))
    return f"{when}. {told}{f' ({actor})' if actor else ''}."


def _key(event: Mapping[str, Any]) -> str:
    """A verdict is told by whose voice it is, and by whether it came on paper."""
    if event["type"] != "verdict_given":
        return str(event["type"])
    named = ("body" if event.get("body_id") else "", "letter" if event.get("letter_id") else "")
    return ".".join(filter(None, ("verdict_given", *named)))


class _Facts(dict[str, str]):
    """An older release's event may lack what a sentence speaks of."""

    def __missing__(self, _key: str) -> str:
        return "—"


def _shown(value: Any, names: Mapping[str, str], language: Language) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one, names, language) for one in value)
    if isinstance(value, Mapping):
        return _shown(value.get("what", value.get("id", "")), names, language)
    if isinstance(value, str) and value in _CODES:
        return _CODES[value][language]
    return "—" if value is None else names.get(str(value), str(value))
