using System.Text;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Tests.Frames;

public sealed class FrameTests
{
    [Fact]
    public void Event_with_an_id() =>
        Assert.Equal("event: message\nid: e-1\ndata: {\"type\":\"x\"}\n\n", Message("e-1", """{"type":"x"}""", StreamForm.Plain));

    [Fact]
    public void Event_without_an_id() =>
        Assert.Equal("event: message\ndata: {\"type\":\"x\"}\n\n", Message("", """{"type":"x"}""", StreamForm.Plain));

    [Fact]
    public void Event_for_rpc_clients() =>
        Assert.Equal("event: message\nid: e-1\ndata: {\"json\":{\"type\":\"x\"}}\n\n", Message("e-1", """{"type":"x"}""", StreamForm.Rpc));

    [Fact]
    public void Line_ends_between_tokens_stay_on_one_data_line() =>
        Assert.Equal("event: message\ndata: {   \"type\": \"ä\" }\n\n", Message("", "{\r\n \"type\":\n\"ä\"\r}", StreamForm.Plain));

    [Fact]
    public void Error_says_when_to_come_back() =>
        Assert.Equal(
            "event: error\nretry: 1830\ndata: {\"defined\":true,\"code\":\"SERVICE_UNAVAILABLE\",\"status\":503,\"message\":\"draining\"}\n\n",
            Encoding.UTF8.GetString(Frame.Error(StreamError.Of(503, "draining"), TimeSpan.FromMilliseconds(1830.4), StreamForm.Plain).Block.Span));

    [Fact]
    public void Error_for_rpc_clients() =>
        Assert.EndsWith(
            "data: {\"json\":{\"defined\":true,\"code\":\"SERVICE_UNAVAILABLE\",\"status\":503,\"message\":\"draining\"}}\n\n",
            Encoding.UTF8.GetString(Frame.Error(StreamError.Of(503, "draining"), TimeSpan.Zero, StreamForm.Rpc).Block.Span),
            StringComparison.Ordinal);

    private static string Message(string id, string json, StreamForm form)
    {
        using var frame = EventFrame.Of(Encoding.UTF8.GetBytes(id), Encoding.UTF8.GetBytes(json), form);
        return Encoding.UTF8.GetString(frame.Block);
    }
}
