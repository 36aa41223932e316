"""Polish: parcels."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "delivery.late": Case(
        subjects=(
            "Gdzie jest moja przesyłka?",
            "Zamówienie {order} nadal nie dotarło",
            "Paczka {parcel} – brak ruchu od tygodnia",
        ),
        opens=(
            (
                "{ordered} zamówił[em|am] u Państwa router {model} (zamówienie {order}). Miał "
                "dotrzeć w trzy dni robocze, a paczki {parcel} nadal nie ma. Czy mogą Państwo "
                "sprawdzić, gdzie utknęła?"
            ),
            (
                "czekam na zamówienie {order}. Kurier miał być {on_day}, cały dzień "
                "siedział[em|am] w domu i nikt się nie odezwał. Kiedy przesyłka dotrze?"
            ),
            (
                "przy paczce {parcel} widnieje status „doręczona”, ale ja niczego nie "
                "odebrał[em|am], sąsiedzi też nie. Proszę o wyjaśnienie."
            ),
            (
                "kurier napisał, że {on_day} mnie nie zastał. Był[em|am] w domu i nikt nie "
                "dzwonił domofonem. Proszę o ponowne doręczenie na adres {address}."
            ),
            (
                "co się dzieje z zamówieniem {order}? Pieniądze pobrane od razu, a routera nie "
                "ma. Bez niego nie mogę pracować."
            ),
        ),
        chats=(
            "dzień dobry, gdzie jest moja paczka?\nnumer {parcel}",
            "Witam, zamówił[em|am] {ordered} i nadal nic\nzamówienie {order}",
            "dzien dobry, kurier mial byc {on_day} i go nie bylo. co dalej?",
        ),
        asks=(
            (
                "czy mogę prosić o numer zamówienia lub przesyłki i potwierdzenie adresu?",
                "zamówienie {order}, paczka {parcel}. Adres: {address}.",
            ),
            (
                (
                    "sprawdził[em|am] u przewoźnika: paczka wróciła do magazynu z powodu "
                    "niepełnego adresu. Na jaki adres i telefon mamy ją wysłać?"
                ),
                "proszę na {address}, telefon {phone}. Na domofonie jest nazwisko {last}.",
            ),
        ),
        solves=(
            (
                "paczkę {parcel} odnalazł[em|am] w sortowni przewoźnika, gdzie odłożono ją przez "
                "pomyłkę. Kurier przywiezie ją {next_day} między 8 a 14 i wcześniej zadzwoni. "
                "Przepraszamy za opóźnienie."
            ),
            (
                "przewoźnik potwierdził, że paczka {parcel} zaginęła. Dziś wysłaliśmy nowy router "
                "{model}, dotrze {next_day}. Nic <Pan|Pani> nie dopłaca."
            ),
            (
                "przesyłka czeka w punkcie odbioru niedaleko <Pana|Pani> i można ją odebrać "
                "jeszcze dziś. Kod wysłaliśmy SMS-em."
            ),
            (
                "dziękuję, paczka {parcel} jedzie na adres {address} i dotrze {next_day}. Kurier "
                "wcześniej zadzwoni."
            ),
        ),
        returns=(
            (
                "tym razem kurier też nie przyjechał. Przy paczce {parcel} znowu „adresat "
                "nieobecny”, a cały dzień był[em|am] w domu. To już naprawdę przesada."
            ),
            (
                "obiecali Państwo doręczenie i znowu nic. Jak już pisał[em|am], bez routera nie "
                "mogę pracować."
            ),
            (
                "paczka wreszcie dotarła, ale zamiast routera {model} w środku jest tylko "
                "zasilacz i kabel."
            ),
        ),
        amends=(
            (
                "przepraszam, to nie powinno się zdarzyć. Zmienił[em|am] przewoźnika, przesyłkę "
                "przywiezie osobiście nasz technik {next_day} i od razu sprawdzi podłączenie. "
                "Koszt dostawy zwróciliśmy."
            ),
            (
                "przykro mi, że musiał<|a> <Pan|Pani> pisać ponownie. Nowa paczka jedzie "
                "ekspresem, dotrze {next_day} przed południem. Z faktury odjęliśmy {credit}."
            ),
        ),
        calls=(
            (
                "Dzwoni w sprawie paczki {parcel}, nie dotarła. Przewoźnik: leży w sortowni, "
                "doręczenie {next_day}."
            ),
            "Zamówienie {order} niedoręczone, paczka zaginęła. Wysłano nową, potwierdzenie mailem.",
        ),
        recalls=(
            (
                "Dzwoni ponownie, kurier znowu nie przyjechał. Ustalono dostawę przez technika "
                "{next_day}."
            ),
        ),
        notes=(
            (
                "Przewoźnik: paczka {parcel} przyjęta w sortowni, czeka na kuriera. Sprawdzić "
                "jutro rano."
            ),
            "Trzecia zaginiona paczka z tej sortowni w tym miesiącu, przekazano do logistyki.",
        ),
    ),
    "delivery.damaged": Case(
        subjects=(
            "Uszkodzona przesyłka – zamówienie {order}",
            "Router dotarł uszkodzony",
            "Reklamacja paczki {parcel}",
        ),
        opens=(
            (
                "{on_day} odebrał[em|am] paczkę {parcel}. Karton był wgnieciony, a router {model} "
                "ma pękniętą obudowę i złamaną antenę. Co mam zrobić?"
            ),
            (
                "zamówienie {order} dotarło uszkodzone. Dekoder po podłączeniu tylko miga, a w "
                "środku coś grzechocze. Mogę przesłać zdjęcia."
            ),
            (
                "odebrana przesyłka była wyraźnie przeklejana, a zawartość jest zniszczona. "
                "Spisaliśmy z kurierem protokół. Proszę o wymianę na nową."
            ),
            (
                "w paczce {parcel} brakuje zasilacza, a opakowanie jest rozdarte. Urządzenia nie "
                "da się włączyć."
            ),
        ),
        chats=(
            "dzień dobry, dostał[em|am] uszkodzony router :(\nzamówienie {order}",
            "Dzień dobry, paczka {parcel} jest cała wgnieciona, obudowa pęknięta. Co teraz?",
            "witam, w kartonie nie ma zasilacza",
        ),
        asks=(
            (
                (
                    "bardzo mi przykro. Proszę o zdjęcie opakowania i urządzenia. Czy kurier "
                    "spisał protokół szkody?"
                ),
                (
                    "przesyłam dwa zdjęcia. Kurier się spieszył, protokołu nie ma, ale karton "
                    "zachował[em|am]."
                ),
            ),
            (
                "proszę jeszcze o numer seryjny z naklejki na spodzie urządzenia.",
                "numer seryjny to SN{serial}.",
            ),
        ),
        solves=(
            (
                "dziękuję za zdjęcia. Nowy router {model} wysyłamy dziś, dotrze {next_day}. "
                "Uszkodzony proszę oddać kurierowi przy odbiorze, nic nie trzeba płacić."
            ),
            (
                "reklamację uznaliśmy. Nowe urządzenie jest już w drodze, a uszkodzone kurier "
                "odbierze bezpłatnie."
            ),
            "brakujący zasilacz wysłaliśmy osobno, dotrze {next_day}. Przepraszamy za kłopot.",
        ),
        returns=(
            (
                "nowy router dotarł, ale kurier nie chciał zabrać tego uszkodzonego. Podobno o "
                "niczym nie wie."
            ),
            (
                "wymieniony egzemplarz przyszedł w takim samym stanie, karton wgnieciony i "
                "pęknięty plastik. Czy mogą Państwo lepiej pakować?"
            ),
            (
                "powtarzam, że w paczce brakowało zasilacza. Przyszedł drugi router, a zasilacza "
                "znowu nie ma."
            ),
        ),
        amends=(
            (
                "przepraszam za niepotrzebny kłopot. Odbiór zamówił[em|am] ponownie na {for_day}, "
                "kurier ma etykietę ze sobą."
            ),
            (
                "bardzo mi przykro. Trzecią sztukę zapakowaliśmy w naszym salonie i wyślemy innym "
                "przewoźnikiem, dotrze {next_day}. Z następnej faktury odejmiemy {credit}."
            ),
        ),
        calls=(
            "Uszkodzona paczka {parcel}, pęknięta obudowa. Zlecona wymiana, zwrot przy doręczeniu.",
            "Brak zasilacza w paczce, wysyłamy osobno.",
        ),
        recalls=(
            "Dzwoni drugi raz, kurier nie zabrał uszkodzonego sprzętu. Nowy odbiór {next_day}.",
        ),
        notes=(
            "Zdjęcia wskazują na uszkodzenie w transporcie, uznać bez dalszych dokumentów.",
            "Wymiana w magazynie pod numerem {order}-R.",
        ),
    ),
    "delivery.change": Case(
        subjects=(
            "Zmiana adresu dostawy",
            "Prośba o inny dzień doręczenia, zamówienie {order}",
            "Przekierowanie paczki {parcel}",
        ),
        opens=(
            "muszę zmienić adres przy zamówieniu {order}. Proszę o dostawę na {address}, dziękuję.",
            (
                "{next_day} nie będzie mnie w domu. Czy paczkę {parcel} można doręczyć dzień "
                "później albo zostawić w punkcie?"
            ),
            (
                "przy zamówieniu {order} podał[em|am] przez pomyłkę stary adres. Właściwy to "
                "{address}. Zdążymy?"
            ),
            "czy paczkę {parcel} mogę odebrać osobiście w salonie {in_city}? Z pracy mam bliżej.",
        ),
        chats=(
            "dzień dobry, czy można jeszcze zmienić adres w zamówieniu {order}?",
            "Dzień dobry, {next_day} mnie nie będzie, można paczkę {parcel} do punktu?",
            "hej, podał[em|am] zly adres :( powinno byc {address}",
        ),
        asks=(
            (
                "oczywiście. Proszę o numer zamówienia i nowy adres z kodem pocztowym.",
                "zamówienie {order}, nowy adres {address}.",
            ),
            (
                "który dzień i jaka pora <Panu|Pani> odpowiada?",
                "najlepiej {next_day} po południu, po 15.",
            ),
        ),
        solves=(
            (
                "gotowe, paczka {parcel} jedzie na adres {address}. Doręczenie {next_day}, kurier "
                "wcześniej zadzwoni."
            ),
            (
                "paczkę przekierowaliśmy do punktu odbioru, będzie tam czekać siedem dni. Kod "
                "przyjdzie SMS-em."
            ),
            "adres w zamówieniu {order} poprawił[em|am], paczka jeszcze nie opuściła magazynu.",
        ),
        returns=(
            (
                "potwierdzili Państwo zmianę, a kurier właśnie dzwonił spod starego adresu. "
                "Proszę to poprawić."
            ),
            "kod odbioru nadal nie przyszedł, a bez niego nie wydadzą mi paczki.",
        ),
        amends=(
            (
                "przepraszam, zmiana nie dotarła do przewoźnika na czas. Potwierdził[em|am] ją "
                "teraz telefonicznie, kurier będzie {next_day}."
            ),
            "kod wysłał[em|am] jeszcze raz, tym razem mailem: {code}. Jest ważny siedem dni.",
        ),
        calls=(
            "Zmiana adresu zamówienia {order} na {address}, paczka w magazynie, poprawiono.",
            "Prosi o doręczenie {next_day} po południu, potwierdzone.",
        ),
        recalls=(
            (
                "Dzwoni ponownie, kurier pojechał na stary adres. Poprawiono bezpośrednio u "
                "przewoźnika."
            ),
        ),
        notes=(
            "Adres zgodny z umową.",
            "Przewoźnik zmienia adres tylko do 18:00 dnia poprzedniego.",
        ),
    ),
}
