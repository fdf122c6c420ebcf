using System.Text;
using RealtimeMesh.LoadGen.SignalR;

namespace RealtimeMesh.LoadGen.Tests.SignalR;

public sealed class WebSocketFramesTests
{
    private const byte Text = 0x81;
    private const byte Pong = 0x8A;
    private const byte Close = 0x88;

    private static readonly string Long = new('y', 300);
    private static readonly string Longer = new('z', 70_000);

    private static readonly byte[] Frames =
    [
        Text, 5, .. "hello"u8,
        Pong, 2, .. "no"u8,
        Text, 0,
        Text, 126, 300 >> 8, 300 & 0xFF, .. Encoding.ASCII.GetBytes(Long),
        Text, 127, 0, 0, 0, 0, 0, 70_000 >> 16, (70_000 >> 8) & 0xFF, 70_000 & 0xFF, .. Encoding.ASCII.GetBytes(Longer),
        Close, 0,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Payload_of_messages_is_the_same_however_the_bytes_come(int pieceSize)
    {
        var frames = new WebSocketFrames();
        var payload = new StringBuilder();
        foreach (var piece in Frames.Chunk(pieceSize))
        {
            Assert.False(frames.IsClosed);
            ReadOnlySpan<byte> bytes = piece;
            while (frames.Next(ref bytes) is { IsEmpty: false } part)
            {
                payload.Append(Encoding.ASCII.GetString(part));
            }
        }

        Assert.Equal($"hello{Long}{Longer}", payload.ToString());
        Assert.True(frames.IsClosed);
    }

    [Fact]
    public void Masked_frame_is_refused() => Assert.Throws<FormatException>(() =>
    {
        var frames = new WebSocketFrames();
        ReadOnlySpan<byte> bytes = [Text, 0x81, 0, 0, 0, 0, 1];
        frames.Next(ref bytes);
    });
}
