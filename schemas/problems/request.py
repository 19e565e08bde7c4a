"""Error codes about the form of a request: headers, fields, sizes, cursors, keys."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "host_unknown",
        421,
        "Сервис не отвечает под этим именем. Откройте его по адресу, который дал администратор.",
        "The service does not answer under this name. Open it by the address that the administrator gave.",
    ),
    Problem(
        "not_found",
        404,
        "Такого адреса или объекта нет, или он вам не открыт. Проверьте ссылку.",
        "There is no such address or object, or it is not open to you. Check the link.",
    ),
    Problem(
        "invalid_request",
        422,
        "В запросе ошибка: {detail}. Исправьте указанные поля и отправьте ещё раз.",
        "The request has a mistake: {detail}. Correct the fields named and send it again.",
    ),
    Problem(
        "idempotency_key_missing",
        400,
        "Нет заголовка Idempotency-Key. Добавьте к запросу своё случайное значение, чтобы повтор был безопасен.",
        "The Idempotency-Key header is missing. Send a random value of your own, so that a repetition is safe.",
    ),
    Problem(
        "idempotency_key_reused",
        422,
        "Этот Idempotency-Key уже был с другим содержанием. Для нового действия возьмите новое значение.",
        "This Idempotency-Key came before with another body. Take a new value for a new action.",
    ),
    Problem(
        "try_again",
        503,
        "Одновременно пришло другое изменение. Повторите запрос с тем же Idempotency-Key.",
        "Another change came at the same moment. Repeat the request with the same Idempotency-Key.",
    ),
    Problem(
        "database_unavailable",
        503,
        "База данных не отвечает. Ничего не потеряно: повторите запрос с тем же Idempotency-Key чуть позже.",
        "The database does not answer. Nothing is lost: repeat the request with the same Idempotency-Key shortly.",
    ),
    Problem(
        "storage_full",
        507,
        "На диске сервера нет места, ничего не записано. Скажите администратору и повторите запрос с тем же "
        "Idempotency-Key, когда место будет.",
        "The server's disk is full, nothing was written. Tell the administrator, and repeat the request with the same "
        "Idempotency-Key when there is room.",
    ),
    Problem(
        "engine_unavailable",
        503,
        "Служба процессов не отвечает. Ничего не потеряно: повторите запрос с тем же Idempotency-Key чуть позже.",
        "The workflow service does not answer. Nothing is lost: repeat the request with the same Idempotency-Key "
        "shortly.",
    ),
    Problem(
        "object_store_unavailable",
        503,
        "Хранилище текстов не отвечает. Повторите запрос с тем же Idempotency-Key чуть позже.",
        "The store of texts does not answer. Repeat the request with the same Idempotency-Key shortly.",
    ),
    Problem(
        "object_missing",
        500,
        "В хранилище нет объекта {address}. Сообщите администратору: его нужно вернуть из резервной копии.",
        "Object {address} is not in the store. Tell the administrator: it has to come back from a backup.",
    ),
    Problem(
        "object_damaged",
        500,
        "Объект {address} повреждён: содержимое не сходится с его SHA-256 и потому не показано. "
        "Сообщите администратору: его нужно вернуть из резервной копии.",
        "Object {address} is damaged: its content does not match its SHA-256 and is therefore not shown. "
        "Tell the administrator: it has to come back from a backup.",
    ),
    Problem(
        "version_required",
        428,
        "Нет заголовка If-Match. Сначала прочитайте объект и пришлите его ETag.",
        "The If-Match header is missing. Read the object first and send its ETag.",
    ),
    Problem(
        "version_outdated",
        412,
        "Объект тем временем изменили (теперь версия {version}). Прочитайте его ещё раз и повторите правку.",
        "The object was changed meanwhile (it is now at version {version}). Read it again and repeat your edit.",
    ),
    Problem(
        "cursor_invalid",
        422,
        "Неизвестная отметка страницы. Начните список сначала, без параметра cursor.",
        "Unknown page mark. Start the list from its beginning, without the cursor parameter.",
    ),
    Problem(
        "idempotency_key_invalid",
        400,
        "Idempotency-Key не годится: нужно от 1 до 200 видимых знаков ASCII, лучше всего случайный UUID.",
        "The Idempotency-Key does not do: give 1 to 200 visible ASCII characters, best of all a random UUID.",
    ),
    Problem(
        "method_not_allowed",
        405,
        "По этому адресу так обращаться нельзя. Допустимые методы названы в заголовке Allow.",
        "This address does not take that method. The Allow header names those it takes.",
    ),
    Problem(
        "body_too_large",
        413,
        "Слишком большой запрос: сюда принимается не больше {limit} байт. Уменьшите файл или разделите его.",
        "The request is too large: at most {limit} bytes are taken here. Make the file smaller or divide it.",
    ),
    Problem(
        "body_too_slow",
        408,
        "Запрос пришёл не целиком: передача остановилась или идёт медленнее {rate} байт в секунду. Проверьте связь и "
        "отправьте его ещё раз с тем же Idempotency-Key.",
        "The request did not come whole: sending has stopped, or is slower than {rate} bytes a second. Check the "
        "connection and send it again with the same Idempotency-Key.",
    ),
    Problem(
        "request_unreadable",
        400,
        "Запрос не удалось прочитать. Проверьте его и отправьте ещё раз.",
        "The request could not be read. Check it and send it again.",
    ),
    Problem(
        "too_busy",
        503,
        "Слишком много одновременных входов. Повторите запрос через несколько секунд.",
        "Too many people are signing in at this moment. Repeat the request in a few seconds.",
    ),
    Problem(
        "overloaded",
        503,
        "Сейчас слишком много запросов. Ничего не потеряно: повторите запрос с тем же Idempotency-Key через "
        "несколько секунд.",
        "There are too many requests at this moment. Nothing is lost: repeat the request with the same "
        "Idempotency-Key in a few seconds.",
    ),
    Problem(
        "internal",
        500,
        "Ошибка на нашей стороне. Повторите запрос с тем же Idempotency-Key; если не поможет, "
        "сообщите администратору номер {incident}.",
        "The mistake is ours. Repeat the request with the same Idempotency-Key; if that does not help, "
        "tell the administrator the number {incident}.",
    ),
    Problem(
        "paused",
        503,
        "Установка на паузе: она восстановлена из резервной копии или скопирована. Читать можно, "
        "изменить ничего нельзя, письма не уходят. Администратор снимет паузу командой veche resume.",
        "The installation is paused: it was restored from a backup or copied. Everything can be read, "
        "nothing can be changed, no letters leave. The administrator ends the pause with veche resume.",
    ),
    Problem(
        "not_ready",
        503,
        "Сервис ещё не готов, не отвечает: {failing}. Подождите минуту; если не пройдёт, скажите администратору.",
        "The service is not ready, no answer from: {failing}. Wait a minute; if it lasts, tell the administrator.",
    ),
)
