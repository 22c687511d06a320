"""Words that bound and build the phrases that name speakers: determiners, roles, titles, times."""

from __future__ import annotations

from reader.corpus.wordlists import word_set

SUBJECT_PRONOUNS = word_set("he she they i we it you nobody everyone everybody someone somebody one others")
DETERMINERS = word_set("""
    a all an another any both each eight every few five four her his its many most my nine no one other our
    seven several six some ten that the their these this those three two your
    """)
POSSESSIVES = word_set("his her its their my our your")
OBJECT_PRONOUNS = word_set("him her them me us it himself herself themselves itself")
RELATIVES = word_set("who which that whose whom where")
QUANTITIES = word_set("all both several many some few most others one two three half each none another")
PREPOSITIONS = word_set("""
    about above across against amid among around at behind below beside besides between beyond by concerning
    despite during following for from in including inside into like near of on outside over per regarding
    through throughout to toward towards under unlike upon versus via with within without
    """)
CHAINING = word_set(
    "of for at in from with to on by behind near between against inside outside within representing"
)
CONJUNCTIONS = word_set("""
    after although and as because before but how if nor once or since so than that then though unless until
    what when whenever where whereas whether which while who whom whose why yet
    """)
AUXILIARIES = word_set("""
    ain't ain’t am are aren't aren’t be been being can can't cannot can’t could couldn't couldn’t did didn't
    didn’t do does doesn't doesn’t don't don’t had hadn't hadn’t has hasn't hasn’t have haven't haven’t
    having is isn't isn’t may might must never not shall should shouldn't shouldn’t was wasn't wasn’t were
    weren't weren’t will won't won’t would wouldn't wouldn’t
    """)
BE = word_set("is are was were be been being am wasn't weren't isn't wasn’t weren’t isn’t")
ADVERBS = word_set("""
    afterward afterwards again almost already also always back besides both earlier either elsewhere even
    ever first further herself himself however instead itself just later long meantime meanwhile merely
    moreover myself never nevertheless nonetheless now often once only ourselves quickly rather recently
    repeatedly reportedly simply since sometimes soon still themselves then thereafter therefore thus too
    twice
    """)
TIMES = word_set("""
    afternoon ago april aug august daily days dec december earlier early evening feb february fri friday
    hours jan january july june last late later march may midday midnight mon monday month months morning
    next night noon nov november oct october overnight recently sat saturday sept september sun sunday this
    thu thurs thursday today tomorrow tonight tue tues tuesday wed wednesday week weekend weekly weeks year
    years yesterday
    """)
WEEKDAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow overnight"
)
TITLES = word_set("""
    acting actor actress adm admiral alderman ambassador analyst archbishop assistant attorney
    attorney-general author ayatollah baron baroness bishop brig brigadier brother capt captain cardinal ceo
    cfo chair chairman chairwoman chancellor chief cmdr co-founder coach col colonel commander commissioner
    congressman congresswoman coo corporal councillor councilman councilor councilwoman count countess cpl
    dame dean defence defense delegate deputy detective director dr duchess duke economist economy education
    emeritus emir emperor energy envoy ex-minister ex-president father finance foreign former founder gen
    general gov governor health home hon imam inspector interior judge justice king labor labour lady leader
    lieutenant lord lt maj major manager marshal mayor minister miss mr mrs ms officer owner pope premier
    president press prime prince princess prof professor provost pvt queen rabbi rep representative rev
    reverend secretary secretary-general sen senator sergeant sgt sheikh sheriff singer sir sister speaker
    spokesman spokesperson spokeswoman state sultan superintendent trade transport treasurer undersecretary
    vice whip
    """)
