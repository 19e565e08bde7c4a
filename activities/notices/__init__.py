"""Notices: the dispatcher that sends what was planned in the record, and the channels it sends by."""

from activities.notices.dispatcher import Dispatcher
from activities.notices.post import MailSettings, NotDelivered, OutboxPost, Post, SmtpPost, open_post
from activities.notices.ways import PostSettings, Way, open_ways

__all__ = [
    "Dispatcher",
    "MailSettings",
    "NotDelivered",
    "OutboxPost",
    "Post",
    "PostSettings",
    "SmtpPost",
    "Way",
    "open_post",
    "open_ways",
]
