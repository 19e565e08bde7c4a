"""What open pages listen to: each stream says only that something has changed."""

import asyncio

from fastapi import APIRouter, Response

from edge.path import Id
from services.record.news import news_of_document, news_of_section, news_of_waiting
from web.news import news_stream
from web.visit import Visiting

router = APIRouter()


@router.get("/news", operation_id="notices.list")
async def waiting_news(visit: Visiting) -> Response:
    """That what waits for me has changed."""
    return news_stream(visit, await asyncio.to_thread(news_of_waiting, visit.house, visit.actor))


@router.get("/sections/{section_id}/news", operation_id="sections.read")
async def section_news(visit: Visiting, section_id: Id) -> Response:
    """That something has changed in a section."""
    news = news_of_section(visit.house, visit.actor, section_id)
    await asyncio.to_thread(news.tag)  # refused here and not inside the stream
    return news_stream(visit, news)


@router.get("/documents/{document_id}/news", operation_id="documents.read")
async def document_news(visit: Visiting, document_id: Id) -> Response:
    """That something has changed in a document."""
    news = news_of_document(visit.house, visit.actor, document_id)
    await asyncio.to_thread(news.tag)
    return news_stream(visit, news)
