using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>What a client asks for besides being itself.</summary>
internal sealed record StreamRequest(StreamForm Form, Cursor? Cursor, TypeFilter? Types)
{
    private const string CursorParameter = "lastEventId";

    /// <returns>Null when the types are malformed. A cursor may be anything: one that is no cursor cannot be resumed from.</returns>
    public static StreamRequest? Read(HttpRequest request, StreamForm form)
    {
        // Where a header can't be set, the query stands in for it.
        var cursor = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query[CursorParameter].FirstOrDefault();

        return TypeFilter.TryParse(request.Query[TypeFilter.Parameter], out var types)
            ? new StreamRequest(form, UserEventLog.Cursor.Parse(cursor), types)
            : null;
    }
}
