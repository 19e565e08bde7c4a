"""The fixed words of an edition in Russian and English: labels, verdicts, answers, dates."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.words import MONTHS
from schemas.edition import RemarkAnswer, RemarkKind, SheetPart, SheetVerdict
from schemas.language import Language


@dataclass(frozen=True)
class Words:
    """Everything that the program itself writes into an edition."""

    edition: str
    contents: str
    check: str
    annex: str
    agreement_sheet: str
    no_agreement: str
    remarks: str
    no_remarks: str
    dissent: str
    whole_document: str
    agreement_titles: tuple[str, str, str, str, str]
    remark_titles: tuple[str, str, str, str, str]
    dissent_titles: tuple[str, str, str, str, str]
    parts: dict[SheetPart, str]
    verdicts: dict[SheetVerdict, str]
    kinds: dict[RemarkKind, str]
    answers: dict[RemarkAnswer, str]
    unanswered: str
    total: str
    reasons: str
    reason_titles: tuple[str, str, str, str]
    returned: str
    against: str
    late: str
    instead_of: str
    for_body: str
    by_letter: str
    revision: str
    months: tuple[str, ...]
    date_order: str

    def day(self, value: date) -> str:
        """A date in words: «22 ноября 2026 г.», "22 November 2026"."""
        return self.date_order.format(day=value.day, month=self.months[value.month - 1], year=value.year)


WORDS: dict[Language, Words] = {
    "ru": Words(
        edition="Издание № {number}",
        contents="Содержание",
        check="Проверить подлинность этого издания:",
        annex="Приложение {number}. {title}",
        agreement_sheet="Лист согласования",
        no_agreement="Согласование не проводилось.",
        remarks="Сводка замечаний и предложений",
        no_remarks="Замечаний и предложений не поступило.",
        dissent="Особые мнения",
        whole_document="Документ в целом",
        agreement_titles=("Участник", "Роль", "Решение", "Редакция", "Дата"),
        remark_titles=("№", "Автор", "Место в тексте", "Замечание или предложение", "Ответ"),
        dissent_titles=("№", "Чьё мнение", "Слова в тексте", "Предложенные слова", "Основания"),
        parts={
            "reviewer": "рецензент",
            "signer": "утверждающий",
            "coordinator": "координатор",
            "leadership": "руководство",
            "outside": "внешний эксперт, без права голоса",
        },
        verdicts={
            "agree": "согласовано",
            "agree_with_remarks": "согласовано с замечаниями",
            "disagree": "не согласовано",
            "abstain": "воздержался",
            "tacit": "согласовано по умолчанию (молчаливое согласие)",
            "signed": "утверждено",
            "declined": "отказано в подписании",
            "void": "подпись не действует: текст возвращён на доработку",
            "recused": "отведён: конфликт интересов",
            "left": "выбыл из круга",
            "decided": "принято решением координатора: голосов меньше, чем требует правило",
        },
        kinds={"remark": "Замечание", "proposal": "Предложение", "question": "Вопрос"},
        answers={
            "accepted": "Принято",
            "accepted_in_part": "Принято частично",
            "declined": "Отклонено",
            "noted": "Принято к сведению",
            "referred": "Вынесено на согласительное совещание",
        },
        unanswered="Без ответа",
        total="Всего замечаний и предложений: {count}.",
        reasons="Основания решений (не замечания, ответа не требуют)",
        reason_titles=("Чьи", "К какому решению", "Основания", "Дата"),
        returned="возвращено на доработку",
        against="решено против текста",
        late="поступило после утверждения, для следующей редакции",
        instead_of="(за: {person})",
        for_body="за объединение: {person}",
        by_letter="письмо № {number} от {day}",
        revision="№ {number}",
        months=MONTHS["ru"],
        date_order="{day} {month} {year} г.",
    ),
    "en": Words(
        edition="Edition {number}",
        contents="Contents",
        check="To check that this edition is authentic:",
        annex="Annex {number}. {title}",
        agreement_sheet="Agreement sheet",
        no_agreement="No agreement was sought.",
        remarks="Summary of remarks and proposals",
        no_remarks="There were no remarks or proposals.",
        dissent="Dissent",
        whole_document="The document as a whole",
        agreement_titles=("Participant", "Part", "Decision", "Revision", "Date"),
        remark_titles=("No.", "Author", "Place in the text", "Remark or proposal", "Answer"),
        dissent_titles=("No.", "Whose", "Words in the text", "Proposed words", "Grounds"),
        parts={
            "reviewer": "reviewer",
            "signer": "approver",
            "coordinator": "coordinator",
            "leadership": "leadership",
            "outside": "outside expert, no vote",
        },
        verdicts={
            "agree": "agreed",
            "agree_with_remarks": "agreed with remarks",
            "disagree": "disagreed",
            "abstain": "abstained",
            "tacit": "agreed by silence (tacit agreement)",
            "signed": "signed",
            "declined": "declined to sign",
            "void": "signature void: the text went back to its editors",
            "recused": "recused: conflict of interest",
            "left": "left the round",
            "decided": "accepted by the coordinator: fewer voted than the rule asks for",
        },
        kinds={"remark": "Remark", "proposal": "Proposal", "question": "Question"},
        answers={
            "accepted": "Accepted",
            "accepted_in_part": "Accepted in part",
            "declined": "Declined",
            "noted": "Noted",
            "referred": "Referred to a reconciliation meeting",
        },
        unanswered="Not answered",
        total="Remarks and proposals in all: {count}.",
        reasons="Reasons given with decisions (no remarks, nobody has to answer them)",
        reason_titles=("Whose", "For which decision", "Reasons", "Date"),
        returned="sent back to the editors",
        against="decided against the text",
        late="came after approval, for the next version",
        instead_of="(for {person})",
        for_body="for the body: {person}",
        by_letter="letter No. {number} of {day}",
        revision="No. {number}",
        months=MONTHS["en"],
        date_order="{day} {month} {year}",
    ),
}


def short_day(instant: datetime, zone: str) -> str:
    """The day of an instant in a zone as figures: 22.11.2026."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%d.%m.%Y")
