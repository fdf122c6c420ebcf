using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Tests.Streams;

/// <summary>Streams over real sockets.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_frame_counts_also_when_many_come_in_one_piece_or_one_comes_in_many()
    {
        await using var server = new ScriptedServer(async (socket, _, _) =>
        {
            await ScriptedServer.SendAsync(socket, ScriptedServer.Ok + string.Concat(Enumerable.Range(0, 50).Select(i => ScriptedServer.Chunk(i))));
            socket.NoDelay = true;
            foreach (var piece in ScriptedServer.Chunk(50).Chunk(7))
            {
                await ScriptedServer.SendAsync(socket, new string(piece));
                await Task.Yield();
            }
        });
        using var crowd = await OpenAsync(server.Options with { Streams = 20, Users = 20, Threads = 2 });

        Assert.True(await crowd.UntilAsync(() => crowd.Events == 20 * 51, Token));
        var tally = await crowd.TallyAsync();
        Assert.Equal((20 * 51, 0, 0, 20), (tally.Events, tally.Lost, tally.Duplicates, tally.Opened));
        Assert.Equal(20 * 51, tally.Latency.TotalCount);
    }

    [Fact]
    public async Task Lost_repeated_and_late_events_are_told_apart()
    {
        await using var server = new ScriptedServer((socket, _, _) =>
            ScriptedServer.SendAsync(socket, ScriptedServer.Ok + string.Concat(new long[] { 0, 1, 5, 3, 3, 6, 0, 100 }.Select(i => ScriptedServer.Chunk(i)))));
        using var crowd = await OpenAsync(server.Options with { Streams = 1, Users = 1 });

        Assert.True(await crowd.UntilAsync(() => crowd.Events == 8, Token));
        var tally = await crowd.TallyAsync();
        // Lost are 2 and 4, and those from 7 to 99; 3 is late; the second 3 and the second 0 are repeats.
        Assert.Equal((2 + 93, 2, 1), (tally.Lost, tally.Duplicates, tally.OutOfOrder));
    }

    [Fact]
    public async Task Streams_that_are_cut_come_back_with_the_last_id()
    {
        List<string> requests = [];
        await using var server = new ScriptedServer((socket, request, place) =>
        {
            lock (requests)
            {
                requests.Add(request);
            }

            return ScriptedServer.SendAsync(socket, ScriptedServer.Ok + ScriptedServer.Chunk(place, $"e-{place}"));
        });
        using var crowd = await OpenAsync(server.Options with { Streams = 1, Users = 1 });
        Assert.True(await crowd.UntilAsync(() => crowd.Events == 1, Token));

        await crowd.CutAsync();
        Assert.Equal(0, crowd.Open);
        await crowd.OpenAsync(Token);
        Assert.True(await crowd.UntilAsync(() => crowd.Events == 2, Token));

        Assert.DoesNotContain("last-event-id", requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nlast-event-id: e-0\r\n", requests[1], StringComparison.Ordinal);
        Assert.Equal(0, (await crowd.TallyAsync()).Lost);
    }

    [Fact]
    public async Task Refused_stream_is_opened_again()
    {
        await using var server = new ScriptedServer((socket, _, place) =>
            ScriptedServer.SendAsync(socket, place == 0 ? "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n" : ScriptedServer.Ok));
        using var crowd = await OpenAsync(server.Options with { Streams = 1, Users = 1 });

        var tally = await crowd.TallyAsync();
        Assert.Equal((1, 1), (tally.Refused, tally.Opened));
        Assert.Equal(1, tally.Reasons["HTTP 503"]);
    }

    [Fact]
    public async Task Server_that_ends_a_stream_says_why()
    {
        const string end = "event: error\nretry: 10\ndata: {\"defined\":true,\"code\":\"SLOW_CONSUMER\",\"status\":503}\n\n";
        await using var server = new ScriptedServer((socket, _, _) =>
            ScriptedServer.SendAsync(socket, $"{ScriptedServer.Ok}{end.Length:x}\r\n{end}\r\n0\r\n\r\n"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(server.Options with { Streams = 3, Users = 3, Patience = 0.5 }));
        Assert.Contains("SLOW_CONSUMER (3)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_that_do_not_open_are_an_error_that_says_why()
    {
        await using var server = new ScriptedServer((socket, _, _) => ScriptedServer.SendAsync(socket, "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(server.Options with { Streams = 1, Users = 1, Patience = 0.2 }));
        Assert.Contains("HTTP 401", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<Crowd> OpenAsync(LoadOptions options)
    {
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
