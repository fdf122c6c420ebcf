using System.Text.Json;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.Notifier.UserEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.DomainEvents;

internal sealed class DomainEventHandler<TEvent>(Mapping<TEvent> mapping, Timing timing, Broadcast broadcast) : IMessageHandler<TEvent>
    where TEvent : class
{
    public Task HandleAsync(TEvent message, Incoming incoming, CancellationToken cancellationToken)
    {
        var userIds = mapping.UserIds(message);
        var userEvent = timing.AddTo(mapping.UserEvent(message), message);
        var json = JsonSerializer.SerializeToUtf8Bytes(userEvent, UserEventJson.Default.UserEvent);
        if (json.Length > PublishUserEvent.MaxEventBytes)
        {
            throw new RefusedMessageException("the user event", $"{json.Length} bytes", $"at most {PublishUserEvent.MaxEventBytes} bytes");
        }

        var outgoing = new OutgoingUserEvent
        {
            Json = json,
            Type = UserEventJson.TypeOf(userEvent),
            MessageId = incoming.MessageId,
            Job = message is IJobEvent job ? new JobSequence(job.JobId, job.Sequence) : null,
            TraceParent = incoming.TraceParent,
        };
        return broadcast.PublishAsync(userIds, outgoing, incoming, cancellationToken);
    }
}
