"""`field_words`: the names of fields that an entry of the record lists as changed, in Russian and English."""

from collections.abc import Iterable

from schemas.language import Language

_FIELDS: dict[str, dict[Language, str]] = {
    "active": {"ru": "доступ", "en": "access"},
    "approvers": {"ru": "кто утверждает", "en": "who approves"},
    "bases": {"ru": "на чём основан", "en": "what it rests on"},
    "brief": {"ru": "задание", "en": "brief"},
    "email": {"ru": "адрес почты", "en": "e-mail address"},
    "language": {"ru": "язык", "en": "language"},
    "name": {"ru": "имя", "en": "name"},
    "organisation_id": {"ru": "организация", "en": "organisation"},
    "policy": {"ru": "правила", "en": "rules"},
    "position": {"ru": "должность", "en": "position"},
    "role": {"ru": "роль", "en": "role"},
    "title": {"ru": "название", "en": "title"},
}


def field_words(fields: Iterable[str], language: Language) -> str:
    """The fields one after the other; one that an older release named otherwise stays as it was named."""
    return ", ".join(_FIELDS[one][language] if one in _FIELDS else one for one in fields)
