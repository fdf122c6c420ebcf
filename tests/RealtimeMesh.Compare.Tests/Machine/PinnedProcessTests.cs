using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Compare.Tests.Machine;

public sealed class PinnedProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CPU_time_of_what_a_program_started_counts_as_its_own()
    {
        // The child uses the time, the parent waits.
        var command = new ProcessCommand("sh", "-c", "echo ready; (i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; sleep 60) & wait");
        await using var process = await PinnedProcess.StartAsync("busy", command, PinnedProcess.NoPort, core: 0, Token);

        await RealtimeMesh.Testing.Wait.UntilAsync(() => process.Output.Contains("done", StringComparison.Ordinal), TimeSpan.FromSeconds(60), "the child counts", Token);
        Assert.InRange(process.CpuSeconds(), 0.02, 60);
        Assert.True(process.Ids().Count >= 2);
    }

    [Fact]
    public async Task Program_that_says_ready_while_another_listens_on_its_port_is_refused()
    {
        await using var redis = await RealtimeMesh.Testing.Servers.RedisServer.StartAsync(Token);
        var command = new ProcessCommand("sh", "-c", "echo ready; sleep 60");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PinnedProcess.StartAsync("impostor", command, redis.Port, core: 0, Token));
        Assert.Contains("another process listens", failure.Message, StringComparison.Ordinal);
    }
}
