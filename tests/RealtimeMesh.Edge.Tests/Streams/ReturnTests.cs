using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Streams;

/// <summary>Thousands of streams come back at once: each asks the log one question, and sends once what it learns.</summary>
public sealed class ReturnTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly HeldSource _source = new();
    private readonly EdgeMetrics _metrics;
    private readonly OpenStreams _streams;

    public ReturnTests()
    {
        _metrics = new EdgeMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var dropped = new DroppedMessages(_metrics, NullLogger<DroppedMessages>.Instance, _time);
        _streams = new OpenStreams(_source, Options.Create(new EdgeOptions()), _metrics, dropped, NullLogger<OpenStreams>.Instance, _time);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_was_missed_comes_with_the_position_and_leaves_with_the_greeting()
    {
        _source.Missed = [Event(2), Event(3)];

        var (stream, sent) = await ReturnAsync(new Cursor("e", 1));

        Assert.Equal(["e-1", "e-2", "e-3"], Ids(sent));
        Assert.Equal((0, 1), (_source.Reads, sent.Flushes));
        Assert.Empty(stream.TakeMissed());
    }

    [Fact]
    public async Task Greeting_does_not_wait_for_what_cannot_be_sent()
    {
        // The first one is gone, so the client starts afresh.
        _source.Missed = [Event(3)];

        var (_, sent) = await ReturnAsync(new Cursor("e", 1));

        Assert.Equal(["e-3"], Ids(sent));
        Assert.Equal(1, sent.Flushes);
        Assert.Contains("\"resumed\":false", sent.Text, StringComparison.Ordinal);
    }

    private static LoggedUserEvent Event(long offset) => new(offset, "x"u8.ToArray(), """{"type":"x"}"""u8.ToArray());

    private static string[] Ids(Sent sent) => [.. sent.Text.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => line[4..])];

    private async Task<(EventStream Stream, Sent Sent)> ReturnAsync(Cursor cursor)
    {
        var request = new StreamRequest(StreamForm.Plain, cursor, null);
        var stream = new EventStream("ada", request, new StreamDeadline(long.MaxValue, StreamEnd.Rotated), new EdgeOptions(), _time);
        var joining = _streams.JoinAsync(stream, TestContext.Current.CancellationToken);
        _source.Acknowledge();
        Assert.Null(await joining);

        var replay = new Replay(stream, _source);
        await replay.BeginAsync();
        var sent = new Sent();
        Assert.True(await new EventStreamWriter(stream, PipeWriter.Create(sent), _metrics).BeginAsync(replay));
        return (stream, sent);
    }

    private sealed class Sent : MemoryStream
    {
        public int Flushes { get; private set; }

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flushes++;
            return base.FlushAsync(cancellationToken);
        }
    }
}
