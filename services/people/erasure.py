"""Erasing a person: name and identity go, the words they gave to the work stay under a designation."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session as Unit
from sqlmodel import col, delete, func, select, update

from activities.convert.authors import without_authors
from activities.notices.outbox import remove_letters
from activities.searching import follow_titles
from domain.erasure import CLOSED, DONE, STAYS, TITLES, pseudonym
from domain.rights import Relation
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.installation_events import ErasureAsked, NoteErased, PersonErased
from schemas.language import Language
from schemas.problems import Refused
from schemas.section import Note
from schemas.typed import Typed
from schemas.views.erasure import ErasureAskedView, ErasureForm, ErasureItem, ErasureView
from services.house import House
from services.notes import keep_note
from services.rights import permit
from storage.journal import Journal, known_receipt
from storage.tables import (
    Channel,
    ChannelProof,
    Comment,
    Delivery,
    Edition,
    EditionFile,
    Erasure,
    Invitation,
    Link,
    Material,
    MaterialVersion,
    Notice,
    PeopleImport,
    Person,
    Stream,
)
from storage.tables import Note as NoteRow
from storage.traces import is_named, originals_of, readdress, take_out, typed_titles


def ask_erasure(house: House, *, actor: Actor, act: Act, person_id: str) -> ErasureAskedView:
    """Record that a person asks to be erased; administrators see it with the person."""
    permit("people.ask_erasure", actor, {Relation.SELF} if person_id == actor.id else ())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person = journal.session.get_one(Person, person_id, with_for_update=True)
        person.erasure_asked_at = person.erasure_asked_at or journal.now
        facts = {"person_id": person_id, "asked_at": person.erasure_asked_at.isoformat()}
        return facts, [ErasureAsked(person_id=person_id)]

    return ErasureAskedView.model_validate(house.administer(act, effect).facts)


def erase_person(
    house: House, *, actor: Actor, act: Act, person_id: str, form: ErasureForm, language: Language | None = None
) -> ErasureView:
    """Erase somebody who was deactivated, which has ended their open duties; it is told in `language`, or the actor's.

    Raises Refused with `not_found`, `person_still_active` or `already_erased`, and as the object store does.
    """
    permit("people.erase", actor)
    with house.database.read() as unit:
        person = unit.get(Person, person_id)
        if person is None:
            raise Refused("not_found")
        letters, name = _letters(unit, person), person.name
        originals = originals_of(unit, person_id)
    # Only the first time: a repetition finds neither the address nor the files' old names, and is answered as before.
    if known_receipt(house.database, act) is None and person.erased_at is None and not person.active:
        letters_gone = _forget_letters(house, *letters, name)
        files = _cleaned(house, originals)
    else:
        letters_gone, files = 0, _Files({}, 0)
    note = keep_note(house, act, form.reason)
    receipt = house.administer(act, _Erasing(house, person_id, form, note, files, letters_gone).effect)
    _clear_leftovers(house)
    _empty_log(house)
    with house.database.read() as unit:
        titles = typed_titles(unit, person_id)
    return _view(receipt, language or ("en" if actor.language == "en" else "ru"), titles)


class _Files(NamedTuple):
    """The person's uploads: addresses of those that named authors with those of copies that do not; how many closed."""

    cleaned: dict[str, str]
    closed: int


