"""Polish: the line at home."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "service.outage": Case(
        subjects=("Nie działa internet", "Awaria {in_city}", "Od rana brak internetu"),
        opens=(
            (
                "od rana nie działa nam internet. Router świeci na czerwono, restart nie pomógł. "
                "Umowa {contract}, adres {address}."
            ),
            (
                "{in_city} pod adresem {address} nie ma internetu, u sąsiadów to samo. Czy jest "
                "awaria i kiedy ją Państwo usuną?"
            ),
            (
                "znowu awaria. Pracuję z domu i za dwie godziny mam ważne spotkanie. Proszę o "
                "informację, kiedy będzie działać."
            ),
            "nie działa ani internet, ani telewizja. Na routerze miga kontrolka światłowodu.",
        ),
        chats=(
            "dzień dobry, nie działa internet\nczy jest awaria {in_city}?",
            "nie ma internetu od godziny, router miga na czerwono",
            "Witam, mają Państwo awarię? {address}",
        ),
        asks=(
            (
                "które kontrolki świecą i w jakim kolorze? Wystarczy zdjęcie.",
                "zasilanie na zielono, internet na czerwono, wi-fi na zielono.",
            ),
            (
                "proszę o numer umowy i adres, sprawdzimy węzeł.",
                "umowa {contract}, {address}.",
            ),
        ),
        solves=(
            (
                "w okolicy przerwano światłowód podczas prac ziemnych. Technicy są na miejscu, "
                "naprawa potrwa do godziny 18. Gdy wszystko zacznie działać, wyślemy SMS."
            ),
            (
                "połączenie udało się przywrócić zdalnie. Router się zrestartuje i w ciągu pięciu "
                "minut wszystko powinno działać."
            ),
            (
                "awaria węzła usunięta. Proszę odłączyć router na minutę od prądu. Za czas "
                "przerwy automatycznie odejmiemy część opłaty."
            ),
        ),
        returns=(
            "miało działać do 18. Jest wieczór i nadal nic.",
            "internet działał godzinę i znowu padł. Kontrolka jest czerwona.",
            (
                "to już trzecia awaria w tym miesiącu. Jak już pisał[em|am], pracuję z domu i tak "
                "się nie da."
            ),
        ),
        amends=(
            (
                "przepraszam, naprawa się przedłużyła, bo uszkodzony był też kabel zapasowy. "
                "Teraz pomiary łącza są prawidłowe. Za przerwę odejmiemy {credit}."
            ),
            (
                "pomiar pokazuje, że sygnał spada na <Pana|Pani> przyłączu. Technik przyjedzie "
                "{next_day} między 9 a 12."
            ),
        ),
        calls=(
            "Awaria {in_city}, {address}. Poinformowano, naprawa do 18:00.",
            "Brak internetu, zdalny restart pomógł w trakcie rozmowy.",
        ),
        recalls=("Dzwoni ponownie, po naprawie znowu brak połączenia. Technik {next_day}.",),
        notes=(
            "Awaria zbiorowa węzła, nie wysyłać technika.",
            "Łącze po naprawie −21 dBm, w normie. Obserwować do jutra.",
        ),
    ),
    "service.slow": Case(
        subjects=("Wolny internet", "Wieczorem zrywa połączenie", "Prędkość niezgodna z umową"),
        opens=(
            (
                "mam taryfę {speed} Mb/s, a wieczorem pomiar pokazuje najwyżej 40. W dzień jest "
                "dobrze. Co z tym zrobimy?"
            ),
            (
                "codziennie około {hour} internet znika na jakieś dziesięć minut. Trwa to już dwa "
                "tygodnie."
            ),
            (
                "wi-fi w sypialni prawie nie działa, a przy routerze prędkość jest w porządku. Da "
                "się to poprawić?"
            ),
            (
                "rozmowy wideo się zacinają i koledzy mnie nie słyszą. Pomiar: pobieranie 35, "
                "wysyłanie 2. Umowa {contract}."
            ),
        ),
        chats=(
            "dzień dobry, internet bardzo wolny, taryfa {speed} a mam 40",
            "Dzień dobry, co wieczór mi zrywa połączenie",
            "hej, wifi w sypialni nie dziala, co zrobic?",
        ),
        asks=(
            (
                "proszę zmierzyć prędkość kablem przy routerze i przesłać wynik.",
                "kablem jest 480 w dół i 95 w górę, przez wi-fi 40.",
            ),
            (
                "ile urządzeń jest podłączonych wieczorem i gdzie stoi router?",
                "około dziesięciu, router stoi w szafce w przedpokoju.",
            ),
        ),
        solves=(
            (
                "łącze jest w porządku, przeszkadzają zakłócenia wi-fi. Zdalnie zmieniliśmy kanał "
                "i włączyliśmy pasmo 5 GHz. Proszę sprawdzić dziś wieczorem."
            ),
            (
                "proszę postawić router wyżej i na otwartej przestrzeni, nie w szafce. Jeśli to "
                "nie wystarczy, wyślemy bezpłatnie wzmacniacz."
            ),
            (
                "wieczorem węzeł był przeciążony. W nocy go rozbudowaliśmy i prędkość powinna już "
                "odpowiadać taryfie."
            ),
        ),
        returns=(
            (
                "niestety nic się nie zmieniło, wczoraj o {hour} znowu brak internetu. Router "
                "restartował[em|am] trzy razy, jak radzili na czacie."
            ),
            "już to zgłaszał[em|am] Państwa koledze przez telefon. Wieczorem nadal tylko 40 Mb/s.",
            "wzmacniacz dotarł, ale nie łączy się z routerem.",
        ),
        amends=(
            (
                "dziękuję za informację. Wysyłam technika, przyjedzie {next_day} i sprawdzi całą "
                "trasę aż do gniazdka. Wizyta jest bezpłatna."
            ),
            (
                "wymienimy router na nowszy model {model}, który lepiej znosi zakłócenia. Dotrze "
                "{next_day}."
            ),
        ),
        calls=(
            (
                "Wolne wi-fi, kablem dobrze. Zmieniono kanał, włączono 5 GHz, sprawdzone w "
                "trakcie rozmowy."
            ),
            "Wieczorne przerwy około {hour}. Uruchomiono pomiar łącza na 48 godzin.",
        ),
        recalls=("Dzwoni ponownie, przerwy trwają. Zamówiono technika na {for_day}.",),
        notes=(
            "Pomiar 48 h: trzy przerwy między 19:00 a 19:20, zgodne z obciążeniem węzła.",
            "Zakłócenia na kanale 6, zmieniono na 11.",
        ),
    ),
    "service.technician": Case(
        subjects=(
            "Technik nie przyjechał",
            "Zmiana terminu technika",
            "Zamówienie technika – {address}",
        ),
        opens=(
            (
                "technik miał być {on_day} między 8 a 12. [Wziąłem|Wzięłam] wolne, a nikt nie "
                "przyjechał ani nie zadzwonił."
            ),
            (
                "proszę o przesunięcie wizyty technika na {for_day}, najlepiej po południu. Umowa "
                "{contract}."
            ),
            (
                "technik był u nas {on_day}, ale gniazdko w salonie nadal nie działa. Czy "
                "przyjedzie jeszcze raz?"
            ),
            (
                "chcielibyśmy przenieść router do innego pokoju. Ile kosztuje wizyta technika pod "
                "adresem {address}?"
            ),
        ),
        chats=(
            "dzień dobry, miał dziś być technik i nikogo nie ma",
            "Dzień dobry, czy termin technika można przesunąć na {for_day}?",
            "technika nie ma, czekam od rana!!",
        ),
        asks=(
            (
                (
                    "bardzo mi przykro. Pod jakim numerem technik <Pana|Panią> zastanie i jaki "
                    "termin pasuje?"
                ),
                "telefon {phone}, najlepiej {next_day} przed południem.",
            ),
        ),
        solves=(
            (
                "przepraszamy, technika zatrzymało poprzednie zlecenie. Nowy termin to {next_day} "
                "między 8 a 10, godzinę wcześniej zadzwoni."
            ),
            "termin przesunęliśmy na {for_day} po południu, potwierdzenie przyjdzie SMS-em.",
            "gniazdko technik dokończy {next_day}, wizyty oczywiście nie policzymy.",
            (
                "przeniesienie routera w mieszkaniu jest raz w roku bezpłatne. Technik może "
                "przyjechać {next_day} przed południem, wystarczy potwierdzić."
            ),
        ),
        returns=(
            "technik znowu nie przyjechał. Drugi dzień urlopu stracony, to już jakiś żart.",
            "technik był, ale nie miał potrzebnej części. Kiedy wróci?",
        ),
        amends=(
            (
                "bardzo przepraszam. Ustalił[em|am] z kierownikiem techników pierwszy termin "
                "{next_day} o 8:00, a z faktury odejmiemy {credit}."
            ),
            (
                "część jest już w magazynie, technik przyjedzie {next_day} rano. Jego numer "
                "wyślemy SMS-em."
            ),
        ),
        calls=(
            "Technik nie przyjechał, nowy termin {next_day}, potwierdzony SMS-em.",
            "Przesunięcie wizyty na {for_day}.",
        ),
        recalls=("Dzwoni drugi raz, technika znowu nie było. Przekazano kierownikowi.",),
        notes=(
            "Dyspozytor: technik utknął na zleceniu, nie zgłosił opóźnienia.",
            "Wizyta poza kolejnością zatwierdzona.",
        ),
    ),
}
