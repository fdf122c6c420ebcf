using MassTransit;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class DisconnectUserConsumer(IUserEventPublisher publisher) : IConsumer<DisconnectUser>
{
    public Task Consume(ConsumeContext<DisconnectUser> context) =>
        publisher.DisconnectAsync(AllowedUserId.Of(context.Message.UserId, "userId"), context.MessageId, context.CancellationToken);
}
