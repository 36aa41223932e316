"""Addresses under ``/api/v1/``."""

from django.urls import path

from tickets.api import (
    customers,
    deliveries,
    histories,
    interactions,
    reference_lists,
    ticket_work,
    tickets,
    uploads,
)

_BY_EXTERNAL = "interactions/by-external/<str:channel_id>/"
_POINTS = "customers/<str:customer_id>/contact-points/"

urlpatterns = [
    path("interactions/", interactions.Interactions.as_view()),
    path(_BY_EXTERNAL, interactions.InteractionByExternal.as_view()),
    path(
        f"{_BY_EXTERNAL}<str:external_id>/",
        interactions.InteractionByExternal.as_view(names={"GET": "interactions_get_by_path"}),
    ),
    path("interactions/<str:interaction_id>/", interactions.InteractionDetail.as_view()),
    path("interactions/<str:interaction_id>/messages/", interactions.InteractionMessages.as_view()),
    path("attachments/", uploads.Attachments.as_view()),
    path("attachments/<str:attachment_id>/", uploads.AttachmentFile.as_view()),
    path("customers/", customers.Customers.as_view()),
    path("customers/lookup/", histories.Lookup.as_view()),
    path("customers/<str:customer_id>/", customers.CustomerDetail.as_view()),
    path(_POINTS, customers.CustomerPoints.as_view()),
    path(f"{_POINTS}<str:point_id>/", customers.CustomerPoint.as_view()),
    path("customers/<str:customer_id>/timeline/", histories.CustomerTimeline.as_view()),
    path("customers/<str:customer_id>/context/", histories.CustomerContext.as_view()),
    path("tickets/", tickets.Tickets.as_view()),
    path("tickets/<str:ticket>/", tickets.TicketDetail.as_view()),
    path("tickets/<str:ticket>/replies/", ticket_work.Replies.as_view()),
    path("tickets/<str:ticket>/notes/", ticket_work.Notes.as_view()),
    path("tickets/<str:ticket>/resolve/", ticket_work.Resolve.as_view()),
    path("tickets/<str:ticket>/reopen/", ticket_work.Reopen.as_view()),
    path("tickets/<str:ticket>/close/", ticket_work.Close.as_view()),
    path("tickets/<str:ticket>/interactions/", ticket_work.TicketInteractions.as_view()),
    path("tickets/<str:ticket>/events/", ticket_work.TicketEvents.as_view()),
    path("deliveries/<str:delivery_id>/", deliveries.DeliveryDetail.as_view()),
    path("deliveries/<str:delivery_id>/cancel/", deliveries.CancelDelivery.as_view()),
    path("deliveries/<str:delivery_id>/retry/", deliveries.RetryDelivery.as_view()),
    path("queues/", reference_lists.Queues.as_view()),
    path("agents/", reference_lists.Agents.as_view()),
    path("reasons/", reference_lists.Reasons.as_view()),
    path("dispositions/", reference_lists.Dispositions.as_view()),
    path("channels/", reference_lists.Channels.as_view()),
    path("channels/<str:channel_id>/", reference_lists.ChannelDetail.as_view()),
]
