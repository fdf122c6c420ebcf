using System.Text.Json;
using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

internal sealed class DomainEventConsumer<TEvent>(Mapping<TEvent> mapping, IUserEventPublisher publisher) : IConsumer<TEvent>
    where TEvent : class
{
    public Task Consume(ConsumeContext<TEvent> context)
    {
        var userId = AllowedUserId.Of(mapping.UserId(context.Message), "userId");
        var json = JsonSerializer.SerializeToUtf8Bytes(mapping.UserEvent(context.Message), UserEventJson.Default.UserEvent);
        if (json.Length > PublishUserEvent.MaxEventBytes)
        {
            throw new RefusedMessageException("the user event", $"{json.Length} bytes", $"at most {PublishUserEvent.MaxEventBytes} bytes");
        }

        var message = new UserEventMessage
        {
            Json = json,
            MessageId = context.MessageId,
            Job = context.Message is IJobEvent job ? new JobSequence(job.JobId, job.Sequence) : null,
        };

        return publisher.PublishAsync(userId, message, context.CancellationToken);
    }
}
