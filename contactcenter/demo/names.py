"""Names, places and things of the demo, with the forms their grammar needs."""

from dataclasses import dataclass
from typing import Final

from contactcenter.demo.wording import MAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name; ``call`` is how a polite letter addresses them."""

    first: str
    last: str
    call: str
    gender: int


CZECH_FIRST: Final = (
    """Jan Petr Tomáš Jakub Jiří Martin Pavel Ondřej Lukáš Michal David Filip Vojtěch Marek Karel
    Zdeněk Radek Aleš""",
    """Jana Eva Lucie Petra Kateřina Tereza Veronika Markéta Lenka Hana Barbora Zuzana Šárka
    Alena Ivana Monika Kristýna Žaneta""",
)
# man's form, woman's form, and the man's form when spoken to
CZECH_LAST: Final = tuple(
    tuple(line.split())
    for line in """Novák Nováková Nováku|Svoboda Svobodová Svobodo|Novotný Novotná Novotný
Dvořák Dvořáková Dvořáku|Černý Černá Černý|Procházka Procházková Procházko|Kučera Kučerová Kučero
Veselý Veselá Veselý|Horák Horáková Horáku|Němec Němcová Němče|Pokorný Pokorná Pokorný
Pospíšil Pospíšilová Pospíšile|Hájek Hájková Hájku|Král Králová Králi|Jelínek Jelínková Jelínku
Růžička Růžičková Růžičko|Beneš Benešová Beneši|Fiala Fialová Fialo|Sedláček Sedláčková Sedláčku
Doležal Doležalová Doležale|Zeman Zemanová Zemane|Kolář Kolářová Koláři|Krejčí Krejčí Krejčí
Čermák Čermáková Čermáku|Vaněk Vaňková Vaňku|Urban Urbanová Urbane|Blažek Blažková Blažku
Kříž Křížová Kříži|Kopecký Kopecká Kopecký|Šimek Šimková Šimku|Konečný Konečná Konečný
Štěpánek Štěpánková Štěpánku|Staněk Staňková Staňku|Holub Holubová Holube|Dušek Dušková Dušku
Šťastný Šťastná Šťastný""".replace("\n", "|").split("|")
)
# each with the form used when spoken to
POLISH_FIRST: Final = (
    """Piotr:Piotrze Krzysztof:Krzysztofie Andrzej:Andrzeju Tomasz:Tomaszu Paweł:Pawle
    Michał:Michale Marcin:Marcinie Jakub:Jakubie Łukasz:Łukaszu Grzegorz:Grzegorzu Adam:Adamie
    Wojciech:Wojciechu Mateusz:Mateuszu Kamil:Kamilu Rafał:Rafale Szymon:Szymonie""",
    """Anna:Anno Katarzyna:Katarzyno Małgorzata:Małgorzato Agnieszka:Agnieszko Barbara:Barbaro
    Ewa:Ewo Magdalena:Magdaleno Joanna:Joanno Monika:Moniko Zofia:Zofio Aleksandra:Aleksandro
    Karolina:Karolino Natalia:Natalio Marta:Marto Beata:Beato Dorota:Doroto""",
)
POLISH_LAST: Final = tuple(
    "Nowak:Nowak Kowalski:Kowalska Wiśniewski:Wiśniewska Wójcik:Wójcik Kowalczyk:Kowalczyk "
    "Kamiński:Kamińska Lewandowski:Lewandowska Zieliński:Zielińska Szymański:Szymańska "
    "Woźniak:Woźniak Dąbrowski:Dąbrowska Kozłowski:Kozłowska Jankowski:Jankowska Mazur:Mazur "
    "Kwiatkowski:Kwiatkowska Krawczyk:Krawczyk Piotrowski:Piotrowska Grabowski:Grabowska "
    "Pawłowski:Pawłowska Michalski:Michalska Król:Król Wieczorek:Wieczorek Jabłoński:Jabłońska "
    "Wróbel:Wróbel Żak:Żak Śliwiński:Śliwińska Łuczak:Łuczak".split()
)
ENGLISH_FIRST: Final = (
    """James Oliver Daniel Thomas Michael Liam Noah Callum Patrick George Ethan Ravi""",
    """Emma Sarah Olivia Charlotte Grace Aoife Priya Hannah Megan Rachel Chloe Maria""",
)
ENGLISH_LAST: Final = (
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker Thompson O'Neill "
    "Murphy Kelly Byrne Scott Fraser Bennett Hughes Clarke Foster Okafor Nguyen"
)

# name, as in "in Brno"
CITIES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "cs": (
        ("Brno", "v Brně"),
        ("Praha", "v Praze"),
        ("Ostrava", "v Ostravě"),
        ("Plzeň", "v Plzni"),
        ("Olomouc", "v Olomouci"),
        ("Liberec", "v Liberci"),
        ("Zlín", "ve Zlíně"),
        ("Pardubice", "v Pardubicích"),
        ("Hradec Králové", "v Hradci Králové"),
        ("České Budějovice", "v Českých Budějovicích"),
    ),
    "pl": (
        ("Kraków", "w Krakowie"),
        ("Wrocław", "we Wrocławiu"),
        ("Poznań", "w Poznaniu"),
        ("Katowice", "w Katowicach"),
        ("Warszawa", "w Warszawie"),
        ("Łódź", "w Łodzi"),
        ("Gdańsk", "w Gdańsku"),
        ("Opole", "w Opolu"),
    ),
    "en": (("Prague", "in Prague"), ("Brno", "in Brno"), ("Kraków", "in Kraków")),
}
STREETS: Final = {
    "cs": "Lidická Masarykova Palackého Nádražní Husova Komenského Jiráskova Zahradní".split(),
    "pl": "Mickiewicza Słowackiego Kościuszki Polna Ogrodowa Lipowa Długa Sienkiewicza".split(),
    "en": "Lidická Vinohradská Masarykova Karmelicka Dietla Palackého".split(),
}
COMPANIES: Final = {
    "cs": ("Truhlářství Horák", "Účetnictví Fialová s.r.o.", "Kavárna U Mlýna", "Novák a syn"),
    "pl": ("Stolarnia Dąb", "Biuro Rachunkowe Saldo", "Kawiarnia Pod Lipą", "Nowak i Synowie"),
    "en": ("Northlight Translations", "Green Bean Cafe", "Foster Design"),
}
MODELS: Final = ("Vega 6", "Vega 6 Pro", "Orion AX3", "Lumen 5G", "Orion Mesh")
POST: Final = {
    "cs": ("posta.example", "schranka.example", "email.example"),
    "pl": ("poczta.example", "skrzynka.example", "list.example"),
    "en": ("mail.example", "inbox.example", "post.example"),
}


def _split(text: str, mark: str = ":") -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in (item.split(mark) for item in text.split()))


_POLISH_LAST: Final = tuple(tuple(item.split(":")) for item in POLISH_LAST)
_POLISH_FIRST: Final = (_split(POLISH_FIRST[0]), _split(POLISH_FIRST[1]))


def name_of(language: str, gender: int, first: int, last: int) -> Name:
    """A name by two numbers; any numbers give one."""
    if language == "cs":
        forenames = CZECH_FIRST[gender].split()
        man, woman, called = CZECH_LAST[last % len(CZECH_LAST)]
        surname = man if gender == MAN else woman
        call = called if gender == MAN else woman
        return Name(first=forenames[first % len(forenames)], last=surname, call=call, gender=gender)
    if language == "pl":
        forename, call = _POLISH_FIRST[gender][first % len(_POLISH_FIRST[gender])]
        surname = _POLISH_LAST[last % len(_POLISH_LAST)][gender]
        return Name(first=forename, last=surname, call=call, gender=gender)
    forenames = ENGLISH_FIRST[gender].split()
    surnames = ENGLISH_LAST.split()
    surname = surnames[last % len(surnames)]
    return Name(first=forenames[first % len(forenames)], last=surname, call=surname, gender=gender)
