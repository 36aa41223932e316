"""English: bills and payments."""

from typing import Final

from contactcenter.demo.wording import Case

CASES: Final[dict[str, Case]] = {
    "billing.wrong_amount": Case(
        subjects=(
            "Wrong amount on invoice {invoice}",
            "Question about the {month} bill",
            "Why am I paying more than usual?",
        ),
        opens=(
            (
                "Invoice {invoice} says {amount}, but under contract {contract} I pay {amount2}. "
                "Please explain and correct it."
            ),
            (
                "You charged me {amount} for {month}. I have not changed my plan or ordered "
                "anything. Where does this come from?"
            ),
            (
                "Invoice {invoice} includes a TV package that I cancelled two months ago. Please "
                "issue a correction."
            ),
            (
                "The first six months were supposed to be discounted, but invoice {invoice} shows "
                "{amount} instead of {amount2}."
            ),
            "Please check invoice {invoice}. It lists a technician's visit that never took place.",
        ),
        chats=(
            "hi, the amount on invoice {invoice} is wrong",
            "Hello, why do I have to pay {amount} for {month}?\nit's normally {amount2}",
            "there's something on my bill I never ordered",
        ),
        asks=(
            (
                "Let me look. Could I have your contract or invoice number?",
                "Contract {contract}, invoice {invoice}.",
            ),
            (
                (
                    "I can see a TV package activated on {invoice_date}. Did you or someone in "
                    "your household order it?"
                ),
                "No, nobody here ordered anything like that.",
            ),
        ),
        solves=(
            (
                "You are right, the discount was not applied. We have issued a corrected invoice "
                "for {amount2}; if you have already paid, the difference will be back in your "
                "account within five working days."
            ),
            (
                "The charge was a mistake and we have removed it. The amount due for {month} is "
                "{amount2}."
            ),
            (
                "The amount is higher because it includes the days since your change of plan. "
                "From next month it is {amount2} again; the details are attached."
            ),
        ),
        returns=(
            (
                "The correction came, but the next invoice says {amount} again. Do I have to "
                "write every month?"
            ),
            "The difference never arrived, and now I have a reminder for the full {amount}.",
            (
                "I am coming back to invoice {invoice}. Your explanation does not add up, I "
                "really did not change my plan."
            ),
        ),
        amends=(
            (
                "I am sorry the mistake came back. I have set the discount in the contract "
                "itself, cancelled the reminder, and {credit} went to your account today."
            ),
            (
                "I have gone through the whole history and the mistake is ours. The invoice is "
                "cancelled, the new one for {amount2} is attached, and I will check the next one "
                "myself."
            ),
        ),
        calls=(
            "Disputes invoice {invoice}, discount missing. Corrected to {amount2}.",
            "Asked about the higher bill for {month}, explained.",
        ),
        recalls=(
            (
                "Called again, same mistake on the next bill. Discount set in contract "
                "{contract}, reminder cancelled."
            ),
        ),
        notes=(
            "Discount runs to the end of April, flag was missing. Fixed in contract {contract}.",
            (
                "Package came from the {invoice_date} campaign without consent. Pass on to the "
                "team lead."
            ),
        ),
    ),
    "billing.invoice_missing": Case(
        subjects=(
            "Invoice for {month} never arrived",
            "Please send invoice {invoice}",
            "Invoices to my company address",
        ),
        opens=(
            "The invoice for {month} has not come by e-mail or by post. Could you send it please?",
            (
                "I need invoice {invoice} for my accounts, but it does not show up in my customer "
                "account."
            ),
            (
                "I changed my e-mail address and have not had an invoice since. The new one is "
                "{email}."
            ),
            (
                "Could my accountant get a copy of the invoices too? And please send the one for "
                "{month} again."
            ),
        ),
        chats=(
            "hi, I didn't get the invoice for {month}",
            "Hello, where can I download invoice {invoice}?",
            "invoices go to my old email, can you change it?",
        ),
        asks=(
            (
                "Of course. Which address should we send it to?",
                "To {email} please.",
            ),
            (
                "To verify it is you, could I have your contract number?",
                "It is {contract}.",
            ),
        ),
        solves=(
            (
                "The {month} invoice is attached and we have changed the address to {email}. The "
                "next ones will go there."
            ),
            (
                "Invoice {invoice} was issued late; you can see it in your account now. We have "
                "moved the due date by a week."
            ),
            "Invoices now go to both addresses, and I have sent the one for {month} again.",
        ),
        returns=(
            "Another month, and again no invoice. Could you finally fix this?",
            "The attached invoice cannot be opened, the file seems to be broken.",
        ),
        amends=(
            (
                "I am sorry. There was an old forwarding on your account; I have removed it and "
                "am sending the invoice again."
            ),
            "Here is a new PDF; I have checked that it opens. Thank you for your patience.",
        ),
        calls=(
            "Invoices missing, e-mail changed to {email}, {month} invoice sent.",
            "Wants invoice {invoice} for the accountant, sent.",
        ),
        recalls=("Called again about invoices, old forwarding removed.",),
        notes=(
            "Two addresses on file, {email} is the valid one.",
            "Invoice {invoice} was stuck in the print queue since {invoice_date}.",
        ),
    ),
    "billing.refund": Case(
        subjects=(
            "When do I get my refund?",
            "Refund of overpayment – contract {contract}",
            "No refund for order {order}",
        ),
        opens=(
            (
                "I returned the router from order {order} on {ordered} and still have no money. "
                "When will the {amount} arrive?"
            ),
            (
                "After I ended contract {contract} there was a credit of {amount}. It was "
                "supposed to be back in 14 days, which have long passed."
            ),
            (
                "You promised me {amount} back for the outage. I see it neither on the bill nor "
                "in my account."
            ),
            "I paid for order {order}, which you then cancelled. Nobody has returned the money.",
        ),
        chats=(
            "hi, when do I get the money for the returned router?\norder {order}",
            "Hello, I've been waiting for {amount} for three weeks",
            "you cancelled order {order} and the money is nowhere",
        ),
        asks=(
            (
                "Which account should we send it to?",
                "The one my payments come from, please. It has not changed.",
            ),
            (
                "When and where did you hand the device in? The receipt number would help.",
                "I handed it in {on_day} at the shop {in_city}, receipt {parcel}.",
            ),
        ),
        solves=(
            (
                "The refund of {amount} has been ordered and will be in your account within three "
                "working days. I am sorry for the wait."
            ),
            (
                "The warehouse booked the device in only today, hence the delay. {amount} left "
                "this morning."
            ),
            (
                "We have taken {amount} off the {month} bill. If you would rather have it paid "
                "out, just reply."
            ),
        ),
        returns=(
            (
                "The money still has not come, more than a week after your answer. Please send "
                "proof of payment."
            ),
            "You returned only part of it: {amount2} came instead of {amount}.",
            (
                "I am asking about the refund of {amount} for the third time. Every time I hear "
                "“within three days”."
            ),
        ),
        amends=(
            (
                "I am sorry, the payment bounced because of a typo in the account number. It has "
                "now gone by instant transfer; the proof is attached."
            ),
            (
                "The rest left today and we added {credit} for the trouble. I am keeping an eye "
                "on it until you tell me it is there."
            ),
        ),
        calls=(
            "Asked about a refund of {amount}, ordered, three days.",
            "Credit after ending contract {contract}, passed to accounts.",
        ),
        recalls=("Called again, money not there. Payment bounced, sent by instant transfer.",),
        notes=(
            (
                "Accounts: payment of {invoice_date} returned by the bank. Repeat with the "
                "checked account."
            ),
            "Promised by {next_date}, follow up.",
        ),
    ),
    "billing.payment": Case(
        subjects=("Reminder although I have paid", "Payment of invoice {invoice}", "Paid twice"),
        opens=(
            (
                "I got a reminder for invoice {invoice}, which I paid {on_day}. I can send the "
                "bank's confirmation."
            ),
            (
                "I paid invoice {invoice} twice by mistake. Could you return the second {amount} "
                "or use it for next month?"
            ),
            (
                "Paying by card in my account ends with an error, I have tried three times. I do "
                "not want to be cut off because your payment page does not work."
            ),
            (
                "Could I pay invoice {invoice} in two parts? I cannot manage the whole {amount} "
                "this month."
            ),
        ),
        chats=(
            "hi, I got a reminder but I've paid",
            "Hello, card payment keeps failing",
            "paid invoice {invoice} twice, can I get it back?",
        ),
        asks=(
            (
                "Which reference did the payment carry? We will trace it.",
                "Sorry, I see I used the contract number {contract} instead of the invoice number.",
            ),
            (
                "What error does the page show, and which bank is the card from?",
                "“Declined, code 51”, and there is money on the card.",
            ),
        ),
        solves=(
            (
                "We found the payment under another reference and matched it with invoice "
                "{invoice}. The reminder is cancelled; there is nothing more to do."
            ),
            (
                "The second {amount} now counts towards your next bill, so there is nothing to "
                "pay next month."
            ),
            (
                "The instalments are set: half by the end of this month, the rest by the end of "
                "next. Your service stays as it is."
            ),
            (
                "Our payment page was down this morning and works again now. Please try once "
                "more; we have moved the due date of invoice {invoice} by a week and nothing will "
                "be cut off."
            ),
        ),
        returns=(
            "Another reminder, this time with a late fee. You wrote that everything was settled.",
            "Today you slowed down my internet because of invoice {invoice}, which is paid!",
        ),
        amends=(
            (
                "I am very sorry. Your connection is back, the reminders and the fee are "
                "cancelled, and there is a note on the contract so that it does not happen again."
            ),
            (
                "The reminder left automatically before your payment was matched. Please ignore "
                "it; we have taken {credit} off the next bill."
            ),
        ),
        calls=(
            "Reminder for paid invoice {invoice}, wrong reference. Payment matched.",
            "Double payment, credited to next month.",
        ),
        recalls=(
            (
                "Called again, upset: service restricted after the reminder. Restored during the "
                "call, fee cancelled."
            ),
        ),
        notes=(
            "Payment of {amount} was unmatched since {invoice_date}.",
            "Instalments approved by the team lead.",
        ),
    ),
}
