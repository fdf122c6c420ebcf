namespace RealtimeMesh.Testing.Servers;

/// <summary>The three places a server can come from, in their order.</summary>
internal sealed record ServerSource(string Name, Func<Task<LocalInstance?>> Local, Func<IServerInstance> Container)
{
    private const string Choice = "REALTIMEMESH_TEST_SERVERS";

    private string Variable => $"REALTIMEMESH_TEST_{Name.ToUpperInvariant()}";

    public async Task<IServerInstance> StartAsync(CancellationToken cancellationToken)
    {
        var containersOnly = ContainersOnly();
        if (!containersOnly && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connectionString)
        {
            return new ExternalInstance(Variable, connectionString);
        }

        var instance = containersOnly ? null : await Local();
        return await StartedAsync(instance ?? InContainer(), cancellationToken);
    }

    private static bool ContainersOnly() => Environment.GetEnvironmentVariable(Choice) switch
    {
        null or "" => false,
        "containers" => true,
        var other => throw new InvalidOperationException($"{Choice} is '{other}'; it must be 'containers' or unset."),
    };

    private static async Task<IServerInstance> StartedAsync(IServerInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await instance.StartAsync(cancellationToken);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    private IServerInstance InContainer()
    {
        try
        {
            return Container();
        }
        catch (Exception noEngine) when (noEngine is ArgumentException or DotNet.Testcontainers.Builders.DockerUnavailableException)
        {
            throw new InvalidOperationException(
                $"No {Name} for the tests: none is installed, no container engine answers, and {Variable} is not set. Run ./eng/setup.", noEngine);
        }
    }
}
