using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>A quorum queue full of domain events: how fast does one process bring them to Redis?</summary>
internal static class Draining
{
    private const string RawConsumer = "RabbitMQ.Client alone";
    private const int Events = 100_000;

    // By then all code is compiled and every buffer full.
    private const int WarmUpEvents = 30_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Plan Plan(Lab lab) => new(
        "notifier",
        $"{Events:N0} domain events wait in a quorum queue: events a second that one process publishes in Redis",
        "events/s",
        RawConsumer,
        [
            new Entry(RawConsumer, token => MeasureAsync(lab, "raw-consumer", Services.StartRawConsumerAsync, token)),
            new Entry("notifier", token => MeasureAsync(lab, "notifier-job-completed", Services.StartNotifierAsync, token), Target.RatioFrom(0.8)),
        ]);

    private static async Task<Figures> MeasureAsync(
        Lab lab, string queue, Func<Lab, RedisServer, RabbitMqServer, CancellationToken, Task<PinnedProcess>> start, CancellationToken cancellationToken)
    {
        await using var rabbitMq = await RabbitMqServer.StartAsync(cancellationToken);
        await using var redis = await Lab.StartRedisAsync(cancellationToken);
        await using (var declaring = await start(lab, redis, rabbitMq, cancellationToken))
        {
            // Its queue stays.
            await declaring.StopAsync(cancellationToken);
        }

        await using var events = await WaitingEvents.PublishAsync(rabbitMq, redis, queue, Events, lab.Time, cancellationToken);
        await using var consumer = await start(lab, redis, rabbitMq, cancellationToken);
        var begin = await UntilAsync(WarmUpEvents);
        var end = await UntilAsync(Events);

        var count = end.Events - begin.Events;
        return
        [
            ("events/s", count / lab.Time.GetElapsedTime(begin.At, end.At).TotalSeconds),
            ("CPU µs/event", (end.CpuSeconds - begin.CpuSeconds) * 1e6 / count),
            ("memory MiB", consumer.ResidentKiB() / 1_024.0),
        ];

        async Task<(long Events, long At, double CpuSeconds)> UntilAsync(long published)
        {
            var started = lab.Time.GetTimestamp();
            while (true)
            {
                var now = await events.PublishedAsync();
                if (now >= published)
                {
                    return (now, lab.Time.GetTimestamp(), consumer.CpuSeconds());
                }

                if (lab.Time.GetElapsedTime(started) > Patience)
                {
                    throw new InvalidOperationException($"{consumer.Name} published {now} of {Events} events within {Patience}:\n{consumer.Output}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(5), lab.Time, cancellationToken);
            }
        }
    }
}
