using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RealtimeMesh.Edge.Ports;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class AllocationTests
{
    private const int Events = 100;

    private static readonly byte[] _message = Encoding.UTF8.GetBytes($$"""{"type":"x","padding":"{{new string('p', 300)}}"}""");

    private readonly TestTokens _tokens = new();

    [Theory]
    [InlineData(SseRequest.Events)]
    [InlineData(SseRequest.Rpc)]
    public async Task Event_that_its_streams_can_send_at_once_allocates_nothing(string path)
    {
        await using var source = new HeldSource();
        await using var app = Build(source);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Urls.First(url => url.Contains("127.0.0.1", StringComparison.Ordinal));
        var opening = SseReader.OpenAsync(new Uri(address), _tokens.Create("ada"), TestContext.Current.CancellationToken, path);
        await Wait.UntilAsync(() => source.Subscriptions == 1, TimeSpan.FromSeconds(20), "nobody subscribed", TestContext.Current.CancellationToken);
        source.Acknowledge();
        using var stream = await opening;
        await stream.NextAsync(TestContext.Current.CancellationToken);

        // Not before the response has left Kestrel, nor what is made when it is first used.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var free = 0; free < Events;)
        {
            free = AllocatedBy(source) == 0 ? free + 1 : 0;
            Assert.Equal("x", (await stream.NextAsync(deadline.Token)).Type);
        }
    }

    private static long AllocatedBy(HeldSource source)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        source.Publish(_message);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private WebApplication Build(IUserEventSource source)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Auth:SigningKey"] = _tokens.SigningKey;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(source);
        builder.AddSharedPort();
        builder.AddUserAuthentication();
        builder.AddEdge();

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapEdge();
        return app;
    }
}
