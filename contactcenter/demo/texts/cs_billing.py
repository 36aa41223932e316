"""Czech: bills and payments."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "billing.wrong_amount": Case(
        subjects=(
            "Nesprávná částka na faktuře {invoice}",
            "Dotaz k faktuře za {month}",
            "Proč platím víc než obvykle?",
        ),
        opens=(
            (
                "na faktuře {invoice} mám {amount}, ale podle smlouvy {contract} platím "
                "{amount2}. Prosím o vysvětlení a opravu."
            ),
            (
                "za {month} jste mi naúčtovali {amount}. Tarif jsem neměnil[|a], žádnou službu "
                "jsem si neobjednal[|a]. Kde se ta částka vzala?"
            ),
            (
                "faktura {invoice} obsahuje poplatek za televizní balíček, který jsem zrušil[|a] "
                "už před dvěma měsíci. Žádám o vystavení opravného dokladu."
            ),
            (
                "měl[|a] jsem mít prvních šest měsíců slevu, na faktuře {invoice} ale žádná není. "
                "Místo {amount2} chcete {amount}."
            ),
            (
                "prosím o kontrolu faktury {invoice}. Je na ní instalace technikem, jenže technik "
                "u mě nikdy nebyl."
            ),
        ),
        chats=(
            "dobrý den, na faktuře {invoice} mám špatnou částku",
            "Dobrý den, proč mám za {month} platit {amount}?\nnormálně platím {amount2}",
            "zdravim, na fakture mam neco, co jsem si neobjednal[|a]",
        ),
        asks=(
            (
                "podívám se na to. Můžete mi prosím napsat číslo smlouvy nebo faktury?",
                "smlouva {contract}, faktura {invoice}.",
            ),
            (
                (
                    "vidím na faktuře televizní balíček aktivovaný {invoice_date}. Objednával<|a> "
                    "jste ho prosím vy nebo někdo z domácnosti?"
                ),
                "ne, nikdo od nás nic takového neobjednával.",
            ),
        ),
        solves=(
            (
                "máte pravdu, sleva se nepropsala. Vystavili jsme opravný doklad na {amount2}; "
                "pokud jste už zaplatil<|a>, rozdíl vrátíme na účet do pěti pracovních dnů."
            ),
            (
                "poplatek byl naúčtován omylem a zrušili jsme ho. Nová částka k úhradě za {month} "
                "je {amount2}, fakturu najdete i v zákaznickém účtu."
            ),
            (
                "částka je vyšší kvůli poměrné části za dny od změny tarifu. Od příštího měsíce "
                "to bude opět {amount2}. Rozpis posílám v příloze."
            ),
        ),
        returns=(
            (
                "opravný doklad sice přišel, ale na další faktuře je zase {amount}. To mám psát "
                "každý měsíc?"
            ),
            (
                "slíbený rozdíl na účet nedorazil a mezitím mi přišla upomínka na celou částku "
                "{amount}."
            ),
            (
                "znovu se vracím k faktuře {invoice}. Vaše vysvětlení nesedí, tarif jsem si "
                "opravdu neměnil[|a]."
            ),
        ),
        amends=(
            (
                "omlouvám se, že se chyba opakovala. Slevu jsem nastavil[|a] přímo ve smlouvě, "
                "upomínku jsme stornovali a přeplatek {credit} odešel dnes na váš účet."
            ),
            (
                "[prošel|prošla] jsem celou historii smlouvy a chyba je na naší straně. Fakturu "
                "jsme zrušili, novou na {amount2} posílám v příloze a pohlídám i tu příští."
            ),
        ),
        calls=(
            "Nesouhlasí s fakturou {invoice}, chybí sleva. Vystaven opravný doklad na {amount2}.",
            "Dotaz na vyšší částku za {month}: poměrná část po změně tarifu, vysvětleno.",
        ),
        recalls=(
            (
                "Volá znovu, chyba i na další faktuře. Sleva nastavena přímo ve smlouvě "
                "{contract}, upomínka stornována."
            ),
        ),
        notes=(
            (
                "Sleva platí do konce dubna, v systému ale chyběl příznak. Opraveno ve smlouvě "
                "{contract}."
            ),
            "Balíček aktivovala kampaň z {invoice_date}, bez souhlasu zákazníka. Předat vedoucí.",
        ),
    ),
    "billing.invoice_missing": Case(
        subjects=(
            "Nepřišla faktura za {month}",
            "Prosím o zaslání faktury {invoice}",
            "Faktury na firemní adresu",
        ),
        opens=(
            (
                "faktura za {month} mi nepřišla ani e-mailem, ani do schránky. Můžete ji prosím "
                "poslat?"
            ),
            "potřebuji do účetnictví fakturu {invoice}. V zákaznickém účtu se mi nezobrazuje.",
            "změnil[|a] jsem e-mail a od té doby faktury nedostávám. Nová adresa je {email}.",
            (
                "mohli byste mi prosím faktury posílat i na účetní? A tu za {month} poslat ještě "
                "jednou."
            ),
        ),
        chats=(
            "dobrý den, nepřišla mi faktura za {month}",
            "Zdravím, kde si stáhnu fakturu {invoice}?",
            "dobry den, faktury mi chodi na stary mail, jde to zmenit?",
        ),
        asks=(
            (
                "jistě. Na jaký e-mail ji máme poslat?",
                "na {email}, prosím.",
            ),
            (
                "pro ověření prosím číslo smlouvy nebo datum narození.",
                "smlouva {contract}.",
            ),
        ),
        solves=(
            (
                "fakturu za {month} posílám v příloze a e-mail jsme změnili na {email}. Další "
                "faktury už půjdou tam."
            ),
            (
                "faktura {invoice} se vystavila se zpožděním, teď už ji v zákaznickém účtu "
                "uvidíte. Splatnost jsme posunuli o týden."
            ),
            "nastavil[|a] jsem zasílání na obě adresy a fakturu za {month} jsem odeslal[|a] znovu.",
        ),
        returns=(
            "tak ani za další měsíc faktura nepřišla. Nešlo by to konečně opravit?",
            "faktura v příloze nejde otevřít, soubor je prý poškozený.",
        ),
        amends=(
            (
                "omlouvám se. Na vaší adrese bylo staré přesměrování, odstranil[|a] jsem ho a "
                "fakturu posílám znovu."
            ),
            "posílám nově vytvořené PDF, zkoušel[|a] jsem ho a otevřít jde. Děkuji za trpělivost.",
        ),
        calls=(
            "Nechodí faktury, změna e-mailu na {email}, faktura za {month} odeslána.",
            "Chce fakturu {invoice} pro účetní, posláno.",
        ),
        recalls=("Volá opět kvůli fakturám, odstraněno staré přesměrování.",),
        notes=(
            "V systému dva e-maily, platný je {email}.",
            "Faktura {invoice} visela ve frontě tisku od {invoice_date}.",
        ),
    ),
    "billing.refund": Case(
        subjects=(
            "Kdy dostanu vrácené peníze?",
            "Vrácení přeplatku – smlouva {contract}",
            "Nevrácená platba za objednávku {order}",
        ),
        opens=(
            (
                "{ordered} jsem vrátil[|a] router z objednávky {order} a peníze pořád nemám. Kdy "
                "{amount} dorazí na účet?"
            ),
            (
                "po zrušení smlouvy {contract} mi zůstal přeplatek {amount}. Slíbili jste ho "
                "vrátit do 14 dnů, to už ale dávno uběhlo."
            ),
            "za výpadek jste mi slíbili vrátit {amount}. Na faktuře ani na účtu nic nevidím.",
            (
                "zaplatil[|a] jsem objednávku {order}, kterou jste potom zrušili. Peníze mi zatím "
                "nikdo nevrátil."
            ),
        ),
        chats=(
            "dobrý den, kdy mi přijdou peníze za vrácený router?\nobjednávka {order}",
            "Dobrý den, čekám na přeplatek {amount} už tři týdny",
            "zdravim, zrusili jste objednavku {order} a penize nikde",
        ),
        asks=(
            (
                "mohu poprosit o číslo účtu, na který máme částku poslat?",
                "posílejte prosím na účet, ze kterého chodí platby. Je to stále stejný.",
            ),
            (
                "kdy a kde jste zařízení předal<|a>? Hodí se číslo podacího lístku.",
                "předal[|a] jsem ho {on_day} na pobočce {in_city}, číslo lístku {parcel}.",
            ),
        ),
        solves=(
            (
                "vrácení {amount} jsme zadali, na účtu je uvidíte do tří pracovních dnů. "
                "Omlouváme se za zdržení."
            ),
            (
                "zařízení sklad přijal až dnes, proto ta prodleva. {amount} odešlo ještě dnes "
                "dopoledne."
            ),
            (
                "přeplatek {amount} jsme odečetli z faktury za {month}. Pokud ho chcete raději na "
                "účet, stačí odpovědět."
            ),
        ),
        returns=(
            (
                "peníze stále nepřišly, a to už uběhl víc než týden od vaší odpovědi. Prosím o "
                "potvrzení o platbě."
            ),
            "vrátili jste jen část, místo {amount} mi přišlo {amount2}.",
            "už potřetí se ptám na vrácení {amount}. Pokaždé slyším „do tří dnů“.",
        ),
        amends=(
            (
                "omlouvám se, platba se vrátila kvůli překlepu v čísle účtu. Teď odešla okamžitým "
                "převodem, potvrzení je v příloze."
            ),
            (
                "doplatek jsme poslali dnes a přidali jsme {credit} za starosti. Věc si hlídám, "
                "dokud mi nepotvrdíte, že peníze dorazily."
            ),
        ),
        calls=(
            "Dotaz na vrácení {amount}, zadáno k výplatě, do tří dnů na účtu.",
            "Přeplatek po zrušení smlouvy {contract}, předáno účtárně.",
        ),
        recalls=(
            (
                "Volá znovu, peníze nedorazily. Platba se vrátila (chybné číslo účtu), posláno "
                "okamžitě."
            ),
        ),
        notes=(
            "Účtárna: příkaz zadán {invoice_date}, vrácen bankou. Zadat znovu s ověřeným účtem.",
            "Slíbeno do {next_date}, pohlídat.",
        ),
    ),
    "billing.payment": Case(
        subjects=(
            "Upomínka, přestože mám zaplaceno",
            "Platba faktury {invoice}",
            "Zaplaceno dvakrát",
        ),
        opens=(
            (
                "přišla mi upomínka na fakturu {invoice}, kterou jsem ale zaplatil[|a] {on_day}. "
                "Potvrzení z banky mohu doložit."
            ),
            (
                "omylem jsem fakturu {invoice} zaplatil[|a] dvakrát. Můžete druhou platbu "
                "{amount} vrátit nebo použít na příští měsíc?"
            ),
            (
                "platba kartou v zákaznickém účtu končí chybou, zkoušel[|a] jsem to třikrát. "
                "Nechci mít internet odpojený jen proto, že vám nejde platební brána."
            ),
            (
                "lze fakturu {invoice} rozdělit na dvě splátky? Tento měsíc celou částku {amount} "
                "bohužel nezvládnu."
            ),
        ),
        chats=(
            "dobrý den, přišla mi upomínka ale mám zaplaceno",
            "Dobrý den, nejde mi zaplatit kartou, pořád to píše chybu",
            "zdravim, zaplatil[|a] jsem fakturu {invoice} 2x, vratite mi to?",
        ),
        asks=(
            (
                "prosím o variabilní symbol, pod kterým platba odešla, ať ji dohledáme.",
                (
                    "omlouvám se, vidím, že jsem tam dal[|a] číslo smlouvy {contract} místo čísla "
                    "faktury."
                ),
            ),
            (
                "jakou chybu platební brána ukazuje a z jaké banky karta je?",
                "píše to „platba zamítnuta, kód 51“, karta je od spořitelny a peníze na ní jsou.",
            ),
        ),
        solves=(
            (
                "platbu jsme dohledali pod jiným variabilním symbolem a přiřadili k faktuře "
                "{invoice}. Upomínka je zrušená, nic dalšího dělat nemusíte."
            ),
            (
                "druhou platbu {amount} jsme převedli na příští fakturu, takže za další měsíc už "
                "nic neplatíte."
            ),
            (
                "splátky jsme nastavili: polovina do konce měsíce, zbytek do konce příštího. "
                "Služba poběží bez omezení."
            ),
            (
                "platební brána měla dnes dopoledne výpadek, teď už funguje. Zkuste prosím platbu "
                "znovu; splatnost faktury {invoice} jsme pro jistotu posunuli o týden a nic se "
                "neodpojí."
            ),
        ),
        returns=(
            (
                "přišla mi další upomínka, tentokrát i s poplatkem za zpoždění. Přitom jste "
                "psali, že je vše vyřízené."
            ),
            (
                "dnes jste mi omezili internet kvůli faktuře {invoice}, kterou mám prokazatelně "
                "zaplacenou!"
            ),
        ),
        amends=(
            (
                "moc se omlouvám. Připojení jsme právě obnovili, upomínky i poplatek stornovali a "
                "k smlouvě jsme přidali poznámku, aby se to neopakovalo."
            ),
            (
                "upomínka odešla automaticky dřív, než se platba spárovala. Prosím, považujte ji "
                "za neplatnou; {credit} jsme vám odečetli z příští faktury."
            ),
        ),
        calls=(
            "Upomínka na zaplacenou fakturu {invoice}, špatný variabilní symbol. Platba přiřazena.",
            "Dvojí platba, převedeno na příští měsíc.",
        ),
        recalls=(
            (
                "Volá rozčilen<ý|á>, po upomínce i omezení služby. Obnoveno během hovoru, "
                "poplatek stornován."
            ),
        ),
        notes=(
            "Platba {amount} ležela v nespárovaných od {invoice_date}.",
            "Splátky schválila vedoucí.",
        ),
    ),
}
