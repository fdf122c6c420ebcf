using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RealtimeMesh.DirectStreams;

/// <summary>Whether a connection may serve another request behind this one.</summary>
internal static class LastRequest
{
    /// <summary>Whether nothing of its body is left, which would be taken for the next request.</summary>
    public static bool IsOver(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        var body = context.Request.BodyReader;
        if (!body.TryRead(out var read))
        {
            return false;
        }

        body.AdvanceTo(read.Buffer.Start);
        return read is { IsCompleted: true, Buffer.IsEmpty: true };
    }

    /// <summary>Whether the client says that it is.</summary>
    public static bool IsSaidToBe(HttpRequest request) =>
        request.Headers.Connection is { Count: > 0 } said && !string.Equals(said, "keep-alive", StringComparison.OrdinalIgnoreCase);
}
