using Microsoft.AspNetCore.Http;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>Status and headers of a response, as a header block.</summary>
internal static class ResponseHead
{
    public static void Send(StreamsConnection connection, int id, int status, HeaderDictionary headers)
    {
        var block = new PooledBuffer();
        HeaderEncoder.WriteStatus(block, status);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                if (value is not null && !IsOfTheConnection(name))
                {
                    HeaderEncoder.Write(block, name.ToLowerInvariant(), value);
                }
            }
        }

        connection.SendHead(id, block.WrittenMemory.Span);
        block.Clear();
    }

    private static bool IsOfTheConnection(string name) =>
        name.Equals("connection", StringComparison.OrdinalIgnoreCase)
        || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
}
