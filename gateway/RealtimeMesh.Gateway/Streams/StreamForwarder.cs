using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>
/// Forwards event streams in YARP's place, over connections of our own: for the frames of thousands of streams YARP's way through
/// HttpClient costs twice. What comes before and after it in the pipeline stays.
/// </summary>
internal sealed class StreamForwarder(ConnectionPools connections, GatewayMetrics metrics, TimeProvider time)
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
                await RespondAsync(context, stream, head, transformer);
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

    private async Task RespondAsync(HttpContext context, Http2Stream stream, ResponseHead head, HttpTransformer transformer)
    {
        metrics.StreamOpened();
        try
        {
            await ResponseStart.CopyAsync(head, context, transformer);
            var output = new BodyWriterOutput(stream, context.Response.BodyWriter);
            stream.Attach(output);
            if (await output.RunAsync() is not StreamOutcome.Complete and var outcome)
            {
                BreakOff(context, ForwarderFailure.InResponse(outcome));
            }
        }
        finally
        {
            stream.Cancel();
            metrics.StreamClosed();
        }
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
