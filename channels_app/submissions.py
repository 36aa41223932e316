"""A web form filled in: judged, kept, received; the visitor gets a reference in every case."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from channels_app import ingest
from channels_app.kinds.webform import answers, defences, tokens
from channels_app.kinds.webform.answers import Answer, Given
from channels_app.kinds.webform.defences import Judgement, Prints, Visit
from channels_app.kinds.webform.fields import in_language, read_fields, texts_of
from channels_app.models import FormDefinition, FormSubmission
from tickets.errors import Refusal

MAX_BODY: Final = 64 * 1024
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class TooLarge(Refusal):
    """More than 64 KiB, which no form of ours asks for."""

    code = "payload_too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """A submission as it reached us. ``address`` is the sender's network address, ``raw`` the
    request's body and ``content_type`` what it is."""

    given: Given
    token: str
    language: str
    address: str = ""
    raw: bytes = b""
    content_type: str = ""
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the visitor is told; the same whether it was received, repeated or set aside."""

    reference: str
    expected_reply: datetime


def accept(form: FormDefinition, filled: FilledIn, *, at: datetime) -> Accepted:
    """Takes a submission; the same shown form again gives the first reference.

    Raises :class:`~channels_app.kinds.webform.tokens.BadToken`,
    :class:`~channels_app.kinds.webform.answers.WrongAnswers` and
    :class:`~channels_app.kinds.webform.fields.NotAForm`; then nothing was kept.
    """
    token = tokens.read(filled.token, form.slug, form.version, tokens.keys())
    expected = at + timedelta(minutes=form.channel.queue.answer_within_minutes)
    known = FormSubmission.objects.filter(form=form, nonce=token.nonce).first()
    if known is not None:
        return Accepted(reference=known.reference, expected_reply=expected)
    fields = read_fields(form.fields)
    told = answers.read_answers(
        fields,
        answers.cleaned(fields, filled.given),
        language=filled.language,
        own_language=form.language,
        region=form.channel.default_region,
    )
    prints = defences.prints_of(filled.address, told)
    judgement = defences.judge(
        Visit(
            form=form,
            token=token,
            traps_filled=_fell_into_trap(filled.given, token.nonce),
            answers=told,
            prints=prints,
            at=at,
        )
    )
    kept = _keep(form, filled, told, token.nonce, prints, judgement, at=at)
    if kept.payload is not None:
        # A failure leaves the payload to the worker; the visitor has done their part.
        ingest.process(kept.payload.id, at=at)
    return Accepted(reference=kept.reference, expected_reply=expected)


def _fell_into_trap(given: Given, nonce: str) -> bool:
    return any(text for name in defences.trap_names(nonce) for text in given.get(name, ()))


def _keep(
    form: FormDefinition,
    filled: FilledIn,
    told: tuple[Answer, ...],
    nonce: str,
    prints: Prints,
    judgement: Judgement,
    *,
    at: datetime,
) -> FormSubmission:
    """The stored submission with its payload; the first one if this is its double."""
    submission = FormSubmission(
        form=form,
        version=form.version,
        language=filled.language,
        nonce=nonce,
        sender_print=prints.sender,
        email_print=prints.email,
        text_print=prints.text,
        points=judgement.points,
        received_at=at,
    )
    submission.reference = _free_reference()
    raw = ingest.Raw(
        kind="webform",
        dedupe_key=f"form:{form.id}:{nonce}",
        body=filled.raw,
        channel=form.channel,
        headers={"Content-Type": filled.content_type},
        envelope=_envelope(form, filled, told, submission, judgement),
    )
    try:
        with transaction.atomic():
            submission.payload = ingest.keep(raw, at=at, nudge=False).payload
            submission.save(force_insert=True)
    except IntegrityError:
        # A second click was faster; anything else that is taken is a fault and stays one.
        return FormSubmission.objects.get(form=form, nonce=nonce)
    return submission


def _envelope(
    form: FormDefinition,
    filled: FilledIn,
    told: tuple[Answer, ...],
    submission: FormSubmission,
    judgement: Judgement,
) -> dict[str, Any]:
    """Everything needed to understand the submission later, even if the form changes."""
    return {
        "slug": form.slug,
        "version": form.version,
        "title": in_language(texts_of(form.title), filled.language, form.language),
        "language": filled.language,
        "reference": submission.reference,
        "nonce": submission.nonce,
        "consent": in_language(texts_of(form.consent), filled.language, form.language),
        "context": dict(filled.context),
        "answers": [asdict(answer) for answer in told],
        "points": judgement.points,
        "why": list(judgement.why),
        "quarantine": judgement.quarantine,
    }


def _free_reference() -> str:
    """``W-`` and eight characters that nobody mistakes for one another, not used before."""
    while True:
        text = "W-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        if not FormSubmission.objects.filter(reference=text).exists():
            return text
