using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace RealtimeMesh.HttpDefaults.Errors;

/// <summary>
/// An error as stream clients read it. Exactly these keys: with one more, oRPC no longer recognises the body.
/// The same object ends a stream as <c>event: error</c>.
/// </summary>
public sealed record StreamError(bool Defined, string Code, int Status, string Message)
{
    /// <summary>The stream path whose clients (oRPC's RPCLink) expect every body inside <c>{"json":…}</c>.</summary>
    public const string RpcPrefix = "/rpc";

    public static StreamError Of(int status, string? message = null) => status switch
    {
        StatusCodes.Status400BadRequest => new(true, "BAD_REQUEST", status, message ?? "The request is malformed."),
        StatusCodes.Status401Unauthorized => new(true, "UNAUTHORIZED", status, message ?? "A valid bearer token is required."),
        StatusCodes.Status403Forbidden => new(true, "FORBIDDEN", status, message ?? "This token does not allow that."),
        StatusCodes.Status404NotFound => new(true, "NOT_FOUND", status, message ?? "There is nothing at this path."),
        StatusCodes.Status405MethodNotAllowed => new(true, "METHOD_NOT_SUPPORTED", status, message ?? "This path does not take that method."),
        StatusCodes.Status408RequestTimeout => new(true, "TIMEOUT", status, message ?? "The request body did not come in time."),
        StatusCodes.Status413PayloadTooLarge => new(true, "PAYLOAD_TOO_LARGE", status, message ?? "The request body is too large."),
        StatusCodes.Status429TooManyRequests => new(true, "TOO_MANY_REQUESTS", status, message ?? "Too many requests; see Retry-After."),
        StatusCodes.Status502BadGateway => new(true, "BAD_GATEWAY", status, message ?? "The service behind this path did not answer properly."),
        StatusCodes.Status503ServiceUnavailable => new(true, "SERVICE_UNAVAILABLE", status, message ?? "Not available just now; try again."),
        StatusCodes.Status504GatewayTimeout => new(true, "GATEWAY_TIMEOUT", status, message ?? "The service behind this path did not answer in time."),
        _ => new(true, status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR", status, message ?? "The request could not be served."),
    };

    /// <summary>UTF-8 JSON, inside <c>{"json":…}</c> for the RPC form.</summary>
    public byte[] ToJson(bool rpc) => rpc
        ? JsonSerializer.SerializeToUtf8Bytes(new RpcBody(this), StreamErrorJson.Default.RpcBody)
        : JsonSerializer.SerializeToUtf8Bytes(this, StreamErrorJson.Default.StreamError);

    /// <summary>Answers a request that has not started its response.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        var body = ToJson(context.Request.Path.StartsWithSegments(RpcPrefix));
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

internal sealed record RpcBody(StreamError Json);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StreamError))]
[JsonSerializable(typeof(RpcBody))]
internal sealed partial class StreamErrorJson : JsonSerializerContext;
