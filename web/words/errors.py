"""Pages that say why there is nothing else to show."""

WORDS = {
    "errors.title_404": ("Такой страницы нет", "There is no such page"),
    "errors.title_403": ("Это вам недоступно", "This is not open to you"),
    "errors.title_409": ("Сейчас это невозможно", "This cannot be done now"),
    "errors.title_429": ("Слишком часто", "Too often"),
    "errors.title_500": ("Что-то сломалось у нас", "Something broke on our side"),
    "errors.title_503": ("Служба ненадолго недоступна", "The service is away for a moment"),
    "errors.title": ("Не получилось", "It did not work"),
    "errors.signed_out": ("Вы не вошли, но написанное цело", "You are not signed in, but nothing is lost"),
    "errors.signed_out_lead": (
        "Ваш вход закончился, пока вы писали. Сначала войдите в соседней вкладке, затем вернитесь сюда и отправьте "
        "то же ещё раз.",
        "Your session ended while you wrote. First sign in beside, in another tab; then come back and send it again.",
    ),
    "errors.sign_in_beside": ("Войти в соседней вкладке", "Sign in in another tab"),
    "errors.send_again": ("Отправить ещё раз", "Send again"),
    "errors.unfilled": ("Посмотрите поля, отмеченные ниже.", "Look at the fields marked below."),
    "errors.home": ("На главную страницу", "To the first page"),
    "errors.back": ("Вернуться туда, где вы были", "Back to where you were"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
