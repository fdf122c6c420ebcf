namespace RealtimeMesh.Http2.Hpack;

/// <summary>RFC 7541, appendix A; indices begin at 1.</summary>
internal static class StaticTable
{
    private static readonly (string Name, string Value)[] _fields =
    [
        (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"), (":scheme", "http"),
        (":scheme", "https"), (":status", "200"), (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"),
        (":status", "404"), (":status", "500"), ("accept-charset", ""), ("accept-encoding", "gzip, deflate"), ("accept-language", ""),
        ("accept-ranges", ""), ("accept", ""), ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""),
        ("cache-control", ""), ("content-disposition", ""), ("content-encoding", ""), ("content-language", ""), ("content-length", ""),
        ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""), ("date", ""), ("etag", ""), ("expect", ""),
        ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""), ("if-none-match", ""), ("if-range", ""),
        ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""), ("proxy-authenticate", ""),
        ("proxy-authorization", ""), ("range", ""), ("referer", ""), ("refresh", ""), ("retry-after", ""), ("server", ""), ("set-cookie", ""),
        ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""), ("via", ""), ("www-authenticate", ""),
    ];

    /// <summary>The first of some entries with the name <c>:status</c>.</summary>
    public const int FirstStatus = 8;

    /// <exception cref="Http2Exception">There is no such entry; a dynamic table, where higher ones would be, was never offered.</exception>
    public static (string Name, string Value) Get(int index) =>
        index >= 1 && index <= _fields.Length
            ? _fields[index - 1]
            : throw new Http2Exception(Http2ErrorCode.CompressionError, $"No header with index {index}");

    /// <returns>Null when there is no entry for it.</returns>
    public static int? IndexOfStatus(int status) => status switch
    {
        200 => FirstStatus,
        204 => FirstStatus + 1,
        206 => FirstStatus + 2,
        304 => FirstStatus + 3,
        400 => FirstStatus + 4,
        404 => FirstStatus + 5,
        500 => FirstStatus + 6,
        _ => null,
    };
}
