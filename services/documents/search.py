"""Searching what belongs to a document: its materials, the latest texts of its sections, its comments."""

from collections import Counter

from sqlmodel import Session, col, func, select

from activities.searching import SearchKind
from domain.search.index import Posting
from domain.search.ranking import marks_in, rarity_of, score, snippet
from domain.search.stems import asked_stems
from schemas.actor import Actor
from schemas.views.materials import FoundView, SnippetView
from schemas.views.page import Page, Slice
from services.house import House
from services.pages import cut
from services.relations import document_for
from services.sections.opinions import hidden_comments
from storage.tables import SearchItem, SearchPosting


def find(
    house: House, *, actor: Actor, document_id: str, query: str, kinds: list[SearchKind], page: Page
) -> Slice[FoundView]:
    """What has every word of the query in some form of it, the best first; `kinds` empty means all."""
    asked = asked_stems(query)
    with house.database.read() as session:
        document_for(session, "search.find", actor, document_id)
        found = _postings(session, document_id, asked)
        hidden = {f"comment/{one}" for one in hidden_comments(session, actor, document_id)}
        found = {item_id: postings for item_id, postings in found.items() if item_id not in hidden}
        # What came with a verdict is hidden too, and was never among the texts.
        seen = (SearchItem.document_id == document_id, col(SearchItem.id).not_in(hidden))
        texts = session.exec(select(func.count()).where(*seen)).one()
        rarity = rarity_of(texts, Counter(posting.stem for one in found.values() for posting in one))
        scores = {
            item_id: score(postings, rarity)
            for item_id, postings in found.items()
            if len(postings) == len(asked) and (not kinds or item_id.partition("/")[0] in kinds)
        }
        shown = cut(sorted(scores, key=lambda item_id: (-scores[item_id], item_id)), str, page)
        rows = session.exec(select(SearchItem).where(col(SearchItem.id).in_(shown.items)))
        items = {row.id: row for row in rows}
    return shown.each(lambda item_id: _view(items[item_id], found[item_id], scores[item_id]))


def _postings(session: Session, document_id: str, asked: tuple[str, ...]) -> dict[str, list[Posting]]:
    """What of the stems asked for each text has, by the text's id."""
    query = select(SearchPosting).where(SearchPosting.document_id == document_id, col(SearchPosting.stem).in_(asked))
    found: dict[str, list[Posting]] = {}
    for row in session.exec(query):
        posting = Posting(row.stem, row.count, _places(row.places), row.in_title)
        found.setdefault(row.item_id, []).append(posting)
    return found


def _places(kept: str) -> tuple[tuple[int, int], ...]:
    pairs = (pair.split(":") for pair in kept.split())
    return tuple((int(start), int(end)) for start, end in pairs)


def _view(item: SearchItem, postings: list[Posting], points: float) -> FoundView:
    shown = snippet(item.text, [place for posting in postings for place in posting.places])
    kind, _, id_ = item.id.partition("/")
    return FoundView.model_validate(
        {
            "kind": kind,
            "id": id_,
            "section_id": item.section_id,
            "title": item.title,
            "title_marks": marks_in(item.title, [posting.stem for posting in postings]),
            "snippet": SnippetView.model_validate(shown._asdict()),
            "score": round(points, 3),
        }
    )
