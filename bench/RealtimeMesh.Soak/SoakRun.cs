using RabbitMQ.Client;
using RealtimeMesh.Soak.Figures;
using RealtimeMesh.Soak.Load;
using RealtimeMesh.Soak.Mesh;
using RealtimeMesh.Soak.Report;
using StackExchange.Redis;

namespace RealtimeMesh.Soak;

/// <summary>From the first server's start to the verdict.</summary>
internal static class SoakRun
{
    // A log that gets events is never too old, only full: were it long, Redis would grow throughout the run.
    private static readonly TimeSpan _logsAreFull = TimeSpan.FromMinutes(2);

    /// <returns>Whether it passed.</returns>
    public static async Task<bool> RunAsync(SoakOptions options, TimeProvider time, CancellationToken stop)
    {
        Console.WriteLine($"{options.Minutes} minutes, {options.Streams} streams, {Publisher.EventsPerSecond} events a second. Memory in MiB. Starting.");
        var tally = new Tally();
        await using var mesh = await SoakMesh.StartAsync(Publisher.EventsOfUser(options.Streams, _logsAreFull), stop);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{mesh.Redis.ConnectionString},allowAdmin=true");
        // Redis gives back a node of a stream only as a whole: with nodes of 4 KiB, a thousand logs that began together swing by 4 MiB, and look like a leak.
        await redis.GetServers()[0].ConfigSetAsync("stream-node-max-entries", 5);
        await using var rabbitMq = await new ConnectionFactory { Uri = new Uri(mesh.RabbitMq.ConnectionString) }.CreateConnectionAsync(stop);
        await using var queues = await rabbitMq.CreateChannelAsync(cancellationToken: stop);
        await using var events = await rabbitMq.CreateChannelAsync(cancellationToken: stop);
        var sampler = await Sampler.CreateAsync(mesh, new RedisProbe(redis), queues, tally, stop);

        using var client = new StreamClient(mesh.Gateway.BaseAddress, mesh.Tokens, tally, time);
        var crowd = new Crowd(client, options.Streams, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] load = [crowd.RunAsync(over.Token), new Publisher(events, crowd, tally, time).RunAsync(over.Token)];
        var samples = await SampleAsync(sampler.TakeAsync(TimeSpan.FromMinutes(options.Minutes), time, stop), load);
        await over.CancelAsync();
        await Task.WhenAll(load);

        return samples is [] ? throw new InvalidOperationException("Stopped before the first sample.") : await ConcludeAsync(options, time.GetUtcNow(), samples, tally, mesh);
    }

    private static async Task<IReadOnlyList<Sample>> SampleAsync(IAsyncEnumerable<Sample> samples, Task[] load)
    {
        List<Sample> taken = [];
        Console.WriteLine(Table.Head);
        await foreach (var sample in samples)
        {
            Console.WriteLine(Table.Row(sample, taken.LastOrDefault()));
            taken.Add(sample);
            // They end by themselves only if something broke.
            await (load.FirstOrDefault(part => part.IsCompleted) ?? Task.CompletedTask);
        }

        return taken;
    }

    private static async Task<bool> ConcludeAsync(SoakOptions options, DateTimeOffset at, IReadOnlyList<Sample> samples, Tally tally, SoakMesh mesh)
    {
        var logs = Path.Combine(AppContext.BaseDirectory, "logs");
        IReadOnlyList<string> remarks = [.. tally.Remarks, .. await mesh.WriteLogsAsync(logs)];
        var minutes = Table.Minutes(samples);
        var verdict = Verdict.Of(samples, tally.Counts.Violations);
        var file = await ResultFile.WriteAsync(options, at, minutes, verdict, remarks);

        Console.WriteLine("\nMinute by minute:");
        foreach (var line in Table.Lines(minutes).Append("").Concat(remarks).Append("").Concat(Table.Lines(verdict)))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"{file}; logs in {logs}");
        return verdict.Passes;
    }
}
