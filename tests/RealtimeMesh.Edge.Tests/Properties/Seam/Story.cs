using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.AllInOne.Brokers;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>An edge, a log and some clients of one user, as a script moves them.</summary>
internal sealed partial class Story : IDisposable
{
    private const string UserId = "ada";

    private readonly UserEventLogOptions _logOptions;
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly OneThread _thread;
    private readonly InMemoryUserEventLog _log;
    private readonly History _history;
    private readonly FaultySource _source;
    private readonly OpenStreams _streams;
    private readonly Client[] _clients;
    private readonly Dictionary<UserChannel, Task> _comparing = [];
    private int _published;

    public Story(Script script)
    {
        _thread = new OneThread(script.Seed);
        _logOptions = new UserEventLogOptions { LogLength = script.LogLength };
        _log = new InMemoryUserEventLog(Options.Create(_logOptions), _time);
        _history = new History(UserId, _log);
        _source = new FaultySource(_log, new Random(script.Seed));
        _ = _log.SubscribeAsync(UserId, (message, _) =>
        {
            _history.Add(message);
            _source.Publish(message);
        });

        var options = Options.Create(new EdgeOptions { MaxQueuedBytes = script.MaxQueuedBytes, MaxNewStreamsPerSecond = 1_000_000 });
        var metrics = new EdgeMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var dropped = new DroppedMessages(metrics, NullLogger<DroppedMessages>.Instance, _time);
        _streams = new OpenStreams(_source, options, metrics, dropped, NullLogger<OpenStreams>.Instance, _time);
        var endpoint = new StreamEndpoint(_streams, _source, options, metrics, NullLogger<StreamEndpoint>.Instance, _time);
        _clients = [.. Enumerable.Range(0, 3).Select(_ => new Client(UserId, endpoint, _history))];
    }

    /// <summary>Plays a script, and then mends everything.</summary>
    public static void Tell(Script script)
    {
        var before = SynchronizationContext.Current;
        using var story = new Story(script);
        SynchronizationContext.SetSynchronizationContext(story._thread);
        try
        {
            foreach (var step in script.Steps)
            {
                story.Do(step);
                story.Settle();
            }

            story.EndWell(deliver: script.Seed % 2 == 0);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Dispose()
    {
        _services.Dispose();
    }

    private void Settle()
    {
        _thread.Settle();
        foreach (var client in _clients)
        {
            client.Read();
        }

        Assert.All(_comparing.Values, comparing => Assert.False(comparing.IsFaulted, comparing.Exception?.ToString()));
    }

    private void Do(Step step)
    {
        var client = _clients[step.Number % _clients.Length];
        var wires = _source.Subscribed.Where(wire => wire.OnTheWay > 0).ToArray();
        switch (step.What)
        {
            case Happening.Publish:
                Publish();
                break;
            case Happening.PublishMany:
                for (var n = 0; n <= step.Number; n++)
                {
                    Publish();
                }

                break;
            case Happening.Connect when !client.IsConnected:
                client.Connect(client.Last?.ToString());
                break;
            case Happening.ConnectOddly when !client.IsConnected:
                client.Connect(OddCursor(step.Number, client.Last));
                break;
            case Happening.Leave:
                client.Leave();
                break;
            case Happening.Deliver when wires.Length > 0:
                wires[step.Number % wires.Length].Deliver(0);
                break;
            case Happening.DeliverAll:
                DeliverAll();
                break;
            case Happening.DeliverLater when wires.Length > 0:
                wires[0].Deliver(step.Number % wires[0].OnTheWay);
                break;
            case Happening.Drop when wires.Length > 0:
                wires[0].Drop(step.Number % wires[0].OnTheWay);
                break;
            case Happening.Duplicate when wires.Length > 0:
                wires[0].Duplicate(step.Number % wires[0].OnTheWay);
                break;
            case Happening.LoseSubscription:
                _source.Subscribed.FirstOrDefault()?.Lose();
                break;
            case Happening.Answer when _source.Held > 0:
                _source.Answer(step.Number % _source.Held);
                break;
            case Happening.AnswerAll:
                AnswerAll();
                break;
            case Happening.Fail when _source.Held > 0:
                _source.Fail(step.Number % _source.Held);
                break;
            case Happening.Compare:
                Compare();
                break;
            case Happening.BeginAnew:
                _ = _history.Now() is { } now ? _log.BeginAnewAsync(UserId, now.Epoch) : null;
                break;
            case Happening.ExpireLog:
                _time.Advance(_logOptions.LogRetention);
                break;
            case Happening.LosePosition:
                _time.Advance(_logOptions.PositionRetention);
                break;
            case Happening.CloseIdle:
                _ = _streams.Channels.Count(channel => channel.CloseIfIdle(TimeSpan.Zero));
                break;
        }
    }

    private void Publish()
    {
        var json = $$"""{"type":"x","n":{{_published}},"text":"{{new string('x', _published++ % 7 * 30)}}"}""";
        _ = _log.PublishAsync(UserId, new OutgoingUserEvent { Json = Encoding.UTF8.GetBytes(json), Type = "x" }, CancellationToken.None);
    }

    private string? OddCursor(int number, Cursor? last) => (number % 5, last) switch
    {
        (0, _) => "../*",
        (1, { } own) => (own with { Offset = own.Offset + 1 }).ToString(),
        (2, { } own) => (own with { Offset = Math.Max(0, own.Offset - number) }).ToString(),
        (3, _) => _history.Now()?.ToString(),
        _ => null,
    };

    private void DeliverAll()
    {
        foreach (var wire in _source.Subscribed.ToArray())
        {
            while (wire.OnTheWay > 0)
            {
                wire.Deliver(0);
            }
        }
    }

    private void AnswerAll()
    {
        while (_source.Held > 0)
        {
            _source.Answer(0);
            _thread.Settle();
        }
    }

    // As the edge does: each channel in its turn, and never twice at a time.
    private void Compare()
    {
        foreach (var channel in _streams.Channels.Where(channel => _comparing.GetValueOrDefault(channel) is not { IsCompleted: false }))
        {
            _comparing[channel] = CompareAsync(channel);
        }

        static async Task CompareAsync(UserChannel channel)
        {
            try
            {
                await channel.Continuity.CompareAsync();
            }
            catch (UserEventsUnavailableException)
            {
                // It will be asked again.
            }
        }
    }
}
