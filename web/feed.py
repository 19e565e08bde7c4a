"""A document's editions as an Atom feed (RFC 4287), for readers who want to hear of the next one."""

from xml.etree import ElementTree as Xml

from schemas.language import Language
from services.documents.published import Published
from web.speech import Speech

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


def feed_of(found: Published, public_url: str, speech: Speech, language: Language) -> bytes:
    """The editions, the newest first. Ids and links are the editions' addresses for good, instants are UTC."""
    Xml.register_namespace("", ATOM)
    address = f"{public_url}/published/{found.document_id}"
    feed = Xml.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    title = found.manifest.title
    _text(feed, "title", title)
    _text(feed, "id", address)
    _text(feed, "updated", found.editions[-1].published_at.isoformat())
    _link(feed, f"{address}/feed.atom", "self")
    _link(feed, address, "alternate")
    for one in reversed(found.editions):
        entry = Xml.SubElement(feed, f"{{{ATOM}}}entry")
        told = speech.say("published.edition_of", number=one.number, at=speech.day(one.published_at))
        _text(entry, "title", f"{title}. {told}")
        _text(entry, "id", f"{address}/{one.number}")
        _text(entry, "updated", one.published_at.isoformat())
        _text(Xml.SubElement(entry, f"{{{ATOM}}}author"), "name", speech.say("layout.name"))
        _link(entry, f"{address}/{one.number}", "alternate")
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Xml.Element, name: str, words: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = words


def _link(parent: Xml.Element, href: str, rel: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}link", {"href": href, "rel": rel})
