"""What customers read in English."""

from typing import Final

from feedback.surveys.wording.texts import InstrumentText, MailText, PageText, Texts

EN: Final = Texts(
    language="en",
    day="j F",
    moment="j F, H:i",
    instruments={
        "ces2": InstrumentText(
            lead="How far do you agree with this statement?",
            question="{company} made it easy for me to handle my request.",
            labels={
                1: "strongly disagree",
                2: "disagree",
                3: "somewhat disagree",
                4: "neither agree nor disagree",
                5: "somewhat agree",
                6: "agree",
                7: "strongly agree",
            },
        ),
        "ease7": InstrumentText(
            question="How easy was it to get your request sorted?",
            labels={1: "very difficult", 7: "very easy"},
        ),
        "ces1": InstrumentText(
            question="How much effort did you personally have to put forth to handle your request?",
            labels={1: "very low", 2: "low", 3: "medium", 4: "high", 5: "very high"},
        ),
        "neteasy": InstrumentText(
            question="Overall, how easy was it to get the help you wanted today?",
            labels={1: "extremely easy", 7: "extremely difficult"},
        ),
        "csat": InstrumentText(
            question="How satisfied are you with the way we handled your request?",
            labels={
                1: "very dissatisfied",
                2: "rather dissatisfied",
                3: "neither",
                4: "rather satisfied",
                5: "very satisfied",
            },
        ),
        "nps": InstrumentText(
            question="How likely are you to recommend {company} to a friend or colleague?",
            labels={0: "not at all likely", 10: "extremely likely"},
        ),
    },
    mail=MailText(
        subject="How easy was it to sort out request no. {ticket}?",
        body=(
            "Hello, on {date} we closed your request no. {ticket} – {subject}. We would like to "
            "know just one thing: how much work it was for you. It takes less than half a minute."
        ),
        use=(
            "Your answer is not anonymous: our customer care team sees it with the request it "
            "concerns."
        ),
        not_solved="Not resolved yet? Just reply to this e-mail.",
        opt_out="Prefer not to get these questions? You can opt out here.",
    ),
    page=PageText(
        request="Request no. {ticket} · {date}",
        send="Send",
        choose="Please choose one of the answers.",
        confirm="Your choice: {n} – {label}. Please confirm it with Send.",
        why_confirm="We ask you to confirm because mail security programs open links on their own.",
        saved="Thank you, your answer is saved.",
        more="A few more questions, all of them optional.",
        resolved="Has your request been resolved?",
        resolved_answers={"yes": "Yes", "partly": "Partly", "no": "No"},
        hard="What made it harder? (choose all that apply)",
        drivers={
            "repeat": "had to get in touch more than once",
            "repeat_info": "had to give the same information again",
            "passed": "being passed between people",
            "switch": "having to switch to another channel",
            "wait": "long waiting",
            "unclear": "unclear answer",
            "generic": "the answer did not fit my situation",
            "other": "something else",
        },
        comment_low="What should we do better next time? (optional)",
        comment_high="What made it easy? (optional)",
        hint="Please don't include passwords or card numbers.",
        contact="May we contact you about this?",
        contact_answers={
            "email": "Yes, by e-mail",
            "phone": "Yes, by phone",
            "no": "No, thank you",
        },
        thanks_low_contact=(
            "Thank you for your honest answer. We are sorry it was hard work. The team lead will "
            "look into it and we will contact you by {deadline}."
        ),
        thanks_low_no_contact=(
            "Thank you for your honest answer. The team lead will look into it. As you wished, we "
            "will not contact you about it."
        ),
        thanks_low="Thank you for your honest answer. The team lead will look into it.",
        thanks_middle=(
            "Thank you. Your answer helps us find where we make customers work harder than they "
            "should."
        ),
        thanks_high="Thank you. We are glad it was easy.",
        not_resolved="You can reopen your request with one button:",
        reopen="Reopen my request",
        not_resolved_entry="My request is not resolved.",
        reopened=(
            "We are working on this request again, so we are not asking for a rating yet. If you "
            "want to tell us something, write it here."
        ),
        message="Your message",
        message_received="Thank you, we have your message.",
        expired=(
            "This question has expired. If you still need help with the request, please get in "
            "touch."
        ),
        answered="We already have your answer, thank you.",
        answered_until="You can change it until {time}.",
        opt_out_confirm="Stop receiving rating questions?",
        opt_out="Opt out",
        opted_out="Done, we will not send you rating questions any more.",
        leave_empty="Please leave this field empty.",
        stale_page="This page was open for too long. Please send your answer once more.",
        too_many="That was too often. Please try again later.",
        trouble="We cannot take this right now. Please try again in a moment.",
    ),
)
