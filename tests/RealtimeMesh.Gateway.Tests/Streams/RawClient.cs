using System.Net.Sockets;
using System.Text;

namespace RealtimeMesh.Gateway.Tests.Streams;

/// <summary>A browser as its bytes are.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _read = new();
    private int _found;

    private RawClient(Socket socket) => _socket = socket;

    /// <summary>Everything that has been read.</summary>
    public string Text => _read.ToString();

    /// <summary>What the chunks after the headers hold, as far as they have come.</summary>
    public string Body
    {
        get
        {
            var (text, body) = (Text, new StringBuilder());
            var at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            while (at < text.Length && text.IndexOf("\r\n", at, StringComparison.Ordinal) is >= 0 and var line)
            {
                var size = Convert.ToInt32(text[at..line], 16);
                body.Append(text, line + 2, Math.Min(size, text.Length - line - 2));
                at = line + 2 + size + 2;
            }

            return body.ToString();
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RawClient> SendAsync(Uri origin, string request, int? receiveBuffer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        await socket.ConnectAsync(origin.Host, origin.Port, Cancelled);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request), Cancelled);
        return new RawClient(socket);
    }

    /// <summary>Until this comes, behind what was waited for before.</summary>
    public async Task ReadUntilAsync(string text)
    {
        int at;
        while ((at = _read.ToString(_found, _read.Length - _found).IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            Assert.True(await ReadAsync(), $"The connection ended after: {Text}");
        }

        _found += at + text.Length;
    }

    /// <summary>To the end of a chunked body, behind which the connection may go on.</summary>
    public async Task ReadBodyAsync()
    {
        while (!Text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync(), $"The connection ended after: {Text}");
        }
    }

    /// <returns>False when the connection was broken off.</returns>
    public async Task<bool> ReadToEndAsync()
    {
        try
        {
            while (await ReadAsync())
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void StopSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        var count = await _socket.ReceiveAsync(_buffer, Cancelled);
        _read.Append(Encoding.Latin1.GetString(_buffer, 0, count));
        return count > 0;
    }
}
