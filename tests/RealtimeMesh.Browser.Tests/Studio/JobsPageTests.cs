using System.Net.Http.Json;
using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

public sealed class JobsPageTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_row_shows_the_title_without_reading_the_entity_and_follows_its_changes()
    {
        using var owner = mesh.User("job-titles");
        var shelf = await Shelf.FillAsync(owner, Cancelled);
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        var (page, reads) = await user.OpenRecordedAsync("/jobs");
        var jobs = page.GetByRole(AriaRole.List, new() { Name = "Jobs" });
        await jobs.GetByRole(AriaRole.Link, new() { Name = "Bees, read aloud" }).WaitForAsync();

        await owner.Http.PatchAsJsonAsync($"/api/voiceovers/{shelf.Ids["voiceovers"]}", new { title = "Wasps" }, Cancelled);
        await jobs.GetByRole(AriaRole.Link, new() { Name = "Wasps" }).WaitForAsync();
        await owner.Http.DeleteAsync($"/api/voiceovers/{shelf.Ids["voiceovers"]}", Cancelled);
        await jobs.GetByText("A voiceover that has been deleted").WaitForAsync();

        Assert.DoesNotContain(reads.Paths, path => shelf.Ids.Values.Any(id => path.EndsWith(id, StringComparison.Ordinal)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_cancels_a_job_is_told_that_it_was_cancelled()
    {
        using var owner = mesh.User("cancels");
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        var page = await user.OpenAsync("/jobs");
        mesh.Worker.Suspend();
        try
        {
            await owner.PostDocumentAsync("Nobody reads this.", Cancelled);
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();

            var toasts = page.GetByLabel("Notifications");
            await toasts.GetByText("The job of your document was cancelled").WaitForAsync();
            Assert.Equal(0, await toasts.GetByText("could not be").CountAsync());
        }
        finally
        {
            mesh.Worker.Resume();
        }
    }
}
