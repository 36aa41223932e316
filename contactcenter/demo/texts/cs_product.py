"""Czech: devices, returns and complaints."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "product.setup": Case(
        subjects=("Jak zapojit router {model}", "Nastavení wi-fi", "Set-top box – návod"),
        opens=(
            (
                "přišel mi router {model} a návod je jen v angličtině. Kam mám zapojit kabel od "
                "optiky?"
            ),
            "chci si změnit název a heslo wi-fi. Kde to v routeru {model} najdu?",
            "set-top box mi nenačte seznam programů, po zapnutí je jen černá obrazovka s logem.",
            "potřeboval[|a] bych na routeru otevřít port pro kameru. Jde to u vás vůbec?",
        ),
        chats=(
            "dobrý den, jak zapojím nový router?",
            "Dobrý den, kde změním heslo na wifi?",
            "cau, set-top box ukazuje jen logo, co dal?",
        ),
        asks=(
            (
                "který model máte? Najdete ho na štítku zespodu.",
                "{model}.",
            ),
        ),
        solves=(
            (
                "kabel od optické zásuvky patří do šedého portu WAN. Český návod s obrázky "
                "posílám v příloze."
            ),
            (
                "přihlaste se na adresu ze štítku routeru, heslo je hned pod ní. Název a heslo "
                "wi-fi změníte v části Bezdrátová síť."
            ),
            (
                "box jsme na dálku aktualizovali, po restartu se programy načtou samy. Trvá to "
                "asi pět minut."
            ),
            (
                "jde to. V nastavení routeru otevřete část Pokročilé a Přesměrování portů; postup "
                "s obrázky posílám v příloze."
            ),
        ),
        returns=(
            "podle návodu jsem to zapojil[|a], ale wi-fi se pořád neobjevila.",
            "port jsem nastavil[|a] přesně podle vás a kamera stejně není z venku vidět.",
        ),
        amends=(
            (
                "na routeru byla wi-fi vypnutá tlačítkem na boku. Stačí ho držet tři vteřiny. "
                "Kdyby to nepomohlo, zavoláme vám a projdeme to spolu."
            ),
            (
                "přidělili jsme vám veřejnou IP adresu, bez ní kamera z venku fungovat nemůže. "
                "Teď už by měla."
            ),
        ),
        calls=(
            "Pomoc se zapojením routeru {model}, funguje.",
            "Změna hesla wi-fi, provedeno během hovoru.",
        ),
        recalls=("Volá znovu, wi-fi byla vypnutá tlačítkem. Vyřešeno.",),
        notes=("Veřejná IP přidělena ke smlouvě {contract}.",),
    ),
    "product.defect": Case(
        subjects=(
            "Router se sám restartuje",
            "Vadný set-top box",
            "Výměna routeru",
            "Nefunkční dálkový ovladač",
        ),
        opens=(
            (
                "router {model} se několikrát denně sám restartuje. Zkoušel[|a] jsem jinou "
                "zásuvku i tovární nastavení, nepomohlo nic."
            ),
            "set-top box se přehřívá a po půl hodině zamrzne. Záruka ještě běží, prosím o výměnu.",
            "dálkový ovladač přestal fungovat, baterie jsou nové. Dá se objednat jiný?",
            "po bouřce router vůbec nesvítí. Jak probíhá výměna?",
        ),
        chats=(
            "dobrý den, router se pořád restartuje",
            "Zdravím, po bouřce nejde router vůbec zapnout",
            "set-top box zamrza, muzete ho vymenit?",
        ),
        asks=(
            (
                "jaké sériové číslo je na štítku a kdy jste zařízení dostal<|a>?",
                "SN{serial}, máme ho asi rok.",
            ),
            (
                "zkusil<|a> jste prosím jiný napájecí adaptér?",
                "ano, i adaptér od sousedů, je to stejné.",
            ),
        ),
        solves=(
            (
                "zařízení vyměníme. Nový router {model} přiveze kurýr {next_day} a starý si "
                "rovnou odveze."
            ),
            (
                "výměnu můžete udělat i osobně na pobočce {in_city}, nový kus tam na vás čeká pod "
                "číslem {order}."
            ),
            "nový ovladač posíláme poštou zdarma, dorazí {next_day}.",
        ),
        returns=(
            "vyměněný router dělá totéž. Podle mě chyba v routeru vůbec není.",
            "na pobočce o žádné výměně nevědí. Jel[|a] jsem tam zbytečně.",
        ),
        amends=(
            (
                "máte pravdu, příčina byla v napájení zásuvky. Technik ji vymění {next_day}, "
                "výjezd neúčtujeme."
            ),
            (
                "omlouvám se za zbytečnou cestu. Rezervace je teď potvrzená a pobočka vám router "
                "přiveze až domů {next_day}."
            ),
        ),
        calls=(
            "Router {model} se restartuje, výměna objednána na {for_day}.",
            "Vadný ovladač, posíláme nový.",
        ),
        recalls=("Volá znovu, i vyměněný router padá. Objednán technik kvůli zásuvce.",),
        notes=(
            "Kus SN{serial} je z vadné série, vyměnit bez zkoumání.",
            "Po bouřce {on_day} už osmý router z téže ulice.",
        ),
    ),
    "returns.how": Case(
        subjects=(
            "Vrácení zboží – objednávka {order}",
            "Jak vrátím router?",
            "Odstoupení do 14 dnů",
        ),
        opens=(
            "chci vrátit zboží z objednávky {order}, je nerozbalené. Kam ho mám poslat?",
            (
                "po ukončení smlouvy {contract} mám vrátit router. Musím na pobočku, nebo ho mohu "
                "poslat?"
            ),
            (
                "odstupuji od smlouvy do 14 dnů, zařízení mi nevyhovuje. Pošlete prosím štítek "
                "pro zpětnou zásilku."
            ),
        ),
        chats=(
            "dobrý den, jak vrátím zboží?",
            "Dobrý den, kam mám poslat router po ukončení smlouvy?",
            "chci vratit objednavku {order}",
        ),
        asks=(
            (
                "prosím o číslo objednávky a důvod vrácení (nemusíte ho uvádět).",
                "objednávka {order}, zesilovač nepotřebuji.",
            ),
        ),
        solves=(
            (
                "štítek posílám v příloze. Balík předejte na kterémkoli výdejním místě, poštovné "
                "platíme my."
            ),
            (
                "router stačí odevzdat na pobočce {in_city}, potvrzení dostanete na místě. "
                "Poplatek za nevrácení se tím ruší."
            ),
            "vrácení jsme zaevidovali, peníze pošleme do 14 dnů od přijetí balíku.",
        ),
        returns=(
            "štítek nejde vytisknout, kód je rozmazaný a na výdejně ho nenačtou.",
            (
                "router jsem vrátil[|a] {on_day} a přesto mi na faktuře přibyl poplatek {amount} "
                "za nevrácené zařízení."
            ),
        ),
        amends=(
            "omlouvám se, posílám štítek znovu. Místo tisku stačí ukázat kód {code} v telefonu.",
            "poplatek jsme zrušili, zařízení sklad přijal až včera. Opravený doklad je v příloze.",
        ),
        calls=(
            "Vrácení objednávky {order}, poslán štítek.",
            "Dotaz, kam vrátit router po ukončení smlouvy.",
        ),
        recalls=("Volá kvůli poplatku za nevrácený router, poplatek zrušen.",),
        notes=("Zařízení SN{serial} přijato na sklad {invoice_date}.",),
    ),
    "complaint.no_reply": Case(
        subjects=("Stížnost na vyřizování", "Nikdo mi neodpovídá", "Jednání vašeho pracovníka"),
        opens=(
            (
                "podávám stížnost. {on_day} mi váš kolega slíbil zavolat zpět a neozval se nikdo. "
                "Volat a hodinu čekat na lince znovu nehodlám."
            ),
            (
                "na můj dotaz {from_sent} jste neodpověděli ani jednou věcí, na kterou jsem se "
                "ptal[|a]. Prosím, ať si to někdo opravdu přečte."
            ),
            (
                "operátor na lince byl nepříjemný a položil mi telefon. Takhle se se zákazníkem "
                "po osmi letech nejedná."
            ),
        ),
        chats=(
            "Dobrý den, třetí den čekám na telefonát a nic",
            "chci podat stiznost na vaseho operatora",
        ),
        asks=(
            (
                "mohu se zeptat, na jakém čísle vás máme zastihnout a kdy se to hodí?",
                "{phone}, kdykoli po čtvrté hodině.",
            ),
        ),
        solves=(
            (
                "omlouvám se, slib zpětného volání jsme nedodrželi. Volat vám bude vedoucí péče "
                "{next_day} v 16:00."
            ),
            (
                "hovor jsme si poslechli a máte pravdu, takhle jednat nemáme. S kolegou jsme to "
                "probrali a omlouváme se vám."
            ),
            (
                "[prošel|prošla] jsem celou historii a odpovídám na vše najednou: přeplatek "
                "vracíme, termín technika je {next_day} a smlouva zůstává beze změny."
            ),
        ),
        returns=("včera mi opět nikdo nezavolal. Kolikrát to ještě mám zkoušet?",),
        amends=(
            (
                "volal[|a] jsem vám dnes osobně, děkuji za rozhovor. Jak jsme se domluvili, "
                "{credit} odečítáme z příští faktury."
            ),
        ),
        calls=("Stížnost na nedodržené zpětné volání. Omluveno, volá vedoucí {next_day}.",),
        recalls=("Volá znovu, slíbené volání neproběhlo. Předáno vedoucí k osobnímu vyřízení.",),
        notes=(
            "Hovor poslechnut, tón operátora nevhodný. Projednáno.",
            "Slíbeno volat {next_day} v 16:00.",
        ),
    ),
}
