"""A request for every operation of those who have no account: the invited, outside experts, and letters."""

from typing import Any

PASSWORD = "тише едешь дальше будешь"


def without_account(ids: dict[str, str]) -> dict[str, tuple[str, str, Any]]:
    """The requests; of `ids` the section and a guest are named."""
    return {
        "links.read": ("GET", "/links/veche_link_", None),
        "invitations.accept": (
            "POST",
            "/invitations/accept",
            {"token": "veche_link_", "name": "Гость", "password": PASSWORD, "consent": "1"},
        ),
        "mail.receive": ("POST", "/mail", b"From: a@example.org"),
        "answers.read": ("GET", f"/answers/{'a' * 42}", None),
        "answers.undo": ("POST", f"/answers/{'a' * 42}/undo", None),
        "guests.list": ("GET", f"/sections/{ids['section']}/guests", None),
        "guests.invite": (
            "POST",
            f"/sections/{ids['section']}/guests",
            {"email": "v@example.org", "name": "Эксперт"},
        ),
        "guests.send_again": ("POST", f"/guests/{ids['guest']}/send-again", None),
        "guests.revoke": ("DELETE", f"/guests/{ids['guest']}", None),
        "guests.list_opinions": ("GET", f"/sections/{ids['section']}/outside-opinions", None),
        "guest.open": ("POST", "/guest/session", {"token": "veche_link_", "consent": "1"}),
        "guest.renew": ("POST", "/guest/links", {"token": "veche_link_"}),
        "guest.read": ("GET", "/guest", None),
        "guest.text": ("GET", "/guest/text", None),
        "guest.comment": ("POST", "/guest/comments", {"text": "Почему?", "quote": "Совет"}),
        "guest.verdict": ("POST", "/guest/verdict", {"verdict": "agree"}),
        "guest.resolve": ("POST", f"/guest/comments/{ids['comment']}/resolve", None),
        "guest.uphold": ("POST", f"/guest/comments/{ids['comment']}/uphold", {"reason": "Настаиваю"}),
    }
