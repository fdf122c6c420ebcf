using System.Net;
using System.Text;
using RealtimeMesh.LoadGen.Sockets;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>Where streams are opened, and with which requests.</summary>
internal sealed class StreamTarget
{
    /// <summary>In an address, a header or a body: stands for the user id.</summary>
    public const string User = "{user}";

    private readonly LoadOptions _options;
    private readonly AccessTokens? _tokens;
    private readonly SourceAddresses _sources;

    private StreamTarget(LoadOptions options, IPAddress address, AccessTokens? tokens)
    {
        _options = options;
        _tokens = tokens;
        EndPoint = new IPEndPoint(address, options.Url.Port);
        _sources = new SourceAddresses(address);
    }

    public IPEndPoint EndPoint { get; }

    public bool IsTls => _options.Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>A SignalR hub, by WebSocket.</summary>
    public bool IsSignalR => _options.Url.Scheme == Uri.UriSchemeWs;

    public bool IsHttp2 => _options.Http == 2;

    public int StreamsPerConnection => _options.StreamsPerConnection;

    public string Authority => _options.Url.Authority;

    public string Method => _options.Method;

    public bool HasBodies => _options.Body.Length > 0;

    /// <summary>What the request carries besides its head; empty for most.</summary>
    public byte[] Body(LoadUser user) => Encoding.UTF8.GetBytes(Of(_options.Body, user));

    public static async Task<StreamTarget> ResolveAsync(LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(options.Url.Host, System.Net.Sockets.AddressFamily.InterNetwork, cancellationToken);
        return addresses is [var first, ..]
            ? new StreamTarget(options, first, options.SigningKey is { } key ? new AccessTokens(key, time) : null)
            : throw new InvalidOperationException($"{options.Url.Host} has no IPv4 address.");
    }

    public Wire Connect() => IsTls
        ? new TlsWire(EndPoint, _sources.Next(), _options.Url.Host, IsHttp2)
        : new PlainWire(EndPoint, _sources.Next());

    public string Path(LoadUser user) => Of(Uri.UnescapeDataString(_options.Url.PathAndQuery), user);

    /// <summary>Lower-case names, the last event's id among them.</summary>
    public IEnumerable<(string Name, string Value)> Headers(LoadStream stream)
    {
        yield return ("accept", "text/event-stream");
        if (_tokens is not null)
        {
            yield return ("authorization", $"Bearer {_tokens.Of(stream.User)}");
        }

        foreach (var (name, value) in _options.Headers)
        {
            yield return (name, Of(value, stream.User));
        }

        if (!stream.LastEventId.IsEmpty)
        {
            yield return ("last-event-id", Encoding.UTF8.GetString(stream.LastEventId));
        }
    }

    public byte[] Http1Request(LoadStream stream)
    {
        var body = Body(stream.User);
        var request = new StringBuilder($"{Method} {Path(stream.User)} HTTP/1.1\r\nhost: {Authority}\r\n");
        foreach (var (name, value) in Headers(stream))
        {
            request.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Method != "GET")
        {
            request.Append(null, $"content-length: {body.Length}\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(request.Append("\r\n").ToString()), .. body];
    }

    private static string Of(string template, LoadUser user) => template.Replace(User, user.Name, StringComparison.Ordinal);
}
