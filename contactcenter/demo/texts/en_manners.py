"""English: what is said whatever the matter is."""

from typing import Final

from contactcenter.demo.wording import Manners

MANNERS: Final = Manners(
    hellos=("Hello,", "Hi,", "Good morning,", "Dear team,", "Hi there,"),
    goodbyes=(
        "Kind regards\n{name}",
        "Thanks\n{first}",
        "Thank you in advance.\n{name}",
        "Best wishes\n\n{name}\n{phone}",
        "{name}",
        "Thanks for your help,\n{name}",
    ),
    our_hello=("Hello Mr {call},", "Hello Ms {call},"),
    our_goodbye="Kind regards\n{agent}\n{team}",
    team="Customer care",
    sorry=(
        "I am sorry you had to wait so long for an answer.",
        "Thank you for your patience, I am coming back to your question.",
    ),
    chases=(
        "I wrote to you on {sent} and have had no answer. Could you please look at it?",
        "I am asking once more about my message of {sent}. I still do not know where things stand.",
        "It has been several days since I wrote and nobody has replied. Please answer.",
        "Just chasing my e-mail. I cannot get any further without your answer.",
    ),
    chase_chats=(
        "hi, I emailed you on {sent} and nobody answered",
        "Hello, when will I get an answer to my e-mail?",
    ),
    chase_calls=(
        "Called because the e-mail of {sent} was not answered. Had to explain everything again.",
        "Chasing a written question of {sent}.",
    ),
    supplements=(
        "I forgot the attachment, here it is. The contract is {contract}.",
        "To add the order number: {order}.",
        "Sorry, here is my phone number in case you need to call: {phone}.",
    ),
    thanks=(
        "Thank you so much for your help!",
        "Thanks, it works now.",
        "Thank you very much for the quick answer, have a nice day.",
        "Great, thanks!",
        "Thank you, everything is ok.",
        "Thanks a lot.",
    ),
    thanks_and_more=(
        (
            "Thanks, that worked. One more thing: could you send the invoice to my company "
            "address too?"
        ),
        "Thank you, it is fine now. When will I get the money back for those days?",
    ),
    receipt_subject="We have received your request",
    receipt=(
        "Hello,\n\nthank you for your message. It has number {number} and we will answer by the "
        "end of the next working day.\n\n{team}"
    ),
    out_of_office=(
        (
            "I am out of the office until Friday with limited access to e-mail. For anything "
            "urgent please contact my colleague."
        ),
        "Automatic reply: I am on holiday and back on Monday.",
    ),
    promises=(
        "I will check with my colleagues and get back to you by e-mail.",
        "I am passing this to our technicians; you will have the answer in writing.",
    ),
    chat_hellos=(
        "Hello, this is {agent_first}, thank you for writing.",
        "Hi, {agent_first} here. Let me have a look.",
    ),
    chat_known=(
        "Hello, {agent_first} here. I can see your earlier request, no need to explain again.",
        "Hi, this is {agent_first}. I have the whole history in front of me, one moment please.",
    ),
    chat_moments=(
        "One moment please, I am checking.",
        "Thank you, looking at it now.",
        "Just a second, please.",
    ),
    chat_waits=("ok", "thanks, I'll wait", "fine", "sure"),
    chat_thanks=(
        "great, thanks",
        "Thank you, that's all.",
        "thanks a lot!",
        "that's everything, thank you",
    ),
    chat_byes=(
        "You're welcome, have a nice day.",
        "My pleasure. Goodbye!",
        "If anything else comes up, just write. Have a good day!",
    ),
    chat_no_answer="All my colleagues are busy right now. We will answer you by e-mail.",
    handovers=(
        "Handing over: identity checked, we promised an answer by tomorrow.",
        "This is yours; done here: contract and address checked. Nothing promised.",
    ),
    notes=(
        "Tried to call, no answer. Will try again this afternoon.",
        "Agreed with the team lead, we can meet them halfway.",
        "Careful, second contact about the same thing within a week.",
        "Waiting for the network colleagues.",
    ),
    given_up="The customer has not answered our question, closing. A reply opens it again.",
    missed_call=("Called back, no answer.", "Called back, settled on the phone."),
    voicemails=(
        (
            "Hello, this is {name} about contract {contract}. Please call me back on {phone}. "
            "Thank you."
        ),
        "Hi, our internet is down at {address}, please get in touch. {name}, {phone}.",
    ),
    call_subject="Call: {subject}",
    chat_subject="Chat: {subject}",
    notice=(
        "Hello,\n\nin the night to {next_date}, between 1 and 4 am, we will replace network "
        "equipment {in_city}. Your connection may be interrupted for up to 30 minutes. There is "
        "nothing you need to do.\n\n{team}"
    ),
    notice_subject="Planned maintenance {in_city}",
    spam=(
        (
            "Rank first in every search engine",
            "Hello, we guarantee the first place for your website within a week.",
        ),
        (
            "You have been selected",
            "Claim your prize today by replying to this message.",
        ),
    ),
    form_labels=("Topic", "Contract number", "Phone"),
    comments={
        "easy": (
            "Quick and friendly, solved the first time.",
            "Answer within an hour and it worked.",
            "The person on chat knew exactly what to do.",
            "I did not have to repeat anything, great.",
            "The technician called first and connected everything.",
            "Very happy, keep it up.",
        ),
        "middle": (
            "Fine in the end, but it took a while.",
            "Solved, although I had to call twice.",
            "The answer was a bit unclear.",
            "I waited ten minutes on the phone.",
        ),
        "hard": (
            "I explained the same thing three times to three people.",
            "Nobody answered my e-mail, I had to call.",
            "The courier missed me twice and nobody got in touch.",
            "A reminder for a paid invoice made me really angry.",
            "They promised to call and did not.",
            "It is still not solved.",
        ),
    },
)
