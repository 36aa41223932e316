"""Czech: accounts and contracts."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "account.login": Case(
        subjects=("Nemohu se přihlásit", "Nechodí mi ověřovací kód", "Zablokovaný zákaznický účet"),
        opens=(
            (
                "od včerejška se nemohu přihlásit do zákaznického účtu. Hlásí to špatné heslo, i "
                "když je správné."
            ),
            "změnil[|a] jsem telefon a ověřovací kód mi chodí na staré číslo. Nové je {phone}.",
            (
                "účet se mi po třetím pokusu zablokoval a odkaz na obnovu hesla nepřišel. E-mail "
                "je {email}."
            ),
            "aplikace mě pořád odhlašuje, přihlásit se musím i pětkrát denně. Dá se to opravit?",
        ),
        chats=(
            "dobrý den, nejde mi přihlášení",
            "nechodí mi kód v sms",
            "Dobrý den, mám zablokovaný účet, e-mail {email}",
        ),
        asks=(
            (
                "pro ověření prosím poslední čtyři číslice smlouvy a město, kde službu máte.",
                "{contract_end}, {city}.",
            ),
            (
                "na jaké číslo má kód chodit?",
                "na {phone}.",
            ),
        ),
        solves=(
            (
                "účet jsme odblokovali a na {email} odešel nový odkaz pro nastavení hesla. Platí "
                "dvě hodiny."
            ),
            "telefonní číslo pro kódy je změněné na {phone}. Zkuste se prosím přihlásit znovu.",
            (
                "chyba byla v naší aplikaci, od dnešní aktualizace by se to stávat nemělo. Stačí "
                "ji aktualizovat."
            ),
        ),
        returns=(
            "odkaz nefunguje, píše, že vypršel. Kliknul[|a] jsem na něj hned.",
            "přihlášení se povedlo jednou a dnes jsem zase venku. Kód opět nedorazil.",
        ),
        amends=(
            (
                "poslal[|a] jsem nový odkaz a platnost prodloužil[|a] na den. Zkuste ho prosím "
                "otevřít v jiném prohlížeči, ten starý si drží předchozí stránku."
            ),
            (
                "u vašeho čísla bylo zablokované přijímání informačních SMS. S operátorem jsme to "
                "odblokovali, kód už dorazí."
            ),
        ),
        calls=(
            "Zablokovaný účet, ověřen<|a>, odblokováno a zaslán odkaz.",
            "Změna čísla pro ověřovací kódy na {phone}.",
        ),
        recalls=("Volá znovu, odkaz vypršel. Nastaveno během hovoru, přihlášení ověřeno.",),
        notes=(
            "Ověřeno podle smlouvy a adresy.",
            "Na vině je filtr operátora, hlášeno poskytovateli SMS.",
        ),
    ),
    "account.change": Case(
        subjects=("Změna kontaktních údajů", "Nové telefonní číslo", "Přepis smlouvy {contract}"),
        opens=(
            "prosím o změnu telefonu na {phone}. Ostatní údaje zůstávají.",
            "přestěhovali jsme se, nová korespondenční adresa je {address}. Smlouva {contract}.",
            "chtěl[|a] bych smlouvu {contract} přepsat na manžel[ku|a]. Co k tomu potřebujete?",
            "po svatbě mám nové příjmení. Jaké doklady mám poslat, aby se změnilo i na fakturách?",
        ),
        chats=(
            "dobrý den, potřebuji změnit telefon na {phone}",
            "Zdravím, jak přepíšu smlouvu na někoho jiného?",
            "dobry den, nova adresa je {address}, muzete to zmenit?",
        ),
        asks=(
            (
                "rád[|a] změním. Pro ověření prosím datum narození a číslo smlouvy.",
                "smlouva {contract}, narozen[|a] 14. 5. 1984.",
            ),
        ),
        solves=(
            "hotovo, údaje jsou změněné a potvrzení jsme poslali na {email}.",
            (
                "formulář k přepisu posílám v příloze. Stačí ho podepsat oběma stranami a poslat "
                "zpět, vyřídíme ho do tří dnů."
            ),
            "adresu máme novou, začne platit od příští faktury.",
            (
                "stačí kopie oddacího listu nebo nové občanky. Příjmení pak změníme na smlouvě i "
                "na fakturách do tří dnů."
            ),
        ),
        returns=("faktura přišla zase na starou adresu, i když jste změnu potvrdili.",),
        amends=(
            (
                "omlouvám se, změna se uložila jen u služby, ne u fakturace. Teď je to správně na "
                "obou místech."
            ),
        ),
        calls=("Změna telefonu na {phone}, ověřeno, hotovo.", "Nová adresa {address}, zaneseno."),
        recalls=("Volá znovu, fakturační adresa zůstala stará. Opraveno.",),
        notes=("Ověřeno datem narození.", "Formulář k přepisu odeslán."),
    ),
    "contract.cancel": Case(
        subjects=("Výpověď smlouvy {contract}", "Zrušení televizního balíčku", "Ukončení služby"),
        opens=(
            "tímto vypovídám smlouvu {contract}. Prosím o potvrzení přijetí a data ukončení.",
            "chci zrušit televizní balíček, internet si nechávám. Od kdy to bude platit?",
            "stěhuji se do míst, kde vaši síť nemáte. Jak a k jakému dni mohu smlouvu ukončit?",
            (
                "konkurence mi nabízí stejnou rychlost za {amount2}. Pokud nedokážete nabídnout "
                "víc, podávám výpověď."
            ),
        ),
        chats=(
            "dobrý den, chci zrušit smlouvu",
            "Dobrý den, jak zruším TV balíček?",
            "stehuju se, jak ukoncim internet?",
        ),
        asks=(
            (
                "potvrďte prosím číslo smlouvy a den, ke kterému ji chcete ukončit.",
                "smlouva {contract}, ke konci měsíce.",
            ),
            (
                "než výpověď zadáme: pomohl by nižší tarif za {amount2} beze změny rychlosti?",
                "to zní rozumně, pošlete mi prosím podmínky.",
            ),
        ),
        solves=(
            (
                "výpověď smlouvy {contract} jsme přijali, služba skončí k poslednímu dni příštího "
                "měsíce. Potvrzení je v příloze."
            ),
            "balíček je zrušený od prvního dne příštího měsíce, internet zůstává beze změny.",
            "novou cenu {amount2} jsme nastavili od příští faktury, smlouva běží dál bez závazku.",
        ),
        returns=(
            "výpověď jste potvrdili, a přesto mi přišla další faktura na {amount}.",
            "televizní balíček stále platím, i když je měsíc zrušený.",
        ),
        amends=(
            (
                "omlouvám se, fakturu jsme stornovali. Poslední vyúčtování je nulové a nic "
                "dalšího vám nepřijde."
            ),
            "balíček jsme zrušili zpětně a {credit} vrátíme v příští faktuře.",
        ),
        calls=(
            "Výpověď smlouvy {contract} kvůli stěhování, přijato.",
            "Zrušen TV balíček, internet zůstává.",
        ),
        recalls=("Volá kvůli faktuře po výpovědi, stornováno.",),
        notes=("Nabídnuta sleva na {amount2}, přijato.", "Důvod odchodu: stěhování mimo síť."),
    ),
    "contract.upgrade": Case(
        subjects=("Zvýšení rychlosti", "Přechod na optiku", "Jaké tarify nabízíte?"),
        opens=(
            (
                "chtěl[|a] bych přejít na rychlejší tarif, teď mám {speed} Mb/s. Co bude stát "
                "gigabit a musí přijít technik?"
            ),
            "v ulici jste dokončili optiku, adresa {address}. Od kdy se dá připojit?",
            "mohu si k internetu přiobjednat televizi? Stačil by základní balíček.",
        ),
        chats=(
            "dobrý den, kolik stojí rychlejší internet?",
            "Zdravím, je na adrese {address} už optika?",
            "chci pridat televizi k internetu",
        ),
        asks=(
            (
                "na jaké adrese službu máte a kolik lidí ji doma používá?",
                "{address}, jsme čtyři a dva pracujeme z domova.",
            ),
        ),
        solves=(
            (
                "gigabit je na vaší adrese dostupný za {amount} měsíčně, technik není potřeba. "
                "Přepnout můžeme hned, stačí odpovědět „souhlasím“."
            ),
            (
                "optika je u vás připravená. Technik může přijít {next_day}, zapojení trvá asi "
                "hodinu a je zdarma."
            ),
            "televizi jsme přidali, set-top box přijde {next_day}. První měsíc je zdarma.",
        ),
        returns=("rychlost se po změně tarifu nezvýšila, pořád naměřím totéž co předtím.",),
        amends=(
            (
                "změna se neprojevila na vašem routeru, poslal[|a] jsem ji znovu. Po restartu už "
                "naměříte novou rychlost."
            ),
        ),
        calls=("Zájem o gigabit, přepnuto na dálku.", "Objednávka optiky, technik {next_day}."),
        recalls=("Volá, že se rychlost nezměnila. Profil odeslán znovu, ověřeno.",),
        notes=("Adresa {address} v dosahu optiky, volný port.",),
    ),
}
