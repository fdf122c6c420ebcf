using System.Text.Json.Nodes;
using RealtimeMesh.LoadGen.Scenarios;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.LoadGen.Tests.Scenarios;

/// <summary>Each scenario against a real edge: everything that was published is accounted for.</summary>
public sealed class EdgeTests(EdgeTests.RunningEdge edge) : IClassFixture<EdgeTests.RunningEdge>
{
    private const int Streams = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Fan_out_counts_a_frame_for_each_stream(int http)
    {
        var result = await RunAsync(edge.Options("fan-out") with { Http = http, Users = 1, Events = 5, StreamsPerConnection = 25 });

        Assert.Equal(5 * Streams, (int)result["frames"]!);
        Assert.Equal(0, (int)result["lost"]!);
        Assert.InRange((double)result["latency"]!["p50"]!, 1, 60e6);
        Assert.InRange((double)result["processes"]![0]!["residentKiB"]!, 1_000, 10_000_000);
    }

    [Fact]
    public async Task Unicast_reaches_each_user_in_turn()
    {
        var result = await RunAsync(edge.Options("unicast") with { Rate = 200, Seconds = 1 });

        Assert.Equal((200, 400, 400), ((int)result["published"]!, (int)result["expected"]!, (int)result["frames"]!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Storm_ends_when_all_are_back_with_what_they_missed(int http)
    {
        var result = await RunAsync(edge.Options("storm") with { Http = http, Events = 3, Rate = 0 });

        Assert.Equal((Streams, 3 * Streams), ((int)result["resumed"]!, (int)result["frames"]!));
        Assert.Equal((0, 0), ((int)result["lost"]!, (int)result["duplicates"]!));
        Assert.InRange((double)result["secondsToCatchUp"]!, (double)result["secondsToOpen"]! - 0.001, 60);
    }

    [Fact]
    public async Task Overload_says_what_was_offered_and_what_came()
    {
        var result = await RunAsync(edge.Options("overload") with { Rate = 2_000, Seconds = 1, Publish = "pubsub" });

        Assert.InRange((int)result["published"]!, 1_000, 2_000);
        Assert.Equal(2 * (int)result["published"]!, (int)result["frames"]! + (int)result["drained"]!["frames"]!);
    }

    [Fact]
    public async Task Churn_loses_nothing()
    {
        var result = await RunAsync(edge.Options("churn") with { Rate = 200, Seconds = 2, Some = 30 });

        Assert.True((bool)result["hasCaughtUp"]!);
        Assert.Equal((0, 0), ((int)result["lost"]!, (int)result["duplicates"]!));
        Assert.InRange((int)result["resumed"]!, 1, (int)result["left"]!);
    }

    private static async Task<JsonObject> RunAsync(LoadOptions options) =>
        JsonNode.Parse(await Load.RunAsync(options, TimeProvider.System, Token))!["result"]!.AsObject();

    public sealed class RunningEdge : IAsyncLifetime
    {
        private readonly TestTokens _tokens = new();
        private RedisServer _redis = null!;
        private ServiceProcess _edge = null!;
        private int _runs;

        public async ValueTask InitializeAsync()
        {
            _redis = await RedisServer.StartAsync(Token);
            _edge = ServiceProcess.Start("RealtimeMesh.Edge", new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Auth__SigningKey"] = _tokens.SigningKey,
                ["ConnectionStrings__redis"] = _redis.ConnectionString,
                ["Edge__MaxStreamsPerUser"] = "100",
            });
            await _edge.WaitUntilReadyAsync(Token);
        }

        // Other users for each run, so that none sees another's log.
        internal LoadOptions Options(string scenario) => new()
        {
            Scenario = scenario,
            Url = new Uri(_edge.BaseAddress, "/api/events"),
            SigningKey = _tokens.SigningKey,
            Redis = _redis.ConnectionString,
            Streams = Streams,
            Users = Streams / 2,
            UserPrefix = $"load-{++_runs}-",
            WarmUp = 0.2,
            Processes = [("edge", _edge.Id)],
        };

        public async ValueTask DisposeAsync()
        {
            await _edge.DisposeAsync();
            await _redis.DisposeAsync();
        }
    }
}
