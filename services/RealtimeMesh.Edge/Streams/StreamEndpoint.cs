using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.HttpDefaults.Errors;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Opens a stream for the user of the request's token, and holds it until it ends.</summary>
internal sealed class StreamEndpoint(
    OpenStreams streams, IUserEventSource source, IOptions<EdgeOptions> options, EdgeMetrics metrics, ILogger<StreamEndpoint> logger, TimeProvider time)
{
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    // One for all streams.
    private Action<EventStream>? _closed;

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

        if (StreamRequest.Read(context.Request, form) is not { } request)
        {
            await StreamError.Of(StatusCodes.Status400BadRequest, $"The query parameter {TypeFilter.Parameter} must be {TypeFilter.Allowed}.").WriteAsync(context);
            return;
        }

        var stream = new EventStream(userId, request, deadline, options.Value, time);
        stream.OnAbort(context.Abort);
        await using var left = context.RequestAborted.UnsafeRegister(static stream => ((EventStream)stream!).Finish(StreamEnd.ClientLeft), stream);
        var goesOn = false;
        try
        {
            goesOn = await OpenAsync(context, stream);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Left while the subscription was on its way.
        }
        finally
        {
            if (!goesOn)
            {
                streams.Leave(stream);
                stream.OnAbort(null);
            }
        }
    }

    /// <returns>Whether the stream goes on when its request ends.</returns>
    private async Task<bool> OpenAsync(HttpContext context, EventStream stream)
    {
        var refusal = await streams.JoinAsync(stream, context.RequestAborted);
        var replay = new Replay(stream, source);
        refusal ??= await BeginAsync(replay, context.RequestAborted);
        if (refusal is not null)
        {
            await refusal.WriteAsync(context);
            return false;
        }

        metrics.StreamOpened(replay.IsResumed);
        var goesOn = false;
        try
        {
            StartResponse(context);
            goesOn = await WriteAsync(context, stream, replay);
        }
        finally
        {
            if (!goesOn)
            {
                Closed(stream);
            }
        }

        return goesOn;
    }

    private async Task<bool> WriteAsync(HttpContext context, EventStream stream, Replay replay)
    {
        var writer = new EventStreamWriter(stream, context.Response.BodyWriter, metrics);
        if (await writer.BeginAsync(replay))
        {
            if (stream.GoOn(context, _closed ??= ClosedAfterRequest))
            {
                return true;
            }

            await writer.WriteLiveAsync();
        }

        await writer.EndAsync();
        return false;
    }

    // On a bare thread: what fails here must not take the process with it.
    private void ClosedAfterRequest(EventStream stream)
    {
        try
        {
            Closed(stream);
            streams.Leave(stream);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            logger.CloseFailed(fault);
        }
    }

    private void Closed(EventStream stream)
    {
        stream.Finish(StreamEnd.ClientLeft);
        metrics.StreamClosed(stream.End);
        if (stream.End is StreamEnd.SlowConsumer)
        {
            logger.ReaderTooSlow(stream.UserId);
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

    // Before the response starts: a client whose log cannot be read just now comes again, instead of starting afresh.
    private static async Task<Refusal?> BeginAsync(Replay replay, CancellationToken cancellationToken)
    {
        try
        {
            await replay.BeginAsync().WaitAsync(cancellationToken);
            return null;
        }
        catch (UserEventsUnavailableException)
        {
            return Refusal.Unavailable;
        }
    }

    // RPC clients post an input that means nothing here. What is not read would be taken for the connection's next request.
    private async ValueTask<bool> DiscardBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

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
