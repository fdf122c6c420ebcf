using System.Text;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Edge.Tests.Frames;

public sealed class UserEventMessageTests
{
    [Theory]
    [InlineData("""{"id":"e-1","event":{"type":"x"}}""", "e-1", """{"type":"x"}""")]
    [InlineData("""{"id":"e-1","event":{"type":"x"},"traceparent":"00-1-2-01"}""", "e-1", """{"type":"x"}""")]
    [InlineData("""{"id":"e-1","later":[{"event":1}],"event":{"n":{"type":1},"type":"x"}}""", "e-1", """{"n":{"type":1},"type":"x"}""")]
    [InlineData(" { \"id\" : \"e-1\" , \"event\" : { \"type\" : \"x\" } } ", "e-1", """{ "type" : "x" }""")]
    [InlineData("""{"type":"x"}""", "", """{"type":"x"}""")]
    [InlineData("""{"a":1,"id":"no envelope","type":"x"}""", "", """{"a":1,"id":"no envelope","type":"x"}""")]
    public void Envelope_and_bare_event_are_told_apart(string message, string id, string userEvent)
    {
        Assert.True(UserEventMessage.TryRead(Encoding.UTF8.GetBytes(message), out var read));

        Assert.Equal(id, Encoding.UTF8.GetString(read.Id));
        Assert.Equal(userEvent, Encoding.UTF8.GetString(read.Event));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"type\"")]
    [InlineData("[]")]
    [InlineData("""[{"type":"x"}]""")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"a":{"type":"x"}}""")]
    [InlineData("""{"type":"x""")]
    [InlineData("""{"type":"x"}}""")]
    [InlineData("""{"type":"x"} {"type":"y"}""")]
    [InlineData("""{"type":"x",}""")]
    [InlineData("{\"type\":\"a\nb\"}")]
    [InlineData("""{"type":"\ud83d"}""")]
    [InlineData("""{"\ud83d":1,"type":"x"}""")]
    [InlineData("""{"id":"e-1","\ud83d":1,"event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-1","event":{"type":"\ude00"}}""")]
    [InlineData("""{"id":"e-1"}""")]
    [InlineData("""{"id":"e-1","type":"x"}""")]
    [InlineData("""{"id":1,"event":{"type":"x"}}""")]
    [InlineData("""{"id":"","event":{"type":"x"}}""")]
    [InlineData("""{"id":"\u0065-1","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e","event":{"type":"x"}}""")]
    [InlineData("""{"id":"-1","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-1x","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-+1","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-99999999999999999999","event":{"type":"x"}}""")]
    [InlineData("""{"disconnect":"x"}""")]
    [InlineData("""{"disconnect":1,"more":2}""")]
    [InlineData("""{"id":"a\nb","event":{"type":"x"}}""")]
    [InlineData("""{"id":"a\rb","event":{"type":"x"}}""")]
    [InlineData("""{"id":"a\u0000b","event":{"type":"x"}}""")]
    [InlineData("""{"id":"e-1","event":[]}""")]
    [InlineData("""{"id":"e-1","event":"x"}""")]
    [InlineData("""{"id":"e-1","event":{"kind":"x"}}""")]
    [InlineData("""{"id":"e-1","event":{"type":"x"}""")]
    [InlineData("""{"id":"e-1","event":{"type":"x"}} more""")]
    public void Anything_else_is_no_user_event(string message) =>
        Assert.False(UserEventMessage.TryRead(Encoding.UTF8.GetBytes(message), out _));

    [Fact]
    public void Bytes_that_are_not_utf8_are_no_user_event() =>
        Assert.False(UserEventMessage.TryRead("{\"type\":\"\xff\"}"u8.ToArray().Select(b => b == 0xc3 ? (byte)0xff : b).ToArray(), out _));

    [Fact]
    public void Id_that_no_header_can_carry_is_refused() =>
        Assert.False(UserEventMessage.TryRead(Encoding.UTF8.GetBytes($$$"""{"id":"{{{new string('a', 127)}}}-{{{1}}}","event":{"type":"x"}}"""), out _));

    [Fact]
    public void Nesting_without_end_is_no_user_event() =>
        Assert.False(UserEventMessage.TryRead(Encoding.UTF8.GetBytes("""{"type":"x","a":""" + new string('[', 10_000)), out _));
}
