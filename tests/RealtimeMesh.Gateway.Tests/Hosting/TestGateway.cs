using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RealtimeMesh.Gateway.WebApp;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Gateway.Tests.Hosting;

/// <summary>The gateway on a port of its own, composed as its program composes it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public static readonly TestTokens Tokens = new();

    private readonly WebApplication _app;
    private Upstream? _edge;
    private Upstream? _studio;

    private TestGateway(WebApplication app)
    {
        _app = app;
        Origin = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxResponseDrainSize = 0 })
        {
            BaseAddress = Origin,
            Timeout = TimeSpan.FromSeconds(20),
        };
    }

    public Uri Origin { get; }

    public HttpClient Client { get; }

    /// <summary>The edge behind a gateway that was started with backends of its own.</summary>
    public Upstream Edge => _edge!;

    public Upstream Studio => _studio!;

    public static async Task<TestGateway> WithBackendsAsync(
        RequestDelegate? edge = null, RequestDelegate? studio = null, params (string Key, string Value)[] settings)
    {
        var ownEdge = await Upstream.EdgeAsync(edge);
        var ownStudio = await Upstream.StudioAsync(studio);
        var gateway = await StartAsync(ownEdge, ownStudio, settings);
        (gateway._edge, gateway._studio) = (ownEdge, ownStudio);

        return gateway;
    }

    public static Task<TestGateway> StartAsync(Upstream edge, Upstream studio, params (string Key, string Value)[] settings) =>
        StartAsync([
            ("ReverseProxy:Clusters:edges:Destinations:edge1:Address", edge.Address),
            ("ReverseProxy:Clusters:studio:Destinations:studio1:Address", studio.Address),
            .. settings]);

    public static Task<TestGateway> StartAsync(params (string Key, string Value)[] settings) => StartAsync(Build(settings));

    /// <summary>With the web app of a folder, and no backends.</summary>
    public static Task<TestGateway> WithWebAppAsync(WebAppFolder folder, string? environment = null, params (string Key, string? Value)[] settings) =>
        StartAsync(Build(folder.Path, environment ?? Environments.Production, settings));

    /// <summary>Without a web app, whether or not one was built.</summary>
    public static WebApplication Build(params (string Key, string Value)[] settings) =>
        Build("nowhere", Environments.Production, [.. settings.Select(setting => (setting.Key, (string?)setting.Value))]);

    private static async Task<TestGateway> StartAsync(WebApplication app)
    {
        await app.StartAsync();

        return new TestGateway(app);
    }

    private static WebApplication Build(string webAppFolder, string environment, (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "RealtimeMesh.Gateway",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        foreach (var (key, value) in settings.Prepend(("Auth:SigningKey", Tokens.SigningKey)))
        {
            builder.Configuration[key] = value;
        }

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("gateway", port: 0);
        builder.AddUserAuthentication();
        builder.AddFrontDoor();
        builder.AddProxy();
        builder.Services.AddSingleton(WebAppFiles.Read(webAppFolder));
        builder.Logging.ClearProviders();

        var app = builder.Build();
        app.UseFrontDoor();
        app.MapHealth();
        app.MapWebApp();
        app.MapProxy();

        return app;
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? token = null, HttpContent? body = null) => new(method, path)
    {
        Content = body,
        Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    };

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null) =>
        Client.SendAsync(
            Request(method, path, token, body), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public async Task<HttpStatusCode> StatusAsync(string path, string? token = null)
    {
        using var response = await SendAsync(HttpMethod.Get, path, token);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        await (_edge?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_studio?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
