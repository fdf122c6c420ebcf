using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>The API as one user sees it.</summary>
public sealed class TestUser(HttpClient http, string id, string? token)
{
    public string Id => id;

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Json(json), headers);

    public Task<HttpResponseMessage> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, Json(json));

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Gets what must be there.</summary>
    public async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        return await response.ReadJsonAsync();
    }

    /// <summary>Posts what must be taken.</summary>
    public async Task<Created> CreateAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(path, json, headers);
        return await Created.FromAsync(response);
    }

    public Task<Created> CreateDocumentAsync(string title = "Notes") =>
        CreateAsync("/api/documents", $$"""{"title":"{{title}}","content":"# Hello\n\nWords."}""");

    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}

/// <summary>What a POST that starts a job has answered.</summary>
public sealed record Created(Guid Id, Guid JobId)
{
    public static async Task<Created> FromAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{(int)response.StatusCode}: {body}");

        return JsonSerializer.Deserialize<Created>(body, JsonSerializerOptions.Web)!;
    }
}

internal static class JsonResponse
{
    public static async Task<JsonElement> ReadJsonAsync(this HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: TestContext.Current.CancellationToken);

        return json.RootElement.Clone();
    }
}
