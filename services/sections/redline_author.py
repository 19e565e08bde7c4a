"""Under whose name the changes of a redline stand, and which changes of a file that came back are therefore ours."""

from activities.redline.wordml import stamp
from schemas.language import LANGUAGES, Language
from schemas.redline import Authorship
from storage.tables import Revision

_AUTHORS: dict[Language, str] = {"ru": "Редакция {head}", "en": "Revision {head}"}


def authorship_of(head: Revision, language: Language) -> Authorship:
    """Changes stand under the revision's number: several people's texts may have been merged in it."""
    return Authorship(author=_AUTHORS[language].format(head=head.number or "…"), at=head.at)


def is_ours(head: Revision, author: str, date: str) -> bool:
    """Whether something in a file bears the name and the second that the redline of `head` gave it."""
    names = {authorship_of(head, language).author for language in LANGUAGES}
    return author in names and date[:19] == stamp(head.at)[:19]
