using System.Text.RegularExpressions;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.SignIn;

/// <summary>What a developer reads of the API.</summary>
public sealed partial class ReferenceTests(DevelopmentStudio development) : IClassFixture<DevelopmentStudio>
{
    private readonly TestUser _anybody = development.Studio.WithToken(null);

    [Fact]
    public async Task The_document_lists_every_route()
    {
        var paths = (await _anybody.ReadAsync("/openapi/v1.json")).GetProperty("paths");

        var routes = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name.TrimEnd('/')}"));

        string[] entities = ["documents", "podcasts", "voiceovers", "infographics"];
        var expected = entities
            .SelectMany(kind => (string[])[$"get /api/{kind}", $"post /api/{kind}", $"get /api/{kind}/{{id}}", $"patch /api/{kind}/{{id}}", $"delete /api/{kind}/{{id}}", $"get /api/{kind}/{{id}}/content"])
            .Concat(["get /api/jobs", "get /api/jobs/{id}", "post /api/jobs/{id}/cancel", "post /api/jobs/{id}/retry", "get /api/activity", "post /api/auth/token"]);
        Assert.Equal(expected.Order(), routes.Order());
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        using var page = await _anybody.GetAsync("/scalar/v1");

        page.EnsureSuccessStatusCode();
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), html);
    }

    [GeneratedRegex("""(https?:)?//[\w.-]+\.\w+[^\s"'<]*""")]
    private static partial Regex Elsewhere();
}
