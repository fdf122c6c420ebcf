using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

public sealed class JobsPageTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
