"""What customers read in Polish."""

from typing import Final

from feedback.surveys.wording.texts import InstrumentText, MailText, PageText, Texts

PL: Final = Texts(
    language="pl",
    day="j E",
    moment="j E, H:i",
    instruments={
        "ces2": InstrumentText(
            lead="W jakim stopniu zgadzają się Państwo z tym stwierdzeniem?",
            question="Firma {company} ułatwiła mi załatwienie mojej sprawy.",
            labels={
                1: "zdecydowanie się nie zgadzam",
                2: "nie zgadzam się",
                3: "raczej się nie zgadzam",
                4: "ani się zgadzam, ani się nie zgadzam",
                5: "raczej się zgadzam",
                6: "zgadzam się",
                7: "zdecydowanie się zgadzam",
            },
        ),
        "ease7": InstrumentText(
            question="Jak łatwo było załatwić tę sprawę?",
            labels={1: "bardzo trudno", 7: "bardzo łatwo"},
        ),
        "ces1": InstrumentText(
            question="Ile wysiłku kosztowało Państwa załatwienie tej sprawy?",
            labels={
                1: "bardzo mało",
                2: "mało",
                3: "średnio",
                4: "dużo",
                5: "bardzo dużo",
            },
        ),
        "neteasy": InstrumentText(
            question="Jak łatwo było dziś ogólnie uzyskać potrzebną pomoc?",
            labels={1: "niezwykle łatwo", 7: "niezwykle trudno"},
        ),
        "csat": InstrumentText(
            question="Jak oceniają Państwo swoje zadowolenie ze sposobu załatwienia tej sprawy?",
            labels={
                1: "bardzo niskie",
                2: "raczej niskie",
                3: "ani niskie, ani wysokie",
                4: "raczej wysokie",
                5: "bardzo wysokie",
            },
        ),
        "nps": InstrumentText(
            question=(
                "Na ile prawdopodobne jest, że polecą Państwo firmę {company} znajomym lub "
                "współpracownikom?"
            ),
            labels={0: "bardzo mało prawdopodobne", 10: "niemal pewne"},
        ),
    },
    mail=MailText(
        subject="Jak łatwo było załatwić sprawę nr {ticket}?",
        body=(
            "Dzień dobry, {date} zamknęliśmy Państwa sprawę nr {ticket} – {subject}. Chcemy "
            "zapytać tylko o jedno: ile wysiłku to Państwa kosztowało. Odpowiedź zajmie niecałe "
            "pół minuty."
        ),
        use=(
            "Odpowiedź nie jest anonimowa: zobaczy ją nasz zespół obsługi klienta przy sprawie, "
            "której dotyczy."
        ),
        not_solved="Sprawa nie jest jeszcze załatwiona? Wystarczy odpowiedzieć na tę wiadomość.",
        opt_out="Nie chcą Państwo otrzymywać takich pytań? Można z nich zrezygnować tutaj.",
    ),
    page=PageText(
        request="Sprawa nr {ticket} · {date}",
        send="Wyślij",
        choose="Prosimy wybrać jedną z odpowiedzi.",
        confirm=("Wybrana odpowiedź: {n} – {label}. Prosimy potwierdzić ją przyciskiem Wyślij."),
        why_confirm=(
            "Prosimy o potwierdzenie, ponieważ programy zabezpieczające pocztę same otwierają "
            "linki."
        ),
        saved="Dziękujemy, odpowiedź została zapisana.",
        more="Jeszcze kilka pytań, wszystkie są opcjonalne.",
        resolved="Czy Państwa sprawa została załatwiona?",
        resolved_answers={"yes": "Tak", "partly": "Częściowo", "no": "Nie"},
        hard="Co to utrudniało? (można wybrać kilka odpowiedzi)",
        drivers={
            "repeat": "trzeba było kontaktować się kilka razy",
            "repeat_info": "trzeba było ponownie podawać te same informacje",
            "passed": "przekazywanie między różnymi osobami",
            "switch": "zmiana sposobu kontaktu",
            "wait": "długie oczekiwanie",
            "unclear": "niejasna odpowiedź",
            "generic": "odpowiedź nie pasowała do mojej sytuacji",
            "other": "coś innego",
        },
        comment_low="Co następnym razem powinniśmy zrobić lepiej? (opcjonalnie)",
        comment_high="Co ułatwiło załatwienie sprawy? (opcjonalnie)",
        hint="Prosimy nie podawać haseł ani numerów kart płatniczych.",
        contact="Czy możemy się z Państwem w tej sprawie skontaktować?",
        contact_answers={
            "email": "Tak, e-mailem",
            "phone": "Tak, telefonicznie",
            "no": "Nie, dziękuję",
        },
        thanks_low_contact=(
            "Dziękujemy za szczerą odpowiedź. Przykro nam, że kosztowało to Państwa tyle wysiłku. "
            "Odpowiedzią zajmie się kierownictwo zespołu, a skontaktujemy się z Państwem "
            "najpóźniej {deadline}."
        ),
        thanks_low_no_contact=(
            "Dziękujemy za szczerą odpowiedź. Zajmie się nią kierownictwo zespołu. Zgodnie z "
            "Państwa życzeniem nie będziemy się w tej sprawie kontaktować."
        ),
        thanks_low=("Dziękujemy za szczerą odpowiedź. Zajmie się nią kierownictwo zespołu."),
        thanks_middle=(
            "Dziękujemy za odpowiedź. Pomaga nam znaleźć miejsca, w których niepotrzebnie "
            "przysparzamy klientom pracy."
        ),
        thanks_high="Dziękujemy. Cieszymy się, że poszło łatwo.",
        not_resolved="Sprawę można ponownie otworzyć jednym przyciskiem:",
        reopen="Otwórz sprawę ponownie",
        not_resolved_entry="Moja sprawa nie jest załatwiona.",
        reopened=(
            "Obecnie ponownie zajmujemy się tą sprawą, dlatego na razie nie prosimy o ocenę. "
            "Jeśli chcą Państwo coś przekazać, prosimy napisać tutaj."
        ),
        message="Państwa wiadomość",
        message_received="Dziękujemy, mamy Państwa wiadomość.",
        expired=(
            "Termin udzielenia odpowiedzi już minął. Jeśli nadal potrzebują Państwo pomocy, "
            "prosimy o kontakt."
        ),
        answered="Mamy już Państwa odpowiedź, dziękujemy.",
        answered_until="Można ją zmienić do {time}.",
        opt_out_confirm="Nie chcą już Państwo otrzymywać próśb o ocenę?",
        opt_out="Zrezygnuj",
        opted_out="Gotowe, nie będziemy już wysyłać próśb o ocenę.",
        leave_empty="Prosimy zostawić to pole puste.",
        stale_page=("Strona była otwarta zbyt długo. Prosimy wysłać odpowiedź jeszcze raz."),
        too_many="To było zbyt często. Prosimy spróbować później.",
        trouble="Nie możemy tego teraz przyjąć. Prosimy spróbować za chwilę.",
    ),
)
