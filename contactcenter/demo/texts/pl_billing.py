"""Polish: bills and payments."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "billing.wrong_amount": Case(
        subjects=(
            "Błędna kwota na fakturze {invoice}",
            "Pytanie o fakturę za {month}",
            "Dlaczego płacę więcej niż zwykle?",
        ),
        opens=(
            (
                "na fakturze {invoice} mam {amount}, a zgodnie z umową {contract} płacę "
                "{amount2}. Proszę o wyjaśnienie i korektę."
            ),
            (
                "za {month} naliczyli Państwo {amount}. Taryfy nie zmieniał[em|am], niczego nie "
                "zamawiał[em|am]. Skąd ta kwota?"
            ),
            (
                "faktura {invoice} zawiera opłatę za pakiet telewizyjny, z którego "
                "zrezygnował[em|am] dwa miesiące temu. Proszę o fakturę korygującą."
            ),
            (
                "przez pierwsze pół roku miał być rabat, a na fakturze {invoice} go nie ma. "
                "Zamiast {amount2} jest {amount}."
            ),
            (
                "proszę o sprawdzenie faktury {invoice}. Jest na niej wizyta technika, którego u "
                "mnie nigdy nie było."
            ),
        ),
        chats=(
            "dzień dobry, na fakturze {invoice} jest zła kwota",
            "Dzień dobry, dlaczego za {month} mam zapłacić {amount}?\nzwykle płacę {amount2}",
            "witam, na fakturze jest cos czego nie zamawial[em|am]",
        ),
        asks=(
            (
                "już sprawdzam. Proszę o numer umowy lub faktury.",
                "umowa {contract}, faktura {invoice}.",
            ),
            (
                (
                    "widzę pakiet telewizyjny aktywowany {invoice_date}. Czy zamawiał go ktoś z "
                    "domowników?"
                ),
                "nie, nikt z nas niczego takiego nie zamawiał.",
            ),
        ),
        solves=(
            (
                "ma <Pan|Pani> rację, rabat się nie naliczył. Wystawiliśmy korektę na {amount2}; "
                "jeśli faktura jest już opłacona, różnicę zwrócimy w ciągu pięciu dni roboczych."
            ),
            (
                "opłata została naliczona przez pomyłkę i ją usunęliśmy. Do zapłaty za {month} "
                "pozostaje {amount2}."
            ),
            (
                "kwota jest wyższa, bo obejmuje część miesiąca po zmianie taryfy. Od następnego "
                "miesiąca znowu {amount2}. Szczegóły w załączniku."
            ),
        ),
        returns=(
            "korekta przyszła, ale na kolejnej fakturze znowu jest {amount}. Mam pisać co miesiąc?",
            (
                "obiecana różnica nie dotarła na konto, za to dostał[em|am] ponaglenie na całe "
                "{amount}."
            ),
            (
                "wracam do faktury {invoice}. Wyjaśnienie się nie zgadza, taryfy naprawdę nie "
                "zmieniał[em|am]."
            ),
        ),
        amends=(
            (
                "przepraszam, że błąd się powtórzył. Rabat ustawił[em|am] bezpośrednio w umowie, "
                "ponaglenie anulowaliśmy, a nadpłata {credit} wyszła dziś na <Pana|Pani> konto."
            ),
            (
                "sprawdził[em|am] całą historię umowy i błąd jest po naszej stronie. Fakturę "
                "anulowaliśmy, nowa na {amount2} jest w załączniku. Dopilnuję też następnej."
            ),
        ),
        calls=(
            "Nie zgadza się faktura {invoice}, brak rabatu. Wystawiono korektę na {amount2}.",
            "Pytanie o wyższą kwotę za {month}, wyjaśniono.",
        ),
        recalls=(
            "Dzwoni ponownie, błąd na kolejnej fakturze. Rabat ustawiony w umowie {contract}.",
        ),
        notes=(
            (
                "Rabat obowiązuje do końca kwietnia, w systemie brakowało znacznika. Poprawione w "
                "umowie {contract}."
            ),
            (
                "Pakiet uruchomiła kampania z {invoice_date}, bez zgody klienta. Przekazać "
                "kierownikowi."
            ),
        ),
    ),
    "billing.invoice_missing": Case(
        subjects=(
            "Nie dotarła faktura za {month}",
            "Proszę o przesłanie faktury {invoice}",
            "Faktury na adres firmowy",
        ),
        opens=(
            "faktura za {month} nie przyszła ani mailem, ani pocztą. Czy mogą ją Państwo przesłać?",
            "potrzebuję do księgowości faktury {invoice}. Na koncie klienta jej nie widzę.",
            (
                "zmienił[em|am] adres e-mail i od tego czasu faktury nie przychodzą. Nowy adres "
                "to {email}."
            ),
            (
                "czy faktury mogą przychodzić również do księgowej? Proszę też o ponowne wysłanie "
                "tej za {month}."
            ),
        ),
        chats=(
            "dzień dobry, nie dostał[em|am] faktury za {month}",
            "Witam, gdzie pobiorę fakturę {invoice}?",
            "dzien dobry, faktury ida na stary mail, da sie zmienic?",
        ),
        asks=(
            (
                "oczywiście. Na jaki adres mamy ją wysłać?",
                "na {email}, proszę.",
            ),
            (
                "dla weryfikacji proszę o numer umowy.",
                "umowa {contract}.",
            ),
        ),
        solves=(
            (
                "fakturę za {month} przesyłam w załączniku, a adres zmieniliśmy na {email}. "
                "Kolejne faktury pójdą już tam."
            ),
            (
                "faktura {invoice} została wystawiona z opóźnieniem, teraz jest widoczna na "
                "koncie klienta. Termin płatności przesunęliśmy o tydzień."
            ),
            "ustawił[em|am] wysyłkę na oba adresy, a fakturę za {month} wysłał[em|am] jeszcze raz.",
        ),
        returns=(
            "za kolejny miesiąc faktura znowu nie przyszła. Czy da się to wreszcie naprawić?",
            "załączonej faktury nie można otworzyć, plik jest uszkodzony.",
        ),
        amends=(
            (
                "przepraszam. Na koncie było stare przekierowanie, [usunąłem|usunęłam] je i "
                "wysyłam fakturę ponownie."
            ),
            "przesyłam nowy plik PDF, sprawdził[em|am], że się otwiera. Dziękuję za cierpliwość.",
        ),
        calls=(
            "Nie przychodzą faktury, zmiana adresu na {email}, wysłano fakturę za {month}.",
            "Prosi o fakturę {invoice} dla księgowej, wysłano.",
        ),
        recalls=("Dzwoni znowu w sprawie faktur, usunięto stare przekierowanie.",),
        notes=(
            "W systemie dwa adresy, aktualny {email}.",
            "Faktura {invoice} czekała w kolejce wydruku od {invoice_date}.",
        ),
    ),
    "billing.refund": Case(
        subjects=(
            "Kiedy dostanę zwrot pieniędzy?",
            "Zwrot nadpłaty – umowa {contract}",
            "Brak zwrotu za zamówienie {order}",
        ),
        opens=(
            (
                "{ordered} odesłał[em|am] router z zamówienia {order} i nadal nie mam pieniędzy. "
                "Kiedy {amount} trafi na konto?"
            ),
            (
                "po rozwiązaniu umowy {contract} została nadpłata {amount}. Miała wrócić w 14 "
                "dni, a minęło znacznie więcej."
            ),
            (
                "za awarię obiecali mi Państwo zwrot {amount}. Ani na fakturze, ani na koncie nic "
                "nie widzę."
            ),
            (
                "zapłacił[em|am] za zamówienie {order}, które potem Państwo anulowali. Pieniędzy "
                "nikt nie oddał."
            ),
        ),
        chats=(
            "dzień dobry, kiedy dostanę zwrot za router?\nzamówienie {order}",
            "Dzień dobry, czekam na nadpłatę {amount} już trzy tygodnie",
            "witam, anulowali panstwo zamowienie {order} a pieniedzy nie ma",
        ),
        asks=(
            (
                "czy mogę prosić o numer konta do zwrotu?",
                "proszę na konto, z którego przychodzą wpłaty. Nadal jest to samo.",
            ),
            (
                "kiedy i gdzie oddał<|a> <Pan|Pani> urządzenie? Przyda się numer nadania.",
                "oddał[em|am] je {on_day} w salonie {in_city}, numer {parcel}.",
            ),
        ),
        solves=(
            (
                "zwrot {amount} został zlecony, na koncie będzie w ciągu trzech dni roboczych. "
                "Przepraszamy za zwłokę."
            ),
            (
                "magazyn przyjął urządzenie dopiero dziś, stąd opóźnienie. {amount} wyszło "
                "jeszcze przed południem."
            ),
            (
                "nadpłatę {amount} odjęliśmy od faktury za {month}. Jeśli woli <Pan|Pani> "
                "przelew, wystarczy odpisać."
            ),
        ),
        returns=(
            (
                "pieniądze nadal nie przyszły, a od odpowiedzi minął ponad tydzień. Proszę o "
                "potwierdzenie przelewu."
            ),
            "zwrócili Państwo tylko część, zamiast {amount} przyszło {amount2}.",
            "po raz trzeci pytam o zwrot {amount}. Za każdym razem słyszę „do trzech dni”.",
        ),
        amends=(
            (
                "przepraszam, przelew wrócił przez literówkę w numerze konta. Teraz poszedł "
                "ekspresem, potwierdzenie w załączniku."
            ),
            (
                "dopłatę wysłaliśmy dziś, dodaliśmy też {credit} za kłopot. Będę pilnować sprawy, "
                "aż pieniądze dotrą."
            ),
        ),
        calls=(
            "Pytanie o zwrot {amount}, zlecony, do trzech dni na koncie.",
            "Nadpłata po rozwiązaniu umowy {contract}, przekazano do księgowości.",
        ),
        recalls=("Dzwoni ponownie, pieniądze nie dotarły. Przelew wrócił, wysłano ekspresem.",),
        notes=(
            (
                "Księgowość: przelew z {invoice_date} zwrócony przez bank. Powtórzyć z poprawnym "
                "kontem."
            ),
            "Obiecano do {next_date}, dopilnować.",
        ),
    ),
    "billing.payment": Case(
        subjects=("Ponaglenie mimo zapłaty", "Płatność za fakturę {invoice}", "Zapłacone dwa razy"),
        opens=(
            (
                "dostał[em|am] ponaglenie do faktury {invoice}, którą opłacił[em|am] {on_day}. "
                "Mogę przesłać potwierdzenie z banku."
            ),
            (
                "przez pomyłkę zapłacił[em|am] fakturę {invoice} dwa razy. Czy drugą wpłatę "
                "{amount} można zwrócić albo zaliczyć na kolejny miesiąc?"
            ),
            (
                "płatność kartą na koncie klienta kończy się błędem, próbował[em|am] trzy razy. "
                "Nie chcę mieć wyłączonego internetu tylko dlatego, że bramka nie działa."
            ),
            (
                "czy fakturę {invoice} można rozłożyć na dwie raty? W tym miesiącu nie dam rady "
                "zapłacić całego {amount}."
            ),
        ),
        chats=(
            "dzień dobry, dostał[em|am] ponaglenie a mam zapłacone",
            "Dzień dobry, nie mogę zapłacić kartą, ciągle błąd",
            "witam, zaplacil[em|am] fakture {invoice} 2 razy, oddadza panstwo?",
        ),
        asks=(
            (
                "proszę o tytuł przelewu, pod którym wyszła wpłata, odnajdziemy ją.",
                (
                    "przepraszam, widzę, że wpisał[em|am] numer umowy {contract} zamiast numeru "
                    "faktury."
                ),
            ),
            (
                "jaki błąd pokazuje bramka i z jakiego banku jest karta?",
                "„transakcja odrzucona, kod 51”, a pieniądze na karcie są.",
            ),
        ),
        solves=(
            (
                "wpłatę znaleźliśmy pod innym tytułem i przypisaliśmy do faktury {invoice}. "
                "Ponaglenie jest anulowane, nic więcej nie trzeba robić."
            ),
            (
                "drugą wpłatę {amount} zaliczyliśmy na kolejną fakturę, więc za następny miesiąc "
                "nic <Pan|Pani> nie płaci."
            ),
            (
                "raty ustawione: połowa do końca miesiąca, reszta do końca następnego. Usługa "
                "działa bez ograniczeń."
            ),
            (
                "bramka płatnicza miała rano awarię, teraz już działa. Proszę spróbować ponownie; "
                "termin faktury {invoice} na wszelki wypadek przesunęliśmy o tydzień i nic nie "
                "zostanie wyłączone."
            ),
        ),
        returns=(
            (
                "przyszło kolejne ponaglenie, tym razem z opłatą za opóźnienie. A pisali Państwo, "
                "że wszystko załatwione."
            ),
            "dziś ograniczyli mi Państwo internet z powodu faktury {invoice}, która jest opłacona!",
        ),
        amends=(
            (
                "bardzo przepraszam. Połączenie już przywróciliśmy, ponaglenia i opłatę "
                "anulowaliśmy, a przy umowie jest notatka, żeby to się nie powtórzyło."
            ),
            (
                "ponaglenie wyszło automatycznie, zanim zaksięgowano wpłatę. Proszę je "
                "zignorować; {credit} odejmiemy od kolejnej faktury."
            ),
        ),
        calls=(
            "Ponaglenie do opłaconej faktury {invoice}, zły tytuł przelewu. Wpłata przypisana.",
            "Podwójna wpłata, zaliczona na kolejny miesiąc.",
        ),
        recalls=(
            (
                "Dzwoni zdenerwowan<y|a>, po ponagleniu ograniczono usługę. Przywrócono w trakcie "
                "rozmowy."
            ),
        ),
        notes=(
            "Wpłata {amount} leżała wśród nierozpoznanych od {invoice_date}.",
            "Raty zatwierdziła kierowniczka.",
        ),
    ),
}
