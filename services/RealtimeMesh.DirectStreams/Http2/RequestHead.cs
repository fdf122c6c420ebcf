using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>A request without a body, checked as RFC 9113, section 8 says.</summary>
internal sealed record RequestHead(string Method, string Scheme, string Target, IHeaderDictionary Headers)
{
    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> _methodCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> _hostCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:[]%");
    private static readonly SearchValues<char> _forbidden = SearchValues.Create("\0\r\n");

    // As Kestrel takes, and four that are none there.
    private const int MostFields = 104;

    /// <returns>Null when it is malformed.</returns>
    public static RequestHead? Read(List<(string Name, string Value)> fields)
    {
        if (fields.Count > MostFields)
        {
            return null;
        }

        string? method = null, scheme = null, target = null, authority = null;
        IHeaderDictionary headers = new HeaderDictionary(fields.Count);
        foreach (var (name, value) in fields)
        {
            var isGood = name switch
            {
                ":method" => headers.Count == 0 && TrySet(ref method, value) && AreAll(value, _methodCharacters) && value is not "CONNECT",
                ":scheme" => headers.Count == 0 && TrySet(ref scheme, value) && value is "http",
                ":path" => headers.Count == 0 && TrySet(ref target, value) && IsTarget(value),
                ":authority" => headers.Count == 0 && TrySet(ref authority, value) && AreAll(value, _hostCharacters),
                _ => IsField(name, value) && TryAdd(headers, name, value),
            };
            if (!isGood)
            {
                return null;
            }
        }

        var host = headers.Host;
        if (method is null || scheme is null || target is null || (authority is not null && host.Count > 0 && host != authority))
        {
            return null;
        }

        headers.Host = authority ?? host;
        return new RequestHead(method, scheme, target, headers);
    }

    public HttpRequestFeature ToFeature()
    {
        var query = Target.IndexOf('?', StringComparison.Ordinal);
        return new HttpRequestFeature
        {
            Protocol = HttpProtocol.Http2,
            Method = Method,
            Scheme = Scheme,
            RawTarget = Target,
            Path = PathString.FromUriComponent(query < 0 ? Target : Target[..query]).Value!,
            QueryString = query < 0 ? "" : Target[query..],
            Headers = Headers,
        };
    }

    private static bool TrySet(ref string? field, string value)
    {
        var isNew = field is null;
        field = value;
        return isNew;
    }

    private static bool TryAdd(IHeaderDictionary headers, string name, string value)
    {
        if (name is "content-length" or "host" && headers.ContainsKey(name))
        {
            return false;
        }

        // Cookies may be sent apart, and are one header.
        headers[name] = name is "cookie" && headers.Cookie.Count > 0 ? $"{headers.Cookie}; {value}" : StringValues.Concat(headers[name], value);
        return true;
    }

    private static bool IsField(string name, string value) => name switch
    {
        "connection" or "keep-alive" or "proxy-connection" or "transfer-encoding" or "upgrade" => false,
        "te" => value is "trailers",
        "content-length" => value is "0",
        "host" => AreAll(value, _hostCharacters),
        _ => AreAll(name, _nameCharacters) && !value.AsSpan().ContainsAny(_forbidden),
    };

    private static bool IsTarget(string value) =>
        value.StartsWith('/') && !value.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e') && !value.Contains('#', StringComparison.Ordinal) && IsPath(value.Split('?')[0]);

    // Nobody who means well sends dots that would have to be taken out first, or a zero.
    private static bool IsPath(string path) =>
        !path.Contains("%00", StringComparison.Ordinal)
        && !path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Split('/').Any(segment => segment is "." or "..");

    private static bool AreAll(string value, SearchValues<char> characters) => value.Length > 0 && !value.AsSpan().ContainsAnyExcept(characters);
}
