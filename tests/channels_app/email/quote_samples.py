"""Replies as common programs write them, in the languages our customers use: text and new part."""

from typing import Final

US_EN: Final = "Support <support@example.com>"
US_CS: Final = "Podpora <support@example.com>"
US_PL: Final = "Wsparcie <support@example.com>"

REPLY_CS: Final = "Dobrý den,\n\nděkuji, zásilka už dorazila.\n\nJana Nováková"
REPLY_PL: Final = "Dzień dobry,\n\npaczka już dotarła, dziękuję.\n\nŁukasz Żak"
REPLY_EN: Final = "Hello,\n\nit has arrived, thank you.\n\nJane"
REPLY_DE: Final = "Guten Tag,\n\ndas Paket ist da, danke.\n\nJürgen"
REPLY_SK: Final = "Dobrý deň,\n\nzásielka už prišla, ďakujem.\n\nĽubica"

QUOTED: Final = "> Dobrý den,\n>\n> vaše zásilka je na cestě.\n> Podpora"
BARE: Final = "Dobrý den,\n\nvaše zásilka je na cestě.\nPodpora"

SAMPLES: Final[dict[str, tuple[str, str]]] = {
    "gmail en": (
        (f"{REPLY_EN}\n\nOn Sat, Nov 21, 2026 at 10:00 AM {US_EN} wrote:\n\n{QUOTED}\n"),
        REPLY_EN,
    ),
    "gmail en, introduction wrapped": (
        (
            f"{REPLY_EN}\n\nOn Sat, Nov 21, 2026 at 10:00 AM Customer Support of Example\n"
            f"<support@example.com> wrote:\n\n{QUOTED}\n"
        ),
        REPLY_EN,
    ),
    "gmail cs": (
        (f"{REPLY_CS}\n\nso 21. 11. 2026 v 10:00 odesílatel {US_CS}\nnapsal:\n\n{QUOTED}\n"),
        REPLY_CS,
    ),
    "gmail cs, older": (
        (f"{REPLY_CS}\n\nDne so 21. 11. 2026 10:00 uživatel {US_CS} napsal:\n\n{QUOTED}\n"),
        REPLY_CS,
    ),
    "gmail sk": (
        (f"{REPLY_SK}\n\nso 21. 11. 2026 o 10:00 {US_CS} napísal(a):\n\n{QUOTED}\n"),
        REPLY_SK,
    ),
    "gmail pl": (
        (f"{REPLY_PL}\n\nsob., 21 lis 2026 o 10:00 {US_PL} napisał(a):\n\n{QUOTED}\n"),
        REPLY_PL,
    ),
    "gmail de": (
        (
            f"{REPLY_DE}\n\nAm Sa., 21. Nov. 2026 um 10:00 Uhr schrieb Support <\n"
            f"support@example.com>:\n\n{QUOTED}\n"
        ),
        REPLY_DE,
    ),
    "outlook desktop en": (
        (
            f"{REPLY_EN}\n\nFrom: {US_EN}\nSent: Saturday, November 21, 2026 "
            f"10:00 AM\nTo: Jane <jane@example.org>\nSubject: RE: Order 4711\n\n{BARE}\n"
        ),
        REPLY_EN,
    ),
    "outlook original message en": (
        (
            f"{REPLY_EN}\n\n-----Original Message-----\nFrom: Support [mailto:us@example.com]\n"
            f"Sent: Saturday\nTo: Jane\nSubject: Order\n\n{BARE}\n"
        ),
        REPLY_EN,
    ),
    "outlook cs": (
        (
            f"{REPLY_CS}\n\n________________________________\nOd: {US_CS}\n"
            f"Odesláno: sobota 21. listopadu 2026 10:00\nKomu: Jana <jana@example.cz>\n"
            f"Předmět: RE: Objednávka 4711\n\n{BARE}\n"
        ),
        REPLY_CS,
    ),
    "outlook pl": (
        (
            f"{REPLY_PL}\n\nOd: {US_PL}\nWysłano: sobota, 21 listopada 2026 "
            f"10:00\nDo: Łukasz <lukasz@example.pl>\nTemat: RE: Zamówienie 4711\n\n{BARE}\n"
        ),
        REPLY_PL,
    ),
    "outlook de": (
        (
            f"{REPLY_DE}\n\nVon: {US_EN}\nGesendet: Samstag, 21. November 2026 "
            f"10:00\nAn: Jürgen <juergen@example.de>\nBetreff: AW: Bestellung 4711\n\n{BARE}\n"
        ),
        REPLY_DE,
    ),
    "outlook sk": (
        (
            f"{REPLY_SK}\n\nOd: {US_CS}\nOdoslané: sobota 21. novembra 2026 "
            f"10:00\nKomu: Ľubica <lubica@example.sk>\nPredmet: RE: Objednávka\n\n{BARE}\n"
        ),
        REPLY_SK,
    ),
    "outlook, labels in bold": (
        (
            f"{REPLY_EN}\n\n*From:* {US_EN}\n*Sent:* Saturday, November 21\n"
            f"*To:* Jane\n*Subject:* RE: Order\n\n{BARE}\n"
        ),
        REPLY_EN,
    ),
    "apple mail en": (
        (f"{REPLY_EN}\n\n> On 21 Nov 2026, at 10:00, {US_EN} wrote:\n> \n{QUOTED}\n"),
        REPLY_EN,
    ),
    "apple mail cs": (
        f"{REPLY_CS}\n\n21. 11. 2026 v 10:00, {US_CS}:\n\n{QUOTED}\n",
        REPLY_CS,
    ),
    "apple mail pl": (
        (
            f"{REPLY_PL}\n\nWiadomość napisana przez {US_PL} w dniu 21 lis "
            f"2026, o godz. 10:00:\n\n{QUOTED}\n"
        ),
        REPLY_PL,
    ),
    "apple mail de": (
        (f"{REPLY_DE}\n\nAm 21.11.2026 um 10:00 schrieb {US_EN}:\n\n{QUOTED}\n"),
        REPLY_DE,
    ),
    "iphone en": (
        (
            f"{REPLY_EN}\n\nSent from my iPhone\n\n> On 21 Nov 2026, at 10:00, Support "
            f"<support@example.com> wrote:\n>\n{QUOTED}\n"
        ),
        REPLY_EN,
    ),
    "iphone cs": (
        (
            f"{REPLY_CS}\n\nOdesláno z iPhonu\n\n21. 11. 2026 v 10:00, Podpora "
            f"<support@example.com>:\n\n{QUOTED}\n"
        ),
        REPLY_CS,
    ),
    "iphone pl": (
        (
            f"{REPLY_PL}\n\nWysłane z iPhone’a\n\nWiadomość napisana przez Wsparcie "
            f"<support@example.com> w dniu 21.11.2026, o godz. 10:00:\n\n{QUOTED}\n"
        ),
        REPLY_PL,
    ),
    "iphone de": (f"{REPLY_DE}\n\nVon meinem iPhone gesendet\n", REPLY_DE),
    "outlook for android": (
        (
            f"{REPLY_CS}\n\nZískejte Outlook pro Android\n________________________________\n"
            f"From: {US_CS}\nSent: Saturday, November 21, 2026 10:00:00 AM\n"
            f"To: Jana <jana@example.cz>\nSubject: Re: Objednávka\n\n{BARE}\n"
        ),
        REPLY_CS,
    ),
    "thunderbird cs, top": (
        f"{REPLY_CS}\n\nDne 21. 11. 26 v 10:00 Podpora napsal(a):\n{QUOTED}\n",
        REPLY_CS,
    ),
    "thunderbird cs, below": (
        f"Dne 21.11.2026 v 10:00 Podpora napsal(a):\n{QUOTED}\n\n{REPLY_CS}\n",
        REPLY_CS,
    ),
    "thunderbird pl": (
        f"{REPLY_PL}\n\nW dniu 21.11.2026 o 10:00, Wsparcie pisze:\n{QUOTED}\n",
        REPLY_PL,
    ),
    "thunderbird de": (
        f"{REPLY_DE}\n\nAm 21.11.26 um 10:00 schrieb Support:\n{QUOTED}\n",
        REPLY_DE,
    ),
    "thunderbird sk": (
        f"{REPLY_SK}\n\nDňa 21. 11. 2026 o 10:00 Podpora napísal(a):\n{QUOTED}\n",
        REPLY_SK,
    ),
    "thunderbird en, between the lines": (
        (
            "On 21/11/2026 10:00, Support wrote:\n> Which colour?\nGreen, please.\n"
            "> And the size?\nXL.\n-- \nJane\n"
        ),
        "Green, please.\nXL.",
    ),
    "seznam": (
        (
            f"{REPLY_CS}\n\n---------- Původní e-mail ----------\nOd: {US_CS}\n"
            f"Komu: jana@example.cz\nDatum: 21. 11. 2026 10:00\nPředmět: Re: Objednávka\n\n{BARE}\n"
        ),
        REPLY_CS,
    ),
    "seznam, older": (
        (
            f"{REPLY_CS}\n\n---------- Původní zpráva ----------\nOd: {US_CS}\n"
            f"Datum: 21. 11. 2026\nPředmět: Re: Objednávka\n{BARE}\n"
        ),
        REPLY_CS,
    ),
    "wp": (
        (f"{REPLY_PL}\n\nDnia 21 listopada 2026 10:00 {US_PL} napisał(a):\n\n{QUOTED}\n"),
        REPLY_PL,
    ),
    "onet": (
        (f"{REPLY_PL}\n\nW dniu 2026-11-21 10:00:00 użytkownik {US_PL} napisał:\n{QUOTED}\n"),
        REPLY_PL,
    ),
    "interia": (
        (
            f'{REPLY_PL}\n\n\nOd: "Wsparcie" <support@example.com>\nDo: lukasz@example.pl;\n'
            f"Wysłane: 10:00 Sobota 2026-11-21\nTemat: Re: Zamówienie\n\n{BARE}\n"
        ),
        REPLY_PL,
    ),
    "gmx": (
        (
            f"{REPLY_DE}\n \n\nGesendet: Samstag, 21. November 2026 um 10:00 Uhr\n"
            f"Von: {US_EN}\nAn: juergen@example.de\nBetreff: Re: Bestellung\n\n"
            f"{BARE}\n"
        ),
        REPLY_DE,
    ),
    "samsung cs": (
        (
            f"{REPLY_CS}\n\n\n-------- Původní zpráva --------\nOd: {US_CS}\n"
            f"Datum: 21.11.26 10:00 (GMT+01:00)\nKomu: jana@example.cz\nPředmět: Re: Objednávka\n\n"
            f"{BARE}\n"
        ),
        REPLY_CS,
    ),
    "yahoo": (
        (
            f"{REPLY_EN}\n\n    On Saturday, November 21, 2026 at 10:00:00 AM GMT+1, Support "
            f"<support@example.com> wrote:  \n \n {BARE}\n"
        ),
        REPLY_EN,
    ),
    "proton": (
        (
            f"{REPLY_EN}\n\nOn Saturday, November 21st, 2026 at 10:00 AM, Support "
            f"<support@example.com> wrote:\n\n{QUOTED}\n"
        ),
        REPLY_EN,
    ),
    "proton, older": (
        (
            f"{REPLY_EN}\n\n------- Original Message -------\nOn Saturday, November 21st, 2026 at "
            f"10:00, {US_EN} wrote:\n\n\n{QUOTED}\n"
        ),
        REPLY_EN,
    ),
    "k9 cs": (
        (
            f"{REPLY_CS}\n\n-------- Původní zpráva --------\nOd: {US_CS}\n"
            f"Odesláno: 21. listopadu 2026 10:00:00 SEČ\nKomu: jana@example.cz\n"
            f"Předmět: Objednávka\n\n{BARE}\n"
        ),
        REPLY_CS,
    ),
    "introduction without a date": (
        f"{REPLY_CS}\n\nPodpora Example napsala:\n{QUOTED}\n",
        REPLY_CS,
    ),
    "signature above the quotation": (
        (
            f"{REPLY_EN}\n\n-- \nJane Doe\nDirector\n\nOn 21 Nov 2026 at 10:00, Support wrote:\n"
            f"{QUOTED}\n"
        ),
        REPLY_EN,
    ),
    "signature only": (f"{REPLY_EN}\n-- \nJane Doe\nDirector of Everything\n", REPLY_EN),
    "signature line that lost its blank": (f"{REPLY_EN}\n--\nJane Doe\n", REPLY_EN),
    "prose above the introduction": (
        "Prosím do zítra.\nDne 21. 11. 2026 v 10:00 Podpora napsala:\n" + QUOTED,
        "Prosím do zítra.",
    ),
}

