"""One's inbox."""

WORDS = {
    "notices.title": ("Сообщения", "Notices"),
    "notices.all_read": ("Всё прочитано.", "All is read."),
    "notices.none": ("Сообщений пока нет.", "There are no notices yet."),
    "notices.new": ("новое", "new"),
    "notices.how": ("Как мне сообщать", "How I am told"),
    "notices.mark": ("Прочитано", "Mark as read"),
    "notices.mark_shown": ("Отметить показанные как прочитанные", "Mark those shown as read"),
    "notices.marked": ("Отмечено.", "Marked."),
    "notices.earlier": ("Показать более ранние", "Show earlier ones"),
}
COUNTED = {
    "notices.unread": (
        ("непрочитанное сообщение", "непрочитанных сообщения", "непрочитанных сообщений"),
        ("unread notice", "unread notices"),
    ),
}
