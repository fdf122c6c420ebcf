using RealtimeMesh.Gateway.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

public sealed class ReceiveBufferTests
{
    [Fact]
    public void What_was_not_used_comes_before_what_follows()
    {
        var buffer = new ReceiveBuffer();
        "first sec"u8.CopyTo(buffer.Free.Span);
        buffer.Fill(9);
        buffer.Use(6);
        "ond"u8.CopyTo(buffer.Free.Span);
        buffer.Fill(3);

        Assert.Equal("second"u8, buffer.Filled.Span);
    }

    [Fact]
    public void It_grows_while_reads_fill_it_and_not_for_ever()
    {
        var buffer = new ReceiveBuffer();
        for (var read = 0; read < 20; read++)
        {
            buffer.Fill(buffer.Free.Length);
            buffer.Use(buffer.Filled.Length);
        }

        Assert.Equal(ReceiveBuffer.Most, buffer.Free.Length);
    }

    [Fact]
    public void It_is_small_again_when_it_is_quiet()
    {
        var buffer = new ReceiveBuffer();
        buffer.Fill(buffer.Free.Length);
        buffer.Use(buffer.Filled.Length - 3);
        for (var read = 0; read < 100; read++)
        {
            buffer.Fill(200);
            buffer.Use(200);
        }

        Assert.Equal(ReceiveBuffer.Least - 3, buffer.Free.Length);
        Assert.Equal(3, buffer.Filled.Length);
    }
}
