"""The page of the matrix of responsibility."""

WORDS = {
    "responsibilities.title": ("Кто за что отвечает", "Who answers for what"),
    "responsibilities.lead": (
        "Кто участвует кроме названных в самих разделах. Этапы, которые уже идут, остаются как есть.",
        "Who takes part besides those named in the sections themselves. Phases that are open stay as they are.",
    ),
    "responsibilities.section": ("Раздел", "Section"),
    "responsibilities.everywhere": ("Все разделы", "All sections"),
    "responsibilities.task_drafting": ("Пишут", "Write"),
    "responsibilities.task_review": ("Дают отзыв", "Review"),
    "responsibilities.task_sign_off": ("Утверждают", "Sign"),
    "responsibilities.task_information": ("Узнают об итогах", "Are told of the outcome"),
    "responsibilities.as_one": ("один голос", "one voice"),
    "responsibilities.remove": ("Убрать", "Remove"),
    "responsibilities.add": ("Добавить", "Add"),
    "responsibilities.holder": ("Орган или человек", "A body or a person"),
    "responsibilities.task": ("Что делают", "What they do"),
    "responsibilities.speak_as_one": (
        "Орган даёт один голос: члены обсуждают между собой, отвечает глава (только для отзывов)",
        "The body gives one voice: its members speak among themselves, its head answers (for reviews only)",
    ),
    "responsibilities.added": ("Добавлено.", "Added."),
    "responsibilities.removed": ("Убрано.", "Removed."),
}

COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
