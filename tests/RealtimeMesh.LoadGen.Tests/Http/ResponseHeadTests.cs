using System.Text;
using RealtimeMesh.LoadGen.Http;

namespace RealtimeMesh.LoadGen.Tests.Http;

public sealed class ResponseHeadTests
{
    [Fact]
    public void Head_is_taken_off_what_follows()
    {
        ReadOnlySpan<byte> bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n"u8;

        Assert.Equal(new ResponseHead(200, IsChunked: true, RetryAfter: 0), ResponseHead.Read(ref bytes));
        Assert.Equal("4\r\n"u8, bytes);
    }

    [Fact]
    public void Refusal_says_when_to_come_again()
    {
        ReadOnlySpan<byte> bytes = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n"u8;
        Assert.Equal(new ResponseHead(503, IsChunked: false, RetryAfter: 3), ResponseHead.Read(ref bytes));
    }

    [Fact]
    public void Nothing_is_taken_before_the_head_is_complete()
    {
        var head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nserver: x\r\n\r");
        ReadOnlySpan<byte> bytes = head;

        Assert.Null(ResponseHead.Read(ref bytes));
        Assert.Equal(head.Length, bytes.Length);
    }

    [Fact]
    public void What_is_no_HTTP_is_refused() => Assert.Throws<FormatException>(() =>
    {
        ReadOnlySpan<byte> bytes = "SSH-2.0-x\r\n\r\n"u8;
        ResponseHead.Read(ref bytes);
    });
}
