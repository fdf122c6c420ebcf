using System.Diagnostics;

namespace RealtimeMesh.Testing;

/// <summary>Waiting for what cannot announce itself.</summary>
public static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> condition, TimeSpan timeout, string otherwise, CancellationToken cancellationToken) =>
        UntilAsync(() => Task.FromResult(condition()), timeout, () => otherwise, cancellationToken);

    public static Task UntilAsync(Func<Task<bool>> condition, TimeSpan timeout, string otherwise, CancellationToken cancellationToken) =>
        UntilAsync(condition, timeout, () => otherwise, cancellationToken);

    /// <summary>Asks again and again, briefly apart, until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It never did; the message is <paramref name="otherwise"/>.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, TimeSpan timeout, Func<string> otherwise, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new TimeoutException($"Not within {timeout}: {otherwise()}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
