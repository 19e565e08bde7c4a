"""Error codes about channels and their addresses."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "channel_closed",
        409,
        "Канал «{channel}» в этой установке не подключён. Выберите другой или обратитесь к администратору.",
        'The channel "{channel}" is not set up in this installation. Choose another one or ask an administrator.',
    ),
    Problem(
        "channel_unconfirmed",
        409,
        "У канала «{channel}» нет подтверждённого адреса. Сначала укажите адрес и введите код, который на него придёт.",
        'The channel "{channel}" has no confirmed address. First give an address and enter the code that comes to it.',
    ),
    Problem(
        "address_unusable",
        422,
        "По такому адресу канал «{channel}» ничего доставить не может. Проверьте адрес; какие серверы разрешены, "
        "знает администратор.",
        'The channel "{channel}" cannot deliver to such an address. Check it; an administrator knows which hosts are '
        "allowed.",
    ),
    Problem(
        "too_many_codes",
        429,
        "За последний час отправлено уже {most} кодов. Попробуйте позже.",
        "{most} codes have been sent within the last hour. Try again later.",
    ),
    Problem(
        "code_wrong",
        422,
        "Код не подходит. Проверьте его в последнем сообщении и введите ещё раз.",
        "The code is not right. Look at the latest message and enter it again.",
    ),
    Problem(
        "code_not_awaited",
        409,
        "Код не ожидается: он устарел, уже использован или был введён неверно слишком много раз. Запросите новый.",
        "No code is awaited: it is too old, was used already, or was wrong too often. Ask for a new one.",
    ),
)
