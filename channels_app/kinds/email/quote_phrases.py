"""What mail programs write around quotations, in the languages our customers use.

Everything is compared in case-folded form with typographic quotes and no-break spaces made plain.
"""

import re
from typing import Final

WROTE: Final = (
    "wrote", "writes", "said",
    "napsal(a)", "napsal", "napsala", "napsal/a", "napsal (a)", "píše",
    "napísal(a)", "napísal", "napísala", "napísal/a", "píše",
    "napisał(a)", "napisał", "napisała", "napisał/a", "pisze", "napisal(a)", "napisal",
    "wiadomość napisana przez",
    "schrieb", "hat geschrieben", "schrieb am",
    "a écrit", "escribió", "ha scritto", "schreef",
)  # fmt: skip

LEADS: Final = re.compile(
    r"(?:on|dne|dňa|dna|w dniu|dnia|am|le|el|il|op|wiadomość napisana przez|użytkownik|uživatel|"
    r"po|út|ut|st|čt|ct|pá|pa|so|ne|pi|št|pon|wt|śr|czw|pt|sob|niedz|mo|di|mi|do|fr|sa|"
    r"mon|tue|wed|thu|fri|sat|sun|pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle|"
    r"poniedziałek|wtorek|środa|czwartek|piątek|niedziela|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|\d{1,4})(?:[\s.,/-]|$)"
)

DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[.:h]\s?\d{2}|\d{1,2}[./-]\s?\d{1,2}[./-]")
ADDRESS: Final = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{2,253}")

UNDATED_LEADS: Final = ("wiadomość napisana przez", "wiadomosc napisana przez")

ORIGINAL: Final = (
    "original message", "original e-mail", "original email", "original appointment",
    "reply message", "original mail",
    "původní zpráva", "původní e-mail", "původní email", "puvodni zprava", "původní pošta",
    "pôvodná správa", "pôvodný e-mail", "pôvodný email", "povodna sprava",
    "oryginalna wiadomość", "wiadomość oryginalna", "oryginalny e-mail", "oryginalna wiadomosc",
    "wiadomość pierwotna", "treść oryginalnej wiadomości",
    "ursprüngliche nachricht", "originalnachricht", "original-nachricht",
    "ursprüngliche e-mail", "original nachricht",
    "message d'origine", "message original", "mensaje original", "messaggio originale",
)  # fmt: skip

FORWARDED: Final = frozenset(
    {
        "forwarded message", "forwarded e-mail", "forwarded email", "begin forwarded message",
        "přeposlaná zpráva", "předaná zpráva", "přeposílaná zpráva", "přeposlaný e-mail",
        "začátek přeposílané zprávy", "začátek předávané zprávy", "začátek přeposlané zprávy",
        "preposlaná správa", "preposielaná správa", "začiatok preposielanej správy",
        "začiatok presmerovanej správy",
        "przekazana wiadomość", "wiadomość przekazana", "przesłana wiadomość",
        "początek przekazywanej wiadomości", "początek przekazanej wiadomości",
        "treść przekazanej wiadomości", "przekazywana wiadomość",
        "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
        "weitergeleitete e-mail", "weitergeleitete mail",
        "message transféré", "mensaje reenviado", "messaggio inoltrato",
    }
)  # fmt: skip

FROM: Final = frozenset({"from", "od", "von", "de", "da", "odesílatel", "odosielateľ", "nadawca"})
SENT: Final = frozenset(
    {
        "sent", "date", "odesláno", "datum", "odoslané", "dátum", "wysłano", "wysłane", "data",
        "gesendet", "envoyé", "enviado", "inviato", "send", "received",
    }
)  # fmt: skip
TO: Final = frozenset({"to", "komu", "do", "an", "pre", "à", "para", "a", "pro"})
SUBJECT: Final = frozenset(
    {"subject", "předmět", "predmet", "temat", "betreff", "objet", "oggetto"}
)
OTHER: Final = frozenset(
    {
        "cc", "kopie", "kópia", "dw", "kopia", "udw", "bcc", "skrytá kopie", "reply-to", "odpověď",
        "importance", "důležitost", "dôležitosť", "ważność", "priorita", "priorität", "wichtigkeit",
        "odpovědět", "antwort an", "attachments", "přílohy", "prílohy", "załączniki", "anlagen",
    }
)  # fmt: skip

MOBILE_SIGNATURES: Final = (
    "sent from my ", "sent from mail for ", "sent from yahoo mail", "sent from outlook",
    "sent with proton mail", "get outlook for ", "sent from samsung", "sent via ", "sent using ",
    "odesláno z ", "odesláno ze ", "odesláno pomocí ", "odeslano z ", "posláno z ",
    "získejte outlook pro ", "stáhněte si outlook pro ", "získejte aplikaci outlook ",
    "odoslané z ", "odoslané zo ", "poslané z ", "získajte outlook pre ", "získať outlook pre ",
    "wysłano z ", "wysłane z ", "wysłano ze ", "wyslano z ", "pobierz outlook dla ",
    "pobierz aplikację outlook ", "uzyskaj outlook dla ", "wysłano za pomocą ",
    "von meinem ", "gesendet von ", "gesendet mit ", "outlook für ", "holen sie sich outlook ",
    "diese nachricht wurde von mein",
    "envoyé de mon ", "enviado desde mi ", "inviato da ",
)  # fmt: skip

_PLAIN: Final = str.maketrans({"\xa0": " ", "\u202f": " ", "’": "'", "‘": "'", "„": '"', "“": '"'})


def plain(line: str) -> str:
    """The line as phrases are compared with it."""
    return line.translate(_PLAIN).strip().casefold()
