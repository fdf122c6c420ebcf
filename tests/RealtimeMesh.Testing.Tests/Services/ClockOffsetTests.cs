using System.Diagnostics;
using System.Text.RegularExpressions;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Testing.Tests.Services;

public sealed partial class ClockOffsetTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_service_can_have_a_wrong_wall_clock(int minutes)
    {
        var offset = TimeSpan.FromMinutes(minutes);
        await using var gateway = await StartGatewayAsync(offset);
        using var http = new HttpClient { BaseAddress = gateway.BaseAddress };

        using var response = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);

        var error = response.Headers.Date!.Value - DateTimeOffset.UtcNow - offset;
        Assert.InRange(error.TotalSeconds, -10, 10);
    }

    [Fact]
    public async Task A_service_with_a_wrong_clock_waits_without_spinning()
    {
        await using var gateway = await StartGatewayAsync(TimeSpan.FromMinutes(5));
        using var process = Process.GetProcessById(gateway.Id);
        var (started, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);

        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        process.Refresh();
        Assert.InRange(process.TotalProcessorTime - used, TimeSpan.Zero, 0.8 * Stopwatch.GetElapsedTime(started));
    }

    private static async Task<ServiceProcess> StartGatewayAsync(TimeSpan clockOffset)
    {
        var settings = new Dictionary<string, string?> { ["Auth__SigningKey"] = new TestTokens().SigningKey };
        var gateway = ServiceProcess.Start("RealtimeMesh.Gateway", settings, clockOffset: clockOffset);
        await gateway.WaitForLineAsync(Started(), TestContext.Current.CancellationToken);
        return gateway;
    }

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}
