using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>One process of several that make up a Redis: a cluster's node, a primary, a replica, a sentinel.</summary>
internal sealed class RedisNode(DirectoryInfo folder, int port) : IAsyncDisposable
{
    private readonly LocalInstance _instance = new(folder, $"127.0.0.1:{port}")
    {
        Command = new ProcessCommand(Program("redis-server"), "redis.conf") { Folder = folder.FullName },
        Ready = ReadyLine.RedisOrSentinel(),
    };

    public int Port => port;

    public string EndPoint => _instance.ConnectionString;

    /// <param name="settings">Lines of a <c>redis.conf</c>.</param>
    public static RedisNode Create(params IEnumerable<string> settings)
    {
        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("redis");
        File.WriteAllLines(Path.Combine(folder.FullName, "redis.conf"), [$"port {port}", "bind 127.0.0.1", .. settings]);
        return new RedisNode(folder, port);
    }
}
