using System.Buffers;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>Status and headers of a response, as a header block.</summary>
internal static class ResponseHead
{
    private static readonly SearchValues<char> _forbidden = SearchValues.Create("\0\r\n");

    /// <exception cref="InvalidOperationException">A header would be more than one.</exception>
    public static void Send(ResponseBytes response, int status, HeaderDictionary headers)
    {
        var block = new PooledBuffer();
        HeaderEncoder.WriteStatus(block, status);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                if (value is not null && !IsOfTheConnection(name))
                {
                    HeaderEncoder.Write(block, Checked(name).ToLowerInvariant(), Checked(value));
                }
            }
        }

        response.SendHead(block.WrittenMemory.Span);
        block.Clear();
    }

    private static string Checked(string text) =>
        text.AsSpan().ContainsAny(_forbidden) ? throw new InvalidOperationException("A response header has a line end in it.") : text;

    private static bool IsOfTheConnection(string name) =>
        name.Equals("connection", StringComparison.OrdinalIgnoreCase)
        || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
}
