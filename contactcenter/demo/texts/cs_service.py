"""Czech: the line at home."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "service.outage": Case(
        subjects=("Nejde internet", "Výpadek připojení {in_city}", "Od rána bez internetu"),
        opens=(
            (
                "od rána nám nejde internet. Router svítí červeně, restart nepomohl. Smlouva "
                "{contract}, adresa {address}."
            ),
            (
                "{in_city} na adrese {address} nejde připojení, sousedé jsou na tom stejně. Je "
                "někde porucha a kdy to opravíte?"
            ),
            (
                "zase výpadek. Pracuji z domova a za dvě hodiny mám důležitou schůzku. Prosím o "
                "informaci, kdy to poběží."
            ),
            "nejde nám ani internet, ani televize. Na routeru bliká kontrolka optiky.",
        ),
        chats=(
            "dobrý den, nejde nám internet\nje nějaká porucha {in_city}?",
            "nejede internet uz hodinu, router blika cervene",
            "Zdravím, máte výpadek? {address}",
        ),
        asks=(
            (
                "které kontrolky na routeru svítí a jakou barvou? Stačí fotografie.",
                "power zeleně, internet červeně, wifi zeleně.",
            ),
            (
                "prosím o číslo smlouvy a adresu, ať vidíme, na kterém uzlu jste připojen<|a>.",
                "smlouva {contract}, {address}.",
            ),
        ),
        solves=(
            (
                "ve vaší oblasti je přerušený optický kabel po výkopových pracích. Technici jsou "
                "na místě, opraveno má být dnes do 18 hodin. Pošleme vám SMS, jakmile to poběží."
            ),
            (
                "připojení se nám podařilo obnovit na dálku, router se restartuje a do pěti minut "
                "by mělo vše fungovat."
            ),
            (
                "porucha na uzlu je odstraněná, prosím vypněte router na minutu ze zásuvky. Za "
                "dobu výpadku vám automaticky odečteme poměrnou částku."
            ),
        ),
        returns=(
            "psali jste, že to bude do 18 hodin. Je večer a pořád nic nejde.",
            "internet běžel asi hodinu a zase vypadl. Kontrolka je opět červená.",
            (
                "už třetí výpadek za měsíc. Jak už jsem psal[|a], pracuji z domova a tohle je "
                "neúnosné."
            ),
        ),
        amends=(
            (
                "omlouvám se, oprava se protáhla, protože byl poškozený i záložní kabel. Teď je "
                "hotovo a měření vaší linky je v pořádku. Za výpadek odečítáme {credit}."
            ),
            (
                "podle měření padá signál přímo na vaší přípojce. Technik přijede {next_day} mezi "
                "9. a 12. hodinou."
            ),
        ),
        calls=(
            "Výpadek {in_city}, {address}. Informován<|a> o poruše, předpoklad do 18:00.",
            "Nejde internet, restart na dálku pomohl během hovoru.",
        ),
        recalls=("Volá znovu, připojení po opravě opět vypadlo. Objednán technik na {for_day}.",),
        notes=(
            "Hromadná porucha uzlu, viz hlášení sítě. Zákazníky informovat, technika neposílat.",
            "Linka po opravě −21 dBm, v normě. Sledovat do zítřka.",
        ),
    ),
    "service.slow": Case(
        subjects=("Pomalý internet", "Večer vypadává připojení", "Rychlost neodpovídá smlouvě"),
        opens=(
            (
                "mám tarif {speed} Mb/s, ale večer naměřím sotva 40. Přes den je to v pořádku. Co "
                "s tím uděláte?"
            ),
            (
                "kolem {hour} nám každý večer vypadne internet, vždy asi na deset minut. Trvá to "
                "už dva týdny."
            ),
            (
                "wi-fi v ložnici skoro nefunguje, u routeru přitom rychlost je. Dá se to nějak "
                "vylepšit?"
            ),
            (
                "videohovory se sekají a kolegové mě neslyší. Měření posílám: stahování 35, "
                "odesílání 2. Smlouva {contract}."
            ),
        ),
        chats=(
            "dobrý den, internet je strašně pomalý, tarif {speed} a mám 40",
            "Dobrý den, každý večer mi to vypadává",
            "ahoj, wifi v ložnici nejde, co s tím?",
        ),
        asks=(
            (
                "změřte prosím rychlost po kabelu přímo u routeru a pošlete nám výsledek.",
                "po kabelu je to 480 dolů a 95 nahoru, přes wi-fi 40.",
            ),
            (
                "kolik zařízení je večer připojeno a stojí router volně, nebo ve skříňce?",
                "asi deset zařízení, router je v botníku v předsíni.",
            ),
        ),
        solves=(
            (
                "linka je v pořádku, problém je v rušení wi-fi. Na dálku jsme přepnuli kanál a "
                "zapnuli pásmo 5 GHz. Zkuste to prosím dnes večer."
            ),
            (
                "router prosím postavte volně a výš, ne do skříňky. Pokud to nebude stačit, "
                "pošleme vám zdarma zesilovač."
            ),
            (
                "na uzlu byla večer přetížená linka. V noci jsme ji rozšířili a rychlost by už "
                "měla odpovídat tarifu."
            ),
        ),
        returns=(
            (
                "bohužel se nic nezměnilo, včera v {hour} zase výpadek. Router jsem "
                "restartoval[|a] třikrát, jak mi radili na chatu."
            ),
            "už jsem to řešil[|a] s vaším kolegou po telefonu. Večer naměřím pořád jen 40 Mb/s.",
            "zesilovač dorazil, ale nejde spárovat s routerem.",
        ),
        amends=(
            (
                "děkuji za zprávu. Posílám k vám technika, přijede {next_day} a přeměří celou "
                "trasu až k zásuvce. Výjezd je zdarma."
            ),
            (
                "vyměníme vám router za novější model {model}, který s rušením pracuje lépe. "
                "Dorazí {next_day}."
            ),
        ),
        calls=(
            (
                "Pomalá wi-fi, po kabelu v pořádku. Přepnut kanál, zapnuto 5 GHz, otestováno "
                "během hovoru."
            ),
            "Večerní výpadky kolem {hour}. Založeno měření linky na 48 hodin.",
        ),
        recalls=("Volá znovu, výpadky trvají. Objednán technik na {for_day}, výjezd zdarma.",),
        notes=(
            "Měření 48 h: tři výpadky vždy mezi 19:00 a 19:20, shoduje se se zátěží uzlu.",
            "Rušení od sousední sítě na kanálu 6, přepnuto na 11.",
        ),
    ),
    "service.technician": Case(
        subjects=("Technik nepřijel", "Změna termínu technika", "Objednání technika – {address}"),
        opens=(
            (
                "technik měl přijet {on_day} mezi 8. a 12. hodinou. Vzal[|a] jsem si kvůli tomu "
                "volno a nikdo nepřijel ani nezavolal."
            ),
            (
                "potřebuji přesunout návštěvu technika na {for_day}, ideálně odpoledne. Smlouva "
                "{contract}."
            ),
            (
                "technik u nás byl {on_day}, ale zásuvka v obývacím pokoji pořád nefunguje. Má "
                "přijet ještě jednou?"
            ),
            (
                "rádi bychom přesunuli router do jiné místnosti. Kolik stojí výjezd technika na "
                "adresu {address}?"
            ),
        ),
        chats=(
            "dobrý den, měl dnes přijet technik a nikde nikdo",
            "Zdravím, dá se termín technika přesunout na {for_day}?",
            "technik nedorazil, cekam od rana!!",
        ),
        asks=(
            (
                "to mě mrzí. Na jakém čísle vás technik zastihne a jaký termín by vyhovoval?",
                "telefon {phone}, nejlépe {next_day} dopoledne.",
            ),
        ),
        solves=(
            (
                "omlouváme se, technik se zdržel u předchozí zakázky. Nový termín je {next_day} "
                "mezi 8. a 10. hodinou a hodinu předem zavolá."
            ),
            "termín jsme přesunuli na {for_day} odpoledne, potvrzení přijde v SMS.",
            "zásuvku technik dodělá {next_day}, výjezd vám samozřejmě účtovat nebudeme.",
            (
                "přesun routeru v rámci bytu je jednou ročně zdarma. Technik může přijet "
                "{next_day} dopoledne, stačí potvrdit."
            ),
        ),
        returns=(
            "technik zase nepřijel. Druhý den dovolené pryč, to už si snad děláte legraci.",
            "technik byl, ale prý nemá potřebný díl. Kdy se tedy vrátí?",
        ),
        amends=(
            (
                "velmi se omlouvám. Domluvil[|a] jsem přednostní termín {next_day} v 8:00 s "
                "vedoucím techniků a na fakturu připisujeme {credit}."
            ),
            (
                "díl už máme na skladě, technik přijede {next_day} ráno. Jeho přímé číslo vám "
                "pošleme v SMS."
            ),
        ),
        calls=(
            "Technik nepřijel, nový termín {next_day}, potvrzeno SMS.",
            "Přesun termínu technika na {for_day}.",
        ),
        recalls=("Volá podruhé, technik opět nedorazil. Eskalováno vedoucímu techniků.",),
        notes=(
            "Dispečink: technik uvízl na výjezdu, nezadal zpoždění.",
            "Přednostní výjezd schválen.",
        ),
    ),
}
