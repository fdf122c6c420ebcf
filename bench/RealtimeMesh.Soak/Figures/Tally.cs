namespace RealtimeMesh.Soak.Figures;

/// <summary>What the clients and the publisher saw. Thread-safe.</summary>
internal sealed class Tally
{
    private const int MostRemarks = 30;

    private readonly Lock _lock = new();
    private readonly List<string> _remarks = [];
    private Counts _counts;

    /// <summary>The first of what went wrong, in words.</summary>
    public IReadOnlyList<string> Remarks
    {
        get
        {
            lock (_lock)
            {
                return [.. _remarks];
            }
        }
    }

    public Counts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    public void Opened() => Count(static counts => counts with { Opened = counts.Opened + 1, Open = counts.Open + 1 });

    public void Closed() => Count(static counts => counts with { Open = counts.Open - 1 });

    public void Published() => Count(static counts => counts with { Published = counts.Published + 1 });

    public void Received(bool isFirst, bool isResumed) => Count((isFirst, isResumed) switch
    {
        (false, _) => static counts => counts with { Received = counts.Received + 1 },
        (true, true) => static counts => counts with { Resumed = counts.Resumed + 1 },
        (true, false) => static counts => counts,
    });

    public void Refused(string what) => Count(static counts => counts with { Refused = counts.Refused + 1 }, $"refused: {what}");

    public void Failed(string what) => Count(static counts => counts with { Errors = counts.Errors + 1 }, $"error: {what}");

    public void Violated(string what) => Count(static counts => counts with { Violations = counts.Violations + 1 }, $"VIOLATION: {what}");

    private void Count(Func<Counts, Counts> change, string? remark = null)
    {
        lock (_lock)
        {
            _counts = change(_counts);
            if (remark is not null && _remarks.Count < MostRemarks)
            {
                _remarks.Add(remark);
            }
        }
    }
}

/// <summary>Since the start; <paramref name="Open"/> is now.</summary>
internal readonly record struct Counts(
    int Open, long Opened, long Resumed, long Refused, long Published, long Received, long Errors, long Violations);
