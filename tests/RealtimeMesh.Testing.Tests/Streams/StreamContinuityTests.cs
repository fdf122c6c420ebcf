using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Testing.Tests.Streams;

public sealed class StreamContinuityTests
{
    private const string Epoch = "9f2c41d0";

    private readonly StreamContinuity _continuity = new();

    [Fact]
    public void Ids_that_follow_each_other_over_two_connections_are_good()
    {
        var first = Connect(5, resumed: false);
        Add(first, 6);
        var second = Connect(6, resumed: true);
        Add(second, 7);

        Assert.Equal($"{Epoch}-7", $"{_continuity.Position}");
        Assert.Equal([6, 7], first.Events.Concat(second.Events).Select(received => received.Id.Offset));
    }

    [Fact]
    public void A_start_that_is_not_resumed_may_be_anywhere()
    {
        Add(Connect(5, resumed: false), 6);

        Add(Connect(900, resumed: false), 901);
    }

    [Theory]
    [InlineData(8, "After 9f2c41d0-6 came 9f2c41d0-8.")]
    [InlineData(6, "After 9f2c41d0-6 came 9f2c41d0-6.")]
    public void A_gap_and_a_repetition_are_refused(long offset, string why)
    {
        var connection = Connect(5, resumed: false);
        Add(connection, 6);

        Assert.Equal(why, Assert.Throws<FormatException>(() => Add(connection, offset)).Message);
    }

    [Fact]
    public void An_event_before_connected_is_refused() =>
        Assert.Throws<FormatException>(() => Add(new StreamConnection(lastEventId: null), 1));

    [Fact]
    public void Resuming_from_elsewhere_is_refused()
    {
        Add(Connect(5, resumed: false), 6);

        Assert.Throws<FormatException>(() => Connect(5, resumed: true));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("7")]
    [InlineData("9f2c-7")]
    [InlineData("9f2c41d0-07")]
    [InlineData("9f2c41d0-")]
    public void An_id_that_is_no_cursor_is_refused(string? id)
    {
        var connection = Connect(6, resumed: false);

        Assert.Throws<FormatException>(() => _continuity.Add(new SseFrame("message", id, null, """{"type":"x"}"""), connection));
    }

    private StreamConnection Connect(long offset, bool resumed)
    {
        var connection = new StreamConnection(_continuity.Position);
        var data = $$"""{"type":"connected","userId":"alice","resumed":{{(resumed ? "true" : "false")}}}""";
        _continuity.Add(new SseFrame("message", $"{Epoch}-{offset}", null, data), connection);
        return connection;
    }

    private void Add(StreamConnection connection, long offset) =>
        _continuity.Add(new SseFrame("message", $"{Epoch}-{offset}", null, """{"type":"x"}"""), connection);
}
