using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.AllInOne.Brokers;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.UserEventLog;
using Replay = RealtimeMesh.Edge.Streams.Replay;

namespace RealtimeMesh.Edge.Tests.Properties;

public sealed class CursorRuleTests
{
    private const string UserId = "ada";

    private static readonly Gen<Happening> _happening = Gen.Frequency(
        (8, from count in Gen.Choose(1, 40) select new Happening(What.Publish, count)),
        (1, Gen.Constant(new Happening(What.ExpireLog, 0))),
        (1, Gen.Constant(new Happening(What.BeginAnew, 0))),
        (1, Gen.Constant(new Happening(What.LosePosition, 0))));

    // An epoch is counted from the newest one backwards; -1 is one that never was.
    private static readonly Gen<Asked> _asked = Gen.Frequency(
        (8, from back in Gen.Choose(0, 60) select new Asked(0, -back, "")),
        (2, from ahead in Gen.Choose(1, 60) select new Asked(0, ahead, "")),
        (2, from epoch in Gen.Elements(-1, 1, 2) from back in Gen.Choose(-60, 5) select new Asked(epoch, back, "")),
        (1, from text in Gen.OneOf(JsonTexts.Text, Gen.Elements("", "-", "e-", "-1", "*", "../..", "e--1", "1", new string('9', 300))) select new Asked(null, 0, text)));

    private static readonly Gen<Case> _case =
        from logLength in Gen.Elements(1, 3, 15, 16, 17, 40, 200)
        from history in Gen.ArrayOf(_happening)
        from asked in _asked
        from withPosition in Gen.Elements(0, 1, Replay.PageSize)
        select new Case(logLength, history, asked, withPosition);

    [Fact]
    public void Stream_resumes_exactly_where_nothing_is_missing_and_gets_exactly_what_it_missed() =>
        Always.Holds(_case, Check, count: 2_000, tried => Always.Shorter(tried.History).Select(history => tried with { History = history }));

    private static void Check(Case tried)
    {
        var model = new Model(tried.LogLength);
        Array.ForEach(tried.History, model.Do);
        model.Open();
        var (text, resumable, missed) = model.Expect(tried.Asked);

        var request = new DefaultHttpContext().Request;
        request.Headers["Last-Event-ID"] = text;
        var stream = new EventStream(
            UserId, StreamRequest.Read(request, StreamForm.Plain)!, new StreamDeadline(long.MaxValue, StreamEnd.Rotated), new EdgeOptions(), model.Time);
        var position = Now(model.Log.OpenAsync(UserId, "asked", 1_000, stream.Request.Cursor, tried.WithPosition))!;
        stream.Join(new Cursor(position.Epoch, position.Offset), position.Missed);
        var replay = new Replay(stream, model.Log);
        Now(replay.BeginAsync());

        Assert.Equal(resumable, replay.IsResumed);
        Assert.Equal(resumable ? text : stream.JoinedAt.ToString(), replay.From.ToString());
        Assert.Equal(missed, Replayed(replay));
    }

    private static List<(long Offset, string Json)> Replayed(Replay replay)
    {
        var replayed = new List<(long, string)>();
        while (Now(replay.NextAsync()) is { Count: > 0 } page)
        {
            replayed.AddRange(page.Select(logged => (logged.Offset, Encoding.UTF8.GetString(logged.Json.Span))));
        }

        return replayed;
    }

    // The log is in memory: nobody waits.
    private static void Now(Task task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    private static T Now<T>(Task<T> task)
    {
        Now((Task)task);
        return task.GetAwaiter().GetResult();
    }

    private enum What
    {
        Publish,
        ExpireLog,
        BeginAnew,
        LosePosition,
    }

    private readonly record struct Happening(What What, int Count);

    private sealed record Asked(int? Epoch, int Distance, string Text);

    private sealed record Case(int LogLength, Happening[] History, Asked Asked, int WithPosition)
    {
        public override string ToString() =>
            $"log of {LogLength}: {string.Join(", ", History.Select(happening => $"{happening.What} {happening.Count}"))}; {Asked}, {WithPosition} with the position";
    }

    /// <summary>The rule in numbers, beside the log that is held against it.</summary>
    private sealed class Model
    {
        private readonly UserEventLogOptions _options;
        private readonly List<string> _epochs = [];
        private readonly List<string> _events = [];
        private int _kept;
        private bool _isLost = true;

        public Model(int logLength)
        {
            _options = new UserEventLogOptions { LogLength = logLength };
            Log = new InMemoryUserEventLog(Options.Create(_options), Time);
        }

        public FakeTimeProvider Time { get; } = new();

        public InMemoryUserEventLog Log { get; }

        public UserPosition Open()
        {
            var position = Now(Log.OpenAsync(UserId, "one", 1_000))!;
            if (_isLost)
            {
                Begin(position);
            }

            Assert.Equal((_epochs[^1], (long)_events.Count), (position.Epoch, position.Offset));
            return position;
        }

        public void Do(Happening happening)
        {
            Open();
            switch (happening.What)
            {
                case What.Publish:
                    for (var n = 0; n < happening.Count; n++)
                    {
                        _events.Add($$"""{"type":"x","n":{{_events.Count}}}""");
                        _kept = Math.Min(_kept + 1, _options.LogLength);
                        Now(Log.PublishAsync(UserId, new OutgoingUserEvent { Json = Encoding.UTF8.GetBytes(_events[^1]), Type = "x" }, CancellationToken.None));
                    }

                    break;
                case What.ExpireLog:
                    Time.Advance(_options.LogRetention);
                    _kept = 0;
                    break;
                case What.BeginAnew:
                    Now(Log.BeginAnewAsync(UserId, _epochs[^1]));
                    Begin(Now(Log.CheckAsync(UserId, [], 0))!);
                    break;
                case What.LosePosition:
                    Time.Advance(_options.PositionRetention);
                    _isLost = true;
                    break;
            }
        }

        public (string Text, bool IsResumable, List<(long, string)> Missed) Expect(Asked asked)
        {
            if (asked.Epoch is not { } epoch)
            {
                return (asked.Text, false, []);
            }

            var isEarlier = epoch > 0 && epoch < _epochs.Count;
            var name = epoch == 0 || isEarlier ? _epochs[^(epoch + 1)] : "ffffffffffff";
            var offset = Math.Max(0, _events.Count + asked.Distance);
            var isResumable = epoch == 0 && offset <= _events.Count && _events.Count - offset <= _kept;
            return (new Cursor(name, offset).ToString(), isResumable, isResumable ? [.. _events.Index().Skip(offset).Select(sent => (sent.Index + 1L, sent.Item))] : []);
        }

        private void Begin(UserPosition position)
        {
            Assert.DoesNotContain(position.Epoch, _epochs);
            _epochs.Add(position.Epoch);
            _events.Clear();
            (_kept, _isLost) = (0, false);
        }
    }
}
