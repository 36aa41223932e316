"""Polish: devices, returns and complaints."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "product.setup": Case(
        subjects=("Jak podłączyć router {model}", "Ustawienia wi-fi", "Dekoder – instrukcja"),
        opens=(
            (
                "dostał[em|am] router {model}, a instrukcja jest tylko po angielsku. Gdzie "
                "podłączyć kabel ze światłowodu?"
            ),
            "chcę zmienić nazwę i hasło wi-fi. Gdzie to jest w routerze {model}?",
            (
                "dekoder nie wczytuje listy programów, po włączeniu widać tylko logo na czarnym "
                "ekranie."
            ),
            "potrzebuję otworzyć port dla kamery. Czy u Państwa to w ogóle możliwe?",
        ),
        chats=(
            "dzień dobry, jak podłączyć nowy router?",
            "Dzień dobry, gdzie zmienić hasło do wifi?",
            "hej, dekoder pokazuje tylko logo, co dalej?",
        ),
        asks=(
            (
                "jaki to model? Jest na naklejce od spodu.",
                "{model}.",
            ),
        ),
        solves=(
            (
                "kabel z gniazdka światłowodowego wchodzi do szarego portu WAN. Instrukcję po "
                "polsku ze zdjęciami przesyłam w załączniku."
            ),
            (
                "proszę wejść na adres z naklejki routera, hasło jest tuż pod nim. Nazwę i hasło "
                "wi-fi zmienia się w zakładce Sieć bezprzewodowa."
            ),
            (
                "dekoder zaktualizowaliśmy zdalnie, po restarcie programy wczytają się same. Trwa "
                "to około pięciu minut."
            ),
            (
                "tak, to możliwe. W ustawieniach routera proszę otworzyć zakładkę Zaawansowane i "
                "Przekierowanie portów; instrukcja ze zdjęciami w załączniku."
            ),
        ),
        returns=(
            "podłączył[em|am] według instrukcji, ale wi-fi nadal się nie pojawiło.",
            (
                "port ustawiony dokładnie tak, jak Państwo napisali, a kamery i tak nie widać z "
                "zewnątrz."
            ),
        ),
        amends=(
            (
                "wi-fi było wyłączone przyciskiem z boku routera. Wystarczy przytrzymać go trzy "
                "sekundy. Gdyby to nie pomogło, zadzwonimy."
            ),
            (
                "przydzieliliśmy publiczny adres IP, bez niego kamera z zewnątrz nie zadziała. "
                "Teraz powinno być dobrze."
            ),
        ),
        calls=(
            "Pomoc przy podłączeniu routera {model}, działa.",
            "Zmiana hasła wi-fi, zrobione w trakcie rozmowy.",
        ),
        recalls=("Dzwoni ponownie, wi-fi było wyłączone przyciskiem. Rozwiązane.",),
        notes=("Publiczny adres IP przydzielony do umowy {contract}.",),
    ),
    "product.defect": Case(
        subjects=(
            "Router sam się restartuje",
            "Uszkodzony dekoder",
            "Wymiana routera",
            "Pilot nie działa",
        ),
        opens=(
            (
                "router {model} restartuje się kilka razy dziennie. Zmieniał[em|am] gniazdko i "
                "przywracał[em|am] ustawienia, nic nie pomaga."
            ),
            (
                "dekoder się przegrzewa i po pół godzinie zawiesza. Jest na gwarancji, proszę o "
                "wymianę."
            ),
            "pilot przestał działać, baterie są nowe. Czy można zamówić inny?",
            "po burzy router w ogóle się nie świeci. Jak wygląda wymiana?",
        ),
        chats=(
            "dzień dobry, router ciągle się restartuje",
            "Dzień dobry, po burzy router się nie włącza",
            "dekoder sie zawiesza, mozna wymienic?",
        ),
        asks=(
            (
                "jaki jest numer seryjny i od kiedy mają Państwo urządzenie?",
                "SN{serial}, mamy je od roku.",
            ),
            (
                "czy sprawdzał<|a> <Pan|Pani> inny zasilacz?",
                "tak, od sąsiadów, to samo.",
            ),
        ),
        solves=(
            (
                "wymienimy urządzenie. Nowy router {model} kurier przywiezie {next_day}, a stary "
                "od razu zabierze."
            ),
            (
                "wymienić można też w salonie {in_city}, nowy egzemplarz czeka tam pod numerem "
                "{order}."
            ),
            "nowego pilota wysyłamy bezpłatnie, dotrze {next_day}.",
        ),
        returns=(
            "wymieniony router robi to samo. Moim zdaniem to nie jego wina.",
            "w salonie nic nie wiedzą o wymianie. Pojechał[em|am] tam na próżno.",
        ),
        amends=(
            (
                "ma <Pan|Pani> rację, przyczyną było zasilanie gniazdka. Technik wymieni je "
                "{next_day}, wizyta jest bezpłatna."
            ),
            (
                "przepraszam za niepotrzebną drogę. Rezerwacja jest potwierdzona, a router "
                "przywieziemy do domu {next_day}."
            ),
        ),
        calls=(
            "Router {model} się restartuje, wymiana {next_day}.",
            "Uszkodzony pilot, wysyłamy nowy.",
        ),
        recalls=("Dzwoni ponownie, wymieniony router też się wyłącza. Technik do gniazdka.",),
        notes=(
            "Egzemplarz SN{serial} z wadliwej serii, wymienić bez badania.",
            "Po burzy {on_day} ósmy router z tej ulicy.",
        ),
    ),
    "returns.how": Case(
        subjects=(
            "Zwrot towaru – zamówienie {order}",
            "Jak zwrócić router?",
            "Odstąpienie w 14 dni",
        ),
        opens=(
            "chcę zwrócić towar z zamówienia {order}, jest nierozpakowany. Gdzie go wysłać?",
            "po zakończeniu umowy {contract} mam oddać router. Muszę do salonu, czy mogę wysłać?",
            (
                "odstępuję od umowy w ciągu 14 dni, urządzenie mi nie odpowiada. Proszę o "
                "etykietę zwrotną."
            ),
        ),
        chats=(
            "dzień dobry, jak zwrócić towar?",
            "Dzień dobry, gdzie wysłać router po zakończeniu umowy?",
            "chce zwrocic zamowienie {order}",
        ),
        asks=(
            (
                "proszę o numer zamówienia i powód zwrotu (nie trzeba go podawać).",
                "zamówienie {order}, wzmacniacz jednak niepotrzebny.",
            ),
        ),
        solves=(
            (
                "etykietę przesyłam w załączniku. Paczkę można nadać w dowolnym punkcie, za "
                "przesyłkę płacimy my."
            ),
            (
                "router wystarczy oddać w salonie {in_city}, potwierdzenie dostaje się na "
                "miejscu. Opłata za niezwrócenie znika."
            ),
            "zwrot zarejestrowaliśmy, pieniądze wyślemy w ciągu 14 dni od przyjęcia paczki.",
        ),
        returns=(
            "etykiety nie da się wydrukować, kod jest rozmazany i w punkcie go nie czytają.",
            (
                "router oddał[em|am] {on_day}, a na fakturze jest opłata {amount} za niezwrócony "
                "sprzęt."
            ),
        ),
        amends=(
            (
                "przepraszam, wysyłam etykietę jeszcze raz. Zamiast drukować, wystarczy pokazać w "
                "telefonie kod {code}."
            ),
            "opłatę anulowaliśmy, magazyn przyjął sprzęt dopiero wczoraj. Korekta w załączniku.",
        ),
        calls=(
            "Zwrot zamówienia {order}, wysłano etykietę.",
            "Pytanie, gdzie oddać router po umowie.",
        ),
        recalls=("Dzwoni w sprawie opłaty za router, anulowano.",),
        notes=("Sprzęt SN{serial} przyjęty do magazynu {invoice_date}.",),
    ),
    "complaint.no_reply": Case(
        subjects=("Skarga na obsługę", "Nikt mi nie odpowiada", "Zachowanie konsultanta"),
        opens=(
            (
                "składam skargę. {on_day} Państwa kolega obiecał oddzwonić i nikt się nie "
                "odezwał. Nie zamierzam znowu godzinę czekać na linii."
            ),
            (
                "na wiadomość {from_sent} nie dostał[em|am] odpowiedzi na żadne z pytań. Proszę, "
                "niech ktoś ją naprawdę przeczyta."
            ),
            (
                "konsultant na infolinii był nieuprzejmy i rzucił słuchawką. Po ośmiu latach tak "
                "się klienta nie traktuje."
            ),
        ),
        chats=(
            "Dzień dobry, trzeci dzień czekam na telefon i nic",
            "chce zlozyc skarge na konsultanta",
        ),
        asks=(
            (
                "pod jakim numerem możemy zadzwonić i kiedy pasuje?",
                "{phone}, najlepiej po czwartej.",
            ),
        ),
        solves=(
            (
                "przepraszam, nie dotrzymaliśmy obietnicy. Kierowniczka obsługi zadzwoni "
                "{next_day} o 16:00."
            ),
            (
                "odsłuchaliśmy rozmowę i ma <Pan|Pani> rację, tak nie wolno rozmawiać. Omówiliśmy "
                "to z konsultantem i przepraszamy."
            ),
            (
                "przejrzał[em|am] całą historię i odpowiadam na wszystko naraz: nadpłatę "
                "zwracamy, technik przyjedzie {next_day}, a umowa zostaje bez zmian."
            ),
        ),
        returns=("wczoraj znowu nikt nie zadzwonił. Ile razy mam jeszcze próbować?",),
        amends=(
            (
                "dzwonił[em|am] dziś osobiście, dziękuję za rozmowę. Zgodnie z ustaleniami "
                "{credit} odejmiemy od kolejnej faktury."
            ),
        ),
        calls=(
            "Skarga na brak telefonu zwrotnego. Przeproszono, zadzwoni kierowniczka {next_day}.",
        ),
        recalls=("Dzwoni ponownie, obiecanego telefonu nie było. Przekazano kierowniczce.",),
        notes=(
            "Rozmowę odsłuchano, ton niewłaściwy. Omówione.",
            "Obiecano telefon {next_day} o 16:00.",
        ),
    ),
}
