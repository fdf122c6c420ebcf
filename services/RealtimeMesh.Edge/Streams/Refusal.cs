using System.Globalization;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Why a stream is not opened. All reasons pass: the answer says when to try again.</summary>
internal sealed record Refusal(int Status, string Message)
{
    public static readonly Refusal TooManyOfUser = new(StatusCodes.Status429TooManyRequests, "This user has too many streams open.");
    public static readonly Refusal Full = new(StatusCodes.Status429TooManyRequests, "This server has too many streams open.");
    public static readonly Refusal TooManyAtOnce = new(StatusCodes.Status503ServiceUnavailable, "Too many streams are being opened just now.");
    public static readonly Refusal Draining = new(StatusCodes.Status503ServiceUnavailable, "draining");
    public static readonly Refusal Unavailable = new(StatusCodes.Status503ServiceUnavailable, "User events are not available just now.");

    public Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = Random.Shared.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        return StreamError.Of(Status, Message).WriteAsync(context);
    }
}
