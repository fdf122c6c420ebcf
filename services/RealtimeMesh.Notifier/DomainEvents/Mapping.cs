using MassTransit;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Bus;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>Whose screen a domain event is for, and what it says there.</summary>
internal sealed record Mapping<TEvent>(Func<TEvent, string> UserId, Func<TEvent, UserEvent> UserEvent)
    where TEvent : class;

internal static class MappingRegistration
{
    public static void Map<TEvent>(this IBusRegistrationConfigurator bus, Func<TEvent, string> userId, Func<TEvent, UserEvent> userEvent)
        where TEvent : class
    {
        bus.AddSingleton(new Mapping<TEvent>(userId, userEvent));
        bus.AddConsumer<DomainEventConsumer<TEvent>, NotifierEndpoint<DomainEventConsumer<TEvent>, TEvent>>();
    }
}
