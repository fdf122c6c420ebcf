using Microsoft.Extensions.Options;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>Adds to a user event when its domain event happened and when it came from the bus, where the settings say so.</summary>
internal sealed class Timing(IOptions<NotifierOptions> options, TimeProvider time)
{
    public UserEvent AddTo(UserEvent userEvent, object domainEvent) =>
        options.Value.Timing && OccurredAt(domainEvent) is { } occurredAt
            ? userEvent with { Timing = new EventTiming { OccurredAt = occurredAt.ToUnixTimeMilliseconds(), ConsumedAt = time.GetUtcNow().ToUnixTimeMilliseconds() } }
            : userEvent;

    // No common interface: MassTransit would make an exchange of it.
    private static DateTimeOffset? OccurredAt(object domainEvent) => domainEvent switch
    {
        IJobEvent job => job.OccurredAt,
        IEntityEvent entity => entity.OccurredAt,
        ActivityLogged activity => activity.OccurredAt,
        _ => null,
    };
}
