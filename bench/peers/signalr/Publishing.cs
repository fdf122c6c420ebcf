using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.SignalR;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Peers.SignalR;

/// <summary>Events for users, posted or from the bus.</summary>
internal static class Publishing
{
    private const int Prefetch = 32;

    /// <summary><c>POST /publish?user=U</c> with the event as body.</summary>
    public static void MapPublish(this WebApplication app) =>
        app.MapPost("/publish", (string user, JsonElement userEvent, IHubContext<EventsHub> hub) =>
            hub.Clients.User(user).SendAsync(EventsHub.Method, userEvent));

    /// <summary><see cref="PublishUserEvent"/> from a durable quorum queue, where <c>RABBITMQ</c> names one.</summary>
    public static void AddBusConsumer(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["RABBITMQ"] is not { } address)
        {
            return;
        }

        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<PublishUserEventConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(address));
                rabbit.ReceiveEndpoint("signalr-publish-user-event", endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    endpoint.PrefetchCount = Prefetch;
                    endpoint.UseRawJsonDeserializer();
                    endpoint.ConfigureConsumer<PublishUserEventConsumer>(context);
                });
            });
        });
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
    }
}

/// <summary>Sends to each user over the backplane.</summary>
internal sealed class PublishUserEventConsumer(IHubContext<EventsHub> hub) : IConsumer<PublishUserEvent>
{
    public Task Consume(ConsumeContext<PublishUserEvent> context) =>
        hub.Clients.Users(context.Message.UserIds).SendAsync(EventsHub.Method, context.Message.Event, context.CancellationToken);
}
