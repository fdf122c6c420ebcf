using MassTransit;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Bus;
using RealtimeMesh.Notifier.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>Whose screens a domain event is for, and what it says there.</summary>
internal sealed record Mapping<TEvent>(Func<TEvent, IReadOnlyCollection<string>> UserIds, Func<TEvent, UserEvent> UserEvent)
    where TEvent : class;

internal static class MappingRegistration
{
    public static void Map<TEvent>(this IBusRegistrationConfigurator bus, Func<TEvent, string> userId, Func<TEvent, UserEvent> userEvent)
        where TEvent : class =>
        bus.Map(domainEvent => [AllowedUserId.Of(userId(domainEvent), "userId")], userEvent);

    /// <summary>For an event that concerns many users, up to <see cref="PublishUserEvent.MaxUserIds"/>.</summary>
    public static void MapToMany<TEvent>(this IBusRegistrationConfigurator bus, Func<TEvent, IReadOnlyList<string>> userIds, Func<TEvent, UserEvent> userEvent)
        where TEvent : class =>
        bus.Map(domainEvent => AllowedUserId.Of(userIds(domainEvent), "userIds"), userEvent);

    private static void Map<TEvent>(this IBusRegistrationConfigurator bus, Func<TEvent, IReadOnlyCollection<string>> userIds, Func<TEvent, UserEvent> userEvent)
        where TEvent : class
    {
        bus.AddSingleton(new Mapping<TEvent>(userIds, userEvent));
        bus.AddConsumer<DomainEventConsumer<TEvent>, NotifierEndpoint<DomainEventConsumer<TEvent>, TEvent>>();
    }
}
