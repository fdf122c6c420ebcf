using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using RealtimeMesh.Testing.Mesh;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>The oRPC packages from npm, unmodified, on both stream paths.</summary>
public sealed class OrpcClientTests(MeshFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Clients))]
    public async Task Every_link_of_every_version_yields_the_events(string version, string link)
    {
        using var alice = mesh.User($"orpc-{version}-{link}");
        using var client = Subscribe(version, link, mesh.Tokens.Create(alice.UserId));
        var connected = await NextAsync(client);
        Assert.Equal("connected", connected.GetProperty("type").GetString());
        Assert.Equal(alice.UserId, connected.GetProperty("userId").GetString());

        var (id, _) = await alice.PostDocumentAsync("Read by oRPC.", Cancelled);

        JsonElement told;
        do
        {
            told = await NextAsync(client);
        }
        while (told.GetProperty("type").GetString() != "document_job_completion");

        Assert.Equal(id, told.GetProperty("documentId").GetString());
        client.Kill();
        await client.WaitForExitAsync(Cancelled);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Clients))]
    public async Task A_refused_token_is_an_error_that_oRPC_recognises(string version, string link)
    {
        using var client = Subscribe(version, link, "not-a-token");

        var end = await NextAsync(client);

        Assert.Equal("error", end.GetProperty("ended").GetString());
        Assert.Equal("UNAUTHORIZED", end.GetProperty("code").GetString());
        Assert.Equal(401, end.GetProperty("status").GetInt32());
        Assert.True(end.GetProperty("defined").GetBoolean());
        await client.WaitForExitAsync(Cancelled);
    }

    public static TheoryData<string, string> Clients() => new MatrixTheoryData<string, string>(["1.13", "1.16"], ["rpc-post", "rpc-get", "openapi"]);

    private Process Subscribe(string version, string link, string token)
    {
        var folder = typeof(OrpcClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "OrpcFolder").Value!;
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            throw new InvalidOperationException($"oRPC's packages are not installed: npm ci --prefix tests/RealtimeMesh.EndToEnd.Tests/orpc.");
        }

        return Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "subscribe.mjs"), version, link, mesh.Gateway.BaseAddress.GetLeftPart(UriPartial.Authority), token])
        {
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<JsonElement> NextAsync(Process client) =>
        JsonElement.Parse(await client.StandardOutput.ReadLineAsync(Cancelled) ?? throw new InvalidOperationException("The client ended without a word."));
}
