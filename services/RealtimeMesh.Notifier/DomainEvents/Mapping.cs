using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.Notifier.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>Whose screens a domain event is for, and what it says there.</summary>
internal sealed record Mapping<TEvent>(Func<TEvent, IReadOnlyList<string>> UserIds, Func<TEvent, UserEvent> UserEvent)
    where TEvent : class;

internal static class Mapping
{
    public static MessageRoute Map<TEvent>(Func<TEvent, string> userId, Func<TEvent, UserEvent> userEvent)
        where TEvent : class =>
        Route<TEvent>(domainEvent => [AllowedUserId.Of(userId(domainEvent), "userId")], userEvent);

    /// <summary>For an event that concerns many users, up to <see cref="PublishUserEvent.MaxUserIds"/>.</summary>
    public static MessageRoute MapToMany<TEvent>(Func<TEvent, IReadOnlyList<string>> userIds, Func<TEvent, UserEvent> userEvent)
        where TEvent : class =>
        Route<TEvent>(domainEvent => AllowedUserId.Of(userIds(domainEvent), "userIds"), userEvent);

    private static MessageRoute<TEvent> Route<TEvent>(Func<TEvent, IReadOnlyList<string>> userIds, Func<TEvent, UserEvent> userEvent)
        where TEvent : class =>
        new(services => ActivatorUtilities.CreateInstance<DomainEventHandler<TEvent>>(services, new Mapping<TEvent>(userIds, userEvent)));
}
