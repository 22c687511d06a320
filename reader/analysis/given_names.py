"""Given names that tell whether `he` or `she` may mean somebody."""

from __future__ import annotations

from reader.corpus.wordlists import word_set

_MEN = word_set("""
    aaron abdul abdullah abraham adam adrian ahmad ahmed al alan albert alejandro alex alexander alexei
    alexey alfred ali allan allen alvin amir anatoly anders andre andrei andrew andriy andy angelo anthony
    anton antonio antony arnold arthur asif ben benjamin benny bernard bernie bert bill billy bob bobby
    boris brad bradley brandon brendan brent brett brian bruce bruno bryan byron calvin cameron carl carlos
    cedric charles charlie chris christian christopher chuck clarence claude clint colin connor craig curtis
    cyril dale damian dan daniel danny dario darren dave david dean denis dennis derek dick diego dmitri
    dmitry dmytro dominic don donald doug douglas duncan dwight earl ed eddie edgar edmund eduardo edward
    edwin elijah elliott emil emmanuel eric erik ernest ernesto eugene evan felipe felix fernando francis
    francisco francois frank franklin fred frederick friedrich gabriel gareth gary gavin gene geoff geoffrey
    george gerald gerard gerhard giles giovanni giuseppe glen glenn gordon graham grant greg gregory
    guillermo gustavo guy hamid hamza hans harold harry harvey hassan hector henri henry herbert herman
    hiroshi howard hugh hugo hussein ian ibrahim igor isaac ismail ivan jack jacob jacques jaime jake james
    jamie jan jared jason javier jay jean jeb jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joe joel
    johan johannes john johnny joko jon jonathan jorge jose joseph josh joshua juan julian julio justin karl
    keir keith ken kenneth kevin khalid kim kirk kurt kyle lance larry lars laurence lawrence lee leo leon
    leonard leonardo leonid leroy lewis liam lindsey lionel lloyd louis lucas luis luke mahmoud malcolm
    manuel marc marcel marco marcus mario mark marshall martin marvin mateo mathieu matt matteo matthew
    maurice max maxim mehdi michael michel miguel mike mikhail milan mitch mitt mohamed mohammad mohammed
    muhammad mustafa narendra nathan neil nelson nicholas nick nicolas nigel nikolai noah noel norman olaf
    oleg oleksandr oleksiy oliver omar orlando osama oscar otto owen pablo pat patrick paul pavel pedro pete
    peter petro phil philip philippe pierre rafael ralph ramon rand randy rashid raul ray raymond recep
    reince rene rex ricardo richard rick rishi rob robert roberto robin rod rodney rodrigo roger roland ron
    ronald ross roy rudy rupert russell ryan salman salvador sam samuel santiago scott sean sebastian serge
    sergei sergey serhiy seth shane shaun shinzo sidney simon stan stanley stefan stephen steve steven
    stewart stuart sunil sven ted terrence terry theodore thomas tim timothy toby todd tom tomas tommy tony
    travis trevor tyler vasily victor viktor vince vincent vitali vitaliy vlad vladimir volker volodymyr
    walter warren wayne wesley wilhelm will william willie winston xi yasser yevgeny yuri yusuf zachary
    """)
_WOMEN = word_set("""
    abigail ada adriana agnes aisha alexandra alexandria alice alicia alison allison amanda amber amelia amy
    ana andrea angela angelina angelique anita ann anna anne annette annie april ariana ashley audrey ayanna
    barbara beatrice becky bella bernadette beth betsy betty beverly bonnie brenda bridget brittany camilla
    candice carla carly carmen carol carole caroline carrie catherine cathy cecilia charlotte chelsea cheryl
    chloe christina christine cindy claire clara claudia colleen condoleezza connie constance courtney
    crystal cynthia daisy dana danielle dawn debbie deborah debra denise diana diane dianne dolores donna
    dora doris dorothy edith eileen elaine eleanor elena elise eliza elizabeth ella ellen elsa emily emma
    erica erika erin esther ethel eva eve evelyn fatima faye fiona florence frances gabriela gabrielle gail
    gemma georgia geraldine gina giorgia gladys gloria grace greta gretchen gwen hannah harriet heather
    heidi helen helena helga hilary hillary holly ida ilhan imelda ines ingrid irene irina iris isabel
    isabella ivanka jacinda jackie jacqueline jane janet janice jasmine jean jeanette jeanne jen jenna
    jennifer jenny jessica jill jo joan joanna joanne jodie josephine joy joyce juanita judith judy julia
    juliana julie juliet kaitlyn kaja kamala karen kari karin kate katherine kathleen kathryn kathy katie
    katrina kayla kayleigh kelly kellyanne kendra kim kimberly kirsten kristen kristin kristina lara latoya
    laura lauren leah leila lena lesia leslie leticia lila lillian lily linda lisa liz lois loretta lori
    louisa louise lucia lucy lydia lynn mabel madeleine madison magdalena maggie malala mandy manuela marcia
    margaret maria mariana marie marilyn marina marine marion marjorie marlene martha mary maryam maureen
    megan melania melanie melinda melissa mercedes meredith mette mia michelle mildred miranda miriam molly
    mona monica muriel nadia nancy naomi natalia natalie natasha nicola nicole nikki nina nora norma oksana
    olena olga olivia pamela patricia patty paula pauline peggy penelope penny phyllis polly priscilla priti
    rachel rashida rebecca regina renee rhonda rita roberta robyn rosa rose rosemary roxanne ruth sabrina
    sally samantha sandra sanna sara sarah selena shannon sharon sheila shelly sherry shirley silvia simone
    sofia sonia sophia sophie stacey stella stephanie sue suella susan susanna suzanne svetlana sylvia
    tamara tammy tanya tara teresa tessa theresa tiffany tina tracy ursula valentina valerie vanessa vera
    veronica vicky victoria viola violet virginia vivian wanda wendy whitney yolanda yulia yvette yvonne
    zara zoe
    """)


def gender_of(name: str) -> str:
    """`m` or `f` by a name's first word, or nothing where the word is neither or both."""
    first = name.split(None, 1)[0].lower() if name.strip() else ""
    man, woman = first in _MEN, first in _WOMEN
    if man == woman:
        return ""
    return "m" if man else "f"
