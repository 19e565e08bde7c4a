"""Error codes about plans, what is owed by a date, and the vote whether to begin."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "plan_without_milestones",
        422,
        "В файле не нашлось пунктов плана: ни таблицы со столбцом «Мероприятие», ни пронумерованных абзацев, ни дат, "
        "относящихся к пунктам этого плана. Пронумеруйте пункты или назовите столбцы и загрузите снова.",
        "The file has no milestones: no table with a column “Title”, no numbered paragraphs, and no dates about "
        "milestones of this plan. Number the items or name the columns, and upload it again.",
    ),
    Problem(
        "plan_unreadable",
        422,
        "Файл не похож на таблицу CSV. Сохраните её как CSV в кодировке UTF-8 и загрузите снова.",
        "The file does not read as a CSV table. Save it as CSV in UTF-8 and upload it again.",
    ),
    Problem(
        "plan_too_long",
        422,
        "В плане может быть не больше {limit} пунктов. Разделите его на несколько документов.",
        "A plan may have at most {limit} milestones. Divide it among several documents.",
    ),
    Problem(
        "plan_import_used",
        409,
        "Эта загрузка уже принята. Чтобы принять её ещё раз, загрузите файл снова.",
        "This upload was taken already. To take it again, upload the file anew.",
    ),
    Problem(
        "plan_place_unknown",
        422,
        "В предпросмотре нет пункта на месте {place}. Посмотрите предпросмотр и выберите из него.",
        "The preview has no milestone at place {place}. Look at the preview and choose from it.",
    ),
    Problem(
        "contradiction_unknown",
        409,
        "Такого противоречия в плане сейчас нет: план изменился. Обновите список.",
        "The plan has no such contradiction now: it has changed. Refresh the list.",
    ),
)
