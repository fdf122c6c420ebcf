using System.Net;

namespace RealtimeMesh.Studio.Tests.Hosting;

internal static class Problem
{
    private static readonly string[] Internals = ["   at ", "Exception", "System.", "Microsoft.", "RealtimeMesh.", "Npgsql", "SQLite"];

    /// <summary>The answer is a problem in the standard form, says what it is about, and nothing of how the server is made.</summary>
    public static async Task AssertAsync(HttpResponseMessage response, HttpStatusCode status, params string[] mentioned)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = await response.ReadJsonAsync();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.All(mentioned, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(Internals, words => Assert.DoesNotContain(words, text, StringComparison.Ordinal));
    }
}
