"""Czech: parcels."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "delivery.late": Case(
        subjects=(
            "Kde je moje zásilka?",
            "Objednávka {order} stále nedorazila",
            "Zásilka {parcel} – už týden nic",
        ),
        opens=(
            (
                "{ordered} jsem si u vás objednal[|a] router {model} (objednávka {order}). "
                "Dorazit měl do tří pracovních dnů, ale pořád nic. Sledování zásilky {parcel} se "
                "už několik dní nehýbe. Můžete prosím zjistit, kde balík je?"
            ),
            (
                "čekám na objednávku {order}. Kurýr měl přijet {on_day}, celý den jsem byl[|a] "
                "kvůli tomu doma a nikdo se neozval. Kdy tedy zásilka dorazí?"
            ),
            (
                "u zásilky {parcel} svítí „doručeno“, ale já jsem nic nepřevzal[|a] a u sousedů "
                "také nic není. Prosím o prověření."
            ),
            (
                "dopravce mi napsal, že mě {on_day} nezastihl. Doma jsem přitom byl[|a] a nikdo "
                "nezvonil. Číslo zásilky je {parcel}. Chtěl[|a] bych ji doručit znovu na adresu "
                "{address}."
            ),
            (
                "prosím o informaci, co se děje s objednávkou {order}. Peníze odešly hned, balík "
                "nikde. Bez routeru nemohu pracovat z domova."
            ),
        ),
        chats=(
            "dobrý den, kde je prosím moje zásilka?\nčíslo {parcel}",
            "Zdravím, objednal[|a] jsem {ordered} a pořád nic nepřišlo\nobjednávka {order}",
            "dobry den, kuryr mel prijet {on_day} a neprijel. co s tim?",
        ),
        asks=(
            (
                "mohu poprosit o číslo objednávky nebo zásilky a o ověření doručovací adresy?",
                "objednávka {order}, zásilka {parcel}. Adresa je {address}.",
            ),
            (
                (
                    "ověřil[|a] jsem to u dopravce: zásilka se vrátila na depo kvůli neúplné "
                    "adrese. Na jakou adresu a telefon ji máme poslat?"
                ),
                "prosím na {address}, telefon {phone}. Na zvonku je příjmení {last}.",
            ),
        ),
        solves=(
            (
                "zásilku {parcel} jsem [našel|našla] na depu dopravce, kde ji omylem odložili "
                "stranou. Doručí ji {next_day} mezi 8. a 14. hodinou a kurýr předem zavolá. Za "
                "zdržení se omlouváme."
            ),
            (
                "dopravce potvrdil, že se balík {parcel} cestou ztratil. Dnes jsme odeslali nový "
                "router {model}, u vás bude {next_day}. Nic nedoplácíte."
            ),
            (
                "zásilka leží na výdejním místě kousek od vás a můžete si ji vyzvednout ještě "
                "dnes. Kód pro výdej jsme vám právě poslali v SMS."
            ),
            (
                "děkuji, zásilka {parcel} jede na adresu {address} a dorazí {next_day}. Kurýr "
                "předem zavolá."
            ),
        ),
        returns=(
            (
                "tak ani tentokrát kurýr nepřijel. U zásilky {parcel} je zase „adresát "
                "nezastižen“ a já jsem byl[|a] celý den doma. Tohle už opravdu není v pořádku."
            ),
            (
                "slibovali jste doručení a opět nic. Jak už jsem psal[|a], bez routeru nemohu "
                "pracovat."
            ),
            "balík konečně přišel, ale místo routeru {model} je v krabici jen zdroj a kabel.",
        ),
        amends=(
            (
                "omlouvám se, tohle se nemělo stát. Změnil[|a] jsem dopravce, zásilku přiveze náš "
                "technik osobně {next_day} a rovnou zkontroluje zapojení. Poštovné jsme vám "
                "vrátili."
            ),
            (
                "mrzí mě, že jste kvůli tomu psal[|a] znovu. Novou zásilku jsme poslali expresně "
                "s doručením na hodinu, přijede {next_day} dopoledne. Na faktuře jsme odečetli "
                "{credit}."
            ),
        ),
        calls=(
            (
                "Volá, že zásilka {parcel} nedorazila. Ověřeno u dopravce: leží na depu, doručí "
                "{next_day}. Zákaz<ník|nice> s termínem souhlasí."
            ),
            (
                "Nedoručená objednávka {order}. Dopravce zásilku ztratil, objednán nový kus, "
                "potvrzeno e-mailem."
            ),
        ),
        recalls=(
            (
                "Volá znovu, kurýr opět nepřijel. Domluveno osobní předání technikem {next_day}, "
                "vráceno poštovné."
            ),
        ),
        notes=(
            (
                "Dopravce: zásilka {parcel} přijata na depo, čeká na předání kurýrovi. Ověřit "
                "znovu zítra ráno."
            ),
            "Třetí ztracená zásilka z tohoto depa za měsíc, přeposláno vedoucí logistiky.",
        ),
    ),
    "delivery.damaged": Case(
        subjects=(
            "Poškozená zásilka – objednávka {order}",
            "Router dorazil rozbitý",
            "Reklamace poškozeného balíku {parcel}",
        ),
        opens=(
            (
                "{on_day} mi přišel balík {parcel}. Krabice byla promáčknutá a router {model} má "
                "prasklý kryt a ulomenou anténu. Jak mám postupovat?"
            ),
            (
                "objednávka {order} dorazila poškozená. Set-top box po zapojení jen bliká a "
                "uvnitř něco chrastí. Fotografie mohu poslat."
            ),
            (
                "převzal[|a] jsem zásilku, která byla evidentně přelepená a obsah je rozbitý. S "
                "kurýrem jsme o tom sepsali zápis. Chci výměnu za nový kus."
            ),
            (
                "v balíku {parcel} chybí napájecí zdroj a obal je roztržený. Zařízení se tak nedá "
                "zapnout."
            ),
        ),
        chats=(
            "dobrý den, přišel mi rozbitý router :(\nobjednávka {order}",
            "Dobrý den, balík {parcel} je celý promáčknutý a uvnitř je prasklý kryt. Co teď?",
            "zdravim, v krabici chybi zdroj k routeru",
        ),
        asks=(
            (
                (
                    "to mě mrzí. Pošlete nám prosím fotografii obalu a zařízení a napište, zda "
                    "jste poškození řešil<|a> přímo s kurýrem?"
                ),
                (
                    "posílám dvě fotky v příloze. Kurýr spěchal, takže zápis nemáme, ale obal "
                    "jsem si nechal[|a]."
                ),
            ),
            (
                "prosím ještě o sériové číslo ze štítku na spodní straně zařízení.",
                "sériové číslo je SN{serial}.",
            ),
        ),
        solves=(
            (
                "děkuji za podklady. Nový router {model} odesíláme dnes, doručen bude {next_day}. "
                "Poškozený kus předejte kurýrovi při převzetí, nic nebalíte ani neplatíte."
            ),
            (
                "reklamaci jsme uznali. Vyměněný kus je už na cestě a poškozený si kurýr odveze "
                "zdarma."
            ),
            (
                "chybějící zdroj jsme odeslali samostatně, zásilka dorazí {next_day}. Omlouváme "
                "se za komplikace."
            ),
        ),
        returns=(
            "nový router sice přišel, ale kurýr odmítl odvézt ten rozbitý. Prý o ničem neví.",
            (
                "vyměněný kus dorazil v úplně stejném stavu, krabice promáčknutá a plast prasklý. "
                "Můžete to prosím začít balit pořádně?"
            ),
            "opakuji, že v zásilce chyběl zdroj. Přišel druhý router, ale zdroj zase ne.",
        ),
        amends=(
            (
                "omlouvám se za zbytečnou práci. Svoz jsem objednal[|a] znovu na {for_day} a "
                "štítek má kurýr s sebou. Stačí krabici předat."
            ),
            (
                "mrzí mě to. Třetí kus jsme zabalili u nás na prodejně a pošleme ho jiným "
                "dopravcem, přijde {next_day}. Na příští fakturu jsme vám připsali {credit}."
            ),
        ),
        calls=(
            (
                "Poškozená zásilka {parcel}, prasklý kryt routeru. Výměna objednána, svoz starého "
                "kusu při doručení."
            ),
            "V balíku chyběl zdroj, posíláme samostatně. Zákaz<ník|nice> bez výhrad.",
        ),
        recalls=("Volá podruhé, kurýr neodvezl poškozený kus. Nový svoz objednán na {for_day}.",),
        notes=(
            "Fotky odpovídají poškození při přepravě, uznat bez dalšího dokládání.",
            "Výměna zadána do skladu pod číslem objednávky {order}-R.",
        ),
    ),
    "delivery.change": Case(
        subjects=(
            "Změna doručovací adresy",
            "Prosím o jiný den doručení, objednávka {order}",
            "Přesměrování zásilky {parcel}",
        ),
        opens=(
            "potřebuji změnit adresu u objednávky {order}. Prosím doručit na {address}, děkuji.",
            (
                "{next_day} nebudu doma, šlo by zásilku {parcel} doručit o den později nebo "
                "nechat na výdejním místě?"
            ),
            (
                "při objednávce {order} jsem omylem zadal[|a] starou adresu. Správná je "
                "{address}. Stihne se to ještě?"
            ),
            "je možné zásilku {parcel} převzít osobně na pobočce {in_city}? Do práce to mám blíž.",
        ),
        chats=(
            "dobrý den, jde ještě změnit adresa u objednávky {order}?",
            "Zdravím, {next_day} nebudu doma, lze balík {parcel} poslat na výdejní místo?",
            "dobry den, zadal[|a] jsem spatnou adresu :( spravne {address}",
        ),
        asks=(
            (
                "rád[|a] změním. Potvrďte mi prosím číslo objednávky a novou adresu včetně PSČ.",
                "objednávka {order}, nová adresa {address}.",
            ),
            (
                "na jaký den se vám doručení nejlépe hodí a v jakou část dne?",
                "ideálně {next_day} odpoledne, po 15. hodině.",
            ),
        ),
        solves=(
            (
                "hotovo, zásilka {parcel} jede na adresu {address}. Doručení {next_day}, kurýr "
                "předem zavolá."
            ),
            (
                "zásilku jsme přesměrovali na výdejní místo, uložená bude sedm dní. Kód vám "
                "přijde v SMS."
            ),
            "adresu jsem v objednávce {order} opravil[|a], balík ještě neopustil sklad.",
        ),
        returns=(
            (
                "změnu adresy jste mi potvrdili, ale dopravce právě volal ze staré adresy. Můžete "
                "to prosím opravit?"
            ),
            "kód pro výdej mi stále nepřišel, na výdejním místě mi balík bez něj nevydají.",
        ),
        amends=(
            (
                "omlouvám se, změna se nepropsala k dopravci včas. Teď jsem ji s ním potvrdil[|a] "
                "telefonicky, přijede {next_day}."
            ),
            "kód jsem vám poslal[|a] znovu, tentokrát e-mailem: {code}. Platí sedm dní.",
        ),
        calls=(
            "Změna adresy u objednávky {order} na {address}, zásilka ještě ve skladu, upraveno.",
            "Chce doručit {next_day} odpoledne, potvrzeno dopravcem.",
        ),
        recalls=("Volá znovu, kurýr jel na starou adresu. Opraveno přímo s dopravcem.",),
        notes=(
            "Adresa ověřena proti smlouvě, souhlasí.",
            "Dopravce mění adresu jen do 18:00 předchozího dne.",
        ),
    ),
}
