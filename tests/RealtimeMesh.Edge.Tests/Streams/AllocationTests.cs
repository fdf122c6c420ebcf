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
    // In a row.
    private const int Events = 100;

    // Some megabytes of large ones fit into the system's buffers.
    private const int MostEvents = 5_000;

    // Fewer than may wait for a stream.
    private const int MostKept = 20;

    private static readonly string _large = new('p', 10_000);

    private readonly TestTokens _tokens = new();

    [Theory]
    [InlineData(SseRequest.Events)]
    [InlineData(SseRequest.Rpc)]
    public async Task Event_that_its_streams_can_send_at_once_allocates_nothing(string path)
    {
        await using var source = new HeldSource();
        await using var app = Build(source);
        using var stream = await OpenAsync(app, source, path);

        await ReadUntilFreeAsync(stream, source);
    }

    [Theory]
    [InlineData(SseRequest.Events)]
    [InlineData(SseRequest.Rpc)]
    public async Task Event_that_has_to_wait_comes_as_it_was_though_the_memory_of_its_frame_is_used_again(string path)
    {
        await using var source = new HeldSource();
        await using var app = Build(source);
        using var stream = await OpenAsync(app, source, path);
        var next = await ReadUntilFreeAsync(stream, source);

        // Nobody reads: as soon as the system's buffers are full, events have to be kept.
        var published = next;
        for (var kept = 0; kept < MostKept;)
        {
            kept += AllocatedBy(source, published++, _large) > 0 ? 1 : 0;
            Assert.InRange(published, 0, next + MostEvents);
        }

        for (var n = next; n < published; n++)
        {
            Assert.Equal(n, (await stream.NextAsync(TestContext.Current.CancellationToken)).Json.GetProperty("n").GetInt32());
        }
    }

    // Not before the response has left Kestrel, nor what is made when it is first used.
    private static async Task<int> ReadUntilFreeAsync(SseReader stream, HeldSource source)
    {
        var number = 0;
        for (var free = 0; free < Events; number++)
        {
            Assert.InRange(number, 0, MostEvents);
            free = AllocatedBy(source, number, "") == 0 ? free + 1 : 0;
            Assert.Equal(number, (await stream.NextAsync(TestContext.Current.CancellationToken)).Json.GetProperty("n").GetInt32());
        }

        return number;
    }

    private static long AllocatedBy(HeldSource source, int number, string padding)
    {
        var message = Encoding.UTF8.GetBytes($$"""{"type":"x","n":{{number}},"padding":"{{padding}}"}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        source.Publish(message);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private async Task<SseReader> OpenAsync(WebApplication app, HeldSource source, string path)
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Urls.First(url => url.Contains("127.0.0.1", StringComparison.Ordinal));
        var opening = SseReader.OpenAsync(new Uri(address), _tokens.Create("ada"), TestContext.Current.CancellationToken, path);
        await Wait.UntilAsync(() => source.Subscriptions == 1, TimeSpan.FromSeconds(20), "nobody subscribed", TestContext.Current.CancellationToken);
        source.Acknowledge();
        var stream = await opening;
        Assert.Equal("connected", (await stream.NextAsync(TestContext.Current.CancellationToken)).Type);
        return stream;
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
