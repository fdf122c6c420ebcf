using System.Globalization;
using System.Text.Json;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>A peer that its folder describes.</summary>
/// <param name="peer">The description.</param>
/// <param name="folder">Where it is.</param>
/// <param name="artifacts">Of the repository.</param>
/// <param name="rabbitMq">For those whose events come from the bus; then all of its processes are on an event's way, and measured.</param>
internal sealed class PeerContender(PeerFile peer, string folder, string artifacts, RabbitMqServer? rabbitMq = null) : Contender
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public override string Name => peer.Name;

    public bool TakesPartIn(string scenario) => peer.Scenarios.Contains(scenario);

    /// <summary>All peers that are there, by name.</summary>
    /// <exception cref="InvalidOperationException">A description is malformed.</exception>
    public static IEnumerable<PeerContender> All(string root) =>
        from file in Directory.EnumerateFiles(Path.Combine(root, "bench", "peers"), "peer*.json", SearchOption.AllDirectories)
        where !file.Contains("node_modules", StringComparison.Ordinal)
        let peer = Read(file)
        orderby peer.Name
        select new PeerContender(peer, Path.GetFullPath(Path.GetDirectoryName(file)!), Path.GetFullPath(Path.Combine(root, "artifacts")));

    /// <summary>The same, with its events from this bus.</summary>
    public PeerContender On(RabbitMqServer bus) => new(peer, folder, artifacts, bus);

    public override async Task<RunningContender> StartAsync(Lab lab, RedisServer redis, CancellationToken cancellationToken)
    {
        int[] ports = [FreePort.Next(), FreePort.Next()];
        string Fill(string text) => text
            .Replace("{port}", ports[0].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{port2}", ports[1].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{redis}", redis.ConnectionString, StringComparison.Ordinal)
            .Replace("{redisPort}", redis.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{rabbitmq}", rabbitMq?.ConnectionString, StringComparison.Ordinal)
            .Replace("{folder}", folder, StringComparison.Ordinal)
            .Replace("{artifacts}", artifacts, StringComparison.Ordinal);

        List<PinnedProcess> started = [];
        try
        {
            foreach (var (i, process) in peer.Processes.Index())
            {
                var command = new ProcessCommand(Fill(process.Command[0]), [.. process.Command.Skip(1).Select(Fill)])
                {
                    Environment = (process.Environment ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, string? (pair) => Fill(pair.Value)),
                };
                var port = process.Listens ? ports[i] : PinnedProcess.NoPort;
                started.Add(await Lab.StartAsync(i == 0 ? peer.Name : $"{peer.Name} {i + 1}", command, port, isMeasured: i == 0 || rabbitMq is not null, cancellationToken));
            }

            return new RunningContender(started[0], started[1..], [.. peer.Load.Select(Fill)]);
        }
        catch
        {
            foreach (var process in started)
            {
                await process.DisposeAsync();
            }

            throw;
        }
    }

    private static PeerFile Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<PeerFile>(File.ReadAllText(file), Strict) ?? throw new InvalidOperationException($"{file} is empty.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidOperationException($"{file}: {malformed.Message}", malformed);
        }
    }
}
