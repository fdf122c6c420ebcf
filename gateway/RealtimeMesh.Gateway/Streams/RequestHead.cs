using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Net.Http.Headers;
using RealtimeMesh.Http2.Hpack;
using Yarp.ReverseProxy.Forwarder;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>The headers of a request to an edge: what YARP's transforms say, as an HTTP/2 header block.</summary>
internal static class RequestHead
{
    private static readonly ReverseProxyPropagator _propagator = new(DistributedContextPropagator.Current);

    // RFC 9113, section 8.2.2: of the connection to the client. YARP drops them too; here none may ever pass. And there is no body.
    private static readonly FrozenSet<string> _ofTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "connection", "keep-alive", "proxy-connection", "proxy-authorization", "transfer-encoding", "upgrade", "http2-settings", "host", "te", "trailer", "expect", "content-length");

    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> _forbidden = SearchValues.Create("\0\r\n");

    /// <returns>Null when a transform has answered the request.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> EncodeAsync(HttpContext context, HttpTransformer transformer, string address)
    {
        using var request = new HttpRequestMessage { Method = HttpMethod.Parse(context.Request.Method) };
        await transformer.TransformRequestAsync(context, request, address, context.RequestAborted);
        if (context.Response.HasStarted || context.Response.StatusCode != StatusCodes.Status200OK)
        {
            return null;
        }

        request.RequestUri ??= RequestUtilities.MakeDestinationAddress(address, context.Request.Path, context.Request.QueryString);
        if (Activity.Current is { } activity)
        {
            _propagator.Inject(activity, request, static (carrier, name, value) => ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
        }

        return Encode(request);
    }

    private static ReadOnlyMemory<byte> Encode(HttpRequestMessage request)
    {
        var block = new ArrayBufferWriter<byte>();
        HeaderEncoder.Write(block, ":method", request.Method.Method);
        HeaderEncoder.Write(block, ":scheme", request.RequestUri!.Scheme);
        HeaderEncoder.Write(block, ":authority", request.Headers.Host ?? request.RequestUri.Authority);
        HeaderEncoder.Write(block, ":path", request.RequestUri.PathAndQuery);
        Write(block, request.Headers);
        if (request.Content is { } content)
        {
            Write(block, content.Headers);
        }

        return block.WrittenMemory;
    }

    private static void Write(ArrayBufferWriter<byte> block, HttpHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                if (!_ofTheConnection.Contains(name) && IsWhole(name, value))
                {
                    HeaderEncoder.Write(block, name.ToLowerInvariant(), value);
                }
            }
        }
    }

    // Kestrel lets no other in. If one ever came, it would be worth more than its header to somebody.
    private static bool IsWhole(string name, string value) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(_nameCharacters) && !value.AsSpan().ContainsAny(_forbidden)
            ? true
            : throw new BadHttpRequestException("A header that cannot be forwarded.");
}
