"""What customers read in Czech."""

from typing import Final

from feedback.surveys.wording.texts import InstrumentText, MailText, PageText, Texts

CS: Final = Texts(
    language="cs",
    day="j. E",
    moment="j. E H:i",
    instruments={
        "ces2": InstrumentText(
            lead="Do jaké míry souhlasíte s tímto tvrzením?",
            question="Společnost {company} mi usnadnila vyřešení mého požadavku.",
            labels={
                1: "rozhodně nesouhlasím",
                2: "nesouhlasím",
                3: "spíše nesouhlasím",
                4: "ani souhlasím, ani nesouhlasím",
                5: "spíše souhlasím",
                6: "souhlasím",
                7: "rozhodně souhlasím",
            },
        ),
        "ease7": InstrumentText(
            question="Jak snadné pro vás bylo vyřešit svůj požadavek?",
            labels={1: "velmi obtížné", 7: "velmi snadné"},
        ),
        "ces1": InstrumentText(
            question="Kolik úsilí vás osobně stálo vyřízení vašeho požadavku?",
            labels={1: "velmi málo", 2: "málo", 3: "středně", 4: "hodně", 5: "velmi mnoho"},
        ),
        "neteasy": InstrumentText(
            question="Jak snadné pro vás dnes celkově bylo získat potřebnou pomoc?",
            labels={1: "mimořádně snadné", 7: "mimořádně obtížné"},
        ),
        "csat": InstrumentText(
            question="Jaká je vaše spokojenost s tím, jak jsme váš požadavek vyřídili?",
            labels={
                1: "velmi nízká",
                2: "spíše nízká",
                3: "ani nízká, ani vysoká",
                4: "spíše vysoká",
                5: "velmi vysoká",
            },
        ),
        "nps": InstrumentText(
            question=(
                "S jakou pravděpodobností doporučíte společnost {company} přátelům nebo kolegům?"
            ),
            labels={0: "zcela nepravděpodobné", 10: "téměř jisté"},
        ),
    },
    mail=MailText(
        subject="Jak snadné bylo vyřešit požadavek č. {ticket}?",
        body=(
            "Dobrý den, {date} jsme uzavřeli váš požadavek č. {ticket} – {subject}. Zajímá nás "
            "jediná věc: kolik práce vám to dalo. Odpověď zabere necelou půlminutu."
        ),
        use=(
            "Odpověď není anonymní: uvidí ji náš tým zákaznické péče u požadavku, kterého se týká."
        ),
        not_solved="Požadavek ještě není vyřešený? Stačí odpovědět na tento e-mail.",
        opt_out="Nechcete od nás takové dotazy dostávat? Odhlásit se můžete zde.",
    ),
    page=PageText(
        request="Požadavek č. {ticket} · {date}",
        send="Odeslat",
        choose="Vyberte prosím jednu z odpovědí.",
        confirm="Vaše volba: {n} – {label}. Potvrďte ji prosím tlačítkem Odeslat.",
        why_confirm=(
            "O potvrzení prosíme proto, že bezpečnostní programy v poště otevírají odkazy samy."
        ),
        saved="Děkujeme, odpověď je uložená.",
        more="Ještě pár otázek, všechny jsou nepovinné.",
        resolved="Je váš požadavek vyřešený?",
        resolved_answers={"yes": "Ano", "partly": "Částečně", "no": "Ne"},
        hard="Co to komplikovalo? (můžete zvolit více možností)",
        drivers={
            "repeat": "bylo nutné ozvat se víckrát",
            "repeat_info": "bylo nutné znovu uvádět stejné informace",
            "passed": "předávání mezi více lidmi",
            "switch": "přechod na jiný způsob kontaktu",
            "wait": "dlouhé čekání",
            "unclear": "nejasná odpověď",
            "generic": "odpověď neodpovídala mé situaci",
            "other": "něco jiného",
        },
        comment_low="Co máme příště udělat lépe? (nepovinné)",
        comment_high="Co vám to usnadnilo? (nepovinné)",
        hint="Neuvádějte prosím hesla ani čísla platebních karet.",
        contact="Můžeme se vám kvůli tomu ozvat?",
        contact_answers={
            "email": "Ano, e-mailem",
            "phone": "Ano, telefonem",
            "no": "Ne, děkuji",
        },
        thanks_low_contact=(
            "Děkujeme za upřímnou odpověď. Mrzí nás, že to bylo náročné. Odpovědí se bude zabývat "
            "vedení týmu a ozveme se vám nejpozději {deadline}."
        ),
        thanks_low_no_contact=(
            "Děkujeme za upřímnou odpověď. Bude se jí zabývat vedení týmu. Podle vašeho přání vás "
            "kvůli ní kontaktovat nebudeme."
        ),
        thanks_low="Děkujeme za upřímnou odpověď. Bude se jí zabývat vedení týmu.",
        thanks_middle=(
            "Děkujeme za odpověď. Pomáhá nám najít místa, kde zákazníkům zbytečně "
            "přiděláváme práci."
        ),
        thanks_high="Děkujeme. Jsme rádi, že to šlo snadno.",
        not_resolved="Požadavek můžete jedním tlačítkem znovu otevřít:",
        reopen="Znovu otevřít požadavek",
        not_resolved_entry="Můj požadavek není vyřešený.",
        reopened=(
            "Na požadavku teď znovu pracujeme, proto se na hodnocení zatím neptáme. Chcete-li nám "
            "něco vzkázat, napište to sem."
        ),
        message="Vaše zpráva",
        message_received="Děkujeme, vaši zprávu máme.",
        expired=(
            "Platnost dotazu už skončila. Pokud s požadavkem stále potřebujete pomoci, ozvěte se "
            "nám prosím."
        ),
        answered="Odpověď už máme, děkujeme.",
        answered_until="Do {time} ji ještě můžete změnit.",
        opt_out_confirm="Nechcete už dostávat dotazy na hodnocení?",
        opt_out="Odhlásit",
        opted_out="Hotovo, dotazy na hodnocení vám už posílat nebudeme.",
        leave_empty="Toto pole prosím nechte prázdné.",
        stale_page="Stránka byla otevřená příliš dlouho. Odešlete prosím odpověď ještě jednou.",
        too_many="Bylo to příliš často. Zkuste to prosím později.",
        trouble="Teď to nemůžeme přijmout. Zkuste to prosím za chvíli.",
    ),
)
