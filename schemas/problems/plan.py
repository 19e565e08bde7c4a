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
        "plan_empty",
        422,
        "В плане нет пунктов. Добавьте их или загрузите из файла, а потом вынесите план на обсуждение.",
        "The plan has no milestones. Add some or upload a file, and then lay the plan before people.",
    ),
    Problem(
        "proposal_open",
        409,
        "О том, начинать ли работу над документом, ещё голосуют. Дождитесь решения или срока голосования.",
        "Whether to begin work on the document is still being voted on. Wait for the decision or the end of the vote.",
    ),
    Problem(
        "proposal_refused",
        409,
        "Работу над документом решено не начинать. Измените предложение и вынесите его на голосование снова.",
        "It was decided not to begin work on the document. Change the proposal and have it voted on again.",
    ),
    Problem(
        "proposal_without_voters",
        422,
        "Некому голосовать. Назовите людей или орган, в котором есть действующие члены.",
        "There is nobody to vote. Name people, or a body that has active members.",
    ),
    Problem(
        "contradiction_unknown",
        409,
        "Такого противоречия в плане сейчас нет: план изменился. Обновите список.",
        "The plan has no such contradiction now: it has changed. Refresh the list.",
    ),
)
