using RealtimeMesh.Edge.Tests.Properties.Seam;

namespace RealtimeMesh.Edge.Tests.Properties;

public sealed class SeamTests
{
    [Fact]
    public void Whatever_happens_between_log_and_edge_no_stream_has_a_hole_a_repeat_or_a_silent_end() =>
        Always.Holds(Script.Any, Story.Tell, count: 1_000, Script.Smaller);

    /// <summary>More was missed than one page, and the log expires behind the first; meanwhile a live event waits.</summary>
    [Fact]
    public void Nothing_is_sent_behind_a_hole_that_opens_while_missed_events_are_sent() => Story.Tell(new Script(2122902737, 200, 256 * 1024,
    [
        new(Happening.Connect, 0), new(Happening.AnswerAll, 0), new(Happening.Leave, 0), new(Happening.PublishMany, 23),
        new(Happening.Connect, 0), new(Happening.Answer, 0), new(Happening.Answer, 0), new(Happening.Publish, 0),
        new(Happening.DeliverAll, 0), new(Happening.ExpireLog, 0), new(Happening.AnswerAll, 0),
    ]));
}
