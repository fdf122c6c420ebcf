using Microsoft.AspNetCore.Builder;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.Gateway.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null, "http://127.0.0.1:8099")]
    [InlineData("", "http://127.0.0.1:8099")]
    [InlineData("9000", null)]
    public void Default_port_is_taken_unless_configuration_names_one(string? ports, string? expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["http_ports"] = ports;

        builder.AddServiceDefaults("gateway", port: 8099);

        Assert.Equal(expected, builder.WebHost.GetSetting("urls"));
    }

    private const string Edge = "ReverseProxy:Clusters:edges:Destinations:edge1:Address";

    [Theory]
    [InlineData("Limits:MaxRequestBodyBytes", "0", "Limits__MaxRequestBodyBytes is 0; allowed are 1024 to 1073741824")]
    [InlineData("Limits:MaxRequestBodyBytes", "8MB", "'8MB' at 'Limits:MaxRequestBodyBytes'")]
    [InlineData("Limits:MaxRequestHeaderBytes", "12", "Limits__MaxRequestHeaderBytes is 12")]
    [InlineData("Limits:MaxRequestHeaderCount", "0", "Limits__MaxRequestHeaderCount is 0")]
    [InlineData("Limits:StreamBurst", "0", "Limits__StreamBurst is 0")]
    [InlineData("Limits:StreamsPerSecond", "-1", "Limits__StreamsPerSecond is -1")]
    [InlineData("Limits:WriteBurst", "2000000", "Limits__WriteBurst is 2000000")]
    [InlineData("Limits:WritesPerSecond", "0", "Limits__WritesPerSecond is 0")]
    [InlineData("Limits:MaxBody", "1", "'MaxBody'")]
    [InlineData("Cors:Origin", "https://app.example.com", "'Origin'")]
    [InlineData("Cors:Origins:0", "*", "Cors__Origins__0 is '*'")]
    [InlineData("Cors:Origins:0", "app.example.com", "Cors__Origins__0 is 'app.example.com'")]
    [InlineData("Cors:Origins:0", "https://app.example.com/", "without path")]
    [InlineData("Cors:Origins:0", "https://app.example.com/app", "without path")]
    [InlineData("Cors:Origins:0", "https://app.example.com:443", "Cors__Origins__0 is")]
    [InlineData("Cors:Origins:0", "ftp://app.example.com", "http or https")]
    [InlineData("Cors:Origins:0", "", "Cors__Origins__0 is ''")]
    [InlineData("Auth:SigningKey", "short", "Auth__SigningKey must be base64")]
    [InlineData("Auth:Authority", "https://login.example", "Set exactly one of")]
    [InlineData("Auth:Key", "x", "'Key'")]
    [InlineData("WebApp:ClientId", "studio-web", "WebApp__ClientId is set and Auth__Authority is not")]
    [InlineData("WebApp:ClientId", " ", "WebApp__ClientId is empty")]
    [InlineData("WebApp:Scope", "profile", "WebApp__Scope is 'profile'; it must be names separated by spaces, with openid among them.")]
    [InlineData("WebApp:ClientID_", "x", "'ClientID_'")]
    [InlineData(Edge, "", "ReverseProxy__Clusters__edges__Destinations__edge1__Address is ''")]
    [InlineData(Edge, "127.0.0.1:8081", "ReverseProxy__Clusters__edges__Destinations__edge1__Address is '127.0.0.1:8081'")]
    [InlineData(Edge, "redis://127.0.0.1", "http or https URL")]
    [InlineData("ReverseProxy:Clusters:edges:Destinations:edge2:Adress", "http://127.0.0.1:8083", "edge2__Address is ''")]
    [InlineData("ReverseProxy:Clusters:edges:LoadBalancingPolicy", "Best", "'Best'")]
    [InlineData("ReverseProxy:Clusters:edges:HealthCheck:Active:Policy", "Guess", "'Guess'")]
    public async Task Bad_setting_stops_the_start_and_is_named(string key, string value, string message)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync((key, value)));

        Assert.Contains(message, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("studio:Destinations:studio1", "edges__Destinations__edge1")]
    [InlineData("edges:Destinations:edge1", "studio__Destinations__studio1")]
    public void Cluster_without_a_destination_is_refused(string present, string missing)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration[$"ReverseProxy:Clusters:{present}:Address"] = "http://127.0.0.1:1";

        var refused = Assert.Throws<InvalidOperationException>(() => builder.AddProxy());

        Assert.Contains($"ReverseProxy__Clusters__{missing}__Address", refused.Message, StringComparison.Ordinal);
    }

    private static async Task StartAsync(params (string, string)[] settings)
    {
        await using var app = TestGateway.Build(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }
}
