using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Containers.Tests.Compose;

public sealed class ComposeTests
{
    [Fact(Timeout = 15 * 60_000)]
    public async Task A_finished_job_is_seen_on_the_users_stream_through_the_gateway()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var project = await ComposeProject.UpAsync(cancellationToken);
        try
        {
            await PostAndSeeAsync(project, cancellationToken);
            await SeeWebAppAsync(project, cancellationToken);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(await project.LogsAsync());
            throw;
        }
    }

    private static async Task PostAndSeeAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var token = project.Tokens.Create("alice");
        using var stream = await SseReader.OpenAsync(project.Gateway, token, cancellationToken);
        await stream.NextOfTypeAsync("connected", cancellationToken);

        using var studio = new HttpClient { BaseAddress = project.Gateway };
        studio.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var posted = await studio.PostAsJsonAsync("/api/documents", new { title = "Tides", content = "# Tides\n\nThe moon pulls the sea." }, cancellationToken);
        posted.EnsureSuccessStatusCode();
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString();

        var completion = (await stream.NextOfTypeAsync("document_job_completion", cancellationToken)).Json;
        Assert.Equal("completed", completion.GetProperty("status").GetString());
        Assert.Equal(id, completion.GetProperty("documentId").GetString());

        var document = await studio.GetFromJsonAsync<JsonElement>($"/api/documents/{id}", cancellationToken);
        Assert.Equal(6, document.GetProperty("wordCount").GetInt32());
    }

    private static async Task SeeWebAppAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient { BaseAddress = project.Gateway };
        Assert.Contains("<title>Studio</title>", await browser.GetStringAsync("/", cancellationToken), StringComparison.Ordinal);
    }
}