# Heads that take `of`, `for`, `at`, `from` and what follows into the phrase that names a speaker.
ROLES = TITLES | word_set("""
    academic accuser activist activists actor actress ad administration advert adviser advisers advisor
    advisors agency agent agents aide aides all alliance allies ally ambassadors analysts anchor architect
    army article artist assembly assistant association astronaut athlete attorneys audit aunt author
    authorities authority authors bank banner barrister bill billionaire biologist board book boss both
    boxer boy broker brother bureau caller campaign campaigner campaigners candidate candidates captain
    center centre chairman champion chef chemist chiefs child children cleric client climatologist club
    coach coalition colleague colleagues college command commander commanders commission committee company
    complaint composer congress congressmen conservative consultant coordinator correspondent council
    counsel counterpart couple court cousin crew critic critics crowd customer customers dad daughter dealer
    decision defendant defender delegates democrat demonstrator demonstrators department deputies detective
    detectives diplomat diplomats director directors doctor doctors document documents dozens driver e-mail
    each economist economists editor editorial editors email embassy employee employees engineer engineers
    envoys executive executives expert experts family fan fans farmer farmers father federation fellow
    fellows fighter fighters figure filing filmmaker firm force forces foundation founder founders four
    freshman friend friends frontrunner girl goalkeeper golfer government governors graduate granddad
    grandfather grandmother grandson group guard guards guru half head heads heir hero historian hopeful
    host house hundreds husband icon immigrant indictment informant insider inspector inspectors institute
    investigator investigators investor investors jockey journalist journalists judges juror jury landlord
    law lawmaker lawmakers lawsuit lawyer lawyers leaders league legislator legislators letter liberal
    magnate majority man manager managers many mayor mayors mediator member members memo men mep meps
    message midfielder migrant millennial millionaire ministers ministries ministry minority mogul mom monk
    most mother mp mps mum musician native navy negotiator negotiators neighbor neighbors neighbour
    neighbours nephew network newcomer niece nominee none note novelist number nun nurse nurses office
    officer officers official officials one operator opponent opponents order organisation organiser
    organisers organization organizer organizers others owner owners page pair panel parent parents
    parliament partner party passenger passengers pensioner people person physicist pilot pilots plaintiff
    player players poet police policeman policemen politician politicians poll pollster post poster
    predecessor president presidents priest producer professors prosecutor prosecutors protester protesters
    protestor protestors psychologist publisher pundit quarterback reader readers rebel rebels recruit
    recruiter referee refugee regulator relative relatives report reporter reporters representatives
    republican researcher researchers resident residents retiree review rival rivals ruling runner-up school
    schoolboy schoolgirl scientist scientists secretaries senate senators service several shopkeeper shopper
    sign singer sister site slogan society soldier soldiers solicitor some son source sources specialist
    spokesmen spokespeople spokespersons spokeswomen sprinter spy staff star stars statement strategist
    striker student students study successor supporter supporters surgeon survey survivor survivors suspect
    suspects swimmer teacher teachers team teen teenager tenant therapist thousands three toddler trader
    traders trainer transcript trio tweet two tycoon uncle union university user users verdict vet veteran
    veterans victim victims viewer viewers voter voters warlord watchdog website widow wife winger winner
    witness witnesses woman women worker workers writer writers
    """)
# Things, not persons, that speak; a pronoun `it` may mean them.
ORGANISATIONS = word_set("""
    administration agency airline alliance army assembly association authority automaker bank board
    broadcaster bureau campaign carmaker center centre channel charity club coalition college command
    commission committee company congress council court department embassy federation firm foundation
    government group house institute kremlin league magazine manufacturer ministry navy network newspaper
    office operator organisation organization paper parliament party police publisher regulator retailer
    school senate service society staff station studio team union university watchdog website
    """)
DOCUMENTS = word_set("""
    ad article audit banner bill book complaint decision document documents e-mail editorial email filing
    indictment law lawsuit letter memo message note notice order page paper poll post poster release report
    review ruling sign site statement study survey transcript tweet verdict website
    """)
OCCASIONS = word_set("""
    address appearance article blog briefing broadcast call column conference court debate e-mail email
    episode facebook filing hearing instagram interview letter meeting memo message newspaper note op-ed
    parliament phone podcast post press radio rally recording release remarks report segment speech
    statement tape telegram television testimony thread tv tweet twitter video weibo x
    """)
ABBREVIATIONS = word_set("""
    adm al ala amb approx apr ariz ark asst atty aug brig bros calif capt cdr cf cmdr co col colo comdr conn
    corp cpl cpt dec del dept det dist dr e.g est etc feb fla fr ga gen gov hon i.e ill inc ind insp jan jr
    jul jun kan ky la lt ltd maj mar mass md messrs mich minn miss mlle mme mo mont mr mrs ms msgt neb nev
    no nov oct okla ore pa pfc ph pres prin prof pvt rep rev rt sen sep sept sfc sgt spc sr ssgt st supt
    tenn tex tsgt va vs vt wash wis wyo
    """)
TITLED_THINGS = word_set("""
    album anthem article autobiography ballad bestseller blog book chapter column comedy documentary drama
    entitled episode essay exhibit exhibition film game hit magazine memoir movie musical novel opera
    painting paper photograph play podcast poem program programme report sculpture section sequel series
    show single sitcom song story thriller titled track tune video
    """)
NAMING = word_set("""
    called christened code-named codenamed dubbed entitled hashtag known label labeled labelled labels named
    nicknamed phrase phrases renamed slogan so-called term terms titled word words
    """)
CLOSE = word_set("familiar close involved")
REDUCED_LINKS = word_set("by to on in from with at for through via")
VERBS = word_set("""
    ate became began bit blew bought broke brought built came caught chose comes drank drew drove fell felt
    flew forgave forgot fought found gave gets gives goes got grew heard held hid hit holds hung keeps kept
    knew leads leaves led left let loses lost made makes meets met paid put quit ran rang rose runs sang
    sank sat saw sends sent set sets shook shot shut sits slept sold sought spent spoke stands stood struck
    swam swore takes taught thought threw took tore understood went wept wins withdrew woke won wore wrote
    """)
PARTICIPLES = word_set("""
    addressed aired asked backed based briefed broadcast carried circulated cited commissioned compiled
    conducted contacted dated delivered distributed drafted familiar filed given held interviewed involved
    issued leaked led made obtained posted prepared printed produced provided published quoted reached read
    released reviewed run seen sent shared signed sponsored submitted translated written
    """)
