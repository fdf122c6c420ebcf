using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Tests.Processes;

public sealed class FreePortTests
{
    [Fact]
    public void No_port_is_given_twice()
    {
        var ports = Enumerable.Range(0, 300).Select(_ => FreePort.Next()).ToList();

        Assert.Distinct(ports);
        Assert.All(ports, port => Assert.InRange(port, 20_000, 31_999));
    }

    [Fact]
    public async Task Test_program_that_runs_at_the_same_time_cannot_take_the_block_of_a_port()
    {
        var port = FreePort.Next();
        var block = Path.Combine(Path.GetTempPath(), $"realtimemesh-ports-{Environment.UserName}", $"{port - (port % 250)}");

        await LockAsync(AppContext.BaseDirectory);
        await Assert.ThrowsAsync<InvalidOperationException>(() => LockAsync(block));
    }

    private static Task<string> LockAsync(string path) =>
        ChildProcess.RunAsync(new ProcessCommand("flock", ["--nonblock", path, "true"]), TestContext.Current.CancellationToken);
}
