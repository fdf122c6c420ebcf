using RealtimeMesh.LoadGen.Http;

namespace RealtimeMesh.LoadGen.Tests.Http;

public sealed class Http2FrameTests
{
    [Fact]
    public void Frames_are_the_same_wherever_the_bytes_are_split()
    {
        byte[] bytes =
        [
            .. Http2Frame.Create(Http2Frame.Headers, Http2Frame.EndHeaders, 1, [0x88]),
            .. Http2Frame.Create(Http2Frame.Data, 0, 1, "data: a\n\n"u8),
            .. Http2Frame.Create(Http2Frame.Data, Http2Frame.EndStream, 1, []),
            .. Http2Frame.Create(Http2Frame.Ping, 0, 0, "12345678"u8),
        ];

        for (var split = 0; split <= bytes.Length; split++)
        {
            var reader = new Http2FrameReader();
            List<string> seen = [];
            Read(reader, bytes.AsSpan(0, split), seen);
            Read(reader, bytes.AsSpan(split), seen);

            Assert.Equal("Headers of 1: 88", seen[0]);
            Assert.Equal("646174613A20610A0A", string.Concat(seen.Where(piece => piece.StartsWith("Data", StringComparison.Ordinal)).Select(piece => piece.Split(": ")[1])));
            Assert.Equal("Ping of 0: 3132333435363738", seen[^1]);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x88 }, 200)]
    [InlineData(new byte[] { 0x20, 0x88 }, 200)]
    [InlineData(new byte[] { 0x8D }, 404)]
    [InlineData(new byte[] { 0x08, 3, (byte)'4', (byte)'2', (byte)'9' }, 429)]
    public void Status_is_read_from_a_header_block(byte[] block, int status) => Assert.Equal(status, Http2Frame.Status(block));

    [Fact]
    public void Long_header_has_its_length_in_several_bytes()
    {
        var block = Http2Frame.HeaderBlock([("a", new string('x', 400))]);
        // 127, then 400 - 127 = 273 = 17 + 2 × 128.
        Assert.Equal([0, 1, (byte)'a', 127, 0x80 | 17, 2], block[..6]);
        Assert.Equal(406, block.Length);
    }

    [Fact]
    public void What_is_no_HTTP2_is_refused() =>
        Assert.Throws<FormatException>(() => Read(new Http2FrameReader(), "HTTP/1.1 400 Bad Request\r\n"u8, []));

    private static void Read(Http2FrameReader reader, ReadOnlySpan<byte> bytes, List<string> seen)
    {
        while (reader.TryRead(ref bytes, out var piece))
        {
            var name = piece.Type switch { Http2Frame.Headers => "Headers", Http2Frame.Data => "Data", _ => "Ping" };
            seen.Add($"{name} of {piece.Stream}: {Convert.ToHexString(piece.Payload)}");
        }
    }
}
