using System.Net;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class StudioForwardingTests
{
    [Theory]
    [InlineData("POST", "/api/auth/token")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/scalar")]
    [InlineData("GET", "/scalar/v1")]
    [InlineData("GET", "/scalar/scalar.js")]
    public async Task What_comes_before_a_token_is_forwarded_without_one(string method, string path)
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        using var response = await gateway.SendAsync(HttpMethod.Parse(method), path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(path, Assert.Single(gateway.Studio.Paths));
    }

    [Fact(Timeout = 30_000)]
    public async Task Answer_of_the_studio_is_passed_on_as_it_is()
    {
        await using var edge = await Upstream.EdgeAsync();
        await using var studio = await Upstream.StudioAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync("""{"title":"Taken"}""");
        });
        await using var gateway = await TestGateway.StartAsync(edge, studio);

        using var response = await gateway.SendAsync(HttpMethod.Post, "/api/documents", TestGateway.Tokens.Create("alice"), new StringContent("{}"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("""{"title":"Taken"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(edge.Paths);
    }

    [Fact(Timeout = 30_000)]
    public async Task Studio_sees_the_public_host_name()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(studio: context => context.Response.WriteAsync(context.Request.Host.Value!));

        using var response = await gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        Assert.Equal(gateway.Origin.Authority, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task Document_of_five_mebibytes_in_base64_passes()
    {
        await using var edge = await Upstream.EdgeAsync();
        await using var studio = await Upstream.StudioAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await context.Response.WriteAsync($"{body.Length}");
        });
        await using var gateway = await TestGateway.StartAsync(edge, studio);
        var document = Convert.ToBase64String(new byte[5 * 1024 * 1024]);

        using var response = await gateway.SendAsync(HttpMethod.Post, "/api/documents", TestGateway.Tokens.Create("alice"), new StringContent(document));

        Assert.Equal($"{document.Length}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
