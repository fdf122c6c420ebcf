using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>An SSE client from npm in a process of its own, and what it has given so far.</summary>
internal sealed class SseClient : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<Received> _received = [];

    private SseClient(string package, Process process)
    {
        Package = package;
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
    }

    public string Package { get; }

    /// <summary>The first events of its streams.</summary>
    public IReadOnlyList<Received> Connected => [.. _received.Where(received => received.Type == "connected")];

    /// <summary>All others.</summary>
    public IReadOnlyList<Received> Events => [.. _received.Where(received => received.Type != "connected")];

    /// <summary>It got an event since it connected.</summary>
    public bool IsHearing => _received.LastOrDefault() is { Type: not "connected" };

    public static SseClient Start(string package, Uri stream, string token)
    {
        var folder = typeof(SseClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SseClientsFolder").Value!;
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            throw new InvalidOperationException("The SSE clients' packages are not installed: npm ci --prefix tests/RealtimeMesh.EndToEnd.Tests/sse-clients.");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(folder, "listen.mjs"), package, $"{stream}", token])
        {
            // It listens until this end closes.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new SseClient(package, Process.Start(start)!);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    public override string ToString() =>
        $"{Package}{(_process.HasExited ? " (ended)" : "")}: connected {Connected.Count} times, {Events.Count} events, the last {_received.LastOrDefault()?.Id}";

    private void Add(string? line)
    {
        if (line is not null)
        {
            _received.Enqueue(JsonSerializer.Deserialize<Received>(line, JsonSerializerOptions.Web)!);
        }
    }

    public sealed record Received(string Id, JsonElement Event)
    {
        public string Type => Event.GetProperty("type").GetString()!;
    }
}
