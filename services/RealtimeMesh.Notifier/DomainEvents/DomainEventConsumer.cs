using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.UserEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.DomainEvents;

internal sealed class DomainEventConsumer<TEvent>(Mapping<TEvent> mapping, Timing timing, Broadcast broadcast) : IConsumer<TEvent>
    where TEvent : class
{
    public Task Consume(ConsumeContext<TEvent> context)
    {
        var userIds = mapping.UserIds(context.Message);
        var userEvent = timing.AddTo(mapping.UserEvent(context.Message), context.Message);
        var json = JsonSerializer.SerializeToUtf8Bytes(userEvent, UserEventJson.Default.UserEvent);
        if (json.Length > PublishUserEvent.MaxEventBytes)
        {
            throw new RefusedMessageException("the user event", $"{json.Length} bytes", $"at most {PublishUserEvent.MaxEventBytes} bytes");
        }

        return broadcast.PublishAsync(context, userIds, new OutgoingUserEvent
        {
            Json = json,
            Type = UserEventJson.TypeOf(userEvent),
            MessageId = context.MessageId,
            Job = context.Message is IJobEvent job ? new JobSequence(job.JobId, job.Sequence) : null,
            TraceParent = Activity.Current?.Id,
        });
    }
}
