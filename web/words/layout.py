"""What stands on every page."""

WORDS = {
    "layout.name": ("Вече", "Veche"),
    "layout.skip": ("Перейти к содержанию", "Skip to the content"),
    "layout.menu": ("Главное меню", "Main menu"),
    "layout.crumbs": ("Где вы", "Where you are"),
    "layout.sign_in": ("Войти", "Sign in"),
    "layout.sign_out": ("Выйти", "Sign out"),
    "layout.other_language": ("In English", "По-русски"),
    "layout.menu_waiting": ("Что ждёт меня", "What waits for me"),
    "layout.menu_documents": ("Документы", "Documents"),
    "layout.menu_desk": ("Стол координатора", "Coordinator’s desk"),
    "layout.menu_people": ("Люди", "People"),
    "layout.menu_bodies": ("Органы", "Bodies"),
    "layout.menu_audit": ("Журнал", "The record"),
    "layout.failed": ("Не получилось", "It did not work"),
    "layout.to_the_form": ("К тому, что вы заполняли", "To what you were filling in"),
    "layout.you_typed": (
        "Вы написали (можно скопировать):",
        "You had written (you can copy it):",
    ),
    "layout.done": ("Готово", "Done"),
    "layout.news": ("Появилось новое.", "There is something new."),
    "layout.news_show": ("Показать", "Show"),
    "layout.next_page": ("Показать следующие", "Show the next"),
    "layout.file_again": ("Выберите файл ещё раз.", "Choose the file once more."),
    "layout.sending": (
        "Файл отправляется и читается: это занимает до минуты. Не закрывайте страницу.",
        "The file is being sent and read: it takes up to a minute. Do not close the page.",
    ),
    "layout.kilobytes": ("{number} КБ", "{number} KB"),
    "layout.megabytes": ("{number} МБ", "{number} MB"),
    "layout.find_here": ("Найти в этом списке", "Find in this list"),
    "layout.found_here": ("Показано {shown} из {all}", "{shown} of {all} shown"),
    "layout.not_required": ("необязательно", "optional"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
