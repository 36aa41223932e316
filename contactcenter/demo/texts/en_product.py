"""English: devices, returns and complaints."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "product.setup": Case(
        subjects=("How to connect the {model}", "Wi-fi settings", "Set-top box instructions"),
        opens=(
            (
                "I received the {model} router and the leaflet is only in Czech. Where does the "
                "optical cable go?"
            ),
            (
                "I would like to change the name and password of the wi-fi. Where do I find that "
                "on the {model}?"
            ),
            "The set-top box does not load the channels, there is only a logo on a black screen.",
            "I need to open a port for a camera. Is that possible with you at all?",
        ),
        chats=(
            "hi, how do I connect the new router?",
            "Hello, where do I change the wifi password?",
            "the set-top box only shows a logo, what now?",
        ),
        asks=(
            (
                "Which model is it? It is on the label underneath.",
                "{model}.",
            ),
        ),
        solves=(
            (
                "The cable from the optical socket goes into the grey WAN port. An English guide "
                "with pictures is attached."
            ),
            (
                "Please open the address on the router's label; the password is right below it. "
                "Name and password are under Wireless."
            ),
            (
                "We have updated the box remotely. After a restart the channels load by "
                "themselves, which takes about five minutes."
            ),
            (
                "Yes, it is. In the router's settings open Advanced and Port forwarding; a guide "
                "with pictures is attached."
            ),
        ),
        returns=(
            "I connected everything as in the guide, but the wi-fi still does not show up.",
            (
                "The port is set exactly as you wrote and the camera is still not visible from "
                "outside."
            ),
        ),
        amends=(
            (
                "The wi-fi was switched off with the button on the side. Hold it for three "
                "seconds. If that does not help we will call you."
            ),
            (
                "We have given you a public IP address; without one the camera cannot work from "
                "outside. It should now."
            ),
        ),
        calls=(
            "Helped with connecting the {model}, works.",
            "Wi-fi password changed during the call.",
        ),
        recalls=("Called again, wi-fi was switched off by the button. Solved.",),
        notes=("Public IP assigned to contract {contract}.",),
    ),
    "product.defect": Case(
        subjects=(
            "Router restarts by itself",
            "Faulty set-top box",
            "Router replacement",
            "Remote control stopped working",
        ),
        opens=(
            (
                "The {model} router restarts several times a day. I have tried another socket and "
                "a factory reset, nothing helps."
            ),
            (
                "The set-top box overheats and freezes after half an hour. It is still under "
                "warranty, please replace it."
            ),
            "The remote control has stopped working, with new batteries. Can I order another one?",
            "After the storm the router shows no light at all. How does a replacement work?",
        ),
        chats=(
            "hi, my router keeps restarting",
            "Hello, the router is dead after the storm",
            "set-top box freezes, can you replace it?",
        ),
        asks=(
            (
                "What is the serial number, and how long have you had it?",
                "SN{serial}, about a year.",
            ),
            (
                "Have you tried another power adapter?",
                "Yes, my neighbour's. Same thing.",
            ),
        ),
        solves=(
            (
                "We will replace it. The courier brings a new {model} {next_day} and takes the "
                "old one away."
            ),
            (
                "You can also swap it at our shop {in_city}; a new one is waiting there under "
                "number {order}."
            ),
            "A new remote is on its way free of charge and arrives {next_day}.",
        ),
        returns=(
            "The replacement does exactly the same. I do not think the router is the problem.",
            "The shop knows nothing about a swap. I went there for nothing.",
        ),
        amends=(
            (
                "You were right, the socket was the cause. A technician will replace it "
                "{next_day}, free of charge."
            ),
            (
                "I am sorry you went there for nothing. The booking is confirmed and we will "
                "bring the router to your home {next_day}."
            ),
        ),
        calls=(
            "{model} keeps restarting, replacement {next_day}.",
            "Faulty remote, sending a new one.",
        ),
        recalls=("Called again, the replacement restarts too. Technician booked for the socket.",),
        notes=(
            "SN{serial} is from the faulty batch, replace without testing.",
            "Eighth router from this street after the storm.",
        ),
    ),
    "returns.how": Case(
        subjects=(
            "Return of order {order}",
            "How do I return the router?",
            "Withdrawal within 14 days",
        ),
        opens=(
            "I would like to return order {order}, unopened. Where should I send it?",
            (
                "I have to return the router now that contract {contract} has ended. Do I have to "
                "come to the shop or can I post it?"
            ),
            (
                "I am withdrawing within 14 days, the device does not suit me. Please send me a "
                "return label."
            ),
        ),
        chats=(
            "hi, how do I return something?",
            "Hello, where do I send the router after the contract ended?",
            "want to return order {order}",
        ),
        asks=(
            (
                "Could I have the order number, and the reason if you like?",
                "Order {order}, I do not need the repeater after all.",
            ),
        ),
        solves=(
            "The label is attached. Hand the parcel in at any pick-up point; we pay the postage.",
            (
                "You can hand the router in at our shop {in_city} and get a receipt on the spot. "
                "The fee for not returning it goes away with that."
            ),
            (
                "The return is registered and the money follows within 14 days of the parcel's "
                "arrival."
            ),
        ),
        returns=(
            "The label cannot be printed, the code is blurred and they cannot scan it.",
            (
                "I returned the router {on_day} and there is still a fee of {amount} for it on my "
                "bill."
            ),
        ),
        amends=(
            (
                "I am sorry, here is the label again. Instead of printing it you can show the "
                "code {code} on your phone."
            ),
            (
                "The fee is cancelled; the warehouse only booked the device in yesterday. The "
                "corrected invoice is attached."
            ),
        ),
        calls=(
            "Return of order {order}, label sent.",
            "Asked where to return the router after the contract.",
        ),
        recalls=("Called about the fee for the router, cancelled.",),
        notes=("Device SN{serial} booked in on {invoice_date}.",),
    ),
    "complaint.no_reply": Case(
        subjects=(
            "Complaint about your service",
            "Nobody answers me",
            "The way your agent spoke to me",
        ),
        opens=(
            (
                "I wish to complain. Your colleague promised {on_day} to call me back and nobody "
                "did. I am not going to spend another hour on hold."
            ),
            (
                "You have not answered a single thing I asked on {sent}. Please have someone "
                "actually read it."
            ),
            (
                "The person on the phone was rude and hung up on me. That is no way to treat "
                "someone after eight years."
            ),
        ),
        chats=(
            "Hello, third day waiting for your call and nothing",
            "i want to complain about your agent",
        ),
        asks=(
            (
                "Which number can we reach you on, and when?",
                "{phone}, any time after four.",
            ),
        ),
        solves=(
            (
                "I am sorry, we did not keep our promise. Our head of care will call you "
                "{next_day} at 4 pm."
            ),
            (
                "We have listened to the call and you are right, that is not how we speak to "
                "people. We have talked it through and apologise."
            ),
            (
                "I have read the whole history and will answer everything at once: the credit is "
                "paid out, the technician comes {next_day}, and the contract stays as it is."
            ),
        ),
        returns=("Nobody called yesterday either. How many more times should I try?",),
        amends=(
            (
                "I called you myself today, thank you for talking to me. As agreed, {credit} "
                "comes off your next bill."
            ),
        ),
        calls=("Complaint about a missed call-back. Apologised, head of care calls {next_day}.",),
        recalls=(
            "Called again, the promised call did not come. Passed to the head of care in person.",
        ),
        notes=(
            "Listened to the call, tone not acceptable. Discussed.",
            "Promised a call {next_day} at 4 pm.",
        ),
    ),
}
