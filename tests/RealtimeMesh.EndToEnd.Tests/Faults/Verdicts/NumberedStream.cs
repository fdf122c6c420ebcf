using RealtimeMesh.EndToEnd.Tests.Faults.Events;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;

/// <summary>What one stream held of its user's numbers, and what it should have held.</summary>
internal sealed class NumberedStream(ResumingReader reader, PublishedNumbers published)
{
    // Sent so long before a stream fell silent, a number may still have been on its way.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    public string UserId => reader.UserId;

    public IEnumerable<(StreamCursor Id, int Number)> Numbers =>
        from received in reader.Events
        where received.Type == NumberedMessage.Type
        select (received.Id, received.Json.GetProperty("n").GetInt32());

    /// <summary>How often it was told, after its first connection, that events may be missing.</summary>
    public int Restarts => reader.Restarts();

    public StreamCursor? Position =>
        reader.Opened.LastOrDefault() is { } last ? last.Events.LastOrDefault()?.Id ?? last.Start!.Id : null;

    /// <summary>Numbers up to <paramref name="last"/> that it neither holds nor was told to refetch.</summary>
    public IReadOnlyList<int> Missing(int last)
    {
        var held = Numbers.Select(number => number.Number).ToHashSet();
        if (held.Count == last && held.Max() == last)
        {
            return [];
        }

        var sentAt = published.SentAt;
        var gaps = Gaps().ToArray();
        return [.. Enumerable.Range(1, last).Where(number => !held.Contains(number) && !gaps.Any(gap => gap.Holds(sentAt[number - 1])))];
    }

    /// <summary>What no stream may do, one sentence each.</summary>
    public IEnumerable<string> Faults(int last)
    {
        foreach (var violation in reader.Violations)
        {
            yield return violation;
        }

        foreach (var twice in Numbers.GroupBy(number => (number.Id.Epoch, number.Number)).Where(same => same.Count() > 1))
        {
            yield return $"Number {twice.Key.Number} came twice: {string.Join(" and ", twice.Select(number => number.Id))}.";
        }

        if (Numbers.Select(number => number.Number).Where(number => number < 1 || number > last).Order().ToArray() is { Length: > 0 } strange)
        {
            yield return $"Numbers came that were never published: {NumberRanges.Of(strange)}.";
        }

        if (Missing(last) is { Count: > 0 } missing)
        {
            yield return $"Of 1–{last} are missing: {NumberRanges.Of(missing)}.";
        }
    }

    public string History => reader.History();

    // From the last sign of life before a start that was not resumed, to that start.
    private IEnumerable<Gap> Gaps() =>
        from pair in reader.Opened.Zip(reader.Opened.Skip(1))
        where !pair.Second.Start!.Resumed
        select new Gap((pair.First.Events.LastOrDefault()?.At ?? pair.First.Start!.At) - OnItsWay, pair.Second.Start!.At);

    private sealed record Gap(DateTimeOffset From, DateTimeOffset To)
    {
        public bool Holds(DateTimeOffset sentAt) => sentAt >= From && sentAt <= To;
    }
}
