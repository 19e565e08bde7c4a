"""English words of one meaning and common misspellings, by their written forms."""

ENGLISH = """
show display present
shows displays presents
showed displayed presented
publish issue release
publishes issues releases
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
