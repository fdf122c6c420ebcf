using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;

/// <summary>Whether every stream held exactly what was published to its user, once nothing more is published.</summary>
internal sealed class Verdict(IReadOnlyList<NumberedStream> streams, IReadOnlyDictionary<string, int> published)
{
    // Longer than the notifier's longest pause between attempts, the edge's slowest comparison and a client's longest absence together.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int MostStreamsTold = 5;

    /// <summary>Waits until nobody misses anything; says who does if that takes too long.</summary>
    public Task EverybodyHasEverythingAsync(CancellationToken cancellationToken) =>
        EverybodyAsync(stream => stream.Missing(published[stream.UserId]).Count == 0, "Streams miss numbers", cancellationToken);

    /// <summary>Waits until every stream is where its user's events end in Redis.</summary>
    public Task EverybodyIsAtTheEndAsync(IReadOnlyDictionary<string, StreamCursor?> ends, CancellationToken cancellationToken) =>
        EverybodyAsync(stream => stream.Position == ends[stream.UserId], "Streams are not where the log ends", cancellationToken);

    /// <exception cref="Xunit.Sdk.FailException">Some stream is not as it must be; the message says which, and its connections' history.</exception>
    public void Check(Restarts allowed)
    {
        var faults =
            from stream in streams
            let own = stream.Faults(published[stream.UserId]).Concat(Forbidden(stream, allowed)).ToArray()
            where own.Length > 0
            select Told(stream, own);
        Fail([.. Disagreements().Concat(faults)]);
    }

    private async Task EverybodyAsync(Func<NumberedStream, bool> condition, string otherwise, CancellationToken cancellationToken)
    {
        var waiting = new Queue<NumberedStream>(streams);
        try
        {
            await Wait.UntilAsync(
                () =>
                {
                    while (waiting.TryPeek(out var stream) && condition(stream))
                    {
                        waiting.Dequeue();
                    }

                    return waiting.Count == 0;
                },
                Patience,
                otherwise,
                cancellationToken);
        }
        catch (TimeoutException)
        {
            Fail([.. waiting.Where(stream => !condition(stream)).Select(stream => Told(stream, [otherwise, .. stream.Faults(published[stream.UserId])]))]);
        }
    }

    private static IEnumerable<string> Forbidden(NumberedStream stream, Restarts allowed)
    {
        if (stream.Restarts > (allowed is Restarts.Once ? 1 : 0))
        {
            yield return $"It was told {stream.Restarts} times that events may be missing.";
        }
    }

    // Whatever two streams of a user were given under one id must be the same.
    private IEnumerable<string> Disagreements() =>
        from stream in streams
        from number in stream.Numbers
        group number.Number by (stream.UserId, number.Id) into same
        where same.Distinct().Count() > 1
        select $"{same.Key.UserId}: {same.Key.Id} is number {string.Join(" and ", same.Distinct())}.";

    private static string Told(NumberedStream stream, IEnumerable<string> faults) =>
        $"{stream.UserId}\n{string.Join('\n', faults.Distinct().Take(6).Select(fault => $"  {fault}"))}\n{stream.History}";

    private static void Fail(IReadOnlyCollection<string> faults)
    {
        if (faults.Count > 0)
        {
            Assert.Fail($"{faults.Count} of the streams' accounts are wrong, such as\n{string.Join('\n', faults.Take(MostStreamsTold))}");
        }
    }
}

/// <summary>How often a stream may be told <c>resumed:false</c> after its first connection.</summary>
internal enum Restarts
{
    None,
    Once,
}
