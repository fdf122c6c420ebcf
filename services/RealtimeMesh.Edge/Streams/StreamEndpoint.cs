using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Opens a stream for the user of the request's token, and holds it until it ends.</summary>
internal sealed class StreamEndpoint(
    OpenStreams streams, IOptions<EdgeOptions> options, EdgeMetrics metrics, ILogger<StreamEndpoint> logger, TimeProvider time)
{
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(HttpContext context, StreamForm form)
    {
        if (!await DiscardBodyAsync(context))
        {
            return;
        }

        var userId = context.User.FindFirst(UserAuthentication.UserIdClaim)!.Value;
        var deadline = StreamDeadline.Of(context, options.Value.MaxStreamAge, time);
        if (deadline.HasPassed(time))
        {
            // The token check allows for clocks that differ; a stream that ends at once would only make the client try again.
            await context.ChallengeAsync();
            return;
        }

        var stream = new EventStream(userId, form, deadline, options.Value, time);
        stream.OnAbort(context.Abort);
        await using var left = context.RequestAborted.UnsafeRegister(static stream => ((EventStream)stream!).Finish(StreamEnd.ClientLeft), stream);
        try
        {
            await OpenAsync(context, stream);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Left while the subscription was on its way.
        }
        finally
        {
            streams.Leave(stream);
            stream.OnAbort(null);
        }
    }

    private async Task OpenAsync(HttpContext context, EventStream stream)
    {
        if (await streams.JoinAsync(stream, context.RequestAborted) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        metrics.StreamOpened();
        try
        {
            StartResponse(context);
            await stream.WriteAsync(context.Response.BodyWriter, Connected(stream), metrics);
        }
        finally
        {
            stream.Finish(StreamEnd.ClientLeft);
            metrics.StreamClosed(stream.End);
            if (stream.End is StreamEnd.SlowConsumer)
            {
                logger.ReaderTooSlow(stream.UserId);
            }
        }
    }

    private static void StartResponse(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache, no-transform";
        headers["x-accel-buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    private static byte[] Connected(EventStream stream)
    {
        var connected = new ConnectedEvent { UserId = stream.UserId, Resumed = false };
        return Frame.Message(id: default, JsonSerializer.SerializeToUtf8Bytes(connected, UserEventJson.Default.UserEvent), stream.Form);
    }

    // RPC clients post an input that means nothing here. What is not read would be taken for the connection's next request.
    private async Task<bool> DiscardBodyAsync(HttpContext context)
    {
        using var timeout = new CancellationTokenSource(BodyTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            await context.Request.BodyReader.CopyToAsync(Stream.Null, stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await StreamError.Of(StatusCodes.Status408RequestTimeout).WriteAsync(context);
            return false;
        }
        catch (BadHttpRequestException refused)
        {
            await StreamError.Of(refused.StatusCode).WriteAsync(context);
            return false;
        }
    }
}
