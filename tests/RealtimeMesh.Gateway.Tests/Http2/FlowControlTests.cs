using System.Buffers.Binary;
using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

public sealed class FlowControlTests
{
    private static readonly string Event = new('x', 10_000);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Room_is_made_for_what_the_reader_took_and_for_no_more()
    {
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        var slow = await opening;
        var quick = await pool.OpenAsync();
        var slowReader = ReadStream.Of(slow, takes: false);
        ReadStream.Of(quick);
        await connection.SendAsync(TestFrames.Head(1), TestFrames.Head(3));

        var room = Http2Stream.Window;
        for (var sent = 0; sent < 40; sent++)
        {
            if (sent < 6)
            {
                await connection.SendAsync(TestFrames.Data(1, Event));
            }

            await connection.SendAsync(TestFrames.Data(3, Event));
            room -= Event.Length;
            while (room < Event.Length)
            {
                room += await RoomAsync(connection, 3);
            }
        }

        // The slow one has filled its window. As soon as it takes something, the server may go on.
        await Testing.Wait.UntilAsync(() => slowReader.Text.Length == 6 * Event.Length, TimeSpan.FromSeconds(5), "the slow one has it", Cancelled);
        slow.Consumed(4 * Event.Length);
        Assert.Equal(4 * Event.Length, await RoomAsync(connection, 1));
    }

    [Fact(Timeout = 30_000)]
    public async Task Stream_that_gets_more_than_its_window_ends_alone()
    {
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        var flooded = ReadStream.Of(await opening, takes: false);
        var other = ReadStream.Of(await pool.OpenAsync());

        await connection.SendAsync([TestFrames.Head(1), .. Enumerable.Repeat(TestFrames.Data(1, Event), 7), TestFrames.Head(3), TestFrames.Data(3, "fine", ends: true)]);

        Assert.Equal(StreamOutcome.Malformed, await flooded.End.WaitAsync(Cancelled));
        Assert.Equal(6 * Event.Length, flooded.Text.Length);
        Assert.Equal((uint)Http2ErrorCode.FlowControlError, BinaryPrimitives.ReadUInt32BigEndian((await connection.ReadAsync(FrameType.RstStream)).Payload));
        Assert.Equal(StreamOutcome.Complete, await other.End.WaitAsync(Cancelled));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_window_of_the_connection_never_runs_out()
    {
        // Four times as much as it has, and nothing of it for anybody: the streams have ended.
        const int Megabytes = 64;
        using var server = new ScriptedServer();
        await using var pool = new TestPool(server.EndPoint);
        var opening = pool.OpenAsync();
        using var connection = await server.AcceptAsync();
        (await opening).Cancel();
        var room = 65_535;
        var frame = TestFrames.Of(FrameType.Data, FrameFlags.None, 1, new byte[16 * 1024]);

        for (var sent = 0; sent < Megabytes * 64; sent++)
        {
            while (room < 16 * 1024)
            {
                room += await RoomAsync(connection, 0);
            }

            await connection.SendAsync(frame);
            room -= 16 * 1024;
        }

        await pool.OpenAsync();
        Assert.Equal(3, (await connection.ReadRequestAsync()).StreamId);
    }

    private static async Task<int> RoomAsync(ScriptedServer.Connection connection, int streamId)
    {
        while (true)
        {
            var (header, payload) = await connection.ReadAsync(FrameType.WindowUpdate);
            if (header.StreamId == streamId)
            {
                return BinaryPrimitives.ReadInt32BigEndian(payload);
            }
        }
    }
}
