"""English: parcels."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "delivery.late": Case(
        subjects=(
            "Where is my parcel?",
            "Order {order} still not delivered",
            "Parcel {parcel} stuck for a week",
        ),
        opens=(
            (
                "I ordered a {model} router on {ordered} (order {order}). It was supposed to "
                "arrive within three working days, but nothing has come and the tracking for "
                "{parcel} has not moved for days. Could you find out where it is?"
            ),
            (
                "I am still waiting for order {order}. The courier was due {on_day}; I stayed at "
                "home the whole day and nobody came or called. When will it actually arrive?"
            ),
            (
                "Parcel {parcel} shows as delivered, but I have not received anything and neither "
                "have my neighbours. Please look into it."
            ),
            (
                "The courier claims I was not at home {on_day}. I was, and nobody rang. Please "
                "deliver it again to {address}."
            ),
            (
                "What is happening with order {order}? You took the money at once and there is no "
                "sign of the router. I cannot work from home without it."
            ),
        ),
        chats=(
            "hi, where is my parcel please?\nnumber {parcel}",
            "Hello, I ordered on {ordered} and still nothing\norder {order}",
            "courier was supposed to come {on_day} and didn't. what now?",
        ),
        asks=(
            (
                (
                    "Could I have the order or parcel number, and would you confirm the delivery "
                    "address?"
                ),
                "Order {order}, parcel {parcel}. The address is {address}.",
            ),
            (
                (
                    "I checked with the carrier: the parcel went back to the depot because the "
                    "address was incomplete. Which address and phone number should we use?"
                ),
                "{address} please, phone {phone}. The name on the bell is {last}.",
            ),
        ),
        solves=(
            (
                "I have found parcel {parcel}: it was put aside by mistake at the carrier's "
                "depot. It will reach you {next_day} between 8 am and 2 pm and the courier will "
                "call first. I am sorry for the delay."
            ),
            (
                "The carrier has confirmed that parcel {parcel} was lost. We sent a new {model} "
                "router today and it will be with you {next_day}. There is nothing to pay."
            ),
            (
                "Your parcel is waiting at a pick-up point near you and can be collected today. "
                "We have just sent you the code by text."
            ),
            (
                "Thank you, parcel {parcel} goes to {address} and arrives {next_day}. The courier "
                "will call first."
            ),
        ),
        returns=(
            (
                "The courier did not come this time either. It says “recipient not at home” again "
                "and I was in all day. This really is not good enough."
            ),
            (
                "You promised delivery and again nothing. As I already said, I cannot work "
                "without the router."
            ),
            (
                "The parcel finally arrived, but instead of the {model} router there is only a "
                "power supply and a cable in the box."
            ),
        ),
        amends=(
            (
                "I am sorry, this should not have happened. I have changed the carrier: our own "
                "technician will bring it {next_day} and check the connection while he is there. "
                "The postage has been refunded."
            ),
            (
                "I am sorry you had to write again. The new parcel is going by express and "
                "arrives {next_day} before noon. We have taken {credit} off your bill."
            ),
        ),
        calls=(
            (
                "Parcel {parcel} not delivered. Carrier says it is at the depot, delivery "
                "{next_day}. Customer is fine with that."
            ),
            "Order {order} lost by the carrier, new one sent, confirmed by e-mail.",
        ),
        recalls=(
            (
                "Called again, courier missed the second delivery. Technician will bring it "
                "{next_day}, postage refunded."
            ),
        ),
        notes=(
            (
                "Carrier: parcel {parcel} scanned at depot, waiting for a driver. Check again "
                "tomorrow morning."
            ),
            "Third parcel lost at this depot this month, passed on to logistics.",
        ),
    ),
    "delivery.damaged": Case(
        subjects=(
            "Damaged parcel – order {order}",
            "Router arrived broken",
            "Claim for parcel {parcel}",
        ),
        opens=(
            (
                "Parcel {parcel} came {on_day}. The box was crushed, the {model} router has a "
                "cracked case and a broken antenna. What should I do?"
            ),
            (
                "Order {order} arrived damaged. The set-top box only blinks when plugged in and "
                "something rattles inside. I can send photos."
            ),
            (
                "The parcel had clearly been re-taped and what is inside is broken. The courier "
                "and I filled in a report. I would like a replacement."
            ),
            (
                "There is no power supply in parcel {parcel} and the packaging is torn, so I "
                "cannot turn the device on."
            ),
        ),
        chats=(
            "hi, my router arrived broken :(\norder {order}",
            "Hello, parcel {parcel} is crushed and the case is cracked. What next?",
            "no power supply in the box",
        ),
        asks=(
            (
                (
                    "I am sorry about that. Please send us a photo of the box and of the device. "
                    "Did the courier write a damage report?"
                ),
                (
                    "Two photos attached. The courier was in a hurry, so no report, but I kept "
                    "the box."
                ),
            ),
            (
                "Could you also give me the serial number from the label underneath?",
                "It is SN{serial}.",
            ),
        ),
        solves=(
            (
                "Thank you for the photos. A new {model} router leaves today and arrives "
                "{next_day}. Please hand the broken one to the courier; there is nothing to pack "
                "or pay."
            ),
            (
                "Your claim is accepted. The replacement is on its way and the courier will take "
                "the damaged one back free of charge."
            ),
            (
                "The missing power supply has been sent separately and arrives {next_day}. I am "
                "sorry for the trouble."
            ),
        ),
        returns=(
            (
                "The new router came, but the courier refused to take the broken one. He says he "
                "knows nothing about it."
            ),
            (
                "The replacement arrived in exactly the same state, crushed box and cracked "
                "plastic. Could you please pack it properly?"
            ),
            (
                "As I already said, the power supply was missing. A second router came, and still "
                "no power supply."
            ),
        ),
        amends=(
            (
                "I am sorry for the extra work. I have booked the collection again for {for_day}; "
                "the courier has the label with him."
            ),
            (
                "I am sorry. The third one was packed in our own shop and goes with another "
                "carrier, arriving {next_day}. We have credited {credit} to your next bill."
            ),
        ),
        calls=(
            (
                "Damaged parcel {parcel}, cracked case. Replacement ordered, old one collected on "
                "delivery."
            ),
            "Power supply missing, sent separately.",
        ),
        recalls=(
            (
                "Called a second time, courier did not take the damaged router. Collection booked "
                "for {for_day}."
            ),
        ),
        notes=(
            "Photos fit transport damage, accept without further proof.",
            "Replacement in the warehouse as {order}-R.",
        ),
    ),
    "delivery.change": Case(
        subjects=(
            "Change of delivery address",
            "Another delivery day, order {order}",
            "Redirect parcel {parcel}",
        ),
        opens=(
            (
                "I need to change the address for order {order}. Please deliver to {address}, "
                "thank you."
            ),
            (
                "I will not be at home {next_day}. Could parcel {parcel} come a day later or be "
                "left at a pick-up point?"
            ),
            (
                "I gave you my old address by mistake for order {order}. The right one is "
                "{address}. Is there still time?"
            ),
            "Can I collect parcel {parcel} in person at your shop {in_city}? It is closer to work.",
        ),
        chats=(
            "hi, can I still change the address for order {order}?",
            "Hello, I won't be home {next_day}, can {parcel} go to a pick-up point?",
            "oops, wrong address :( should be {address}",
        ),
        asks=(
            (
                "Of course. Please send me the order number and the new address with the postcode.",
                "Order {order}, new address {address}.",
            ),
            (
                "Which day suits you, and what time of day?",
                "{for_day} afternoon if possible, after three.",
            ),
        ),
        solves=(
            (
                "Done, parcel {parcel} goes to {address}. Delivery is {next_day} and the courier "
                "will call first."
            ),
            (
                "The parcel now goes to the pick-up point and will be kept there for seven days. "
                "The code comes by text."
            ),
            (
                "I have corrected the address in order {order}; the parcel had not left the "
                "warehouse yet."
            ),
        ),
        returns=(
            (
                "You confirmed the change, but the courier has just called from the old address. "
                "Could you please put that right?"
            ),
            "The pick-up code still has not come and they will not give me the parcel without it.",
        ),
        amends=(
            (
                "I am sorry, the change reached the carrier too late. I have now confirmed it by "
                "phone; the courier comes {next_day}."
            ),
            "I have sent the code again, this time by e-mail: {code}. It is valid for seven days.",
        ),
        calls=(
            "Address of order {order} changed to {address}, still in the warehouse.",
            "Wants delivery {next_day} afternoon, confirmed.",
        ),
        recalls=(
            "Called again, courier went to the old address. Fixed with the carrier directly.",
        ),
        notes=(
            "Address matches the contract.",
            "Carrier changes addresses until 6 pm the day before.",
        ),
    ),
}
