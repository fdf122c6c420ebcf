using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.DomainEvents;
using RealtimeMesh.Notifier.UserEvents;

namespace RealtimeMesh.Notifier.Routing;

internal static class MessageRoutes
{
    /// <summary>Every domain event, and what any team may ask for.</summary>
    public static readonly IReadOnlyList<MessageRoute> All =
    [
        .. StudioEvents.Routes,
        new MessageRoute<PublishUserEvent>(services => ActivatorUtilities.CreateInstance<PublishUserEventHandler>(services)),
        new MessageRoute<DisconnectUser>(services => ActivatorUtilities.CreateInstance<DisconnectUserHandler>(services)),
    ];
}
