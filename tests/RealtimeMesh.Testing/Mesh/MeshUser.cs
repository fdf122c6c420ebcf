using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Testing.Mesh;

/// <summary>A signed-in user's browser, as far as the mesh can tell: calls and streams through the gateway.</summary>
public sealed class MeshUser : IDisposable
{
    private readonly string _token;
    private readonly Uri _gateway;

    public MeshUser(string userId, string token, Uri gateway)
    {
        UserId = userId;
        _token = token;
        _gateway = gateway;
        Http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string UserId { get; }

    public HttpClient Http { get; }

    /// <summary>Opens a stream and reads its first event.</summary>
    public async Task<SseReader> ConnectAsync(CancellationToken cancellationToken, Uri? edge = null, string path = SseRequest.Events)
    {
        var stream = await SseReader.OpenAsync(edge ?? _gateway, _token, cancellationToken, path);
        await stream.NextOfTypeAsync("connected", cancellationToken);
        return stream;
    }

    /// <returns>The ids of the entity and of its job.</returns>
    public async Task<(string Id, string JobId)> PostAsync(string kind, object body, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync($"/api/{kind}", body, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}", null, response.StatusCode);
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (answer.GetProperty("id").GetString()!, answer.GetProperty("jobId").GetString()!);
    }

    public Task<(string Id, string JobId)> PostDocumentAsync(string content, CancellationToken cancellationToken) =>
        PostAsync("documents", new { title = "A document", content }, cancellationToken);

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        Http.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public async Task<string> JobStatusAsync(string jobId, CancellationToken cancellationToken) =>
        (await GetAsync($"/api/jobs/{jobId}", cancellationToken)).GetProperty("status").GetString()!;

    public void Dispose() => Http.Dispose();
}
