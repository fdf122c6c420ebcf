namespace RealtimeMesh.Soak.Load;

/// <summary>Regulars, two streams to a user, who leave and come back; and visitors who come once and never again.</summary>
internal sealed class Crowd(StreamClient client, int streams, TimeProvider time)
{
    private const int ArrivalsPerSecond = 200;
    private const int RegularsPerVisitor = 100;
    private const int OneEventInForVisitors = 20;
    private const double Resuming = 1 / 3d;

    private static readonly TimeSpan RegularStay = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan VisitorStay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(1);

    private int _newestVisitor;

    private int VisitorsAtOnce => Math.Max(1, streams / RegularsPerVisitor);

    /// <summary>Regulars: each has two streams.</summary>
    public static int UsersOf(int streams) => streams / 2;

    /// <summary>Somebody to send an event to: mostly a regular, sometimes a visitor who is here or was just now.</summary>
    public string Anybody() => Random.Shared.Next(OneEventInForVisitors) == 0
        ? Visitor(Volatile.Read(ref _newestVisitor) - Random.Shared.Next(2 * VisitorsAtOnce))
        : Regular(Random.Shared.Next(UsersOf(streams)));

    /// <summary>Until it is stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
    [
        .. Enumerable.Range(0, streams).Select(stream => UntilStoppedAsync(() => ComeAndGoAsync(Regular(stream / 2), stop), stop)),
        .. Enumerable.Range(0, VisitorsAtOnce).Select(_ => UntilStoppedAsync(() => ComeOnceAsync(stop), stop)),
    ]);

    private static string Regular(int number) => $"regular-{number}";

    private static string Visitor(int number) => $"visitor-{Math.Max(1, number)}";

    private static TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - Random.Shared.NextDouble());

    private async Task UntilStoppedAsync(Func<Task> live, CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds((double)streams / ArrivalsPerSecond) * Random.Shared.NextDouble(), time, stop);
            await live();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Not while a stream was open.
        }
    }

    private async Task ComeAndGoAsync(string userId, CancellationToken stop)
    {
        EventId? last = null;
        while (true)
        {
            var cursor = Random.Shared.NextDouble() < Resuming ? last : null;
            last = await client.VisitAsync(userId, cursor, Exponential(RegularStay), stop);
            await Task.Delay(Exponential(Away), time, stop);
        }
    }

    private async Task ComeOnceAsync(CancellationToken stop)
    {
        while (true)
        {
            await client.VisitAsync(Visitor(Interlocked.Increment(ref _newestVisitor)), cursor: null, Exponential(VisitorStay), stop);
            await Task.Delay(Exponential(Away), time, stop);
        }
    }
}
