using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Which queries are read again after which event, on pages that hold them: exactly the table, nothing more.</summary>
public sealed class RefetchTests(Chromium chromium, BrowserMesh mesh)
{
    private const string Timestamp = "2026-01-01T00:00:00Z";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("job_completion", "podcasts", "podcastId")]
    [InlineData("voiceover_job_completion", "voiceovers", "voiceoverId")]
    [InlineData("infographic_job_completion", "infographics", "infographicId")]
    [InlineData("document_job_completion", "documents", "documentId")]
    public Task The_end_of_a_job_refetches_its_entity_the_list_and_the_jobs(string type, string path, string idField) => RefetchesAsync(
        path,
        (id, jobId) => new Dictionary<string, object> { ["type"] = type, ["jobId"] = jobId, ["jobType"] = "any", ["status"] = "completed", [idField] = id },
        (read, id) => read == $"/api/{path}" || read == $"/api/{path}/{id}" || read.StartsWith("/api/jobs", StringComparison.Ordinal),
        hasToast: true);

    [Theory(Timeout = 120_000)]
    [InlineData("podcast")]
    [InlineData("voiceover")]
    [InlineData("infographic")]
    [InlineData("document")]
    public Task A_change_of_an_entity_refetches_it_its_list_and_the_jobs_that_show_its_title(string entityType) => RefetchesAsync(
        $"{entityType}s",
        (id, _) => Change(entityType, id),
        (read, id) => read == $"/api/{entityType}s" || read == $"/api/{entityType}s/{id}" || read == "/api/jobs");

    [Fact(Timeout = 120_000)]
    public Task Activity_refetches_the_activity() => RefetchesAsync(
        "documents",
        (id, _) => Activity(id),
        (read, _) => read.StartsWith("/api/activity", StringComparison.Ordinal));

    [Fact(Timeout = 120_000)]
    public Task Progress_of_a_job_refetches_nothing() => RefetchesAsync(
        "documents",
        (id, jobId) => new { type = "job_progress", jobId, jobType = "process-document", percent = 50, phase = "reading", documentId = id },
        (_, _) => false);

    private async Task RefetchesAsync(string path, Func<string, string, object> eventOf, Func<string, string, bool> isNamed, bool hasToast = false)
    {
        using var owner = mesh.User($"refetch-{Guid.NewGuid():n}");
        var shelf = await Shelf.FillAsync(owner, Cancelled);
        var (id, jobId) = (shelf.Ids[path], shelf.JobIds[path]);
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        var pages = new List<OpenPage>();
        foreach (var address in new[] { "/", $"/{path}", $"/{path}/{id}", "/jobs", "/activity" })
        {
            pages.Add(await OpenPage.OpenAsync(user, address));
        }

        // Twice, as what is asked for too much may come last.
        for (var round = 1; round <= 2; round++)
        {
            await mesh.PublishAsync(owner.UserId, Cancelled, eventOf(id, jobId));
            foreach (var page in pages)
            {
                await page.Reads.ReadAsync(page.Holds.Where(query => isNamed(query, id)), round, Cancelled);
            }
        }

        // And then something that every page refetches for: by then the events before it have had all their effect.
        await mesh.PublishAsync(owner.UserId, Cancelled, Change(path.TrimEnd('s'), id), Activity(id));
        foreach (var page in pages)
        {
            var expected = page.Holds.ToDictionary(query => query, query => (isNamed(query, id) ? 2 : 0) + (IsNamedAtTheEnd(query, path, id) ? 1 : 0));
            if (hasToast && page.Address != $"/{path}")
            {
                // A toast needs the title, and reads it once where the page does not know it.
                expected.TryAdd($"/api/{path}/{id}", 1);
            }

            foreach (var (query, times) in expected)
            {
                await page.Reads.ReadAsync([query], times, Cancelled);
            }

            Assert.Equal(expected.Where(query => query.Value > 0).Select(query => $"{query.Value} x {query.Key}").Order(StringComparer.Ordinal), page.Reads.Counted);
        }
    }

    private static object Change(string entityType, string id) =>
        new { type = "entity_change", entityType, changeType = "update", entityId = id, userId = "refetch", timestamp = Timestamp };

    private static object Activity(string id) =>
        new { type = "activity_logged", activityId = id, activityType = "opened", userId = "refetch", timestamp = Timestamp };

    private static bool IsNamedAtTheEnd(string query, string path, string id) =>
        query == $"/api/{path}" || query == $"/api/{path}/{id}" || query is "/api/jobs" or "/api/activity";

    private sealed record OpenPage(string Address, IReadOnlyList<string> Holds, ApiReads Reads)
    {
        public static async Task<OpenPage> OpenAsync(StudioUser user, string address)
        {
            var (page, reads) = await user.OpenRecordedAsync(address);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            await reads.QuietAsync(Cancelled);
            var holds = reads.Paths.Where(query => !query.EndsWith("/content", StringComparison.Ordinal)).ToList();
            reads.Forget();
            return new OpenPage(address, holds, reads);
        }
    }
}
