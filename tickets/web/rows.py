"""What the desk's templates get: frozen rows with every word and date ready to show.

Rows are made once in Python (see :mod:`tickets.web.formats`), so that fifty of them cost the
template no date arithmetic and no query. ``tone`` is one of ``neutral info good warn bad violet
teal``; ``icon`` names a symbol of ``contactcenter/icons.svg``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time: for machines, short for the eye, and in full for the tooltip."""

    iso: str
    label: str
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word or two with a tone."""

    label: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go."""

    label: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a menu; choosing it posts ``value``."""

    value: str
    label: str
    current: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyState:
    """Why there is nothing here and what to do next."""

    icon: str
    title: str
    hint: str
    action: Link | None = None


# ------------------------------------------------------------------ worklist


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistTab:
    """One of Mine, Unassigned, My queues, All."""

    key: str
    label: str
    url: str
    current: bool = False
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistRow:
    """One ticket in the list."""

    ticket_id: str
    number: int
    url: str
    customer: str
    subject: str
    preview: str
    icon: str
    icon_tone: str
    channel: str
    at: Moment
    status: Badge
    priority: Badge | None = None
    due: Badge | None = None
    effort: Badge | None = None
    assignee: str = ""
    assignee_initials: str = ""
    unread: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """The list column: tabs, rows and where the next rows are."""

    title: str
    tabs: tuple[WorklistTab, ...]
    rows: tuple[WorklistRow, ...]
    refresh_url: str
    more_url: str = ""
    search: str = ""
    search_url: str = ""
    empty: EmptyState | None = None


# ------------------------------------------------------------------ ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeader:
    """Name, state and what can be done. Empty choices mean: not offered to this agent now."""

    ticket_id: str
    number: int
    subject: str
    url: str
    back_url: str
    customer: str
    status: Badge
    queue: str
    reason: str = ""
    channels: str = ""
    priority: Badge | None = None
    due: Badge | None = None
    assignee: str = ""
    mine: bool = False
    can_take: bool = False
    can_reopen: bool = False
    action_url: str = ""
    assignees: tuple[Choice, ...] = ()
    dispositions: tuple[Choice, ...] = ()
    priorities: tuple[Choice, ...] = ()
    reasons: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextLine:
    """One computed sentence above the timeline; every part leads to its evidence."""

    parts: tuple[Link, ...]
    tone: str = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """An attachment; ``blocked`` ones have no address."""

    name: str
    size: str
    url: str = ""
    blocked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """How far an outbound message has come. ``undo_url`` is set while it can be called back."""

    label: str
    tone: str = "neutral"
    icon: str = "clock"
    undo_url: str = ""
    undo_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A named value: a form's field, a call's waiting time."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of a chat or a transcript."""

    author: str
    text: str
    at: Moment
    ours: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One entry. ``templates`` are tried in turn: the kind's own, then the default.

    ``body`` is safe HTML and shown instead of ``text``.
    ``side`` is ``in`` (from the customer), ``out`` (from us), ``note`` or ``line`` (quiet).
    ``extra`` is for kinds that come from other apps together with their own template.
    """

    key: str
    kind: str
    templates: tuple[str, ...]
    side: str
    icon: str
    at: Moment
    icon_tone: str = "neutral"
    author: str = ""
    author_role: str = ""
    label: str = ""
    title: str = ""
    subject: str = ""
    text: str = ""
    body: SafeString | str = ""
    quoted: str = ""
    original_url: str = ""
    language: str = ""
    badges: tuple[Badge, ...] = ()
    facts: tuple[FactRow, ...] = ()
    lines_url: str = ""
    files: tuple[FileRow, ...] = ()
    delivery: DeliveryRow | None = None
    late: str = ""
    faded: bool = False
    summary: str = ""
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDay:
    """The entries of one day inside a block."""

    key: str
    label: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBlock:
    """Entries that belong together: this ticket's, or another one's under its heading."""

    key: str
    current: bool
    days: tuple[TimelineDay, ...]
    number: int | None = None
    subject: str = ""
    url: str = ""
    status: Badge | None = None
    outcome: str = ""
    score: str = ""
    entries: str = ""
    unfolded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The conversation, oldest first, and the ways to see more of it."""

    blocks: tuple[TimelineBlock, ...]
    older_url: str = ""
    newest_url: str = ""
    all_url: str = ""
    recent_url: str = ""
    range_label: str = ""
    hidden: str = ""
    last_key: str = ""
    empty: EmptyState | None = None


# ------------------------------------------------------------------ composer


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposerTab:
    """One way to answer. ``why_not`` says why it is closed; an open one has none."""

    kind: str
    label: str
    icon: str
    current: bool = False
    why_not: str = ""
    recipients: tuple[Choice, ...] = ()
    placeholder: str = ""
    draft: str = ""
    draft_url: str = ""
    sends: bool = True
    takes_files: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleReply:
    """What happened while the agent typed; the text is kept and waits for a decision."""

    title: str
    then: str = "stay"
    rows: tuple[TimelineRow, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """The box below the conversation. ``seen`` is the last entry this page showed."""

    tabs: tuple[ComposerTab, ...]
    reply_url: str
    seen: str = ""
    last_wrote_by: str = ""
    closed: str = ""
    can_resolve: bool = True
    dispositions: tuple[Choice, ...] = ()
    stale: StaleReply | None = None


# ------------------------------------------------------------------ customer card


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A way to reach the customer and how far we trust it."""

    kind: str
    icon: str
    value: str
    url: str = ""
    mark: str = ""
    mark_icon: str = ""
    mark_tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatRow:
    """A number with its definition."""

    value: str
    label: str
    definition: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """Something known right now, or due: an incident, a promise, a callback."""

    text: str
    tone: str = "bad"
    icon: str = "alert"
    url: str = ""
    at: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTicketRow:
    """Another ticket of the same customer."""

    number: int
    subject: str
    url: str
    status: Badge
    at: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """Everything worth knowing about the person, beside the conversation."""

    customer_id: str
    name: str
    initials: str
    subtitle: str = ""
    url: str = ""
    badges: tuple[Badge, ...] = ()
    points: tuple[PointRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    stats: tuple[StatRow, ...] = ()
    effort: Badge | None = None
    effort_reasons: tuple[str, ...] = ()
    known_now: tuple[NoticeRow, ...] = ()
    due: tuple[NoticeRow, ...] = ()
    other_tickets: tuple[OtherTicketRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """One ticket as the desk shows it."""

    header: TicketHeader
    timeline: Timeline
    composer: Composer
    card: CustomerCard
    context: ContextLine | None = None
    refresh_url: str = ""
