using MassTransit;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class PublishUserEventConsumer(IUserEventPublisher publisher) : IConsumer<PublishUserEvent>
{
    public Task Consume(ConsumeContext<PublishUserEvent> context)
    {
        var userIds = ReadyMadeEvent.UserIds(context.Message);
        var message = new UserEventMessage { Json = ReadyMadeEvent.Json(context.Message), MessageId = context.MessageId };

        return Task.WhenAll(userIds.Select(userId => publisher.PublishAsync(userId, message, context.CancellationToken)));
    }
}
