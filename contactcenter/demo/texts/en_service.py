"""English: the line at home."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "service.outage": Case(
        subjects=("Internet is down", "Outage {in_city}", "No internet since this morning"),
        opens=(
            (
                "Our internet has been down since this morning. The router shows a red light and "
                "restarting did not help. Contract {contract}, {address}."
            ),
            (
                "There is no connection at {address}, and the neighbours have the same problem. "
                "Is there an outage and when will it be fixed?"
            ),
            (
                "Another outage. I work from home and have an important meeting in two hours. "
                "Please tell me when it will be back."
            ),
            "Neither the internet nor the TV works. The optical light on the router is blinking.",
        ),
        chats=(
            "hi, our internet is down\nis there an outage {in_city}?",
            "no internet for an hour, red light on the router",
            "Hello, do you have an outage? {address}",
        ),
        asks=(
            (
                "Which lights are on and in what colour? A photo will do.",
                "Power green, internet red, wi-fi green.",
            ),
            (
                "Could I have the contract number and address, so that I can see your node?",
                "Contract {contract}, {address}.",
            ),
        ),
        solves=(
            (
                "A fibre was cut in your area during roadworks. Technicians are on site and it "
                "should be fixed by 6 pm today. We will text you as soon as it works."
            ),
            (
                "We have restored the connection remotely. The router will restart and everything "
                "should work within five minutes."
            ),
            (
                "The fault at the node is fixed. Please unplug the router for a minute. We will "
                "take the time of the outage off your bill automatically."
            ),
        ),
        returns=(
            "You said 6 pm. It is evening and still nothing works.",
            "It worked for an hour and dropped again. The light is red again.",
            (
                "This is the third outage this month. As I already said, I work from home and "
                "cannot go on like this."
            ),
        ),
        amends=(
            (
                "I am sorry, it took longer because the backup cable was damaged too. It is done "
                "now and the readings on your line are good. We are taking {credit} off the bill."
            ),
            (
                "The readings show that the signal drops on your own connection. A technician "
                "will come {next_day} between 9 and 12."
            ),
        ),
        calls=(
            "Outage {in_city}, {address}. Informed, expected by 6 pm.",
            "No internet, remote restart helped during the call.",
        ),
        recalls=(
            "Called again, connection dropped after the repair. Technician booked {next_day}.",
        ),
        notes=(
            "Area outage of the node, do not send a technician.",
            "Line after repair −21 dBm, normal. Watch until tomorrow.",
        ),
    ),
    "service.slow": Case(
        subjects=("Slow internet", "Internet drops every evening", "Speed is not what I pay for"),
        opens=(
            (
                "My plan is {speed} Mb/s but in the evening I measure 40 at most. During the day "
                "it is fine. What will you do about it?"
            ),
            (
                "Every evening around {hour} the internet goes away for about ten minutes. It has "
                "been like this for two weeks."
            ),
            (
                "Wi-fi in the bedroom hardly works although the speed next to the router is fine. "
                "Can this be improved?"
            ),
            (
                "Video calls stutter and my colleagues cannot hear me. Measured 35 down and 2 up. "
                "Contract {contract}."
            ),
        ),
        chats=(
            "hi, internet is really slow, plan is {speed} and I get 40",
            "Hello, it drops every evening",
            "wifi in the bedroom doesn't work, what can I do?",
        ),
        asks=(
            (
                (
                    "Could you measure the speed by cable, right at the router, and send me the "
                    "result?"
                ),
                "By cable it is 480 down and 95 up, over wi-fi 40.",
            ),
            (
                "How many devices are connected in the evening, and where is the router?",
                "About ten, and it is in the shoe cupboard in the hall.",
            ),
        ),
        solves=(
            (
                "The line is fine; something disturbs the wi-fi. We have switched the channel and "
                "turned on the 5 GHz band from here. Please try it tonight."
            ),
            (
                "Please put the router higher and in the open, not in a cupboard. If that is not "
                "enough we will send you a repeater free of charge."
            ),
            (
                "The node was overloaded in the evenings. We extended it last night and the speed "
                "should now match your plan."
            ),
        ),
        returns=(
            (
                "I tried restarting the router three times as the chat told me. It still drops "
                "around {hour}."
            ),
            "I already told your colleague on the phone: still only 40 Mb/s in the evening.",
            "The repeater came but will not pair with the router.",
        ),
        amends=(
            (
                "Thank you for letting me know. I am sending a technician {next_day} who will "
                "check the whole line up to the socket. The visit is free."
            ),
            (
                "We will replace the router with the newer {model}, which copes better with "
                "interference. It arrives {next_day}."
            ),
        ),
        calls=(
            "Slow wi-fi, cable is fine. Channel switched, 5 GHz on, tested during the call.",
            "Evening drops around {hour}. 48-hour measurement started.",
        ),
        recalls=("Called again, drops continue. Technician booked {next_day}, free of charge.",),
        notes=(
            "48 h measurement: three drops between 19:00 and 19:20, matches the load of the node.",
            "Neighbour's network on channel 6, moved to 11.",
        ),
    ),
    "service.technician": Case(
        subjects=(
            "Technician did not come",
            "Moving the technician's visit",
            "Booking a technician – {address}",
        ),
        opens=(
            (
                "The technician was due {on_day} between 8 and 12. I took the day off, and nobody "
                "came or called."
            ),
            (
                "Please move the technician's visit to {for_day}, ideally in the afternoon. "
                "Contract {contract}."
            ),
            (
                "The technician was here {on_day}, but the socket in the living room still does "
                "not work. Will he come again?"
            ),
            (
                "We would like to move the router to another room. What does a visit to {address} "
                "cost?"
            ),
        ),
        chats=(
            "hi, the technician was supposed to come today, nobody here",
            "Hello, can the visit be moved to {for_day}?",
            "no technician, waiting since morning!!",
        ),
        asks=(
            (
                (
                    "I am sorry. Which number can the technician reach you on, and what time "
                    "suits you?"
                ),
                "{phone}, ideally {for_day} morning.",
            ),
        ),
        solves=(
            (
                "I am sorry, the technician was held up at the job before. The new time is "
                "{for_day} between 8 and 10 and he will call an hour before."
            ),
            "The visit is now {for_day} afternoon; the confirmation comes by text.",
            "The technician will finish the socket {next_day}; of course there is no charge.",
            (
                "Moving the router within your flat is free once a year. A technician can come "
                "{next_day} in the morning, just confirm."
            ),
        ),
        returns=(
            "The technician did not come again. Another day off wasted, you must be joking.",
            "The technician came but did not have the part. When will he be back?",
        ),
        amends=(
            (
                "I am very sorry. I have agreed the first slot {next_day} at 8:00 with the head "
                "technician, and {credit} comes off your bill."
            ),
            (
                "The part is in stock now and the technician comes {next_day} morning. We will "
                "text you his number."
            ),
        ),
        calls=(
            "Technician missed the visit, new time {next_day}, confirmed by text.",
            "Visit moved to {for_day}.",
        ),
        recalls=(
            "Called a second time, technician missed again. Escalated to the head technician.",
        ),
        notes=(
            "Dispatch: stuck at another job, did not report the delay.",
            "Priority visit approved.",
        ),
    ),
}
