using RealtimeMesh.Edge.Tests.Properties.Seam;

namespace RealtimeMesh.Edge.Tests.Properties;

public sealed class SeamTests
{
    [Fact]
    public void Whatever_happens_between_log_and_edge_no_stream_has_a_hole_a_repeat_or_a_silent_end() =>
        Always.Holds(Script.Any, Story.Tell, count: 1_000, Script.Smaller);
}
