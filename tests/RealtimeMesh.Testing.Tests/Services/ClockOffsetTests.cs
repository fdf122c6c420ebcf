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
        var settings = new Dictionary<string, string?> { ["Auth__SigningKey"] = new TestTokens().SigningKey };
        await using var gateway = ServiceProcess.Start("RealtimeMesh.Gateway", settings, clockOffset: offset);
        await gateway.WaitForLineAsync(Started(), TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = gateway.BaseAddress };

        using var response = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);

        var error = response.Headers.Date!.Value - DateTimeOffset.UtcNow - offset;
        Assert.InRange(error.TotalSeconds, -10, 10);
        // Its timers run: the header is made once a second.
        await Wait.UntilAsync(
            async () =>
            {
                using var later = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
                return later.Headers.Date > response.Headers.Date;
            },
            TimeSpan.FromSeconds(5),
            "its clock stands still",
            TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}
