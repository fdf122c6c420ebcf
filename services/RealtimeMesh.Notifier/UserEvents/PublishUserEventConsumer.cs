using System.Diagnostics;
using MassTransit;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class PublishUserEventConsumer(Broadcast broadcast) : IConsumer<PublishUserEvent>
{
    public Task Consume(ConsumeContext<PublishUserEvent> context) => broadcast.PublishAsync(
        context,
        AllowedUserId.Of(context.Message.UserIds, "userIds"),
        new OutgoingUserEvent
        {
            Json = ReadyMadeEvent.Json(context.Message),
            Type = ReadyMadeEvent.Type(context.Message),
            MessageId = context.MessageId,
            TraceParent = Activity.Current?.Id,
            OnlyIfConnected = context.Message.OnlyIfConnected,
        });
}
