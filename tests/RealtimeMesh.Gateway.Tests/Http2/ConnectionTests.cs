using System.Collections.Concurrent;
using System.Text;
using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

public sealed class ConnectionTests : IAsyncLifetime
{
    private const ushort MaxConcurrentStreams = 3;

    private readonly ScriptedServer _server = new();
    private TestPool _pool = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _pool = new TestPool(_server.EndPoint);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _pool.DisposeAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Response_that_comes_byte_by_byte_is_whole()
    {
        var opening = _pool.OpenAsync();
        using var connection = await _server.AcceptAsync();
        var stream = await opening;
        var (id, _) = await connection.ReadRequestAsync();

        await connection.SendByteByByteAsync(
            TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders, id, TestFrames.Block((":status", "103"))),
            TestFrames.Head(id),
            TestFrames.Data(id, "event: "),
            TestFrames.Of(FrameType.Data, FrameFlags.Padded, id, [4, .. "message"u8, 0, 0, 0, 0]),
            TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, id, TestFrames.Block(("trailer", "ignored"))));

        var head = await stream.Head;
        Assert.Equal(200, head!.Status);
        Assert.Equal([("content-type", "text/event-stream")], head.Fields);
        var read = ReadStream.Of(stream);
        Assert.Equal(StreamOutcome.Complete, await read.End.WaitAsync(Cancelled));
        Assert.Equal("event: message", read.Text);
        Assert.Equal(0, _pool.Streams);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_thousand_streams_on_a_connection_get_each_its_own()
    {
        const int Count = 1_000;
        var opening = Enumerable.Range(0, Count).Select(_ => _pool.OpenAsync()).ToList();
        // More connections than one are opened for so many; the others are left alone here.
        using var connection = await _server.AcceptAsync((MaxConcurrentStreams, Count));
        var others = AcceptAllAsync(_server.AcceptSilentlyAsync);
        var readers = (await Task.WhenAll(opening)).Select(stream => ReadStream.Of(stream)).ToList();

        for (var round = 0; round < 3; round++)
        {
            var frames = Enumerable.Range(0, Count).Select(number => TestFrames.Data((2 * number) + 1, $"{round}:{(2 * number) + 1} "));
            await connection.SendAsync([.. round == 0 ? Enumerable.Range(0, Count).Select(number => TestFrames.Head((2 * number) + 1)) : [], .. frames]);
        }

        await Testing.Wait.UntilAsync(() => readers.All(reader => reader.Text.Count(letter => letter == ' ') == 3), TimeSpan.FromSeconds(20), "all is read", Cancelled);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(number => (2 * number) + 1).Select(id => $"0:{id} 1:{id} 2:{id} ").Order(StringComparer.Ordinal),
            readers.Select(reader => reader.Text).Order(StringComparer.Ordinal));
        Assert.False(others.IsFaulted);
    }

    [Fact(Timeout = 30_000)]
    public async Task Streams_beyond_what_a_connection_takes_get_another()
    {
        var opening = Enumerable.Range(0, 5).Select(_ => _pool.OpenAsync()).ToList();

        using var first = await _server.AcceptAsync((MaxConcurrentStreams, 2));
        using var second = await _server.AcceptAsync((MaxConcurrentStreams, 2));
        using var third = await _server.AcceptAsync((MaxConcurrentStreams, 2));

        await Task.WhenAll(opening);
        Assert.Equal((1, 3), ((await first.ReadRequestAsync()).StreamId, (await first.ReadRequestAsync()).StreamId));
        Assert.Equal((1, 3), ((await second.ReadRequestAsync()).StreamId, (await second.ReadRequestAsync()).StreamId));
        Assert.Equal(1, (await third.ReadRequestAsync()).StreamId);
        Assert.Equal(5, _pool.Streams);
    }

    [Fact(Timeout = 60_000)]
    public async Task New_connection_that_others_filled_first_is_no_failure()
    {
        const int Count = 20;
        using var busy = BusyThreadPool.Start();
        var accepting = AcceptAllAsync(() => _server.AcceptAsync((MaxConcurrentStreams, 1)));
        var opening = new ConcurrentBag<Task<Http2Stream>>();
        // Not on the pool: they come while who made the connection has yet to be told that it is there.
        var thread = new Thread(() =>
        {
            while (opening.Count(open => open.IsCompleted) < Count)
            {
                opening.Add(_pool.OpenAsync());
                Thread.Sleep(1);
            }
        });
        thread.Start();

        await Testing.Wait.UntilAsync(() => !thread.IsAlive, TimeSpan.FromSeconds(20), "they are not opened", Cancelled);
        busy.Dispose();
        await Task.WhenAll(opening);
        Assert.False(accepting.IsFaulted);
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelled_stream_is_reset_at_once_and_frees_its_place()
    {
        var (connection, stream, id) = await OpenAsync((MaxConcurrentStreams, 1));

        stream.Cancel();
        var (reset, code) = await connection.ReadAsync(FrameType.RstStream);

        Assert.Equal((id, (uint)Http2ErrorCode.Cancel), (reset.StreamId, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(code)));
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "too late"));
        await _pool.OpenAsync();
        Assert.Equal(3, (await connection.ReadRequestAsync()).StreamId);
    }

    [Fact(Timeout = 30_000)]
    public async Task Server_that_is_about_to_leave_ends_what_it_has_and_gets_no_more()
    {
        var (connection, stream, id) = await OpenAsync();
        var late = await _pool.OpenAsync();
        var read = ReadStream.Of(stream);

        await connection.SendAsync(TestFrames.GoAway(lastStreamId: id));
        Assert.Null(await late.Head.WaitAsync(Cancelled));
        Assert.Equal(StreamOutcome.Refused, late.Outcome);
        var elsewhere = _pool.OpenAsync();
        using var next = await _server.AcceptAsync();
        Assert.Equal(1, (await next.ReadRequestAsync()).StreamId);
        await elsewhere;

        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "last words", ends: true));
        Assert.Equal(StreamOutcome.Complete, await read.End.WaitAsync(Cancelled));
        Assert.Equal("last words", read.Text);
        await connection.ReadToEndAsync();
    }

    [Theory(Timeout = 30_000)]
    [InlineData((uint)Http2ErrorCode.RefusedStream)]
    [InlineData((uint)Http2ErrorCode.Cancel)]
    public async Task Reset_stream_ends_alone(uint number)
    {
        var code = (Http2ErrorCode)number;
        var (connection, stream, id) = await OpenAsync();
        var other = ReadStream.Of(await _pool.OpenAsync());

        await connection.SendAsync(TestFrames.Reset(id, code), TestFrames.Head(3), TestFrames.Data(3, "still here", ends: true));

        Assert.Null(await stream.Head.WaitAsync(Cancelled));
        Assert.Equal(code is Http2ErrorCode.RefusedStream ? StreamOutcome.Refused : StreamOutcome.Reset, stream.Outcome);
        Assert.Equal(StreamOutcome.Complete, await other.End.WaitAsync(Cancelled));
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_that_breaks_ends_its_streams_and_the_next_one_has_a_new_one()
    {
        var (connection, stream, id) = await OpenAsync();
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "half an ev"));
        var read = ReadStream.Of(stream);

        connection.Dispose();

        Assert.Equal(StreamOutcome.Lost, await read.End.WaitAsync(Cancelled));
        var again = _pool.OpenAsync();
        using var next = await _server.AcceptAsync();
        await again;
        Assert.Equal(1, _pool.Streams);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nobody_there_is_a_connection_error()
    {
        _server.Dispose();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => _pool.OpenAsync());

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal(0, _pool.Streams);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stream_on_which_nothing_comes_is_given_up()
    {
        var opening = _pool.OpenAsync(patience: TimeSpan.FromSeconds(1));
        using var connection = await _server.AcceptAsync();
        var stream = await opening;

        Assert.Null(await stream.Head.WaitAsync(Cancelled));

        Assert.Equal(StreamOutcome.TimedOut, stream.Outcome);
        await connection.ReadAsync(FrameType.RstStream);
    }

    [Fact(Timeout = 30_000)]
    public async Task Large_request_is_continued_in_a_second_frame()
    {
        var opening = _pool.OpenAsync(paddedBy: 20_000);
        using var connection = await _server.AcceptAsync();
        await opening;

        var (_, headers) = await connection.ReadRequestAsync();

        Assert.Equal(("x-padding", 20_000), (headers[^1].Name, headers[^1].Value.Length));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_comes_together_leaves_together_in_its_order()
    {
        var (connection, stream, id) = await OpenAsync();
        var other = await _pool.OpenAsync();
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Head(3));
        await Task.WhenAll(stream.Head, other.Head).WaitAsync(Cancelled);
        var (reader, otherReader) = (ReadStream.Of(stream), ReadStream.Of(other));

        await connection.SendAsync([.. Enumerable.Range(0, 20).SelectMany(number => (byte[][])[TestFrames.Data(id, $"{number} "), TestFrames.Data(3, $"-{number} ")]), TestFrames.Data(id, "end", ends: true), TestFrames.Data(3, "end", ends: true)]);

        await Task.WhenAll(reader.End, otherReader.End).WaitAsync(Cancelled);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20)) + " end", reader.Text);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20).Select(number => $"-{number}")) + " end", otherReader.Text);
        // One segment of the loopback is one read, unless the machine has cut it in two.
        Assert.InRange(reader.Writes, 1, 3);
    }

    [Fact(Timeout = 30_000)]
    public async Task Ping_is_answered_with_its_bytes()
    {
        var (connection, _, _) = await OpenAsync();

        await connection.SendAsync(TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, [.. "12345678"u8]));
        var (header, payload) = await connection.ReadAsync(FrameType.Ping);

        Assert.True(header.Flags.HasFlag(FrameFlags.Ack));
        Assert.Equal("12345678", Encoding.ASCII.GetString(payload));
    }

    private async Task<(ScriptedServer.Connection Connection, Http2Stream Stream, int Id)> OpenAsync(params (ushort, uint)[] settings)
    {
        var opening = _pool.OpenAsync();
        var connection = await _server.AcceptAsync(settings);
        var stream = await opening;
        return (connection, stream, (await connection.ReadRequestAsync()).StreamId);
    }

    private static async Task AcceptAllAsync(Func<Task<ScriptedServer.Connection>> accept)
    {
        try
        {
            while (true)
            {
                await accept();
            }
        }
        catch (Exception over) when (over is System.Net.Sockets.SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
