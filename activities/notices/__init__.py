"""Notices: the dispatcher that sends what was planned in the record, and the post it sends by."""

from activities.notices.dispatcher import Dispatcher
from activities.notices.post import MailSettings, NotDelivered, OutboxPost, Post, SmtpPost, open_post

__all__ = ["Dispatcher", "MailSettings", "NotDelivered", "OutboxPost", "Post", "SmtpPost", "open_post"]
