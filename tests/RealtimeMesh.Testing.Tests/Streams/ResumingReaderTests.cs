using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Testing.Tests.Streams;

public sealed class ResumingReaderTests
{
    private const string Connected = "event: message\nid: 9f2c41d0-0\ndata: {\"type\":\"connected\",\"userId\":\"alice\",\"resumed\":false}\n\n";
    private const string Event = "event: message\nid: 9f2c41d0-1\ndata: {\"type\":\"x\"}\n\n";
    private const string Resumed = "event: message\nid: 9f2c41d0-1\ndata: {\"type\":\"connected\",\"userId\":\"alice\",\"resumed\":true}\n\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_comes_back_with_its_newest_id_when_the_connection_breaks_within_a_frame()
    {
        await using var server = ScriptedStreams.Start(ScriptedStreams.Breaking($"{Connected}{Event}event: mess"), ScriptedStreams.Breaking(Resumed));
        await using var reader = Start(server);

        await UntilAsync(() => reader.Opened.Count() == 2);

        Assert.Contains("Last-Event-ID: 9f2c41d0-1\r\n", server.Requests.Last(), StringComparison.Ordinal);
        Assert.True(reader.Opened.Last().Start!.Resumed);
        Assert.Empty(reader.Violations);
        Assert.Single(reader.Events);
    }

    [Theory]
    [InlineData("SERVICE_UNAVAILABLE", 1)]
    [InlineData("UNAUTHORIZED", 2)]
    public async Task It_comes_back_after_the_servers_pause_and_with_a_new_token_if_that_was_why(string code, int tokens)
    {
        var end = $"event: error\nretry: 700\ndata: {{\"defined\":true,\"code\":\"{code}\",\"status\":503,\"message\":\"m\"}}\n\n";
        await using var server = ScriptedStreams.Start(ScriptedStreams.Ending(Connected + Event + end), ScriptedStreams.Breaking(Resumed));
        var given = 0;
        await using var reader = Start(server, () => $"token-{++given}");

        await UntilAsync(() => reader.Opened.Count() == 2);

        var attempts = reader.Connections.Take(2).Select(connection => connection.RequestedAt).ToArray();
        // The wall clock that they were stamped with may be corrected meanwhile.
        Assert.True(attempts[1] - attempts[0] >= TimeSpan.FromMilliseconds(600));
        Assert.Contains($"Authorization: Bearer token-{tokens}\r\n", server.Requests.Last(), StringComparison.Ordinal);
        Assert.Empty(reader.Violations);
    }

    [Fact]
    public async Task A_refusal_is_no_violation()
    {
        await using var server = ScriptedStreams.Start(ScriptedStreams.Refusing("503 Service Unavailable", "Retry-After: 1"), ScriptedStreams.Breaking(Connected));
        await using var reader = Start(server);

        await UntilAsync(() => reader.Opened.Any());

        Assert.StartsWith("refused 503", reader.Connections.First().End, StringComparison.Ordinal);
        Assert.Empty(reader.Violations);
    }

    [Theory]
    [InlineData(Event)]
    [InlineData(Connected)]
    [InlineData(Connected + Connected)]
    [InlineData(Connected + "event: message\ndata: {\"type\":\"x\"}\n\n")]
    [InlineData(Connected + "id: 9f2c41d0-1\ndata: {\"type\":\"x\"}\n\n")]
    [InlineData(Connected + "event: message\nid: 9f2c41d0-1\ndata: x\n\n")]
    [InlineData(Connected + "event: mess")]
    public async Task What_no_server_may_send_is_a_violation(string frames)
    {
        await using var server = ScriptedStreams.Start(ScriptedStreams.Ending(frames));
        await using var reader = Start(server);

        await UntilAsync(() => reader.Violations.Count == 1);
    }

    private static ResumingReader Start(ScriptedStreams server, Func<string>? newToken = null) => ResumingReader.Start("alice", new ResumingReaderOptions
    {
        BaseAddress = server.BaseAddress,
        NewToken = newToken ?? (() => "token"),
        Delay = ReconnectDelay.Brief,
    });

    private static Task UntilAsync(Func<bool> condition) =>
        Wait.UntilAsync(condition, Patience, "the reader does not do it", TestContext.Current.CancellationToken);
}
