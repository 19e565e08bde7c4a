"""The routes, one file a family; each says what it takes, calls one service and answers with a view."""

from api.routes import (
    bases,
    bodies,
    consent,
    documents,
    editions,
    health,
    imports,
    notices,
    organisations,
    people,
    references,
    section_acts,
    sections,
    sessions,
    texts,
    tokens,
)

FAMILIES = (
    health.router,
    sessions.router,
    tokens.router,
    people.router,
    references.router,
    consent.router,
    organisations.router,
    bodies.router,
    imports.router,
    documents.router,
    sections.router,
    bases.router,
    section_acts.router,
    texts.router,
    editions.router,
    notices.router,
)
