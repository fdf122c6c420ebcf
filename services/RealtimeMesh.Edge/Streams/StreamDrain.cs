using Microsoft.Extensions.Options;
using RealtimeMesh.Edge.Diagnostics;

namespace RealtimeMesh.Edge.Streams;

/// <summary>
/// Before the server stops: no more streams, then closes those that are open evenly over the drain window, so that
/// the other edges get them one after the other. Over as soon as all are gone.
/// </summary>
internal sealed class StreamDrain(OpenStreams streams, IOptions<EdgeOptions> options, ILogger<StreamDrain> logger, TimeProvider time)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        streams.StopAccepting();
        if (streams.Count == 0)
        {
            return;
        }

        var window = options.Value.DrainWindow;
        var atFirst = streams.Count;
        logger.Draining(atFirst, window);
        var started = time.GetTimestamp();
        while (streams.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            var left = window - time.GetElapsedTime(started);
            CloseDownTo(left > TimeSpan.Zero ? (int)(atFirst * (left / window)) : 0);
            await Task.Delay(Step, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (streams.Count == 0)
        {
            logger.Drained();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Counted anew each time: a stream that was just being opened when the drain began is closed with the others.
    private void CloseDownTo(int remaining)
    {
        var open = streams.All.Where(stream => stream.End is StreamEnd.NotYet).ToList();
        foreach (var stream in open.Take(open.Count - remaining))
        {
            stream.Finish(StreamEnd.Draining);
        }
    }
}
