using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.AllInOne.Tests;

/// <summary>One command, nothing else installed: the whole product in one process.</summary>
public sealed class EmbeddedDefaultTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("mesh-").FullName;
    private readonly List<ServiceProcess> _processes = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Start_ends_in_one_line_with_the_address_and_a_job_reaches_the_stream()
    {
        var mesh = await StartAsync();
        Assert.Matches(@"\ARealtimeMesh is ready: http://127\.0\.0\.1:\d+ \(data in .+\)\s*\z", mesh.Output);
        using var alice = await SignInAsync(mesh, "alice");
        using var stream = await SseReader.OpenAsync(mesh.BaseAddress, alice.DefaultRequestHeaders.Authorization!.Parameter!, Cancelled);
        await stream.NextOfTypeAsync("connected", Cancelled);

        var (id, _) = await PostAsync(alice, "documents", """{"content":"# Bees\n\nBees make honey."}""");

        var completion = (await stream.NextOfTypeAsync("document_job_completion", Cancelled)).Json;
        Assert.Equal(id, completion.GetProperty("documentId").GetString());
        var document = await alice.GetFromJsonAsync<JsonElement>($"/api/documents/{id}", Cancelled);
        Assert.Equal(4, document.GetProperty("wordCount").GetInt32());
    }

    [Fact(Timeout = 120_000)]
    public async Task Documents_and_sign_ins_survive_a_restart()
    {
        var mesh = await StartAsync();
        using var alice = await SignInAsync(mesh, "alice");
        var (id, jobId) = await PostAsync(alice, "documents", """{"content":"Still here."}""");
        await CompletedAsync(alice, jobId);
        Assert.Equal(0, await mesh.TerminateAsync(Cancelled));

        var again = await StartAsync();

        using var same = new HttpClient { BaseAddress = again.BaseAddress };
        same.DefaultRequestHeaders.Authorization = alice.DefaultRequestHeaders.Authorization;
        var document = await same.GetFromJsonAsync<JsonElement>($"/api/documents/{id}", Cancelled);
        Assert.Equal("ready", document.GetProperty("status").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Jobs_that_were_cut_off_by_a_crash_are_finished_after_the_next_start()
    {
        var mesh = await StartAsync();
        using var alice = await SignInAsync(mesh, "alice");
        var text = string.Join("\\n", Enumerable.Range(1, 80).Select(i => $"Paragraph {i} is spoken aloud, slowly and to its very end."));
        var jobs = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            jobs.Add((await PostAsync(alice, "voiceovers", $$"""{"text":"{{text}}"}""")).JobId);
        }

        await mesh.KillAsync();
        var again = await StartAsync();

        using var same = new HttpClient { BaseAddress = again.BaseAddress };
        same.DefaultRequestHeaders.Authorization = alice.DefaultRequestHeaders.Authorization;
        foreach (var jobId in jobs)
        {
            await CompletedAsync(same, jobId);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task The_address_opens_the_web_app_from_whatever_folder_it_was_started()
    {
        var mesh = await StartAsync();
        using var browser = new HttpClient { BaseAddress = mesh.BaseAddress };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var page = await browser.GetStringAsync("/documents", Cancelled);

        var script = Regex.Match(page, "src=\"(/assets/[^\"]+\\.js)\"").Groups[1].Value;
        using var response = await browser.GetAsync(script, Cancelled);
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"signIn":{"kind":"development"}}""", await browser.GetStringAsync("/config.json", Cancelled));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--dta /tmp", "--dta")]
    [InlineData("--data", "--data")]
    [InlineData("what", "what")]
    [InlineData("--urls --data", "--urls")]
    public async Task Wrong_arguments_are_named_and_the_right_ones_listed(string arguments, string named)
    {
        var mesh = ServiceProcess.Start("RealtimeMesh.AllInOne", arguments: arguments.Split(' '));
        _processes.Add(mesh);

        Assert.Equal(2, await mesh.WaitForExitAsync(Cancelled));

        Assert.Contains(named, mesh.Output, StringComparison.Ordinal);
        Assert.Contains("--data DIR", mesh.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/api/nothing")]
    [InlineData("/nothing")]
    [InlineData("/rpc/nothing")]
    [InlineData("/api/nothing", "text/html")]
    [InlineData("/rpc/nothing", "text/html")]
    [InlineData("/health/nothing", "text/html")]
    [InlineData("/scalar/nothing/at/all", "text/html")]
    public async Task Unknown_paths_are_404_in_a_form_that_can_be_read(string path, string accept = "*/*")
    {
        var mesh = await StartAsync();
        using var alice = await SignInAsync(mesh, "alice");

        alice.DefaultRequestHeaders.Accept.ParseAdd(accept);

        using var response = await alice.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact(Timeout = 60_000)]
    public async Task Outside_Development_it_refuses_to_start_without_a_key()
    {
        var mesh = ServiceProcess.Start("RealtimeMesh.AllInOne", new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, ["--data", _data]);
        _processes.Add(mesh);

        Assert.NotEqual(0, await mesh.WaitForExitAsync(Cancelled));
        Assert.Contains("Auth__SigningKey", mesh.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Second_one_at_the_same_address_says_so_in_one_line()
    {
        var first = await StartAsync();
        var second = ServiceProcess.Start(
            "RealtimeMesh.AllInOne",
            new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            ["--data", Path.Combine(_data, "second")],
            first.BaseAddress.Port);
        _processes.Add(second);

        Assert.Equal(1, await second.WaitForExitAsync(Cancelled));
        Assert.Matches($@"\AFailed to bind to address {Regex.Escape(first.BaseAddress.GetLeftPart(UriPartial.Authority))}: address already in use\.\s*\z", second.Output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    private async Task<ServiceProcess> StartAsync()
    {
        var mesh = ServiceProcess.Start("RealtimeMesh.AllInOne", new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" }, ["--data", _data]);
        _processes.Add(mesh);
        await mesh.WaitForLineAsync(new("is ready"), Cancelled);
        return mesh;
    }

    private static async Task<HttpClient> SignInAsync(ServiceProcess mesh, string userId)
    {
        var http = new HttpClient { BaseAddress = mesh.BaseAddress };
        using var response = await http.PostAsJsonAsync("/api/auth/token", new { userId }, Cancelled);
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<(string Id, string JobId)> PostAsync(HttpClient http, string kind, string json)
    {
        using var response = await http.PostAsync($"/api/{kind}", new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        return (answer.GetProperty("id").GetString()!, answer.GetProperty("jobId").GetString()!);
    }

    private static Task CompletedAsync(HttpClient http, string jobId) => Wait.UntilAsync(
        async () => (await http.GetFromJsonAsync<JsonElement>($"/api/jobs/{jobId}", Cancelled)).GetProperty("status").GetString() == "completed",
        Patience,
        $"job {jobId} has not completed",
        Cancelled);
}