UNTOUCHED: Final[dict[str, str]] = {
    "plain": REPLY_CS,
    "a sentence with a colon and a time": "On Monday at 10:00 I called. He said:\n\nno answer.",
    "a list": "Objednávka:\nOd: skladu\nčíslo 4711\nbarva: zelená",
    "dashes in a table": "Položka   Cena\n---------------\nPračka    9 990",
    "two dashes in a sentence": "It is late -- very late -- again.",
    "code with arrows": "Please run\n  a -> b\nand tell me.",
    "a date on its own line": "21. 11. 2026\n\nDobrý den, posílám podklady.",
}

FORWARDS: Final[dict[str, str]] = {
    "gmail": (
        "Please see below.\n\n---------- Forwarded message ---------\nFrom: Shop <s@example.org>\n"
        "Date: Sat, 21 Nov 2026\nSubject: Invoice\nTo: Jane\n\nYour invoice is overdue."
    ),
    "gmail cs": (
        "Viz níže.\n\n---------- Forwarded message ---------\nOd: Obchod <s@example.org>\n"
        "Date: so 21. 11. 2026\nSubject: Faktura\nTo: Jana\n\nVaše faktura je po splatnosti."
    ),
    "apple cs": "Viz níže.\n\nZačátek přeposílané zprávy:\n\nOd: Obchod\nPředmět: Faktura\n\nText.",
    "thunderbird pl": (
        "Proszę zobaczyć.\n\n-------- Przekazana wiadomość --------\nTemat: Faktura\n"
        "Od: Sklep\nDo: Łukasz\n\nTreść."
    ),
    "thunderbird de": (
        "Bitte lesen.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Rechnung\n\nText."
    ),
}
