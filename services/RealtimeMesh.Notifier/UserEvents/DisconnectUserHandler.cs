using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class DisconnectUserHandler(IUserEventPublisher publisher) : IMessageHandler<DisconnectUser>
{
    public Task HandleAsync(DisconnectUser message, Incoming incoming, CancellationToken cancellationToken) =>
        publisher.DisconnectAsync(AllowedUserId.Of(message.UserId, "userId"), incoming.MessageId, cancellationToken);
}
