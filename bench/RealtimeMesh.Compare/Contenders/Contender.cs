using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>A way to bring events to streams, that can be started and put under load.</summary>
internal abstract class Contender
{
    public abstract string Name { get; }

    public abstract Task<RunningContender> StartAsync(Lab lab, RedisServer redis, CancellationToken cancellationToken);
}

/// <param name="Measured">What is on the measured core.</param>
/// <param name="Beside">What it needs, on the other core.</param>
/// <param name="LoadArguments">By which the load generator reaches it: address, credentials, the way of its events.</param>
internal sealed record RunningContender(PinnedProcess Measured, IReadOnlyList<PinnedProcess> Beside, IReadOnlyList<string> LoadArguments) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Measured.DisposeAsync();
        foreach (var process in Beside)
        {
            await process.DisposeAsync();
        }
    }
}
