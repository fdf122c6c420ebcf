using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class PublishUserEventHandler(Broadcast broadcast) : IMessageHandler<PublishUserEvent>
{
    public Task HandleAsync(PublishUserEvent message, Incoming incoming, CancellationToken cancellationToken)
    {
        var userIds = AllowedUserId.Of(message.UserIds, "userIds");
        var outgoing = new OutgoingUserEvent
        {
            Json = ReadyMadeEvent.Json(message),
            Type = ReadyMadeEvent.Type(message),
            MessageId = incoming.MessageId,
            TraceParent = incoming.TraceParent,
            OnlyIfConnected = message.OnlyIfConnected,
        };
        return broadcast.PublishAsync(userIds, outgoing, incoming, cancellationToken);
    }
}
