using RealtimeMesh.LoadGen.Publishing;
using RealtimeMesh.LoadGen.Report;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>What scenarios are made of: the streams, the way that events take, and a phase that is measured.</summary>
internal sealed class LoadRun(LoadOptions options, Crowd crowd, IEventPublisher? publisher, MicroClock clock, TimeProvider time, Progress progress)
{
    // Enough to keep any server busy, few enough to say that none waits here.
    private const int MostInFlight = 1_000;

    // A server may answer before it has subscribed: until every stream has got one, events do not count.
    private const int MostProbes = 10;
    private const double ProbePatience = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public LoadOptions Options => options;

    public Crowd Crowd => crowd;

    public TimeProvider Time => time;

    public MicroClock Clock => clock;

    /// <summary>Opens all streams, and makes sure that every one of them gets events.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        progress.Say($"opening {options.Streams} streams", () => $"{crowd.Open} open");
        await crowd.OpenAsync(cancellationToken);
        if (publisher is null || crowd.Streams.Count == 0)
        {
            return;
        }

        progress.Say("first event for each", () => $"{crowd.Events} received");
        for (var probe = 0; probe < MostProbes; probe++)
        {
            await PublishToAllAsync(cancellationToken);
            if (await crowd.UntilAsync(crowd.HasCaughtUp, cancellationToken, ProbePatience))
            {
                return;
            }
        }

        var deaf = crowd.Streams.Count(stream => stream.LastNumber != stream.User.Published);
        throw new InvalidOperationException($"{deaf} of {crowd.Streams.Count} streams are open and do not get events.");
    }

    /// <returns>How many frames must come of it.</returns>
    public async Task<int> PublishAsync(LoadUser user, CancellationToken cancellationToken)
    {
        await (publisher ?? throw new InvalidOperationException("This scenario publishes: --publish none will not do."))
            .PublishAsync(user.Name, LoadEvent.Create(options.Size, clock.Now, user.NextNumber()), cancellationToken);
        return user.Streams;
    }

    public Task PublishToAllAsync(CancellationToken cancellationToken) => PublishAtRateAsync(0, crowd.Users.Count, cancellationToken);

    /// <summary>To all users in turn.</summary>
    /// <param name="rate">A second; 0 is as fast as they are taken.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>How many frames must come of them.</returns>
    public async Task<long> PublishAtRateAsync(double rate, long count, CancellationToken cancellationToken)
    {
        var inFlight = new Queue<Task<int>>();
        var started = time.GetTimestamp();
        var frames = 0L;
        for (var sent = 0L; sent < count; sent++)
        {
            while (rate > 0 && sent >= time.GetElapsedTime(started).TotalSeconds * rate)
            {
                await Task.Delay(Tick, time, cancellationToken);
            }

            if (inFlight.Count == MostInFlight)
            {
                frames += await inFlight.Dequeue();
            }

            inFlight.Enqueue(PublishAsync(crowd.Users[(int)(sent % crowd.Users.Count)], cancellationToken));
        }

        return frames + (await Task.WhenAll(inFlight)).Sum();
    }

    /// <summary>Waits until so many events have come since the tally began.</summary>
    public Task<bool> ReceiveAsync(long events, CancellationToken cancellationToken) => crowd.UntilAsync(() => crowd.Events >= events, cancellationToken);

    /// <summary>Runs what counts: before it begins, nothing may be on its way any more.</summary>
    public async Task<Measurement> MeasureAsync(string name, Func<Task> phase)
    {
        progress.Say(name, () => $"{crowd.Open} open, {crowd.Events} received");
        await crowd.BeginTallyAsync();
        var before = MachineSample.Take(options.Processes, time);
        await phase();
        var after = MachineSample.Take(options.Processes, time);
        return new Measurement(before, after, await crowd.TallyAsync(), crowd.Open);
    }
}
