using System.Text;
using RealtimeMesh.LoadGen.Streams;
using RealtimeMesh.LoadGen.Tests.Streams;

namespace RealtimeMesh.LoadGen.Tests.SignalR;

public sealed class SignalRConnectionTests
{
    private const string Upgraded = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invocations_count_as_events_and_pings_do_not()
    {
        await using var server = new ScriptedServer(async (socket, request, _) =>
        {
            Assert.StartsWith("GET /events?user=load-0 HTTP/1.1\r\n", request, StringComparison.Ordinal);
            await ScriptedServer.SendAsync(socket, Upgraded);
            await socket.SendAsync(Message("{}\u001e{\"type\":6}\u001e" + Invocation(0)));
            // One record in two messages, two records in one.
            var split = Invocation(1) + Invocation(2);
            await socket.SendAsync(Message(split[..50]));
            await socket.SendAsync(Message(split[50..]));
        });
        using var crowd = await OpenAsync(server);

        Assert.True(await crowd.UntilAsync(() => crowd.Events == 3, Token));
        var tally = await crowd.TallyAsync();
        Assert.Equal((1, 1, 0, 0), (tally.Opened, tally.Comments, tally.Lost, tally.OtherFrames));
    }

    [Fact]
    public async Task Hub_that_refuses_is_an_error_that_says_why()
    {
        await using var server = new ScriptedServer((socket, _, _) => ScriptedServer.SendAsync(socket, "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(server, patience: 0.2));
        Assert.Contains("HTTP 404", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] Message(string text) => [0x81, 126, (byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static string Invocation(long number) =>
        $"{{\"type\":1,\"target\":\"event\",\"arguments\":[{Encoding.ASCII.GetString(LoadEvent.Create(100, 0, LoadEvent.First + number))}]}}\u001e";

    private static async Task<Crowd> OpenAsync(ScriptedServer server, double patience = 10)
    {
        var options = server.Options with { Streams = 1, Users = 1, Patience = patience };
        options = options with { Url = new UriBuilder(options.Url) { Scheme = "ws" }.Uri };
        var target = await StreamTarget.ResolveAsync(options, TimeProvider.System, Token);
        var crowd = new Crowd(options, target, new MicroClock(TimeProvider.System), TimeProvider.System, reconnects: false);
        try
        {
            await crowd.OpenAsync(Token);
            return crowd;
        }
        catch
        {
            crowd.Dispose();
            throw;
        }
    }
}
