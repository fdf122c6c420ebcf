using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Mesh;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Parts of the mesh go while jobs run: the page shows the end of every job, without a reload.</summary>
public sealed class RestartTests(Chromium chromium, BrowserMesh mesh)
{
    // Three times this, and the list still shows all at once.
    private const int Jobs = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task An_edge_that_is_killed_and_a_gateway_that_is_restarted_leave_the_page_right()
    {
        using var owner = mesh.User("restarts");
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        var page = await user.OpenAsync("/jobs");

        await PostAsync(owner);
        await mesh.KillEdgesAndStartThemAgainAsync(Cancelled);
        await PostAsync(owner);
        await mesh.RestartGatewayAsync(Cancelled);
        await PostAsync(owner);

        await Wait.UntilAsync(async () => await CompletedAsync(owner) == 3 * Jobs, Patience, "the jobs have not all completed", Cancelled);
        await page.GetByRole(AriaRole.List, new() { Name = "Jobs" }).GetByText("Done").Nth((3 * Jobs) - 1).WaitForAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Equal(0, await page.GetByRole(AriaRole.Progressbar).CountAsync());
        await StudioUser.ConnectedAsync(page);
    }

    private static async Task PostAsync(MeshUser owner)
    {
        for (var job = 0; job < Jobs; job++)
        {
            await owner.PostDocumentAsync($"Document {job}. It says something.", Cancelled);
        }
    }

    private static async Task<int> CompletedAsync(MeshUser owner)
    {
        var jobs = await owner.GetAsync("/api/jobs?limit=100", Cancelled);
        return jobs.GetProperty("items").EnumerateArray().Count(job => job.GetProperty("status").GetString() == "completed");
    }
}
