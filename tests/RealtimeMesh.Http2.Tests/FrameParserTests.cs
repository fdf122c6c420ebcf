using System.Text;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Http2.Tests;

public sealed class FrameParserTests
{
    public static TheoryData<string, byte[], uint> Broken => new()
    {
        { "no SETTINGS first", TestFrames.Data(1, "x"), 1 },
        { "an acknowledgement first", TestFrames.Of(FrameType.Settings, FrameFlags.Ack, 0), 1 },
        { "HTTP/1.1", Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), 6 },
        { "frame above 16 KiB", Started(TestFrames.Of(FrameType.Data, FrameFlags.None, 1, new byte[16 * 1024 + 1])), 6 },
        { "data of stream 0", Started(TestFrames.Data(0, "x")), 1 },
        { "headers of stream 0", Started(TestFrames.Head(0)), 1 },
        { "settings of a stream", Started(TestFrames.Of(FrameType.Settings, FrameFlags.None, 1)), 1 },
        { "settings that are cut off", Started(TestFrames.Of(FrameType.Settings, FrameFlags.None, 0, 1, 2, 3)), 6 },
        { "acknowledgement with settings", Started(TestFrames.Of(FrameType.Settings, FrameFlags.Ack, 0, new byte[6])), 6 },
        { "ping of seven bytes", Started(TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, new byte[7])), 6 },
        { "ping of a stream", Started(TestFrames.Of(FrameType.Ping, FrameFlags.None, 1, new byte[8])), 1 },
        { "short GOAWAY", Started(TestFrames.Of(FrameType.GoAway, FrameFlags.None, 0, new byte[7])), 6 },
        { "short reset", Started(TestFrames.Of(FrameType.RstStream, FrameFlags.None, 1, new byte[3])), 6 },
        { "window of three bytes", Started(TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, 0, new byte[3])), 6 },
        { "window update of nothing", Started(TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, 0, new byte[4])), 1 },
        { "push", Started(TestFrames.Of(FrameType.PushPromise, FrameFlags.EndHeaders, 1, new byte[4])), 1 },
        { "padding longer than the payload", Started(TestFrames.Of(FrameType.Data, FrameFlags.Padded, 1, 2, 0)), 1 },
        { "padding without a length", Started(TestFrames.Of(FrameType.Data, FrameFlags.Padded, 1)), 6 },
        { "priority that is cut off", Started(TestFrames.Of(FrameType.Headers, FrameFlags.Priority | FrameFlags.EndHeaders, 1, 1, 2)), 6 },
        { "CONTINUATION of nothing", Started(TestFrames.Of(FrameType.Continuation, FrameFlags.EndHeaders, 1)), 1 },
        { "header block interrupted by data", Started([.. Open(), .. TestFrames.Data(1, "x")]), 1 },
        { "header block interrupted by an unknown frame", Started([.. Open(), .. TestFrames.Of((FrameType)0x77, FrameFlags.None, 1)]), 1 },
        { "header block continued by another stream", Started([.. Open(), .. TestFrames.Of(FrameType.Continuation, FrameFlags.EndHeaders, 3)]), 1 },
        { "header block without an end", Started([.. Open(), .. Repeat(TestFrames.Of(FrameType.Continuation, FrameFlags.None, 1, new byte[16 * 1024]), 3)]), 11 },
        { "empty fragments without an end", Started([.. Open(), .. Repeat(TestFrames.Of(FrameType.Continuation, FrameFlags.None, 1), 100)]), 11 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_breaks_the_protocol_is_refused_with_its_code(string what, byte[] bytes, uint code)
    {
        Assert.NotEmpty(what);
        Assert.Equal((Http2ErrorCode)code, Assert.Throws<Http2Exception>(() => ParseWhole(bytes)).Code);
    }

    [Fact]
    public void Frames_are_told_however_their_bytes_are_split()
    {
        byte[] bytes = [
            .. TestFrames.Settings((3, 100)),
            .. TestFrames.Of(FrameType.Headers, FrameFlags.Padded | FrameFlags.Priority, 1, [2, 0, 0, 0, 0, 9, .. TestFrames.Block((":status", "200")), 0, 0]),
            .. TestFrames.Of(FrameType.Continuation, FrameFlags.None, 1, TestFrames.Block(("a", "b"))),
            .. TestFrames.Of(FrameType.Continuation, FrameFlags.EndHeaders, 1, TestFrames.Block(("c", "d"))),
            .. TestFrames.Of(FrameType.Data, FrameFlags.Padded, 1, [3, .. "event"u8, 0, 0, 0]),
            .. TestFrames.Of((FrameType)0x77, (FrameFlags)0xff, 1, 1, 2, 3),
            .. TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, 0, 0x80, 0, 1, 0),
            .. TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, 1, 0, 0, 0, 0),
            .. TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, [.. "12345678"u8]),
            .. TestFrames.Data(1, "", ends: true),
            .. TestFrames.GoAway(7),
            .. TestFrames.Reset(5, Http2ErrorCode.RefusedStream)];
        string[] expected = [
            "setting 3 100", "settings end", "head 1 :status=200 a=b c=d False", "data 1 event 9 False", "other", "window 0 256", "window 1 0", "ping 12345678", "data 1  0 True",
            "goaway 7 NoError", "reset 5 RefusedStream"];

        Assert.Equal(expected, ParseWhole(bytes));
        Assert.Equal(expected, ParseInPieces(bytes, _ => 1));
        var random = new Random(9113);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(expected, ParseInPieces(bytes, rest => random.Next(1, rest + 1)));
        }
    }

    [Fact]
    public void Any_bytes_are_frames_or_refused()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            try
            {
                ParseInPieces(Noise(random), rest => random.Next(1, rest + 1));
            }
            catch (Http2Exception)
            {
                // Refused, and by nothing else.
            }
        }
    }

    // Frames of random kind and content: pure noise ends with the first header.
    private static byte[] Noise(Random random)
    {
        var bytes = new List<byte>(random.Next(10) == 0 ? [] : TestFrames.Settings((3, 100)));
        for (var frames = random.Next(20); frames > 0; frames--)
        {
            var payload = new byte[random.Next(3) == 0 ? random.Next(10) : random.Next(200)];
            random.NextBytes(payload);
            bytes.AddRange(TestFrames.Of((FrameType)random.Next(12), (FrameFlags)random.Next(256), random.Next(4), payload));
        }

        return [.. bytes];
    }

    private static byte[] Started(byte[] frames) => [.. TestFrames.Settings(), .. frames];

    private static byte[] Open() => TestFrames.Of(FrameType.Headers, FrameFlags.None, 1, TestFrames.Block((":status", "200")));

    private static byte[] Repeat(byte[] frame, int times) => [.. Enumerable.Repeat(frame, times).SelectMany(bytes => bytes)];

    private static List<string> ParseWhole(byte[] bytes)
    {
        var told = new Told();
        Assert.Equal(bytes.Length, new FrameParser(told).Parse(bytes));
        return told.Frames;
    }

    private static List<string> ParseInPieces(byte[] bytes, Func<int, int> next)
    {
        var told = new Told();
        var parser = new FrameParser(told);
        var (from, to) = (0, 0);
        while (to < bytes.Length)
        {
            to += next(bytes.Length - to);
            from += parser.Parse(bytes.AsMemory(from..to));
        }

        return told.Frames;
    }

    private sealed class Told : IFrameReceiver
    {
        public List<string> Frames { get; } = [];

        public void OnData(int streamId, ReadOnlyMemory<byte> data, int flowLength, bool endsStream) =>
            Frames.Add($"data {streamId} {Encoding.Latin1.GetString(data.Span)} {flowLength} {endsStream}");

        public void OnHeaders(int streamId, ReadOnlySpan<byte> block, bool endsStream) =>
            Frames.Add($"head {streamId} {string.Join(' ', HeaderDecoder.Decode(block).Select(field => $"{field.Name}={field.Value}"))} {endsStream}");

        public void OnReset(int streamId, Http2ErrorCode code) => Frames.Add($"reset {streamId} {code}");

        public void OnSetting(ushort id, uint value) => Frames.Add($"setting {id} {value}");

        public void OnSettingsEnd() => Frames.Add("settings end");

        public void OnPing(ReadOnlySpan<byte> payload) => Frames.Add($"ping {Encoding.Latin1.GetString(payload)}");

        public void OnGoAway(int lastStreamId, Http2ErrorCode code) => Frames.Add($"goaway {lastStreamId} {code}");

        public void OnWindowUpdate(int streamId, int bytes) => Frames.Add($"window {streamId} {bytes}");

        public void OnOther() => Frames.Add("other");
    }
}
