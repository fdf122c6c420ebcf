using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Testing;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.Tests.UserEvents;

public sealed class BroadcastTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly string[] Users = [.. Enumerable.Range(0, 200).Select(n => $"user-{n}")];

    [Fact(Timeout = 60_000)]
    public async Task Users_who_were_told_are_left_out_when_others_have_to_be_tried_again()
    {
        var publisher = new HalfAway();
        await using var app = await StartAsync(publisher);

        await PublishAsync(app);

        await Wait.UntilAsync(() => publisher.Told.Count == Users.Length, TimeSpan.FromSeconds(30), "not everybody was told", Cancelled);
        Assert.All(Users, user => Assert.Equal(1, publisher.Told[user]));
        Assert.Equal(3, publisher.Tries["user-7"]);
        Assert.Equal(1, publisher.Tries["user-8"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task User_whose_keys_are_broken_keeps_the_event_from_nobody_else()
    {
        var publisher = new HalfAway { Broken = "user-0" };
        await using var app = await StartAsync(publisher);

        await PublishAsync(app);

        await Wait.UntilAsync(() => publisher.Told.Count == Users.Length - 1, TimeSpan.FromSeconds(30), "not everybody was told", Cancelled);
        Assert.All(publisher.Told.Values, times => Assert.Equal(1, times));
    }

    private static async Task<WebApplication> StartAsync(IUserEventPublisher publisher)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddNotifier();
        builder.Services.AddSingleton(publisher);
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddNotifierConsumers();
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        var app = builder.Build();
        await app.StartAsync(Cancelled);
        return app;
    }

    // Without a message id, which would make a repeat harmless.
    private static Task PublishAsync(WebApplication app) => app.Services.GetRequiredService<IBus>().Publish(
        new PublishUserEvent { UserIds = Users, Event = JsonElement.Parse("""{"type":"x"}""") }, publish => publish.MessageId = null, Cancelled);

    /// <summary>As if every tenth user's shard were away for two tries.</summary>
    private sealed class HalfAway : IUserEventPublisher
    {
        /// <summary>For this user it never works.</summary>
        public string? Broken { get; init; }

        public ConcurrentDictionary<string, int> Tries { get; } = new();

        public ConcurrentDictionary<string, int> Told { get; } = new();

        public Task<PublishOutcome> PublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken)
        {
            var tries = Tries.AddOrUpdate(userId, 1, (_, count) => count + 1);
            if (userId == Broken)
            {
                throw new InvalidOperationException("WRONGTYPE");
            }

            if (userId.EndsWith('7') && tries < 3)
            {
                throw new UserEventsUnavailableException("The shard is away.");
            }

            Told.AddOrUpdate(userId, 1, (_, count) => count + 1);
            return Task.FromResult(PublishOutcome.Published);
        }

        public Task DisconnectAsync(string userId, Guid? messageId, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
