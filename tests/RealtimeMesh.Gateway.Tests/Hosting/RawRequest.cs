using System.Net.Sockets;
using System.Text;

namespace RealtimeMesh.Gateway.Tests.Hosting;

/// <summary>A request as it is written, for what HttpClient would tidy up.</summary>
internal static class RawRequest
{
    /// <returns>The whole answer: status line, headers, body.</returns>
    public static async Task<string> SendAsync(Uri origin, string requestLine, string headers, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(origin.Host, origin.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{requestLine} HTTP/1.1\r\nHost: {origin.Authority}\r\nConnection: close\r\n{headers}\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);

        return await reader.ReadToEndAsync(cancellationToken);
    }
}
