namespace RealtimeMesh.LoadGen.Streams;

/// <summary>All streams, on all threads.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly ReaderThread[] _readers;

    public Crowd(LoadOptions options, StreamTarget target, MicroClock clock, TimeProvider time, bool reconnects)
    {
        _options = options;
        _time = time;
        _readers = [.. Enumerable.Range(0, options.Threads).Select(_ => new ReaderThread(target, clock, reconnects))];
        Users = [.. LoadUser.Of(options)];
        Streams = [.. Enumerable.Range(0, options.Streams).Select(i => new LoadStream(Users[i % options.Users], _readers[i % _readers.Length]))];
        foreach (var stream in Streams)
        {
            stream.User.Streams++;
        }
    }

    public IReadOnlyList<LoadUser> Users { get; }

    public IReadOnlyList<LoadStream> Streams { get; }

    /// <summary>How many are open now.</summary>
    public int Open => _readers.Sum(reader => reader.Open);

    /// <summary>Load events received since the tally began.</summary>
    public long Events => _readers.Sum(reader => Volatile.Read(ref reader.Tally.Events));

    /// <summary>Opens all streams that are not, and waits for them.</summary>
    /// <exception cref="InvalidOperationException">Not all were open in time.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await OnEachAsync(OpenOwn);
        if (!await UntilAsync(() => Open == Streams.Count, cancellationToken))
        {
            var reasons = string.Join(", ", (await TallyAsync()).Reasons.Select(reason => $"{reason.Key} ({reason.Value})"));
            throw new InvalidOperationException($"{Open} of {Streams.Count} streams were open after {_options.Patience} s. {reasons}");
        }
    }

    /// <summary>Cuts every connection at once, without an orderly end.</summary>
    public Task CutAsync() => OnEachAsync(reader => reader.CutAll());

    public Task BeginTallyAsync() => OnEachAsync(reader => reader.BeginTally());

    /// <returns>A sum that does not change any more.</returns>
    public async Task<StreamTally> TallyAsync()
    {
        var sum = new StreamTally();
        foreach (var reader in _readers)
        {
            await reader.PostAsync(() => sum.Add(reader.Tally));
        }

        return sum;
    }

    /// <summary>Every stream has its user's newest event.</summary>
    public bool HasCaughtUp() => Streams.All(stream => stream.LastNumber == stream.User.Published);

    /// <summary>Looks again and again until the condition holds.</summary>
    /// <returns>False when it does not within the options' patience.</returns>
    public async Task<bool> UntilAsync(Func<bool> condition, CancellationToken cancellationToken, double? patience = null)
    {
        var started = _time.GetTimestamp();
        while (!condition())
        {
            if (_time.GetElapsedTime(started).TotalSeconds > (patience ?? _options.Patience))
            {
                return false;
            }

            Array.ForEach(_readers, reader => reader.ThrowIfDead());
            await Task.Delay(TimeSpan.FromMilliseconds(2), _time, cancellationToken);
        }

        return true;
    }

    /// <summary>Waits until nothing has arrived for a while.</summary>
    public async Task UntilQuietAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var (seen, since) = (Events, _time.GetTimestamp());
        await UntilAsync(
            () =>
            {
                if (Events != seen)
                {
                    (seen, since) = (Events, _time.GetTimestamp());
                }

                return _time.GetElapsedTime(since) > silence;
            },
            cancellationToken);
    }

    public void Dispose() => Array.ForEach(_readers, reader => reader.Dispose());

    private void OpenOwn(ReaderThread reader)
    {
        foreach (var stream in Streams.Where(stream => stream.Reader == reader && stream.State is StreamState.Closed))
        {
            reader.OpenLater(stream);
        }
    }

    private Task OnEachAsync(Action<ReaderThread> action) =>
        Task.WhenAll(_readers.Select(reader => reader.PostAsync(() => action(reader))));
}
