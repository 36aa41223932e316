"""Czech: what is said whatever the matter is."""

from typing import Final

from contactcenter.demo.wording import Manners

MANNERS: Final = Manners(
    hellos=("Dobrý den,", "Dobrý den,", "Zdravím,", "Hezký den,", "Dobrý den přeji,", "Vážení,"),
    goodbyes=(
        "S pozdravem\n{name}",
        "Děkuji\n{name}",
        "Předem děkuji za odpověď.\n{name}",
        "Děkuji za vyřízení.\n\n{name}\n{phone}",
        "{name}",
        "S přáním hezkého dne\n{first} {last}",
    ),
    our_hello=("Dobrý den, pane {call},", "Dobrý den, paní {call},"),
    our_goodbye="S pozdravem\n{agent}\n{team}",
    team="Zákaznická péče",
    sorry=(
        "omlouvám se, že jste na odpověď čekal<|a> tak dlouho.",
        "děkuji za trpělivost, ozývám se k vašemu dotazu.",
    ),
    chases=(
        (
            "psal[|a] jsem vám {sent} a zatím jsem nedostal[|a] žádnou odpověď. Můžete se na to "
            "prosím podívat?"
        ),
        "ještě jednou se ptám na svůj dotaz {from_sent}. Pořád nevím, jak to vypadá.",
        "je to několik dní, co jsem vám psal[|a], a nikdo se neozval. Prosím o odpověď.",
        "urguji svůj e-mail. Bez odpovědi se nemohu pohnout dál.",
    ),
    chase_chats=(
        "dobrý den, psal[|a] jsem vám {sent} e-mail a nikdo neodpověděl",
        "Dobrý den, čekám na odpověď na svůj e-mail, kdy ji dostanu?",
    ),
    chase_calls=(
        "Volá, že na e-mail {from_sent} nedostal<|a> odpověď. Musel<|a> vše vysvětlit znovu.",
        "Urguje vyřízení písemného dotazu {from_sent}.",
    ),
    supplements=(
        "ještě jsem zapomněl[|a] přílohu, posílám ji teď. Smlouva je {contract}.",
        "doplňuji číslo objednávky: {order}.",
        "pardon, ještě telefon pro případ, že byste potřebovali zavolat: {phone}.",
    ),
    thanks=(
        "Děkuji moc za pomoc!",
        "Děkuji, už to funguje.",
        "Moc děkuji za rychlou odpověď a přeji hezký den.",
        "Super, díky moc!",
        "Děkuji, vše je v pořádku.",
        "Díky za vyřízení, hezký den.",
    ),
    thanks_and_more=(
        (
            "děkuji, to je vyřešené. Ještě mám ale jednu věc: dala by se faktura posílat i na "
            "firemní e-mail?"
        ),
        "díky, funguje. Kdy mi prosím vrátíte tu poměrnou částku?",
    ),
    receipt_subject="Váš požadavek jsme přijali",
    receipt=(
        "Dobrý den,\n\nděkujeme za zprávu. Evidujeme ji pod číslem {number} a odpovíme nejpozději "
        "do konce příštího pracovního dne.\n\n{team}"
    ),
    out_of_office=(
        (
            "Dobrý den, do pátku jsem mimo kancelář a k e-mailům se dostanu jen omezeně. V "
            "naléhavých případech prosím volejte kolegyni."
        ),
        "Automatická odpověď: jsem na dovolené, vrátím se v pondělí.",
    ),
    promises=(
        "prověřím to s kolegy a ozvu se vám e-mailem.",
        "předám to technikům, odpověď vám pošleme písemně.",
    ),
    chat_hellos=(
        "Dobrý den, u chatu je {agent_first}.",
        "Dobrý den, tady {agent_first}. Hned se na to podívám.",
    ),
    chat_known=(
        "Dobrý den, tady {agent_first}. Vidím vaši předchozí žádost, nemusíte nic opakovat.",
        "Dobrý den, {agent_first}. Mám před sebou celou historii, moment prosím.",
    ),
    chat_moments=(
        "Moment prosím, ověřuji to.",
        "Děkuji, dívám se na to.",
        "Chvilku strpení, prosím.",
    ),
    chat_waits=("ok", "děkuji, počkám", "dobře", "jasně"),
    chat_thanks=("super, děkuju", "Děkuji za pomoc, to je vše.", "díky moc!", "to je vše, děkuji"),
    chat_byes=(
        "Rádo se stalo, hezký den.",
        "Není zač, přeji pěkný den.",
        "Kdyby cokoli, ozvěte se. Hezký den!",
    ),
    chat_no_answer="Všichni kolegové jsou právě zaneprázdněni. Odpovíme vám e-mailem.",
    handovers=(
        "Předáno: zákaz<ník|nice> má ověřenou totožnost, slíbili jsme odpověď do zítřka.",
        "Patří k vám, u nás hotovo: ověřena smlouva a adresa. Nic jsme nepřislíbili.",
    ),
    notes=(
        "Zkoušel[|a] jsem volat, nebere. Zkusím to odpoledne.",
        "Domluveno s vedoucí, můžeme vyjít vstříc.",
        "Pozor, druhý kontakt ke stejné věci během týdne.",
        "Čekám na vyjádření kolegů ze sítě.",
    ),
    given_up=(
        "Zákaz<ník|nice> na naši otázku neodpověděl<|a>, "
        "uzavírám. Odpovědí se požadavek znovu otevře."
    ),
    missed_call=("Voláno zpět, nebere.", "Voláno zpět, vyřešeno po telefonu."),
    voicemails=(
        (
            "Dobrý den, tady {name}, volám kvůli smlouvě {contract}. Zavolejte mi prosím zpátky "
            "na {phone}. Děkuji."
        ),
        "Dobrý den, nejde nám internet na adrese {address}, prosím ozvěte se. {name}, {phone}.",
    ),
    call_subject="Hovor: {subject}",
    chat_subject="Chat: {subject}",
    notice=(
        "Dobrý den,\n\nv noci na {next_date} mezi 1. a 4. hodinou budeme {in_city} vyměňovat "
        "zařízení v síti. Připojení může být až na 30 minut přerušené. Nemusíte nic "
        "dělat.\n\n{team}"
    ),
    notice_subject="Plánovaná odstávka {in_city}",
    spam=(
        (
            "Zvyšte návštěvnost svého webu o 300 %",
            "Dobrý den, nabízíme garantované první místo ve vyhledávačích již za týden.",
        ),
        (
            "Výhodná půjčka bez doložení příjmů",
            "Schválíme vám půjčku ještě dnes. Odpovězte na tento e-mail.",
        ),
    ),
    form_labels=("Téma", "Číslo smlouvy", "Telefon"),
    comments={
        "easy": (
            "Rychlé a milé, vyřešeno napoprvé.",
            "Odpověď přišla do hodiny a fungovala.",
            "Kolegyně na chatu přesně věděla, co dělat.",
            "Nemusel[|a] jsem nic opakovat, super.",
            "Technik volal předem a vše zapojil.",
            "Spokojenost, jen tak dál.",
        ),
        "middle": (
            "Nakonec dobré, ale trvalo to.",
            "Vyřešeno, jen jsem musel[|a] dvakrát volat.",
            "Odpověď byla trochu nejasná.",
            "Na lince jsem čekal[|a] deset minut.",
        ),
        "hard": (
            "Třikrát jsem vysvětloval[|a] totéž třem různým lidem.",
            "Na e-mail nikdo neodpověděl, musel[|a] jsem volat.",
            "Kurýr nepřijel ani napodruhé a nikdo se neozval.",
            "Upomínka na zaplacenou fakturu mě opravdu rozzlobila.",
            "Slíbili zavolat a nezavolali.",
            "Pořád to není vyřešené.",
        ),
    },
)
