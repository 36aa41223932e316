"""English: accounts and contracts."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "account.login": Case(
        subjects=("Cannot log in", "No verification code", "Cannot log in after phone change"),
        opens=(
            (
                "I have not been able to log in to my account since yesterday. It says the "
                "password is wrong, but it is not."
            ),
            "I have a new phone and the code still goes to the old number. The new one is {phone}.",
            (
                "My account was locked after three attempts and the reset link never came. My "
                "e-mail is {email}."
            ),
            "The app keeps logging me out, I have to sign in five times a day. Can that be fixed?",
        ),
        chats=("hi, I can't log in", "no sms code", "Hello, my account is locked, email {email}"),
        asks=(
            (
                "To verify it is you: the last four digits of the contract and your city, please.",
                "{contract_end}, {city}.",
            ),
            (
                "Which number should the code go to?",
                "To {phone}.",
            ),
        ),
        solves=(
            (
                "Your account is unlocked and a new link to set a password has gone to {email}. "
                "It is valid for two hours."
            ),
            "The number for codes is now {phone}. Please try again.",
            "The fault was in our app and today's update fixes it. Installing it is enough.",
        ),
        returns=(
            "The link does not work, it says it has expired. I clicked it straight away.",
            "I could log in once, and today I am out again. The code did not come.",
        ),
        amends=(
            (
                "I have sent a new link that is valid all day. Please open it in another browser; "
                "the old one remembers the previous page."
            ),
            (
                "Information texts were blocked on your number. We have sorted it out with the "
                "operator and the code will come now."
            ),
        ),
        calls=("Locked account, verified, link sent.", "Number for codes changed to {phone}."),
        recalls=("Called again, link expired. Password set during the call, login checked.",),
        notes=(
            "Verified by contract and address.",
            "Operator's filter is to blame, reported to the text provider.",
        ),
    ),
    "account.change": Case(
        subjects=(
            "Change of contact details",
            "New phone number",
            "Transfer of contract {contract}",
        ),
        opens=(
            "Please change my phone number to {phone}. Everything else stays the same.",
            "We have moved. The new postal address is {address}, contract {contract}.",
            (
                "I would like to transfer contract {contract} to my [wife|husband]. What do you "
                "need for that?"
            ),
            (
                "I have a new surname since the wedding. Which documents should I send so that "
                "the invoices change too?"
            ),
        ),
        chats=(
            "hi, I need to change my phone to {phone}",
            "Hello, how do I transfer the contract to someone else?",
            "new address is {address}, can you change it?",
        ),
        asks=(
            (
                "Happy to. Could I have your contract number and date of birth?",
                "Contract {contract}, 14 May 1984.",
            ),
        ),
        solves=(
            "Done. Your details are changed and a confirmation has gone to {email}.",
            (
                "The transfer form is attached. Both of you sign it and we will do the rest "
                "within three days."
            ),
            "We have the new address; it applies from the next invoice.",
            (
                "A copy of the marriage certificate or the new ID card is enough. We will change "
                "the surname on the contract and the invoices within three days."
            ),
        ),
        returns=("The invoice went to the old address again although you confirmed the change.",),
        amends=(
            (
                "I am sorry, the change was saved for the service but not for billing. It is "
                "right in both places now."
            ),
        ),
        calls=("Phone changed to {phone}, verified.", "New address {address}, entered."),
        recalls=("Called again, billing address was still the old one. Fixed.",),
        notes=("Verified by date of birth.", "Transfer form sent."),
    ),
    "contract.cancel": Case(
        subjects=(
            "Notice for contract {contract}",
            "Cancel add-on TV package",
            "Ending my service",
        ),
        opens=(
            (
                "I hereby give notice for contract {contract}. Please confirm it and the last day "
                "of service."
            ),
            "I want to cancel the TV package and keep the internet. When does that take effect?",
            "I am moving to a place outside your network. How and when can I end the contract?",
            (
                "Another provider offers the same speed for {amount2}. If you cannot do better, "
                "this is my notice."
            ),
        ),
        chats=(
            "hi, I want to cancel my contract",
            "Hello, how do I cancel the TV package?",
            "I'm moving, how do I end the internet?",
        ),
        asks=(
            (
                "Please confirm the contract number and the day it should end.",
                "Contract {contract}, at the end of the month.",
            ),
            (
                "Before I enter it: would a lower price of {amount2} for the same speed help?",
                "That sounds fair, please send me the terms.",
            ),
        ),
        solves=(
            (
                "We have received your notice for contract {contract}; the service ends on the "
                "last day of next month. The confirmation is attached."
            ),
            "The package ends with this month; the internet stays as it is.",
            "The new price of {amount2} applies from the next bill, without a minimum term.",
        ),
        returns=(
            "You confirmed my notice and I have still had another bill for {amount}.",
            "I am still paying for the TV package that was cancelled a month ago.",
        ),
        amends=(
            (
                "I am sorry, the bill is cancelled. Your final statement is zero and nothing more "
                "will come."
            ),
            "The package is cancelled retroactively and {credit} comes back with the next bill.",
        ),
        calls=(
            "Notice for contract {contract} because of a move, accepted.",
            "TV package cancelled, internet stays.",
        ),
        recalls=("Called about a bill after giving notice, cancelled.",),
        notes=("Offered {amount2}, accepted.", "Reason for leaving: moving outside the network."),
    ),
    "contract.upgrade": Case(
        subjects=("Faster internet", "Switching to fibre", "Which plans do you have?"),
        opens=(
            (
                "I would like a faster plan, I have {speed} Mb/s now. What does a gigabit cost "
                "and do I need a technician?"
            ),
            "You have finished the fibre in our street, {address}. When can we be connected?",
            "Can I add TV to my internet? The basic package would be enough.",
        ),
        chats=(
            "hi, how much is faster internet?",
            "Hello, is there fibre at {address} yet?",
            "can I add tv to my internet?",
        ),
        asks=(
            (
                "At which address, and for how many people?",
                "{address}, four of us and two work from home.",
            ),
        ),
        solves=(
            (
                "A gigabit is available at your address for {amount} a month, no technician "
                "needed. Reply “yes” and we will switch it at once."
            ),
            (
                "Fibre is ready at your place. A technician can come {next_day}; it takes about "
                "an hour and is free."
            ),
            "TV is added and the set-top box arrives {next_day}. The first month is free.",
        ),
        returns=("The speed has not changed since the new plan, I measure the same as before.",),
        amends=(
            (
                "The change had not reached your router; I have sent it again. After a restart "
                "you will measure the new speed."
            ),
        ),
        calls=("Wants a gigabit, switched remotely.", "Ordered fibre, technician {next_day}."),
        recalls=("Called, speed unchanged. Profile sent again, checked.",),
        notes=("{address} is within reach of fibre, free port.",),
    ),
}
