"""Error codes about files that come back from Word, and about proposals taken from them."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "changes_unresolved",
        409,
        "В файле остались отслеживаемые исправления ({changes_in_all}) и примечания ({comments_in_all}): они "
        "перечислены в ответе. Повторите отправку с changes=accept, чтобы принять все исправления, или с "
        "changes=reject, чтобы взять текст, каким он был без них. Примечания текстом не станут: "
        "чтобы взять и их, пришлите файл как вернувшийся.",
        "The file still has tracked changes ({changes_in_all}) and comments ({comments_in_all}): the answer lists "
        "them. Send it again with changes=accept to accept all of them, or with changes=reject to take the text as it "
        "was without them. Comments do not become text: send the file as one that came back to take them.",
    ),
    Problem(
        "file_of_another_section",
        409,
        "Этот файл скачан из другого раздела. Пришлите его туда или назовите редакцию, к которой он относится.",
        "This file was downloaded from another section. Send it there, or name the revision that it belongs to.",
    ),
    Problem(
        "reading_without_revision",
        409,
        "В разделе ещё нет ни одной редакции: возвращать файл не к чему. Передайте его как первую редакцию.",
        "The section has no revision yet, so there is nothing for the file to come back to. Hand it in as the first.",
    ),
    Problem(
        "reading_too_large",
        422,
        "Файл отличается от редакции больше чем в {limit} местах. Проверьте, та ли это редакция, и назовите её.",
        "The file differs from the revision in more than {limit} places. Check that it is that revision, and name it.",
    ),
    Problem(
        "revision_unconfirmed",
        409,
        "В файле нет кода возврата, и редакция {revision_id} лишь больше других на него похожа. Подтвердите её.",
        "The file has no return code, and revision {revision_id} is only the likest to it. Confirm that revision.",
    ),
    Problem(
        "reading_of_another_revision",
        409,
        "Файл прочитан как относящийся к редакции {revision_id}. Пришлите его снова, назвав другую редакцию.",
        "The file was read as one of revision {revision_id}. Send it again and name the other revision.",
    ),
    Problem(
        "reading_number_unknown",
        422,
        "Правок или примечаний с такими номерами в прочитанном файле нет. Обновите страницу и выберите заново.",
        "The file that was read has no changes or comments with these numbers. Refresh and choose again.",
    ),
    Problem(
        "not_a_proposal",
        409,
        "Взять в текст можно только предложение с новой редакцией слов. На замечание ответьте.",
        "Only a proposal that gives other words can be taken into the text. Answer a remark instead.",
    ),
    Problem(
        "proposal_overtaken",
        409,
        "Слова, к которым относится предложение, уже изменены иначе: места названы в ответе. "
        "Внесите правку вручную или отклоните предложение.",
        "The words that the proposal is about were changed otherwise by now: the answer names the places. "
        "Make the edit by hand, or decline the proposal.",
    ),
)
