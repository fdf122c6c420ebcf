using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>One process of several that make up a Redis: a cluster's node, a primary, a replica, a sentinel.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    private readonly LocalInstance _instance;
    private readonly string _client;

    private RedisNode(int port, LocalInstance instance, string client)
    {
        Port = port;
        _instance = instance;
        _client = client;
    }

    public int Port { get; }

    public string EndPoint => _instance.ConnectionString;

    public bool IsKilled { get; private set; }

    /// <summary>A node that forgets everything when it ends, and whose replicas need not wait for more replicas.</summary>
    public static RedisNode ForData(params IEnumerable<string> settings) =>
        Create([], ["save \"\"", "appendonly no", "repl-diskless-sync-delay 0", .. settings]);

    public static RedisNode ForSentinel(params IEnumerable<string> settings) => Create(["--sentinel"], settings);

    public Task StartAsync(CancellationToken cancellationToken) => _instance.StartAsync(cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken)
    {
        IsKilled = true;
        return _instance.KillAsync(cancellationToken);
    }

    /// <summary>Runs <c>redis-cli</c> against this node.</summary>
    /// <returns>Its output; a reply of several parts has a line for each.</returns>
    public Task<string> CallAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.RunAsync(new ProcessCommand(_client, ["-p", $"{Port}", "-e", .. arguments]), cancellationToken);

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    private static RedisNode Create(string[] arguments, IEnumerable<string> settings)
    {
        var (server, client) = (Program("redis-server"), Program("redis-cli"));
        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("redis");
        // A file, because sentinels and cluster nodes write what they learn into it or beside it.
        var file = Path.Combine(folder.FullName, "redis.conf");
        File.WriteAllLines(file, [$"port {port}", "bind 127.0.0.1", $"dir {folder.FullName}", .. settings]);

        var instance = new LocalInstance(folder, $"127.0.0.1:{port}")
        {
            Command = new ProcessCommand(server, [file, .. arguments]),
            Ready = ReadyLine.RedisOrSentinel(),
        };
        return new RedisNode(port, instance, client);
    }

    private static string Program(string name) =>
        Programs.Find(name) ?? throw new InvalidOperationException($"No {name} for the tests is installed. Run ./eng/setup.");
}