class _Erasing:
    """One erasure inside its transaction."""

    def __init__(
        self, house: House, person_id: str, form: ErasureForm, note: Note, files: _Files, letters: int
    ) -> None:
        self._house = house
        self._person_id = person_id
        self._form = form
        self._note = note
        self._files = files
        self._letters = letters

    def effect(self, journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        """Take everything out, in one transaction."""
        unit = journal.session
        person = unit.get_one(Person, self._person_id, with_for_update=True)
        if person.erased_at is not None:
            raise Refused("already_erased", name=person.name)
        if person.active:
            raise Refused("person_still_active")
        number = unit.exec(select(func.count()).where(col(Person.id) <= person.id)).one()
        _end_invitations(unit, person.email, journal.now)
        _settle_digests(unit, person.id, journal.now)
        unit.exec(delete(PeopleImport).where(col(PeopleImport.confirmed_at).is_(None)))  # it may list them, too
        _blank(person, number, journal.now)
        counts = dict(take_out(unit, person.id, person.name))
        follow_titles(unit, person.id)
        cleaned = self._files.cleaned
        for old, new in cleaned.items():
            readdress(unit, person.id, old, new)
        unpublished = _unpublished_files(unit)
        counts |= {"originals": len(cleaned), "letters": self._letters, "editions": len(unpublished)}
        counts["closed"] = self._files.closed
        if self._form.notes:
            counts["notes"] = _erase_notes(unit, col(NoteRow.person_id) == person.id)
        unit.add(Erasure(person_id=person.id, at=journal.now, leftovers=sorted({*cleaned, *unpublished})))
        facts = {"person_id": person.id, "name": person.name, "counts": counts}
        return facts, [self._erased(unit, person)]

    def _erased(self, unit: Unit, person: Person) -> PersonErased:
        unit.flush()
        unit.expire_all()  # most of it went by statements
        rows = [*unit.exec(select(Material).where(Material.person_id == person.id))]
        rows += unit.exec(select(MaterialVersion).where(MaterialVersion.person_id == person.id))
        files = tuple(Typed(id=row.id, typed=self._house.typed(row)) for row in rows)
        typed, notes = self._house.typed(person), self._form.notes
        return PersonErased(person_id=person.id, note=self._note, notes=notes, typed=typed, files=files)


def erase_note(house: House, *, actor: Actor, act: Act, note_id: str) -> None:
    """Erase a typed reason; the record keeps its id and a hash that nobody can undo. Raises Refused("not_found")."""
    permit("notes.erase", actor)
    with house.database.read() as unit:
        told = unit.exec(select(Notice.id, Notice.facts)).all()
    letters = {notice for notice, facts in told if facts.get("note_id") == note_id}
    _forget_letters(house, set(), letters)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        if _erase_notes(journal.session, col(NoteRow.id) == note_id) == 0:
            raise Refused("not_found")
        return {}, [NoteErased(note_id=note_id)]

    house.administer(act, effect)
    _empty_log(house)


def _empty_log(house: House) -> None:
    """As far as it can be done now: what was erased is erased, and a busy database empties its log later."""
    with suppress(Refused, DBAPIError):
        house.database.empty_log()


def _blank(person: Person, number: int, now: datetime) -> None:
    person.name = pseudonym(number, "en" if person.language == "en" else "ru")
    person.email = f"{person.id}@erased.invalid"
    person.position, person.organisation_id, person.password_hash = "", None, None
    person.consent_version, person.consent_at, person.consent_withdrawn_at = "", None, None
    person.role, person.erased_at, person.salt = "member", now, ""
    person.version += 1


def _end_invitations(unit: Unit, email: str, now: datetime) -> None:
    """Whoever was invited under this address is not any more: no link works, and nothing of the letter is kept."""
    theirs = select(Invitation.id).where(Invitation.email == email)
    unused = (col(Link.invitation_id).in_(theirs), col(Link.used_at).is_(None))
    unit.exec(update(Link).where(*unused).values(used_at=now))
    still_open = (col(Invitation.email) == email, col(Invitation.accepted_at).is_(None))
    unit.exec(update(Invitation).where(*still_open).values(withdrawn_at=now, bodies={}))
    unit.exec(update(Invitation).where(col(Invitation.email) == email).values(email="", name="", position=""))


def _settle_digests(unit: Unit, person_id: str, now: datetime) -> None:
    """What waited for a digest is looked at now and dropped, as letters to a closed account are."""
    waiting = (col(Delivery.person_id) == person_id, col(Delivery.state).in_(("planned", "failed")))
    digests = update(Delivery).where(*waiting, col(Delivery.rhythm) != "at_once")
    unit.exec(digests.values(rhythm="at_once", letter_id=Delivery.notice_id, next_try_at=now))


def _erase_notes(unit: Unit, which: Any) -> int:
    """Without its salt the hash in the record says nothing about a short text either."""
    notes = select(NoteRow.id).where(which)
    unit.exec(update(Comment).where(col(Comment.note_id).in_(notes)).values(text=""))
    return unit.exec(update(NoteRow).where(which).values(text="", salt="")).rowcount


def _unpublished_files(unit: Unit) -> list[str]:
    """Take the files of editions that came to nothing off the list; their addresses."""
    query = select(EditionFile).join(Edition, col(Edition.id) == col(EditionFile.edition_id))
    files = unit.exec(query.where(Edition.state == "void")).all()
    for file in files:
        unit.delete(file)
    unit.flush()
    return [file.address for file in files]


def _cleaned(house: House, originals: Sequence[tuple[str, str]]) -> _Files:
    found, closed = {}, 0
    for address, _ in originals:
        clean = without_authors(house.converter, house.store.get(address))
        if clean is None:
            closed += 1
        elif (new := house.store.put(clean)) != address:
            found[address] = new
    return _Files(found, closed)


def _letters(unit: Unit, person: Person) -> tuple[set[str], set[str]]:
    """The person's addresses, and the ids under which letters to them may lie in the outbox."""
    notices = unit.exec(select(Notice.id).where(Notice.person_id == person.id)).all()
    letters = unit.exec(select(Delivery.letter_id).where(Delivery.person_id == person.id)).all()
    addresses = [person.email]
    for table in (Channel, ChannelProof):
        addresses += unit.exec(select(table.address).where(table.person_id == person.id)).all()
    return {address.lower() for address in addresses if address}, {*notices, *(one for one in letters if one)}


def _forget_letters(house: House, to: set[str], ids: set[str], name: str = "") -> int:
    return 0 if house.outbox is None else remove_letters(house.outbox, to=to, ids=ids, name=name)


def _clear_leftovers(house: House) -> None:
    """Remove objects that erasures left behind, also one that was cut short, unless another row needs them."""
    with house.database.read() as unit:
        waiting = [row for row in unit.exec(select(Erasure)) if row.leftovers]
    for row in waiting:
        for address in row.leftovers:
            with house.database.read() as unit:
                needed = is_named(unit, address)
            if not needed:
                house.store.delete(address)
        with house.database.write() as unit:
            unit.get_one(Erasure, row.person_id).leftovers = []


def _view(receipt: Receipt, language: Language, titles: Sequence[str]) -> ErasureView:
    counts = dict(receipt.facts["counts"])
    closed = counts.pop("closed", 0)
    done = [ErasureItem(what="account", sentence=DONE["account"][language])]
    for what, count in counts.items():
        done.append(ErasureItem(what=what, count=count, sentence=DONE[what][language].format(count=count)))
    stays = [
        ErasureItem(what=what, sentence=sentences[language]) for what, sentences in STAYS.items() if what not in counts
    ]
    if closed:
        stays.append(ErasureItem(what="closed", count=closed, sentence=CLOSED[language].format(count=closed)))
    if titles:
        listed = ", ".join(f"«{title}»" for title in titles)
        stays.append(ErasureItem(what="titles", count=len(titles), sentence=TITLES[language].format(titles=listed)))
    facts = receipt.facts
    return ErasureView(person_id=facts["person_id"], name=facts["name"], at=receipt.at, done=done, stays=stays)
