"""Lists of people, and outlines of documents, read from files."""

WORDS = {
    "imports.people": ("Люди из файла", "People from a file"),
    "imports.people_lead": (
        "Файл сначала только читается: вы увидите каждую строку и что из неё выйдет. Никому ничего не отправляется.",
        "The file is only read at first: you see each row and what becomes of it. Nothing is sent to anybody.",
    ),
    "imports.list": ("Список", "The list"),
    "imports.list_hint": (
        "Таблица CSV или XLSX; в первой строке заголовки в любом порядке: имя, почта, организация, регион, "
        "должность, орган. Телефоны не сохраняются.",
        "A CSV or XLSX table; headings in the first row in any order: name, e-mail, organisation, region, "
        "position, body. Phone numbers are never kept.",
    ),
    "imports.look": ("Прочитать", "Read it"),
    "imports.preview_lead": (
        "Ничего ещё не добавлено. Строки с ошибками будут пропущены.",
        "Nothing is added yet. Rows with mistakes are left out.",
    ),
    "imports.status_new": ("новых", "new"),
    "imports.status_known": ("уже здесь", "known"),
    "imports.status_wrong": ("с ошибками", "with mistakes"),
    "imports.row_new": ("будет добавлен", "is added"),
    "imports.row_known": ("уже здесь", "is known"),
    "imports.row_wrong": ("пропускается", "is left out"),
    "imports.ignored": ("Не взяты столбцы: {columns}.", "Columns left out: {columns}."),
    "imports.rows": ("Строки файла", "The rows of the file"),
    "imports.body": ("Орган", "Body"),
    "imports.becomes": ("Что выйдет", "What becomes of it"),
    "imports.invite": ("Сразу отправить новым людям приглашения", "Send the new people their invitations at once"),
    "imports.confirm": ("Добавить людей", "Add the people"),
    "imports.done": ("Люди добавлены.", "The people are added."),
    "imports.was_done": ("Добавлено {day}.", "Added on {day}."),
    "imports.count_people": ("Добавлено людей", "People added"),
    "imports.count_known": ("Уже были здесь", "Were known already"),
    "imports.count_wrong": ("Пропущено строк", "Rows left out"),
    "imports.count_organisations": ("Добавлено организаций", "Organisations added"),
    "imports.count_memberships": ("Мест в органах", "Seats in bodies"),
    "imports.count_invitations": ("Отправлено приглашений", "Invitations sent"),
    "imports.outline": ("Разделы из файла", "Sections from a file"),
    "imports.outline_lead": (
        "Если план документа уже написан, из его заголовков выйдут разделы; вы выберете, какие.",
        "If an outline is written already, its headings become sections; you choose which.",
    ),
    "imports.outline_file": ("Файл с планом", "The file with the outline"),
    "imports.choose": ("Какие разделы взять", "Which sections to take"),
    "imports.outline_left": ("Не вошло ни в один раздел:", "Belongs to no section:"),
    "imports.make": ("Создать документ", "Make the document"),
    "imports.outline_used": ("Документ из этого файла уже создан.", "The document of this file is made already."),
    "imports.to_document": ("К документу", "To the document"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
