"""The demo document of a first run."""

WORDS = {
    "demo.title": ("Документ-пример", "The demo document"),
    "demo.try": ("Сначала посмотреть на примере", "Try it on a demo first"),
    "demo.lead": (
        "Вече заведёт небольшой документ из четырёх разделов и трёх вымышленных людей, которые уже кое-что сделали. Вы "
        "в нём координатор, и вас ждут три дела:",
        "Veche makes a small document of four sections and three invented people, who have done some of their part. "
        "You coordinate it, and three things wait for you:",
    ),
    "demo.part_verdict": (
        "дать отзыв на раздел, к которому эксперт уже задал вопрос;",
        "to give a verdict on a section about which an expert has a question;",
    ),
    "demo.part_sign": ("подписать раздел, который все согласовали;", "to sign a section that all agreed to;"),
    "demo.part_write": ("написать раздел, которого ещё нет.", "to write a section that is not there yet."),
    "demo.no_letters": (
        "Писем вымышленным людям не уходит. Пример можно убрать в любой день.",
        "No letter leaves to the invented people. The demo can be taken away any day.",
    ),
    "demo.load": ("Загрузить пример", "Load the demo"),
    "demo.loaded": (
        "Пример загружен. Если в разделах ещё нет текстов, откройте страницу через минуту.",
        "The demo is loaded. If its sections have no texts yet, open the page in a minute.",
    ),
    "demo.is_loaded": ("Пример загружен.", "The demo is loaded."),
    "demo.open": ("Открыть его", "Open it"),
    "demo.this_is": (
        "Это документ-пример: люди и тексты вымышлены.",
        "This is the demo document: its people and texts are invented.",
    ),
    "demo.to_removal": ("Убрать пример", "Take the demo away"),
    "demo.remove_title": ("Убрать пример", "Take the demo away"),
    "demo.goes": (
        "Разделы снимаются с работы, вымышленные люди и слова их замечаний стираются, документ больше нигде не "
        "показывается: ни в списках, ни в поиске, ни по прямому адресу.",
        "Its sections are withdrawn, the invented people and the reasons they typed are erased, and the document is "
        "shown nowhere any more: in no list, in no search, at no address.",
    ),
    "demo.stays": (
        "В журнале навсегда остаётся, что пример загружали и убирали и кто когда что в нём сделал: номера и хеши, без "
        "имён. Журнал нельзя укоротить: на этом держится его проверка. Сами тексты примера остаются в хранилище под "
        "своими хешами.",
        "The record keeps for good that the demo was loaded and taken away, and who did what in it when: ids and "
        "hashes, no names. It cannot be shortened: that is what its check rests on. The demo’s own texts stay in the "
        "object store under their hashes.",
    ),
    "demo.stays_published": (
        "Если вы довели пример до публикации, его издание остаётся открытым, как любое изданное.",
        "If you led the demo to its publication, its edition stays open to all, as everything published does.",
    ),
    "demo.remove": ("Убрать пример совсем", "Take it away for good"),
    "demo.removed": (
        "Пример убран: его люди стёрты, документ больше не показывается.",
        "The demo is gone: its people are erased, and the document is not shown any more.",
    ),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
