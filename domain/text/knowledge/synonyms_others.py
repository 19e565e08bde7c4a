"""Nouns, adjectives, adverbs and pronouns of one meaning, by their dictionary forms; English by written forms."""

NOUNS = """
направление вектор
цель задача
трудность сложность затруднение
многообразие разнообразие
представление понятие
проблема вопрос
работа деятельность
сведение информация
метод способ прием
замысел задумка идея
роль значение
результат итог
этап стадия
особенность специфика
фундамент основа база
сфера область
потребность нужда
беседа разговор
дискуссия полемика
известие новость весть
перечень список
рубеж граница
признак черта
недостаток изъян
достоинство преимущество
торжество праздник
родина отчизна отечество
навык умение
обычай традиция
деталь подробность
тема тематика
формат форма
взгляд воззрение
начало старт
образ облик
фотография снимок фото
эффективность результативность
важность значимость
съезд слет
отклик отзыв
процедура порядок
сообщество содружество
наследие достояние
намерение план
успех достижение
опрос анкетирование
конкурс состязание
фестиваль праздник
тенденция направленность
вклад лепта
уклад строй
самобытность своеобразие неповторимость
сплоченность единение единство
взаимопомощь взаимовыручка
глава раздел
введение вступление
заголовок название наименование
пример образец
аудитория публика
связь контакт
партнерство сотрудничество
перемена изменение
препятствие преграда помеха
вопрос проблема
сложность проблема трудность
досуг отдых
облик внешность
ремесло промысел
старание усилие
рвение усердие
желание стремление
разнообразие многообразие
уровень степень
совокупность комплекс
структура строение устройство
концепция замысел
содержание наполнение
специалист профессионал
врач доктор
здание строение
жилье жилище
дорога путь
летопись хроника
традиция обычай
дар подарок
рекламирование реклама
способ путь
толчок импульс стимул
польза выгода
сущность суть
событие происшествие
размышление раздумье
повод причина
источник исток
история прошлое
будущее грядущее
задел запас
поиск розыск
окончание завершение
просьба прошение
картина полотно
умелец мастер
талант дарование одаренность
сложности трудности
жизнь быт
родник источник
стойкость твердость
уважение почтение
дружба товарищество
прогресс развитие
подъем рост
рамки пределы
знание познание
"""

ADJECTIVES = """
важный значимый существенный
главный основной ключевой
данный настоящий этот сей
указанный названный упомянутый вышеуказанный вышеназванный вышеупомянутый
подобный такой
нестандартный необычный
уникальный неповторимый
различный разный разнообразный
эффективный результативный действенный
интересный увлекательный
красивый прекрасный
теплый душевный
тесный плотный
активный деятельный
благодарный признательный
следующий нижеследующий
современный нынешний
быстрый скорый
простой несложный
сложный трудный непростой
крепкий прочный
верный правильный
старинный древний
перспективный многообещающий
знаменитый прославленный
приоритетный первоочередной
дальнейший последующий
имеющийся существующий
весомый значительный существенный
первостепенный важнейший
комплексный всесторонний
всесторонний разносторонний
целостный цельный
насущный актуальный злободневный
дружеский дружественный товарищеский
творческий созидательный
оперативный быстрый
характерный типичный
взаимный обоюдный
ясный понятный четкий
тщательный скрупулезный
подробный детальный обстоятельный
краткий сжатый короткий
живой оживленный
юный молодой
пожилой престарелый
замечательный прекрасный чудесный великолепный
значительный заметный ощутимый
выдающийся видный
неравнодушный небезразличный отзывчивый
инициативный предприимчивый
устойчивый стабильный
качественный добротный
традиционный привычный
верный преданный
самобытный своеобразный
внимательный тщательный
красочный яркий
теплый радушный
увлекательный захватывающий
искренний сердечный душевный
талантливый одаренный
смелый отважный храбрый
трудолюбивый работящий
сплоченный дружный
аналогичный схожий сходный подобный похожий
разноплановый многоплановый разнообразный
неоценимый бесценный
удачный успешный
благотворный благоприятный
плодотворный результативный продуктивный
незабываемый запоминающийся
бережный заботливый
слаженный согласованный
обширный широкий
"""

