using System.Reflection;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Containers.Tests.Compose;

/// <summary>The repository's <c>docker-compose.yml</c>, built and up. Everything is taken away again, data too.</summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    private static readonly string Root = typeof(ComposeProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    // `docker compose` with a name of its own, so that a developer's own system and its data are left alone.
    private static readonly string[] Compose =
    [
        .. (Environment.GetEnvironmentVariable("CONTAINERS_COMPOSE") ?? "docker compose").Split(' '),
        "--project-name", "realtime-mesh-test", "--file", Path.Combine(Root, "docker-compose.yml"),
    ];

    private readonly int _port = FreePort.Next();

    public TestTokens Tokens { get; } = new();

    public Uri Gateway => new($"http://127.0.0.1:{_port}");

    public static async Task<ComposeProject> UpAsync(CancellationToken cancellationToken)
    {
        var project = new ComposeProject();
        try
        {
            await project.RunAsync(["up", "--detach", "--build", "--wait"], cancellationToken);
            return project;
        }
        catch
        {
            await project.DisposeAsync();
            throw;
        }
    }

    /// <summary>The containers' output, for the message of a test that failed.</summary>
    public Task<string> LogsAsync() => RunAsync(["logs", "--no-color", "--tail", "50"], CancellationToken.None);

    public async ValueTask DisposeAsync() => await RunAsync(["down", "--volumes"], CancellationToken.None);

    private Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var command = new ProcessCommand(Compose[0], [.. Compose[1..], .. arguments])
        {
            Environment = new Dictionary<string, string?>
            {
                ["AUTH_SIGNING_KEY"] = Tokens.SigningKey,
                ["GATEWAY_PORT"] = $"{_port}",
            },
        };
        return ChildProcess.RunAsync(command, cancellationToken);
    }
}
