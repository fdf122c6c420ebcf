using System.Text.Json;
using RealtimeMesh.Testing.Mesh;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>A job finishes, and its user's stream says so.</summary>
public sealed class MainJobTests(MeshFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_document_is_processed_and_the_stream_says_so()
    {
        using var alice = mesh.User("alice-document");
        using var stream = await alice.ConnectAsync(Cancelled);

        var (id, jobId) = await alice.PostDocumentAsync("# Bees\n\nBees make honey. Honey is sweet. Bees dance.", Cancelled);

        var completion = (await stream.NextOfTypeAsync("document_job_completion", Cancelled)).Json;
        Assert.Equal(id, completion.GetProperty("documentId").GetString());
        Assert.Equal(jobId, completion.GetProperty("jobId").GetString());
        Assert.Equal("completed", completion.GetProperty("status").GetString());

        var document = await alice.GetAsync($"/api/documents/{id}", Cancelled);
        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.Equal(9, document.GetProperty("wordCount").GetInt32());
        Assert.Equal("Bees", document.GetProperty("headings")[0].GetProperty("text").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_podcast_shows_its_script_before_its_audio_is_there()
    {
        using var alice = mesh.User("alice-podcast");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (documentId, _) = await alice.PostDocumentAsync(string.Join("\n\n", Enumerable.Range(1, 40).Select(i => $"Sentence {i} tells of bees, honey and wax.")), Cancelled);
        await stream.NextOfTypeAsync("document_job_completion", Cancelled);

        var (id, _) = await alice.PostAsync("podcasts", new { documentIds = new[] { documentId } }, Cancelled);
        await NextChangeAsync(stream, "insert", id);
        await NextChangeAsync(stream, "update", id);
        var script = (await alice.GetAsync($"/api/podcasts/{id}", Cancelled)).GetProperty("script");
        Assert.True(script.GetArrayLength() > 2);

        var completion = (await stream.NextOfTypeAsync("job_completion", Cancelled)).Json;
        Assert.Equal("completed", completion.GetProperty("status").GetString());
        var podcast = await alice.GetAsync($"/api/podcasts/{id}", Cancelled);
        using var audio = await alice.Http.GetAsync($"/api/podcasts/{id}/content", Cancelled);
        Assert.Equal(
            podcast.GetProperty("audioKind").GetString() == "speech" ? "audio/wav" : "text/vtt",
            audio.Content.Headers.ContentType!.MediaType);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("voiceovers", """{"text":"Hello from the mesh."}""", "voiceover_job_completion", "voiceoverId")]
    [InlineData("infographics", """{"points":[{"label":"a","value":1},{"label":"b","value":2}]}""", "infographic_job_completion", "infographicId")]
    public async Task Other_jobs_end_on_the_stream_too(string kind, string body, string type, string idField)
    {
        using var alice = mesh.User($"alice-{kind}");
        using var stream = await alice.ConnectAsync(Cancelled);

        var (id, _) = await alice.PostAsync(kind, JsonSerializer.Deserialize<JsonElement>(body), Cancelled);

        var completion = (await stream.NextOfTypeAsync(type, Cancelled)).Json;
        Assert.Equal(id, completion.GetProperty(idField).GetString());
        Assert.Equal("completed", completion.GetProperty("status").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_job_that_cannot_be_done_ends_with_a_sentence()
    {
        using var alice = mesh.User("alice-broken");
        using var stream = await alice.ConnectAsync(Cancelled);

        await alice.PostAsync("documents", new { format = "pdf", contentBase64 = "bm90IGEgcGRm" }, Cancelled);

        var completion = (await stream.NextOfTypeAsync("document_job_completion", Cancelled)).Json;
        Assert.Equal("failed", completion.GetProperty("status").GetString());
        Assert.EndsWith(".", completion.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Both_edges_and_both_paths_tell_the_same_user()
    {
        using var alice = mesh.User("alice-two-edges");
        using var first = await alice.ConnectAsync(Cancelled, mesh.Edges[0].BaseAddress);
        using var second = await alice.ConnectAsync(Cancelled, mesh.Edges[1].BaseAddress, SseRequest.Rpc);
        using var third = await alice.ConnectAsync(Cancelled, path: SseRequest.Rpc);

        var (id, _) = await alice.PostDocumentAsync("Three screens.", Cancelled);

        foreach (var stream in new[] { first, second, third })
        {
            var completion = (await stream.NextOfTypeAsync("document_job_completion", Cancelled)).Json;
            Assert.Equal(id, completion.GetProperty("documentId").GetString());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Renaming_and_deleting_are_told_as_well()
    {
        using var alice = mesh.User("alice-rename");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (id, _) = await alice.PostDocumentAsync("To be renamed.", Cancelled);
        await stream.NextOfTypeAsync("document_job_completion", Cancelled);

        using var renamed = await alice.Http.PatchAsync($"/api/documents/{id}", JsonContent("""{"title":"Renamed"}"""), Cancelled);
        renamed.EnsureSuccessStatusCode();
        await NextChangeAsync(stream, "update", id);
        using var deleted = await alice.Http.DeleteAsync($"/api/documents/{id}", Cancelled);
        deleted.EnsureSuccessStatusCode();
        await NextChangeAsync(stream, "delete", id);
    }

    private static StringContent JsonContent(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static async Task NextChangeAsync(SseReader stream, string change, string id)
    {
        JsonElement json;
        do
        {
            json = (await stream.NextOfTypeAsync("entity_change", Cancelled)).Json;
        }
        while (json.GetProperty("changeType").GetString() != change || json.GetProperty("entityId").GetString() != id);
    }
}
