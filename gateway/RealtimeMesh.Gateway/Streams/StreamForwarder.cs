using RealtimeMesh.DirectStreams;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>
/// Forwards event streams in YARP's place, over connections of our own: for the frames of thousands of streams YARP's way through
/// HttpClient costs twice. What comes before and after it in the pipeline stays.
/// </summary>
internal sealed class StreamForwarder(ConnectionPools connections, BrokenStreams broken, GatewayMetrics metrics, TimeProvider time)
{
    // As YARP's.
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(100);

    // A server that refuses a stream, or is about to leave, has not begun: another connection is tried.
    private const int Attempts = 3;

    public async Task ForwardAsync(HttpContext context, IReverseProxyFeature proxy)
    {
        var destination = proxy.AvailableDestinations[0];
        proxy.ProxiedDestination = destination;
        var address = destination.Model.Config.Address;
        var transformer = proxy.Route.Transformer;
        if (!await RequestBody.DiscardAsync(context, time) || await RequestHead.EncodeAsync(context, transformer, address) is not { } request)
        {
            return;
        }

        var pool = connections.Of(new Uri(address));
        var patience = proxy.Cluster.Config.HttpRequest?.ActivityTimeout ?? DefaultPatience;
        ForwarderFailure? failure = null;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            Http2Stream stream;
            try
            {
                stream = await pool.OpenAsync(request, patience, context.RequestAborted);
            }
            catch (HttpRequestException unreachable)
            {
                failure = new ForwarderFailure(ForwarderError.Request, unreachable);
                break;
            }
            catch (OperationCanceledException left) when (context.RequestAborted.IsCancellationRequested)
            {
                failure = new ForwarderFailure(ForwarderError.RequestCanceled, left);
                break;
            }

            await using var leaving = context.RequestAborted.UnsafeRegister(static stream => ((Http2Stream)stream!).Cancel(), stream);
            if (await stream.Head is { } head)
            {
                await RespondAsync(context, proxy, stream, head);
                return;
            }

            failure = ForwarderFailure.BeforeResponse(stream.Outcome);
            if (stream.Outcome is not StreamOutcome.Refused)
            {
                break;
            }
        }

        context.Features.Set<IForwarderErrorFeature>(failure);
        context.Response.StatusCode = failure!.Status;
        await transformer.TransformResponseAsync(context, proxyResponse: null, context.RequestAborted);
    }

    private async Task RespondAsync(HttpContext context, IReverseProxyFeature proxy, Http2Stream stream, ResponseHead head)
    {
        metrics.StreamOpened();
        var goesOn = false;
        try
        {
            await ResponseStart.CopyAsync(head, context, proxy.Route.Transformer);
            goesOn = await TryTakeAsync(context, proxy, stream);
            if (goesOn)
            {
                return;
            }

            var output = new BodyWriterOutput(stream, context.Response.BodyWriter);
            stream.Attach(output);
            if (await output.RunAsync() is not StreamOutcome.Complete and var outcome)
            {
                BreakOff(context, ForwarderFailure.InResponse(outcome));
            }
        }
        finally
        {
            if (!goesOn)
            {
                stream.Cancel();
                metrics.StreamClosed();
            }
        }
    }

    /// <returns>Whether the stream goes on without its request.</returns>
    private async ValueTask<bool> TryTakeAsync(HttpContext context, IReverseProxyFeature proxy, Http2Stream stream)
    {
        var response = context.Response;
        if (response is not { StatusCode: StatusCodes.Status200OK, ContentLength: null, ContentType: { } type }
            || !type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
            || !DirectStream.IsPossible(context))
        {
            return false;
        }

        await response.StartAsync();
        await response.BodyWriter.FlushAsync();
        return new DirectOutput(stream, proxy.Route.Cluster!, proxy.ProxiedDestination!, broken, metrics).TryTake(context);
    }

    private static void BreakOff(HttpContext context, ForwarderFailure failure)
    {
        context.Features.Set<IForwarderErrorFeature>(failure);
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = failure.Status;
            return;
        }

        // Or a client would take what it has for the whole.
        context.Abort();
    }
}
