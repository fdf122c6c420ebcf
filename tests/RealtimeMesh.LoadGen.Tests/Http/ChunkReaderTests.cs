using System.Text;
using RealtimeMesh.LoadGen.Http;

namespace RealtimeMesh.LoadGen.Tests.Http;

public sealed class ChunkReaderTests
{
    private const string Body = "5\r\nhello\r\n1A;name=value\r\n, this is twenty-six bytes\r\n0\r\nTrailer: x\r\n\r\n";
    private const string Payload = "hello, this is twenty-six bytes";

    [Fact]
    public void Payload_is_the_same_wherever_the_bytes_are_split()
    {
        var bytes = Encoding.ASCII.GetBytes(Body);
        for (var split = 0; split <= bytes.Length; split++)
        {
            var reader = new ChunkReader();
            var payload = new StringBuilder();
            Read(ref reader, bytes.AsSpan(0, split), payload);
            Read(ref reader, bytes.AsSpan(split), payload);

            Assert.Equal(Payload, payload.ToString());
            Assert.True(reader.IsDone);
        }
    }

    [Fact]
    public void Payload_is_the_same_byte_by_byte()
    {
        var reader = new ChunkReader();
        var payload = new StringBuilder();
        foreach (var one in Encoding.ASCII.GetBytes(Body))
        {
            Assert.False(reader.IsDone);
            Read(ref reader, [one], payload);
        }

        Assert.Equal(Payload, payload.ToString());
        Assert.True(reader.IsDone);
    }

    [Fact]
    public void Bytes_behind_the_last_chunk_are_left()
    {
        var reader = new ChunkReader();
        ReadOnlySpan<byte> bytes = "0\r\n\r\nHTTP/1.1"u8;

        Assert.True(reader.Next(ref bytes).IsEmpty);
        Assert.Equal("HTTP/1.1"u8, bytes);
    }

    [Theory]
    [InlineData("x\r\n")]
    [InlineData("1\r\nab\r\n")]
    [InlineData("FFFFFFFFF\r\n")]
    public void What_is_no_chunk_is_refused(string body)
    {
        var reader = new ChunkReader();
        Assert.Throws<FormatException>(() => Read(ref reader, Encoding.ASCII.GetBytes(body), new StringBuilder()));
    }

    private static void Read(ref ChunkReader reader, ReadOnlySpan<byte> bytes, StringBuilder payload)
    {
        while (reader.Next(ref bytes) is { IsEmpty: false } piece)
        {
            payload.Append(Encoding.ASCII.GetString(piece));
        }
    }
}
