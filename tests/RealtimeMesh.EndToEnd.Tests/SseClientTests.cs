using RealtimeMesh.EndToEnd.Tests.Faults.Events;
using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.Testing.Mesh;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>SSE clients of other people, unmodified, from npm: how they come back after a lost connection is their own.</summary>
public sealed class SseClientTests(MeshFixture mesh)
{
    private const string User = "sse-clients";
    private const int Cuts = 5;

    // The slowest comes back after three seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Packages = ["eventsource", "eventsource-client", "@microsoft/fetch-event-source", "launchdarkly-eventsource"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Every_client_has_all_events_once_and_in_order_after_five_lost_connections()
    {
        await using var network = FaultProxy.Start(mesh.Gateway.BaseAddress.Host, mesh.Gateway.BaseAddress.Port);
        var clients = Packages.Select(package => SseClient.Start(package, new Uri($"http://{network.EndPoint}{SseRequest.Events}"), mesh.Tokens.Create(User))).ToList();
        try
        {
            await AllAsync(clients, client => client.Connected.Count == 1);
            // So few that the log still has what the slowest missed.
            await using var events = NumberedEvents.Start(new NumberedEventsOptions { RabbitMq = mesh.RabbitMq.ConnectionString, Users = [User], PerSecond = 10 });

            for (var cut = 1; cut <= Cuts; cut++)
            {
                await AllAsync(clients, client => client.Connected.Count == cut && client.IsHearing);
                network.Cut();
                await events.MoreAsync(5, Cancelled);
                network.Restore();
            }

            await AllAsync(clients, client => client.Connected.Count > Cuts && client.IsHearing);
            var published = (await events.StopAsync(Cancelled))[User];
            await AllAsync(clients, client => client.Events.Count >= published);

            var end = (await UserLogs.EndsAsync(mesh.Redis.ConnectionString, [User]))[User]!;
            Assert.Equal(published, end.Offset);
            Assert.All(clients, client => CheckAllOnceAndInOrder(client, end));
            Assert.All(clients, client => CheckLostConnections(client));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static void CheckAllOnceAndInOrder(SseClient client, StreamCursor end)
    {
        var all = Enumerable.Range(1, (int)end.Offset).ToList();

        Assert.Equal(all.Select(offset => $"{end with { Offset = offset }}"), client.Events.Select(received => received.Id));
        Assert.Equal(all, client.Events.Select(received => received.Event.GetProperty("n").GetInt32()).Order());
    }

    private static void CheckLostConnections(SseClient client) =>
        Assert.Equal(
            [false, .. Enumerable.Repeat(true, Cuts)],
            client.Connected.Select(received => received.Event.GetProperty("resumed").GetBoolean()));

    private static Task AllAsync(List<SseClient> clients, Func<SseClient, bool> condition) => Wait.UntilAsync(
        () => Task.FromResult(clients.All(condition)), Patience, () => string.Join('\n', clients), Cancelled);
}
