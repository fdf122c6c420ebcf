using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RealtimeMesh.Edge.Ports;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;
using RealtimeMesh.UserEventLog;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Tests.Hosting;

/// <summary>The edge as its own process composes it, on a free port of this process.</summary>
internal sealed class EdgeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionMultiplexer _publisher;

    private EdgeHost(WebApplication app, ConnectionMultiplexer publisher, TestTokens tokens)
    {
        _app = app;
        _publisher = publisher;
        Tokens = tokens;
    }

    public TestTokens Tokens { get; }

    public Uri Address => new(_app.Urls.Single(url => url.Contains("127.0.0.1", StringComparison.Ordinal)));

    public OpenStreams Streams => _app.Services.GetRequiredService<OpenStreams>();

    public FakeLogCollector Logs => _app.Services.GetFakeLogCollector();

    public IServer Redis => _publisher.GetServers().Single();

    public static async Task<EdgeHost> StartAsync(
        string redis, TimeProvider? time = null, TestTokens? tokens = null, params (string Key, string Value)[] settings)
    {
        tokens ??= new TestTokens();
        var app = Build(redis, time ?? TimeProvider.System, tokens, settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var publisher = await ConnectionMultiplexer.ConnectAsync($"{redis},allowAdmin=true,abortConnect=false");
        var edge = new EdgeHost(app, publisher, tokens);
        await edge.WaitUntilReadyAsync();
        return edge;
    }

    public static WebApplication Build(string redis, TimeProvider time, TestTokens tokens, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:redis"] = redis;
        builder.Configuration["Auth:SigningKey"] = tokens.SigningKey;
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults("edge", port: 8081);
        builder.AddSharedPort();
        builder.AddUserAuthentication();
        builder.AddEdge();
        builder.AddRedisUserEvents();
        builder.Logging.ClearProviders().AddFakeLogging();

        var app = builder.Build();
        app.UseStreamErrors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapEdge();
        app.MapHealth();
        return app;
    }

    public Task WaitUntilReadyAsync() => Wait.UntilAsync(
        () => Streams.AcceptsMore, TimeSpan.FromSeconds(20), "the edge is not ready", TestContext.Current.CancellationToken);

    public MetricCollector<T> Collect<T>(string instrument)
        where T : struct =>
        new(_app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), "RealtimeMesh.Edge", instrument);

    /// <summary>Opens a stream and takes its <c>connected</c>.</summary>
    public async Task<SseReader> OpenAsync(string userId, string path = SseRequest.Events, string? lastEventId = null)
    {
        var reader = await SseReader.OpenAsync(Address, Tokens.Create(userId), TestContext.Current.CancellationToken, path, lastEventId);
        Assert.Equal("connected", (await reader.NextAsync(TestContext.Current.CancellationToken)).Type);
        return reader;
    }

    public Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string userId)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Create(userId));
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task PublishAsync(string userId, string message) =>
        _publisher.GetSubscriber().PublishAsync(RedisChannel.Literal($"cs:sse:user:{userId}"), message);

    /// <summary>Publishes as the notifier does.</summary>
    public Task PublishEventAsync(string userId, string json) => _app.Services.GetRequiredService<IUserEventPublisher>().PublishAsync(
        userId,
        new OutgoingUserEvent { Json = Encoding.UTF8.GetBytes(json), Type = JsonElement.Parse(json).GetProperty("type").GetString()! },
        TestContext.Current.CancellationToken);

    public Task DisconnectAsync(string userId) =>
        _app.Services.GetRequiredService<IUserEventPublisher>().DisconnectAsync(userId, messageId: null, TestContext.Current.CancellationToken);

    public async Task<string> EpochAsync(string userId) => (await _publisher.GetDatabase().HashGetAsync($"{{cs:sse:user:{userId}}}:pos", "e")).ToString();

    public IDatabase Database => _publisher.GetDatabase();

    public Task<long> SubscriberCountAsync(string userId) =>
        Redis.SubscriptionSubscriberCountAsync(RedisChannel.Literal($"cs:sse:user:{userId}"));

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _publisher.DisposeAsync();
    }
}
