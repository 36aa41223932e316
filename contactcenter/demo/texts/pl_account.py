"""Polish: accounts and contracts."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "account.login": Case(
        subjects=("Nie mogę się zalogować", "Nie przychodzi kod", "Zablokowane konto klienta"),
        opens=(
            (
                "od wczoraj nie mogę się zalogować na konto klienta. Pokazuje błędne hasło, choć "
                "jest dobre."
            ),
            "zmienił[em|am] telefon i kod przychodzi na stary numer. Nowy to {phone}.",
            (
                "po trzeciej próbie konto się zablokowało, a link do zmiany hasła nie przyszedł. "
                "E-mail: {email}."
            ),
            (
                "aplikacja ciągle mnie wylogowuje, muszę się logować pięć razy dziennie. Da się "
                "to naprawić?"
            ),
        ),
        chats=(
            "dzień dobry, nie mogę się zalogować",
            "kod sms nie przychodzi",
            "Dzień dobry, mam zablokowane konto, e-mail {email}",
        ),
        asks=(
            (
                "dla weryfikacji proszę o cztery ostatnie cyfry umowy i miasto.",
                "{contract_end}, {city}.",
            ),
            (
                "na jaki numer ma przychodzić kod?",
                "na {phone}.",
            ),
        ),
        solves=(
            (
                "konto odblokowaliśmy, a na {email} wysłaliśmy nowy link do ustawienia hasła. "
                "Jest ważny dwie godziny."
            ),
            "numer do kodów zmieniony na {phone}. Proszę spróbować ponownie.",
            (
                "błąd był po stronie naszej aplikacji, dzisiejsza aktualizacja go usuwa. "
                "Wystarczy ją zainstalować."
            ),
        ),
        returns=(
            "link nie działa, pisze, że wygasł. [Kliknąłem|Kliknęłam] od razu.",
            "zalogować udało się raz, a dziś znowu nie mogę. Kod nie przyszedł.",
        ),
        amends=(
            (
                "wysłał[em|am] nowy link, ważny przez cały dzień. Proszę otworzyć go w innej "
                "przeglądarce, stara zapamiętała poprzednią stronę."
            ),
            (
                "na <Pana|Pani> numerze zablokowane były SMS-y informacyjne. Razem z operatorem "
                "już to odblokowaliśmy."
            ),
        ),
        calls=(
            "Zablokowane konto, zweryfikowano, wysłano link.",
            "Zmiana numeru do kodów na {phone}.",
        ),
        recalls=("Dzwoni ponownie, link wygasł. Ustawiono hasło w trakcie rozmowy.",),
        notes=(
            "Zweryfikowano po umowie i adresie.",
            "Winny filtr operatora, zgłoszono dostawcy SMS.",
        ),
    ),
    "account.change": Case(
        subjects=("Zmiana danych kontaktowych", "Nowy numer telefonu", "Cesja umowy {contract}"),
        opens=(
            "proszę o zmianę telefonu na {phone}. Pozostałe dane bez zmian.",
            "przeprowadziliśmy się, nowy adres do korespondencji to {address}. Umowa {contract}.",
            (
                "chciał[bym|abym] przepisać umowę {contract} na [żonę|męża]. Jakie dokumenty są "
                "potrzebne?"
            ),
            (
                "po ślubie mam nowe nazwisko. Jakie dokumenty przesłać, żeby zmieniło się też na "
                "fakturach?"
            ),
        ),
        chats=(
            "dzień dobry, chcę zmienić telefon na {phone}",
            "Witam, jak przepisać umowę na inną osobę?",
            "dzien dobry, nowy adres to {address}, prosze o zmiane",
        ),
        asks=(
            (
                "oczywiście. Proszę o numer umowy i datę urodzenia.",
                "umowa {contract}, 14 maja 1984.",
            ),
        ),
        solves=(
            "gotowe, dane zmienione, potwierdzenie wysłaliśmy na {email}.",
            (
                "formularz cesji przesyłam w załączniku. Wystarczą podpisy obu stron, załatwimy "
                "to w trzy dni."
            ),
            "nowy adres mamy, będzie obowiązywał od kolejnej faktury.",
            (
                "wystarczy kopia aktu ślubu albo nowego dowodu. Nazwisko zmienimy w umowie i na "
                "fakturach w ciągu trzech dni."
            ),
        ),
        returns=("faktura znowu przyszła na stary adres, chociaż potwierdzili Państwo zmianę.",),
        amends=(
            (
                "przepraszam, zmiana zapisała się tylko przy usłudze, a nie przy fakturach. Teraz "
                "jest w obu miejscach."
            ),
        ),
        calls=("Zmiana telefonu na {phone}, zweryfikowano.", "Nowy adres {address}, wprowadzono."),
        recalls=("Dzwoni ponownie, adres do faktur był stary. Poprawiono.",),
        notes=("Zweryfikowano datą urodzenia.", "Formularz cesji wysłany."),
    ),
    "contract.cancel": Case(
        subjects=(
            "Wypowiedzenie umowy {contract}",
            "Rezygnacja z pakietu TV",
            "Zakończenie usługi",
        ),
        opens=(
            "niniejszym wypowiadam umowę {contract}. Proszę o potwierdzenie i datę zakończenia.",
            "chcę zrezygnować z pakietu telewizyjnego, internet zostaje. Od kiedy to zadziała?",
            (
                "przeprowadzam się tam, gdzie nie mają Państwo sieci. Jak i z jakim dniem mogę "
                "zakończyć umowę?"
            ),
            (
                "konkurencja daje tę samą prędkość za {amount2}. Jeśli nie mogą Państwo "
                "zaproponować nic lepszego, składam wypowiedzenie."
            ),
        ),
        chats=(
            "dzień dobry, chcę rozwiązać umowę",
            "Dzień dobry, jak zrezygnować z pakietu TV?",
            "przeprowadzam sie, jak zakonczyc internet?",
        ),
        asks=(
            (
                "proszę potwierdzić numer umowy i dzień zakończenia.",
                "umowa {contract}, z końcem miesiąca.",
            ),
            (
                (
                    "zanim to wprowadzimy: czy pomogłaby niższa taryfa za {amount2} przy tej "
                    "samej prędkości?"
                ),
                "brzmi rozsądnie, proszę o warunki.",
            ),
        ),
        solves=(
            (
                "wypowiedzenie umowy {contract} przyjęliśmy, usługa kończy się ostatniego dnia "
                "następnego miesiąca. Potwierdzenie w załączniku."
            ),
            "pakiet jest wyłączony od pierwszego dnia następnego miesiąca, internet bez zmian.",
            (
                "nową cenę {amount2} ustawiliśmy od kolejnej faktury, umowa biegnie dalej bez "
                "zobowiązania."
            ),
        ),
        returns=(
            "wypowiedzenie potwierdzone, a mimo to przyszła faktura na {amount}.",
            "za pakiet telewizyjny nadal płacę, choć miesiąc temu został wyłączony.",
        ),
        amends=(
            (
                "przepraszam, fakturę anulowaliśmy. Końcowe rozliczenie jest zerowe i nic więcej "
                "nie przyjdzie."
            ),
            "pakiet wyłączyliśmy wstecznie, a {credit} zwrócimy w kolejnej fakturze.",
        ),
        calls=(
            "Wypowiedzenie umowy {contract} z powodu przeprowadzki, przyjęto.",
            "Rezygnacja z pakietu TV, internet zostaje.",
        ),
        recalls=("Dzwoni w sprawie faktury po wypowiedzeniu, anulowano.",),
        notes=(
            "Zaproponowano zniżkę na {amount2}, przyjęta.",
            "Powód odejścia: przeprowadzka poza sieć.",
        ),
    ),
    "contract.upgrade": Case(
        subjects=("Większa prędkość", "Przejście na światłowód", "Jakie taryfy Państwo oferują?"),
        opens=(
            (
                "chciał[bym|abym] szybszą taryfę, teraz mam {speed} Mb/s. Ile kosztuje gigabit i "
                "czy potrzebny jest technik?"
            ),
            (
                "na naszej ulicy skończyli Państwo światłowód, adres {address}. Od kiedy można "
                "się podłączyć?"
            ),
            "czy do internetu mogę dobrać telewizję? Wystarczy podstawowy pakiet.",
        ),
        chats=(
            "dzień dobry, ile kosztuje szybszy internet?",
            "Dzień dobry, czy pod adresem {address} jest już światłowód?",
            "chce dolozyc telewizje do internetu",
        ),
        asks=(
            (
                "pod jakim adresem i dla ilu osób?",
                "{address}, jest nas czworo, dwie osoby pracują z domu.",
            ),
        ),
        solves=(
            (
                "gigabit jest pod tym adresem dostępny za {amount} miesięcznie, technik "
                "niepotrzebny. Przełączymy od razu, wystarczy odpisać „zgadzam się”."
            ),
            (
                "światłowód jest gotowy. Technik może przyjść {next_day}, podłączenie trwa około "
                "godziny i jest bezpłatne."
            ),
            "telewizję dodaliśmy, dekoder dotrze {next_day}. Pierwszy miesiąc bezpłatnie.",
        ),
        returns=(
            "po zmianie taryfy prędkość się nie zmieniła, pomiar pokazuje to samo co wcześniej.",
        ),
        amends=(
            (
                "zmiana nie dotarła do routera, wysłał[em|am] ją ponownie. Po restarcie będzie "
                "nowa prędkość."
            ),
        ),
        calls=(
            "Zainteresowan<y|a> gigabitem, przełączono zdalnie.",
            "Zamówienie światłowodu, technik {next_day}.",
        ),
        recalls=("Dzwoni, że prędkość się nie zmieniła. Profil wysłany ponownie.",),
        notes=("Adres {address} w zasięgu światłowodu, wolny port.",),
    ),
}