ADVERBS = """
сейчас ныне сегодня теперь
активно деятельно
тесно плотно
совместно вместе сообща
вновь снова опять
быстро скоро
эффективно результативно
особенно особо
относительно касательно насчет
подробно детально обстоятельно
весьма очень крайне
также тоже
но однако
затем потом
поэтому потому
поскольку ибо
здесь тут
бережно заботливо
нынче сегодня сейчас
зачастую нередко
далее дальше
сначала вначале
значительно существенно заметно ощутимо намного
непосредственно напрямую
безусловно несомненно бесспорно
поистине воистину
везде повсюду всюду
словно будто
хорошо неплохо
искренне сердечно
тщательно скрупулезно
кратко сжато коротко
своевременно вовремя
всесторонне разносторонне комплексно
ясно понятно четко
внимательно тщательно
активно деятельно энергично
стремительно быстро
красочно ярко
плодотворно результативно продуктивно
издавна исстари
абсолютно совершенно
слаженно согласованно
аналогично подобно
удачно успешно
параллельно одновременно
одновременно параллельно
дружно сплоченно
"""

ENGLISH = """
use utilise utilize
uses utilises utilizes
used utilised utilized
using utilising utilizing
help assist aid
helps assists aids
helped assisted aided
begin start commence
begins starts commences
began started commenced
describe outline
describes outlines
described outlined
because since as
also too
show demonstrate
shows demonstrates
showed demonstrated
aim goal objective purpose
aims goals objectives purposes
additionally moreover furthermore
important significant
main principal chief
organisation organization
organisations organizations
programme program
programmes programs
centre center
colour color
labour labor
behaviour behavior
favour favor
honour honor
neighbour neighbor
analyse analyze
analyses analyzes
organise organize
organised organized
recognise recognize
recognised recognized
buy purchase
get obtain
keep retain
keeps retains
make create
makes creates
build construct
about regarding concerning
while whilst
among amongst
toward towards
big large
whole entire
enough sufficient
need require
supports backs
improve enhance
improves enhances
improved enhanced
information data
gather collect
gathers collects
gathered collected
discuss debate
discusses debates
discussed debated
issue problem
issues problems
quickly rapidly
currently presently
however nevertheless nonetheless
therefore thus hence consequently accordingly
explain describe clarify
explains describes clarifies
explained described clarified
useful helpful
remain stay
remains stays
remained stayed
important essential
various different diverse
join enter
enables lets
enable let
develop elaborate
developed elaborated
develops elaborates
gives provides offers
give provide offer
gave provided offered
received got
receives gets
contains includes
contain include
contained included
presents shows
present show
presented showed
creates builds makes
created built made
preserve keep save
preserves keeps saves
preserved kept saved
strengthen reinforce
strengthens reinforces
tradition custom
traditions customs
task objective
method approach way
methods approaches ways
result outcome
results outcomes
meeting gathering
event occasion
events occasions
beautiful lovely
modern contemporary
young youthful
together jointly
held organised organized
takes occurs
happens occurs
happen occur
talk speak
talks speaks
area field
areas fields
promote foster encourage
promotes fosters encourages
promoted fostered encouraged
support back
stored kept
published issued
grew increased
successful fruitful
successfully fruitfully
actively energetically
carefully thoroughly
regarding concerning about
begin launch
began launched
complete finish
completes finishes
completed finished
"""

COMMON_MISSPELLINGS = """
recieve receive
recieved received
seperate separate
commitee committee
comittee committee
accomodate accommodate
accomodation accommodation
occured occurred
occurence occurrence
goverment government
enviroment environment
managment management
adress address
untill until
begining beginning
beleive believe
refered referred
responsable responsible
responsability responsibility
neccessary necessary
publically publicly
wich which
teh the
definately definitely
independant independent
maintainance maintenance
"""
