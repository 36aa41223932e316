"""Polish: what is said whatever the matter is."""

from typing import Final

from contactcenter.demo.wording import Manners

MANNERS: Final = Manners(
    hellos=("Dzień dobry,", "Dzień dobry,", "Szanowni Państwo,", "Witam,", "Dzień dobry Państwu,"),
    goodbyes=(
        "Pozdrawiam\n{name}",
        "Z poważaniem\n{name}",
        "Z góry dziękuję za odpowiedź.\n{name}",
        "Dziękuję i pozdrawiam\n\n{name}\ntel. {phone}",
        "{name}",
        "Miłego dnia\n{first} {last}",
    ),
    our_hello=("Dzień dobry, Panie {call},", "Dzień dobry, Pani {call},"),
    our_goodbye="Z poważaniem\n{agent}\n{team}",
    team="Obsługa klienta",
    sorry=(
        "przepraszam, że na odpowiedź trzeba było tak długo czekać.",
        "dziękuję za cierpliwość, wracam do zgłoszonej sprawy.",
    ),
    chases=(
        (
            "pisał[em|am] do Państwa {sent} i do tej pory nie dostał[em|am] odpowiedzi. Proszę "
            "się tym zająć."
        ),
        "jeszcze raz pytam o moją wiadomość {from_sent}. Nadal nic nie wiem.",
        "minęło kilka dni, odkąd napisał[em|am], i nikt się nie odezwał. Proszę o odpowiedź.",
        "ponawiam moją wiadomość. Bez odpowiedzi nie mogę nic zrobić.",
    ),
    chase_chats=(
        "dzień dobry, pisał[em|am] do Państwa {sent} i cisza",
        "Dzień dobry, czekam na odpowiedź na maila, kiedy ją dostanę?",
    ),
    chase_calls=(
        (
            "Dzwoni, bo na wiadomość {from_sent} nie było odpowiedzi. Musiał<|a> wszystko "
            "tłumaczyć od nowa."
        ),
        "Ponagla odpowiedź na wiadomość {from_sent}.",
    ),
    supplements=(
        "zapomniał[em|am] o załączniku, przesyłam teraz. Umowa {contract}.",
        "uzupełniam numer zamówienia: {order}.",
        "przepraszam, podaję jeszcze telefon, gdyby trzeba było zadzwonić: {phone}.",
    ),
    thanks=(
        "Dziękuję bardzo za pomoc!",
        "Dziękuję, już działa.",
        "Bardzo dziękuję za szybką odpowiedź, miłego dnia.",
        "Super, dzięki!",
        "Dziękuję, wszystko w porządku.",
        "Dziękuję serdecznie i pozdrawiam.",
    ),
    thanks_and_more=(
        (
            "dziękuję, to załatwione. Mam jeszcze jedną sprawę: czy faktury mogą przychodzić też "
            "na adres firmowy?"
        ),
        "dzięki, działa. Kiedy zwrócą Państwo tę część opłaty?",
    ),
    receipt_subject="Otrzymaliśmy Państwa zgłoszenie",
    receipt=(
        "Dzień dobry,\n\ndziękujemy za wiadomość. Sprawa ma numer {number}, odpowiemy najpóźniej "
        "do końca następnego dnia roboczego.\n\n{team}"
    ),
    out_of_office=(
        (
            "Dzień dobry, do piątku jestem poza biurem i mam ograniczony dostęp do poczty. W "
            "pilnych sprawach proszę o kontakt z koleżanką."
        ),
        "Automatyczna odpowiedź: jestem na urlopie, wracam w poniedziałek.",
    ),
    promises=(
        "sprawdzę to z kolegami i odpiszę mailem.",
        "przekażę to technikom, odpowiedź wyślemy na piśmie.",
    ),
    chat_hellos=(
        "Dzień dobry, z tej strony {agent_first}.",
        "Dzień dobry, tu {agent_first}. Już sprawdzam.",
    ),
    chat_known=(
        "Dzień dobry, tu {agent_first}. Widzę poprzednie zgłoszenie, nie trzeba nic powtarzać.",
        "Dzień dobry, {agent_first}. Mam przed sobą całą historię, chwileczkę.",
    ),
    chat_moments=(
        "Chwileczkę, sprawdzam.",
        "Dziękuję, już patrzę.",
        "Proszę o moment cierpliwości.",
    ),
    chat_waits=("ok", "dziękuję, poczekam", "dobrze", "jasne"),
    chat_thanks=(
        "super, dziękuję",
        "Dziękuję za pomoc, to wszystko.",
        "dzięki wielkie!",
        "to wszystko, dziękuję",
    ),
    chat_byes=(
        "Nie ma za co, miłego dnia.",
        "Proszę bardzo, do usłyszenia.",
        "Gdyby coś jeszcze, proszę pisać. Miłego dnia!",
    ),
    chat_no_answer="Wszyscy konsultanci są teraz zajęci. Odpowiemy mailem.",
    handovers=(
        "Przekazuję: tożsamość potwierdzona, obiecaliśmy odpowiedź do jutra.",
        "To do Państwa, u nas zrobione: sprawdzona umowa i adres. Niczego nie obiecywaliśmy.",
    ),
    notes=(
        "Próbował[em|am] dzwonić, nie odbiera. Spróbuję po południu.",
        "Uzgodnione z kierowniczką, możemy pójść na rękę.",
        "Uwaga, drugi kontakt w tej samej sprawie w ciągu tygodnia.",
        "Czekam na odpowiedź kolegów z sieci.",
    ),
    given_up=(
        "Brak odpowiedzi klient<a|ki> na nasze pytanie, zamykam. Odpowiedź ponownie otworzy sprawę."
    ),
    missed_call=("Oddzwoniono, nie odbiera.", "Oddzwoniono, załatwione przez telefon."),
    voicemails=(
        (
            "Dzień dobry, {name}, dzwonię w sprawie umowy {contract}. Proszę o telefon na "
            "{phone}. Dziękuję."
        ),
        "Dzień dobry, nie działa nam internet, adres {address}, proszę o kontakt. {name}, {phone}.",
    ),
    call_subject="Rozmowa: {subject}",
    chat_subject="Czat: {subject}",
    notice=(
        "Dzień dobry,\n\nw nocy na {next_date} między 1 a 4 będziemy {in_city} wymieniać "
        "urządzenia sieciowe. Przerwa może potrwać do 30 minut. Nie trzeba nic robić.\n\n{team}"
    ),
    notice_subject="Planowana przerwa {in_city}",
    spam=(
        (
            "Twoja strona na pierwszym miejscu",
            "Dzień dobry, oferujemy gwarantowane pierwsze miejsce w wyszukiwarce już w tydzień.",
        ),
        (
            "Kredyt bez zaświadczeń",
            "Przyznamy kredyt jeszcze dziś. Wystarczy odpowiedzieć na tę wiadomość.",
        ),
    ),
    form_labels=("Temat", "Numer umowy", "Telefon"),
    comments={
        "easy": (
            "Szybko i miło, załatwione od razu.",
            "Odpowiedź w godzinę i wszystko działa.",
            "Pani na czacie dokładnie wiedziała, co zrobić.",
            "Nie musiał[em|am] niczego powtarzać, super.",
            "Technik zadzwonił wcześniej i wszystko podłączył.",
            "Jestem zadowolon[y|a], oby tak dalej.",
        ),
        "middle": (
            "W końcu dobrze, ale długo to trwało.",
            "Załatwione, choć musiał[em|am] dzwonić dwa razy.",
            "Odpowiedź była trochę niejasna.",
            "Na infolinii czekał[em|am] dziesięć minut.",
        ),
        "hard": (
            "Trzy razy tłumaczył[em|am] to samo trzem osobom.",
            "Na maila nikt nie odpisał, musiał[em|am] dzwonić.",
            "Kurier nie przyjechał dwa razy i nikt się nie odezwał.",
            "Ponaglenie do opłaconej faktury to skandal.",
            "Obiecali oddzwonić i nie oddzwonili.",
            "Sprawa nadal nie jest załatwiona.",
        ),
    },
)
