"""Tables of words and signs that tell what a change of substance touches; Russian, with the main English ones.

All words are in lower case with е for ё. A word is known by its dictionary form or as it is written; a stem covers
every word that begins with it.
"""

from typing import NamedTuple


class Family(NamedTuple):
    """Words of one meaning: whole words, and beginnings of words."""

    words: frozenset[str]
    stems: tuple[str, ...]


def _family(words: str, stems: str = "") -> Family:
    return Family(frozenset(words.split()), tuple(stems.split()))


SUBSTANTIVE: dict[str, Family] = {
    "number": _family(
        "один два три пять шесть семь восемь девять сто оба пол раз двое трое ноль пара one two three four five six "
        "seven eight nine ten eleven twelve twenty fifty half third quarter first second double twice once dozen "
        "треть трети тройной двойной первый",
        "четыр пят шест седьм восьм девят десят двенадцат пятнадцат двадцат тридцат сорок сотн сотен тысяч миллион "
        "миллиард полтор половин перв втор трет четверт дважды трижды вдвое втрое вчетверо двойн тройн десятк дюжин "
        "единожды одноразов двух трех hundred thousand million billion",
    ),
    "currency": _family(
        "руб рубль коп евро юань тенге usd eur rub cent euro dollar rouble ruble",
        "копе доллар рубл валют dollar euro rouble",
    ),
    "comparison": _family(
        "более менее больше меньше выше ниже свыше maximum minimum more less most least over under exceed",
        "больш меньш минимал максимал минимум максимум превыш наибольш наименьш квалифицированн",
    ),
    "unit": _family(
        "руб рубль коп тыс млн млрд кг км м см мм га шт чел л метр тонна сотка евро юань тенге процент usd eur rub "
        "percent cent euro dollar rouble ruble kg km",
        "копе доллар процент промилле килограмм километр гектар штук тонн сантиметр литр percent rouble dollar euro",
    ),
    "date": _family(
        "год лето день час сутки до после срок март май весна лето осень зима утро вечер ночь вчера завтра "
        "впоследствии заранее начало конец истечение через день дата весной летом осенью зимой утром вечером "
        "day days month months "
        "year years week weeks date until before after within deadline term monday tuesday wednesday thursday friday "
        "saturday sunday january february march april may june july august september october november december "
        "spring summer autumn winter today tomorrow yesterday immediately promptly",
        "январ феврал апрел июн июл август сентябр октябр ноябр декабр недел месяц месяч квартал полугод минут "
        "понедельник вторник сред четверг пятниц суббот воскресен позднее позже ранее раньше немедленн незамедлительн "
        "своевременн бессрочн срочн рабоч календарн выходн предварительно заблаговременн досрочн ежедневн утренн "
        "вечерн сутк разумн первоначальн",
    ),
    "frequency": _family(
        "часто редко иногда обычно всегда вновь снова повторно однажды пятница понедельник полгода often sometimes "
        "usually always rarely annually monthly weekly daily quarterly yearly regularly",
        "ежегодн ежемесячн ежекварт ежедневн еженедел однократн многократн регулярн периодич постоянн временн "
        "повторн разов ежечасн",
    ),
    "negation": _family(
        "не ни нет без кроме нельзя никто ничто никогда нигде никак ничей никакой никуда вне помимо лишь только "
        "отклонить отказать включая not no never without except cannot unless only neither nor none nothing exclude",
        "никак исключ невозмож отсутств отказ лишен нарушен отклон запре некому некого нечего ограничен",
    ),
    "duty": _family(
        "мочь право обязан должен долг можно желательно сметь must shall may can should ought could might would "
        "required entitled obliged allowed permitted prohibited forbidden right duty need needs cannot responsible",
        "долж обязан обязы обязу вправе управомоч уполномоч необходим надлеж следует подлеж треб запре разреш допуск "
        "допуст рекоменд поруч гарант вынужд обеспеч обеща отвеча ответствен полномоч предложено поощр надо нужно "
        "oblig permi prohib entitl requir recommend",
    ),
    "status": _family(
        "сила принять действительный недействительный избрать назначить тайный завершить продолжаться "
        "зарегистрировать одобрить рассмотреть рассмотренный заключить расторгнуть окончательный предварительный "
        "valid void approved proposed adopted repealed suspended draft final binding mandatory voluntary optional",
        "утвержд утверд согласов отмен прекращ прекрат приостан вступ действу действит недейств изменя измене "
        "аннулир ратифиц обязат рекомендательн добровольн избран назнач принят одобр регистр зарегистр расторг "
        "заключен заверш окончательн предварит отклон подтвержд утрат тайн approv adopt reject suspend",
    ),
    "condition": _family(
        "если когда пока либо или иначе при случай хотя как правило зависимость независимо согласие ведомо обращение "
        "if when unless or provided unless and whether in case",
        "услови независимо исходя необходимост зависимост правил",
    ),
    "quantity": _family(
        "весь все более менее больше меньше выше ниже около свыше от всякий иной ряд много мало хотя составлять "
        "all any each every some more less most least over under several many few only both maximum minimum",
        "кажд люб некотор нескольк больш меньш минимал максимал минимум максимум единствен целик полност частич част "
        "преимуществ исключительн примерн приблизит предел лимит порог равн остальн превыш достиг наибольш наименьш "
        "исчерпыва квалифицирован прост половин перечень неполн",
    ),
    "payment": _family(
        "цена сбор счет средство заем пеня деньги скидка fee fees price cost pay pays paid payment budget grant fine",
        "плат оплат выплат взнос взыск бюджет финанс субсид грант стоимост штраф налог расход доход возмещ бесплатн "
        "пожертв пени ссуд кредит начисл списыва аренд смет безвозмезд",
    ),
    "actor": _family(
        "сторона лицо орган мэр член совет я мы он она они вы его ее их ревизор казначей куратор гость студент "
        "школьник родитель автор бюро собрание фонд музей общество клуб земляк кто she he we they chair treasurer "
        "board council committee member members secretary director",
        "участник организ комитет руковод председател секретар координатор землячеств федерац правительств волонтер "
        "министерств департамент администрац префект директор начальник делегат эксперт редактор групп комисси "
        "учредител исполнител заказчик подрядчик граждан представител союз ассоциац объединен заместител ревиз "
        "учрежден предприят предпринимател жител заявител собствен государств муниципал казначе куратор студент",
    ),
}
"""A change that touches one of these is told by its family."""

# Before these a comma is a matter of grammar.
CLAUSE_WORDS = _family(
    "который которая которое которые которого которой которому которым которых которыми которую котором "
    "что чтобы где куда откуда чей чья чье чьи а но однако хотя поскольку если когда"
).words

# Signs that are words of measure.
UNIT_SIGNS = frozenset("%‰₽€$£¥№§°")
INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
LATIN_LIKE_CYRILLIC = str.maketrans("AaBCcEeHKMOoPpTXxYyk", "АаВСсЕеНКМОоРрТХхУук")

ALIKE_SIGNS = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟″", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " "),
        "ё": "е",
        "Ё": "Е",
        "…": "...",
    }
)

VISUAL_FORMATS = frozenset({"Strong", "Emph", "Underline", "SmallCaps"})  # others change what is said
