"""Error codes about texts at the door, conversion, comparison, merging and comments."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "outline_without_sections",
        422,
        "В плане не нашлось разделов: нет ни заголовков, ни пронумерованных или выделенных жирным абзацев. "
        "Оформите названия разделов заголовками и пришлите файл снова.",
        "No sections were found in the outline: it has neither headings nor numbered or bold paragraphs. "
        "Make the section titles headings and send the file again.",
    ),
    Problem(
        "upload_empty",
        422,
        "Файл пуст. Пришлите файл с текстом.",
        "The file is empty. Send a file with a text in it.",
    ),
    Problem(
        "upload_too_large",
        413,
        "Файл больше {limit_mb} МБ. Уберите из него рисунки или пришлите текст частями.",
        "The file is larger than {limit_mb} MB. Take pictures out of it or send the text in parts.",
    ),
    Problem(
        "upload_unknown_format",
        415,
        "Такие файлы не принимаются. Пришлите текст как .docx, .odt, .html, .md или .txt.",
        "Files of this kind are not taken. Send the text as .docx, .odt, .html, .md or .txt.",
    ),
    Problem(
        "upload_wrong_extension",
        422,
        "Содержимое файла не того вида, что сказано в окончании его имени. Сохраните текст заново как "
        ".docx, .odt или .md.",
        "The file's content is not of the kind its name says. Save the text again as .docx, .odt or .md.",
    ),
    Problem(
        "upload_corrupt",
        422,
        "Файл повреждён: его не удалось открыть. Сохраните текст заново и пришлите снова.",
        "The file is damaged and could not be opened. Save the text again and send it once more.",
    ),
    Problem(
        "upload_encrypted",
        422,
        "Файл зашифрован или закрыт паролем. Снимите пароль и пришлите снова.",
        "The file is encrypted or locked with a password. Remove the password and send it again.",
    ),
    Problem(
        "upload_ambiguous_archive",
        422,
        "Файл собран так, что разные программы прочтут в нём разное. Откройте его в редакторе и сохраните заново.",
        "The file is packed so that different programs would read different texts in it. Open it in an "
        "editor and save it again.",
    ),
    Problem(
        "upload_unsafe_path",
        422,
        "В файле есть части с именами, ведущими за его пределы. Откройте его в редакторе и сохраните заново.",
        "The file has parts whose names lead outside of it. Open it in an editor and save it again.",
    ),
    Problem(
        "upload_too_many_parts",
        422,
        "В файле больше {limit} частей. Перенесите текст в новый файл и пришлите его.",
        "The file has more than {limit} parts. Move the text into a new file and send that.",
    ),
    Problem(
        "material_unknown_format",
        422,
        "В материалы принимаются файлы docx, odt, xlsx, pdf, png, jpg, md, txt, csv и html. "
        "Сохраните файл в одном из этих видов и пришлите снова.",
        "The folder takes docx, odt, xlsx, pdf, png, jpg, md, txt, csv and html files. "
        "Save the file as one of these and send it again.",
    ),
    Problem(
        "upload_zip_bomb",
        422,
        "Файл распаковывается в нечто несоразмерно большое. Перенесите текст в новый файл и пришлите его.",
        "The file unpacks into something out of all proportion. Move the text into a new file and send that.",
    ),
    Problem(
        "upload_has_dtd",
        422,
        "В файле есть определения XML (DTD или сущности), которых редакторы текста не пишут. Перенесите "
        "текст в новый файл.",
        "The file holds XML definitions (DTD or entities) that no text editor writes. Move the text into a new file.",
    ),
    Problem(
        "upload_has_macros",
        422,
        "В файле есть макросы. Сохраните его без макросов, как .docx или .odt, и пришлите снова.",
        "The file has macros in it. Save it without macros, as .docx or .odt, and send it again.",
    ),
    Problem(
        "upload_active_content",
        422,
        "В файл вложены объекты других программ или он тянет содержимое извне (объект OLE, чужой файл, "
        "шаблон из сети). Уберите их и пришлите снова.",
        "The file embeds objects of other programs or pulls content from elsewhere (an OLE object, another "
        "file, a template from the network). Remove them and send it again.",
    ),
    Problem(
        "text_not_utf8",
        422,
        "Текст записан не в кодировке UTF-8. Сохраните файл в UTF-8 и пришлите снова.",
        "The text is not in UTF-8. Save the file in UTF-8 and send it again.",
    ),
    Problem(
        "text_bad_characters",
        422,
        "В тексте есть управляющие знаки, которых в тексте быть не может. Сохраните файл как простой текст "
        "и пришлите снова.",
        "The text holds control characters that do not belong in a text. Save the file as plain text and "
        "send it again.",
    ),
    Problem(
        "text_line_too_long",
        422,
        "В тексте есть строка длиннее {limit} знаков. Разбейте её на абзацы и пришлите снова.",
        "The text has a line longer than {limit} characters. Break it into paragraphs and send it again.",
    ),
    Problem(
        "text_too_deep",
        422,
        "В тексте слишком глубоко вложены друг в друга списки, цитаты, таблицы, скобки или оформление. "
        "Упростите это место и пришлите текст снова.",
        "Lists, quotes, tables, brackets or formats in the text are nested too deeply in one another. "
        "Simplify that place and send the text again.",
    ),
    Problem(
        "text_has_script",
        422,
        "В тексте есть код страницы (script, обработчик on... или ссылка javascript:). Уберите его или "
        "оформите как пример кода и пришлите снова.",
        "The text holds page code (script, an on... handler or a javascript: link). Remove it or mark it "
        "as a code sample and send it again.",
    ),
    Problem(
        "conversion_timeout",
        422,
        "Файл не удалось преобразовать за отведённое время. Упростите его или разбейте на части.",
        "The file could not be converted in the time allowed. Simplify it or send it in parts.",
    ),
    Problem(
        "conversion_too_large",
        422,
        "На преобразование файла не хватило отведённой памяти. Разбейте текст на части.",
        "Converting the file takes more memory than is allowed. Send the text in parts.",
    ),
    Problem(
        "conversion_failed",
        422,
        "Файл не удалось прочитать как текст. Сохраните его заново и пришлите снова.",
        "The file could not be read as a text. Save it again and send it once more.",
    ),
    Problem(
        "conversion_busy",
        503,
        "Сейчас преобразуется слишком много файлов. Подождите минуту и пришлите снова.",
        "Too many files are being converted right now. Wait a minute and send it again.",
    ),
    Problem(
        "conversion_unavailable",
        503,
        "Преобразование файлов на этом сервере не работает. Сообщите администратору: что не так, покажет veche doctor.",
        "Conversion of files does not work on this server. Tell the administrator: veche doctor shows what is wrong.",
    ),
    Problem(
        "patch_base_mismatch",
        409,
        "Изменения составлены не от этой редакции (нужна {expected}, а это {got}). "
        "Сравните редакции заново и повторите.",
        "The changes were made from another revision (they need {expected}, this is {got}). "
        "Compare the revisions again and retry.",
    ),
    Problem(
        "quote_not_found",
        422,
        "Таких слов нет ни в одном абзаце этой редакции. "
        "Скопируйте слова из одного абзаца текста без изменений и отправьте снова.",
        "No paragraph of this revision has these words. "
        "Copy words from one paragraph of the text unchanged and send them again.",
    ),
    Problem(
        "quote_ambiguous",
        422,
        "Эти слова встречаются в тексте несколько раз ({places}). "
        "Добавьте слова до или после них, чтобы место стало ясно.",
        "These words stand in the text several times ({places}). "
        "Add the words before or after them to make the place clear.",
    ),
    Problem(
        "comment_resolved",
        409,
        "Это обсуждение уже закрыто. Обновите страницу; если вопрос остался, начните новое замечание.",
        "This thread is closed already. Refresh; if the question stands, make a new comment.",
    ),
)
