using System.Text.Json.Nodes;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tokens;
using StackExchange.Redis;

namespace RealtimeMesh.Compare.Machine;

/// <summary>Starts what a measurement needs: what is measured on one core, the load and the brokers on the other, where this process is itself.</summary>
internal sealed class Lab(CompareOptions options, TimeProvider time)
{
    // What is measured has the one alone; bench/run holds this process on the other, and with it what it starts.
    private const int MeasuredCore = 0;
    private const int LoadCore = 1;

    public CompareOptions Options => options;

    public TimeProvider Time => time;

    public TestTokens Tokens { get; } = new();

    /// <summary>Where builds are: beside this program's own folder, in its configuration.</summary>
    public static string Executable(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project);
        return File.Exists(path) ? path : throw new InvalidOperationException($"{project} is not built: there is no {path}. bench/run builds it.");
    }

    /// <summary>A Redis that drops nobody for being slow: what is measured is the server behind it.</summary>
    public static async Task<RedisServer> StartRedisAsync(CancellationToken cancellationToken)
    {
        var server = await RedisServer.StartAsync(cancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        await redis.GetServers()[0].ConfigSetAsync("client-output-buffer-limit", "pubsub 0 0 0");
        return server;
    }

    /// <summary>Starts a program on the core of what is measured, or beside the load.</summary>
    public static Task<PinnedProcess> StartAsync(string name, ProcessCommand command, int port, bool isMeasured, CancellationToken cancellationToken) =>
        PinnedProcess.StartAsync(name, command, port, isMeasured ? MeasuredCore : LoadCore, cancellationToken);

    /// <summary>Runs the load generator to its end.</summary>
    /// <returns>Its document.</returns>
    public static async Task<JsonObject> RunLoadAsync(IEnumerable<string> arguments, IEnumerable<PinnedProcess> watched, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] processes = [.. watched.SelectMany(process => process.Ids().SelectMany(id => new[] { "--process", $"{process.Name}={id}" }))];
            await ChildProcess.RunAsync(
                new ProcessCommand(Executable("RealtimeMesh.LoadGen"), [.. arguments, .. processes, "--json", file]), cancellationToken);
            return JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken))!.AsObject();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
