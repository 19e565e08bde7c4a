"""What can be wrong with the record, in words: where a fault is, and what is wrong there."""

from typing import Literal

from schemas.language import Language

WHERE: dict[str, dict[Language, str]] = {
    "stream": {"ru": "Поток {stream}, запись {seq}: ", "en": "Stream {stream}, entry {seq}: "},
    "row": {"ru": "Строка {stream}: ", "en": "Row {stream}: "},
    "checkpoint": {"ru": "Контрольная точка {seq}: ", "en": "Checkpoint {seq}: "},
}

WHAT: dict[str, dict[Language, str]] = {
    "missing": {"ru": "записи нет, она удалена.", "en": "the entry is gone; it was deleted."},
    "inserted": {"ru": "запись вставлена позже.", "en": "the entry was put in later."},
    "changed": {"ru": "запись изменена.", "en": "the entry was changed."},
    "displaced": {"ru": "запись стоит не на своём месте.", "en": "the entry does not stand in its own place."},
    "rewritten": {
        "ru": "цепочка переписана: здесь подписана другая запись.",
        "en": "the chain was rewritten: another entry was signed here.",
    },
    "beyond_the_head": {
        "ru": "запись стоит после конца потока.",
        "en": "the entry stands after the end of the stream.",
    },
    "not_the_head": {
        "ru": "конец потока назван иначе, чем записан.",
        "en": "the end of the stream is named otherwise than it is recorded.",
    },
    "stream_missing": {"ru": "потока нет, он удалён.", "en": "the stream is gone; it was deleted."},
    "without_receipt": {
        "ru": "к записи нет квитанции: такого действия никто не совершал, или квитанция удалена.",
        "en": "no receipt belongs to the entry: nobody did such an act, or the receipt was deleted.",
    },
    "after_its_receipt": {
        "ru": "запись добавлена к действию, которое уже было закончено.",
        "en": "the entry was added to an act that had ended.",
    },
    "names_no_checkpoint": {
        "ru": "названной здесь контрольной точки нет.",
        "en": "there is no checkpoint as it is named here.",
    },
    "refusals_changed": {
        "ru": "отказы, которые здесь заверены, изменены или удалены.",
        "en": "refusals that are sealed here were changed or deleted.",
    },
    "snapshot_differs": {
        "ru": "состояние не то, к которому приводят записи.",
        "en": "the state is not the one that the entries lead to.",
    },
    "row_differs": {
        "ru": "показывается не то состояние, к которому приводят записи.",
        "en": "the state that is shown is not the one that the entries lead to.",
    },
    "note_changed": {
        "ru": "основание, названное здесь, изменено или удалено, а не стёрто по правилам.",
        "en": "the reason named here was changed or deleted, not erased on record.",
    },
    "named_differs": {
        "ru": "текст, замечание или файл, названные здесь, хранятся не такими, как записано.",
        "en": "the text, comment or file named here is not kept as it is recorded.",
    },
    "person_differs": {
        "ru": "роль человека, названного здесь, или то, открыта ли его учётная запись, не такие, как записано.",
        "en": "the role of the person named here, or whether their account is open, is not as it is recorded.",
    },
    "typed_differs": {
        "ru": "название, имя или слова, записанные здесь, хранятся другими, или их больше нет.",
        "en": "a title, a name or words recorded here are kept otherwise, or are gone.",
    },
    "token_differs": {
        "ru": "токен, названный здесь, принадлежит другому, даёт другие права или действует, хотя отозван.",
        "en": "the token named here belongs to somebody else, gives other rights, or works though it was revoked.",
    },
    "without_entry": {
        "ru": "ни одна запись журнала её не создавала: она вписана мимо журнала.",
        "en": "no entry of the record made it; it was written past the record.",
    },
    "checkpoint_missing": {"ru": "её нет, она удалена.", "en": "it is gone; it was deleted."},
    "checkpoint_changed": {"ru": "она изменена.", "en": "it was changed."},
    "checkpoint_signature": {"ru": "подпись не подходит.", "en": "the signature does not fit."},
    "checkpoint_key": {
        "ru": "подписавший ключ здесь не известен или отозван.",
        "en": "the key that signed it is not known here, or revoked.",
    },
    "heads_differ": {
        "ru": "сохранённые концы потоков не те, что она подписывает.",
        "en": "the ends of streams that are kept are not those it signs.",
    },
}
"""What can be wrong with the record, a sentence for each."""

COMPARED: dict[Language, str] = {
    "ru": "С журналом сверено: где стоят разделы, документы, вехи и голосования и какой у них срок; какой текст принят "
    "(по его отпечатку); кто прислал тексты, замечания и файлы; записанные основания; слова замечаний; названия "
    "документов, разделов, организаций, органов и материалов, имена и адреса людей, файлы материалов, – если они "
    "записаны или изменены этой версией или более новой; роли людей и открыты ли их учётные записи; токены. У каждой "
    "такой строки и у каждого сеанса есть запись, которая их создала. Не сверялось, потому что в журнале этого нет: "
    "пароли, исходные файлы текстов и их имена, членство в органах, планы до утверждения, каналы, прочие настройки.",
    "en": "Compared with the record: where sections, documents, milestones and votes stand and until when; which text "
    "was accepted (by its hash); who handed in texts, comments and files; typed reasons; the words of comments; titles "
    "of documents, sections, organisations, bodies and materials, people's names and addresses, files of materials, as "
    "far as this release or a later one recorded or changed them; people's roles and whether their accounts are open; "
    "tokens. Each such row and each session has an entry that made it. Not compared, as the record does not hold it: "
    "passwords, the original files of texts and their names, memberships of bodies, plans before they are approved, "
    "channels and all other settings.",
}
"""What a check without faults has looked at, and what it has not."""


def fault_in_words(
    kind: Literal["stream", "row", "checkpoint"], stream_id: str, seq: int, what: str, language: Language
) -> str:
    """Where the fault is, in an entry of a stream, in a row or in a checkpoint, and what is wrong."""
    return WHERE[kind][language].format(stream=stream_id, seq=seq) + WHAT[what][language]
