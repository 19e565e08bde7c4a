"""The fixed words of papers in Russian and English."""

from dataclasses import dataclass

from schemas.language import Language
from schemas.papers import PaperKind


@dataclass(frozen=True)
class PaperWords:
    """Everything that the program itself writes into a paper beyond what an edition's annexes say."""

    kinds: dict[PaperKind, str]
    dated: str
    about_section: str
    about_whole: str
    text: str
    candidate: str
    nothing: dict[PaperKind, str]
    sheets: dict[PaperKind, str]
    more: str
    about_sheet: str
    section: str
    sheet_titles: tuple[str, ...]
    remark_titles: tuple[str, ...]
    disagreement_titles: tuple[str, ...]
    without_remarks: str
    with_remarks: str
    numbers: str
    delegations: str
    delegation_titles: tuple[str, ...]
    reasons: dict[str, str]
    since: str
    until: str
    outcomes: dict[str, str]
    missing: str
    whole_text: str
    met: str
    called: str
    approve: str
    coordinator: str
    blank_date: str
    entry: str


WORDS: dict[Language, PaperWords] = {
    "ru": PaperWords(
        kinds={
            "agreement-sheet": "ЛИСТ СОГЛАСОВАНИЯ",
            "remarks": "СВОДКА ЗАМЕЧАНИЙ И ПРЕДЛОЖЕНИЙ",
            "disagreements": "ПРОТОКОЛ РАЗНОГЛАСИЙ",
        },
        dated="{day} № {number}",
        about_section="к разделу {number} «{title}» документа «{document}»",
        about_whole="к документу «{document}»",
        text="{name}: редакция № {revision}, SHA-256 {hash}",
        candidate="Документ в целом: SHA-256 перечня разделов {hash}",
        nothing={
            "agreement-sheet": "Согласование не проводилось.",
            "remarks": "Замечаний и предложений не поступило.",
            "disagreements": "Разногласий нет.",
        },
        sheets={
            "agreement-sheet": "Лист согласования",
            "remarks": "Сводка замечаний",
            "disagreements": "Протокол разногласий",
        },
        more="Дополнение {number}",
        about_sheet="О бумаге",
        section="Раздел",
        sheet_titles=("Фамилия, имя", "Должность, организация", "Решение", "Замечания", "Редакция", "Дата"),
        remark_titles=("№", "Раздел и место в тексте", "Чьё", "Замечание или предложение", "Ответ и основание"),
        disagreement_titles=("№", "Раздел и место в тексте", "Редакция составителей", "Предлагаемая редакция", "Исход"),
        without_remarks="без замечаний",
        with_remarks="с замечаниями",
        numbers="(№ {numbers})",
        delegations="Передача полномочий",
        delegation_titles=("Кто передал", "Кто действовал", "Роль", "Основание", "Срок"),
        reasons={"delegation": "передано лично", "absence": "отсутствие", "ladder": "по правилам, после срока"},
        since="с {since} до завершения этапа",
        until="с {since} по {until}",
        outcomes={
            "open": "Не урегулировано",
            "meeting": "Вынесено на согласительное совещание",
            "settled": "Урегулировано",
            "leadership": "Передано на решение руководства",
            "decided": "Решено руководством",
            "dissent": "Особое мнение",
        },
        missing="В этой редакции таких слов нет.",
        whole_text="Раздел в целом",
        met="Согласительное совещание {day}, {place}.",
        called="Назначено согласительное совещание {day}, {place}.",
        approve="УТВЕРЖДАЮ",
        coordinator="Координатор документа",
        blank_date="«___» ______________ 20___ г.",
        entry="Составлено по журналу событий, запись {entry}. Решения приняты в электронном виде.",
    ),
    "en": PaperWords(
        kinds={
            "agreement-sheet": "AGREEMENT SHEET",
            "remarks": "SUMMARY OF REMARKS AND PROPOSALS",
            "disagreements": "RECORD OF DISAGREEMENTS",
        },
        dated="{day}, No. {number}",
        about_section="on section {number}, “{title}”, of “{document}”",
        about_whole="on “{document}”",
        text="{name}: revision No. {revision}, SHA-256 {hash}",
        candidate="The document as a whole: SHA-256 of the list of sections {hash}",
        nothing={
            "agreement-sheet": "No agreement was sought.",
            "remarks": "There were no remarks or proposals.",
            "disagreements": "There are no disagreements.",
        },
        sheets={
            "agreement-sheet": "Agreement sheet",
            "remarks": "Summary of remarks",
            "disagreements": "Disagreements",
        },
        more="Annex {number}",
        about_sheet="About this paper",
        section="Section",
        sheet_titles=("Name", "Position, organisation", "Decision", "Remarks", "Revision", "Date"),
        remark_titles=("No.", "Section and place", "Whose", "Remark or proposal", "Answer and grounds"),
        disagreement_titles=("No.", "Section and place", "The editors’ wording", "The proposed wording", "Outcome"),
        without_remarks="without remarks",
        with_remarks="with remarks",
        numbers="(No. {numbers})",
        delegations="Delegations",
        delegation_titles=("Whose duty", "Who acted", "Part", "Reason", "Term"),
        reasons={"delegation": "handed over", "absence": "absence", "ladder": "by the rules, after the deadline"},
        since="from {since} to the end of the phase",
        until="from {since} to {until}",
        outcomes={
            "open": "Not settled",
            "meeting": "Referred to a reconciliation meeting",
            "settled": "Settled",
            "leadership": "Taken to leadership",
            "decided": "Decided by leadership",
            "dissent": "Recorded as dissent",
        },
        missing="This revision does not have these words.",
        whole_text="The section as a whole",
        met="Reconciliation meeting on {day}, {place}.",
        called="A reconciliation meeting is called for {day}, {place}.",
        approve="APPROVED BY",
        coordinator="Coordinator of the document",
        blank_date="______________ 20___",
        entry="Made from the record of events, entry {entry}. The decisions were given electronically.",
    ),
}
