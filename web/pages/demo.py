"""The demo document of a first run: what it is, loading it, taking it away."""

from fastapi import APIRouter, Response

from services.demo.demo import demo_document, load_demo
from services.demo.removal import remove_demo
from services.rights import permit
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/demo")


@router.get("", operation_id="people.list")
def show_demo(visit: Visiting) -> Response:
    """What the demo is for, what goes when it is taken away, and what stays."""
    permit("people.add", visit.actor)
    return visit.page("setup/demo.html", loaded=demo_document(visit.house))


@router.post("", operation_id="people.add")
async def load(visit: Visiting, sent: Sending) -> Response:
    """Load it and lead there."""
    document_id = await load_demo(visit.house, actor=visit.actor, act=visit.act(sent))
    return visit.go(f"/documents/{document_id}", said="demo.loaded")


@router.post("/removal", operation_id="people.erase")
async def remove(visit: Visiting, sent: Sending) -> Response:
    """Take it away."""
    await remove_demo(visit.house, actor=visit.actor, act=visit.act(sent))
    return visit.go("/documents", said="demo.removed")
