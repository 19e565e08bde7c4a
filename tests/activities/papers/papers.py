"""One sample of every paper."""

from datetime import UTC, date, datetime

from schemas.edition import AgreementRow, Delegation, DisagreementRow, RemarkRow
from schemas.language import Language
from schemas.papers import Paper, PaperKind, PaperText

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HASH = "0123456789abcdef" * 4
CANDIDATE = "f" * 64
FIRST = {"section_number": "1", "section_title": "Цели"}
SECOND = {"section_number": "2", "section_title": "Показатели"}

AGREEMENT = (
    AgreementRow(
        **FIRST,
        person="Соколова Мария",
        position="председатель совета",
        organisation="Землячество Приозёрья",
        part="reviewer",
        verdict="agree_with_remarks",
        revision_number=3,
        revision_hash=HASH,
        at=AT,
        remarks=(1, 2),
    ),
    AgreementRow(**FIRST, person="Лисицын Олег", part="reviewer", verdict="tacit", revision_number=3, at=AT),
    AgreementRow(**FIRST, person="Ершов Пётр", part="reviewer", verdict="recused", revision_number=3, at=AT),
    AgreementRow(**SECOND, person="Галкина Вера", instead_of="Зорин Илья", part="signer", verdict="signed", at=AT),
)
DELEGATIONS = (
    Delegation(**SECOND, person="Зорин Илья", deputy="Галкина Вера", part="signer", by="absence", since=AT),
    Delegation(
        **FIRST,
        person="Соколова Мария",
        deputy="Лисицын Олег",
        part="reviewer",
        by="delegation",
        since=AT,
        until=datetime(2026, 12, 1, 12, tzinfo=UTC),
    ),
)
REMARKS = (
    RemarkRow(
        number=1,
        **FIRST,
        place="к 2030 году",
        author="Соколова Мария",
        kind="proposal",
        text="Срок короче → к 2028 году",
        answer="declined",
        grounds="Срок задан указом.",
    ),
    RemarkRow(number=2, **FIRST, author="Соколова Мария", kind="remark", text="- тире в начале", answer="accepted"),
    RemarkRow(number=3, **SECOND, author="Ершов Пётр", kind="question", text="Откуда число 100 %? 漢字"),
)
DISAGREEMENTS = (
    DisagreementRow(
        number=1,
        **FIRST,
        place="к 2030 году",
        wording="достичь к 2030 году",
        proposed="достичь к 2028 году",
        parties=("Соколова Мария",),
        outcome="dissent",
        decision="Руководство оставило срок.",
        at=AT,
    ),
)


def paper(kind: PaperKind, language: Language = "ru", *, whole: bool = True, empty: bool = False) -> Paper:
    """A paper of this kind, about the whole document or its first section."""
    own = {"agreement": AGREEMENT, "delegations": DELEGATIONS, "remarks": REMARKS, "disagreements": DISAGREEMENTS}
    rows = {name: tuple(row for row in found if whole or row.section_number == "1") for name, found in own.items()}
    texts = [PaperText(number="1", title="Цели", revision_number=3, text_hash=HASH)]
    if whole:
        texts += [PaperText(number="2", title="Показатели", revision_number=1, text_hash=HASH)]
        texts.append(PaperText(text_hash=CANDIDATE))
    return Paper(
        kind=kind,
        document="Стратегия развития",
        whole=whole,
        organisation="Совет землячеств",
        coordinator="Ильин Андрей",
        position="секретарь",
        number="1/3",
        date=date(2026, 11, 22),
        at=AT,
        entry="section/1 № 57, abcdef",
        language=language,
        texts=tuple(texts),
        **({} if empty else rows),
    )
