using System.Text.Json;

namespace RealtimeMesh.Gateway.Tests.Hosting;

/// <summary>In which form an error is told.</summary>
public enum ErrorForm
{
    Stream,
    Rpc,
    Problem,
}

internal static class ErrorForms
{
    public static async Task AssertIsErrorAsync(this HttpResponseMessage response, ErrorForm form, int status)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        AssertIsError(body, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, form, status);
    }

    private static void AssertIsError(string body, int actual, string? mediaType, ErrorForm form, int status)
    {
        Assert.Equal(status, actual);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        if (form is ErrorForm.Problem)
        {
            Assert.Equal("application/problem+json", mediaType);
            Assert.Equal(status, json.RootElement.GetProperty("status").GetInt32());
            Assert.NotEmpty(json.RootElement.GetProperty("detail").GetString()!);
            return;
        }

        Assert.Equal("application/json", mediaType);
        var error = form is ErrorForm.Rpc ? json.RootElement.GetProperty("json") : json.RootElement;
        Assert.Equal(["defined", "code", "status", "message"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, error.GetProperty("status").GetInt32());
    }
}
