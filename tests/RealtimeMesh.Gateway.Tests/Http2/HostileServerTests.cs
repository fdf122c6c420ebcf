using System.Buffers.Binary;
using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

public sealed class HostileServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], uint> EndsTheConnection => new()
    {
        { "stream that nobody opened", TestFrames.Data(99, "x"), (uint)Http2ErrorCode.ProtocolError },
        { "stream of a server", TestFrames.Head(2), (uint)Http2ErrorCode.ProtocolError },
        { "push allowed", TestFrames.Settings((2, 1)), (uint)Http2ErrorCode.ProtocolError },
        { "tiny frames wanted", TestFrames.Settings((5, 100)), (uint)Http2ErrorCode.ProtocolError },
        { "window of 4 GiB", TestFrames.Settings((4, uint.MaxValue)), (uint)Http2ErrorCode.FlowControlError },
        { "header of a dynamic table", TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders, 1, 0xbe), (uint)Http2ErrorCode.CompressionError },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(EndsTheConnection))]
    public async Task Server_that_breaks_the_protocol_is_told_so_and_left(string what, byte[] bytes, uint code)
    {
        Assert.NotEmpty(what);
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        var stream = await opening;

        await connection.SendAsync(bytes);
        var (_, goAway) = await connection.ReadAsync(FrameType.GoAway);

        Assert.Equal((Http2ErrorCode)code, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(goAway.AsSpan(4)));
        Assert.Null(await stream.Head.WaitAsync(Cancelled));
        Assert.Equal(0, pool.Streams);
        await connection.ReadToEndAsync();
    }

    public static TheoryData<string, byte[]> Floods => new()
    {
        { "pings", TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, new byte[8]) },
        { "settings", TestFrames.Settings() },
        { "empty data", TestFrames.Data(1, "") },
        { "unknown frames", TestFrames.Of((FrameType)0x42, FrameFlags.None, 1) },
        { "resets", TestFrames.Reset(1, Http2ErrorCode.Cancel) },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Floods))]
    public async Task Server_that_sends_without_a_purpose_is_left(string what, byte[] frame)
    {
        Assert.NotEmpty(what);
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        await opening;
        var other = await pool.OpenAsync();
        await connection.SendAsync(TestFrames.Head(1));

        await connection.SendUntilClosedAsync([.. Enumerable.Repeat(frame, 100).SelectMany(bytes => bytes)]);

        Assert.Null(await other.Head.WaitAsync(Cancelled));
        Assert.Equal(StreamOutcome.Lost, other.Outcome);
    }

    public static TheoryData<string, byte[]> EndsTheStream => new()
    {
        { "no status", TestFrames.Head(1, ("content-type", "text/plain")) },
        { "status behind a header", TestFrames.Head(1, ("a", "b"), (":status", "200")) },
        { "two", TestFrames.Head(1, (":status", "200"), (":status", "200")) },
        { "status of letters", TestFrames.Head(1, (":status", "abc")) },
        { "status 99", TestFrames.Head(1, (":status", "099")) },
        { "switching protocols", TestFrames.Head(1, (":status", "101")) },
        { "upper-case name", TestFrames.Head(1, (":status", "200"), ("X-A", "b")) },
        { "name with a space", TestFrames.Head(1, (":status", "200"), ("a b", "c")) },
        { "empty name", TestFrames.Head(1, (":status", "200"), ("", "c")) },
        { "pseudo header of a request", TestFrames.Head(1, (":status", "200"), (":path", "/")) },
        { "line break in a value", TestFrames.Head(1, (":status", "200"), ("a", "b\r\nset-cookie: c")) },
        { "zero in a value", TestFrames.Head(1, (":status", "200"), ("a", "b\0")) },
        { "data before headers", TestFrames.Data(1, "x") },
        { "end with an informational status", TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, TestFrames.Block((":status", "103"))) },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(EndsTheStream))]
    public async Task What_is_no_response_ends_its_stream_alone(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        var stream = await opening;
        var other = ReadStream.Of(await pool.OpenAsync());

        await connection.SendAsync(bytes, TestFrames.Head(3), TestFrames.Data(3, "fine", ends: true));

        Assert.Null(await stream.Head.WaitAsync(Cancelled));
        Assert.Equal(StreamOutcome.Malformed, stream.Outcome);
        Assert.Equal(1, (await connection.ReadAsync(FrameType.RstStream)).Header.StreamId);
        Assert.Equal(StreamOutcome.Complete, await other.End.WaitAsync(Cancelled));
    }

    [Fact(Timeout = 30_000)]
    public async Task Server_that_takes_no_streams_is_as_good_as_none()
    {
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();

        using var connection = await server.AcceptAsync((3, 0));

        Assert.Equal(HttpRequestError.ConnectionError, (await Assert.ThrowsAsync<HttpRequestException>(() => opening)).HttpRequestError);
    }

    [Fact(Timeout = 60_000)]
    public async Task No_noise_of_a_server_hangs_or_breaks_the_client()
    {
        var random = new Random(4);
        using var server = new ScriptedServer();
        for (var round = 0; round < 100; round++)
        {
            // Each time anew: noise may end the stream before the connection, which would still be taken for the next one.
            await using var pool = new TestPool(server.EndPoint);
            var opening = pool.OpenAsync();
            using var connection = await server.AcceptAsync();
            var read = ReadStream.Of(await opening);
            var noise = new byte[random.Next(2_000)];
            random.NextBytes(noise);

            // Small lengths, or nothing would ever be more than the beginning of a frame.
            await connection.SendAsync([.. TestFrames.Of((FrameType)random.Next(10), (FrameFlags)random.Next(256), random.Next(4), noise[..(noise.Length / 2)]), .. noise]);
            connection.Dispose();

            Assert.NotEqual(StreamOutcome.NotYet, await read.End.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
        }
    }
}
