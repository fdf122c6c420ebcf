using System.Buffers;
using System.Text;
using RealtimeMesh.Edge.Ports;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Edge.Tests.Ports;

public sealed class SpokenTests
{
    private static readonly byte[] _forStreams = [.. FrameWriting.Preface, .. TestFrames.Settings((Setting.EnablePush, 0), (Setting.StreamsOnly, 1))];

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", "Http1")]
    [InlineData("PRX / HTTP/1.1\r\n", "Http1")]
    [InlineData("\u0016\u0003\u0001", "Http1")]
    [InlineData("PRI * HTTP/2.1\r\n\r\nSM\r\n\r\n", "Http2")]
    [InlineData("PRI / HTTP/1.1\r\n", "Http2")]
    [InlineData("", null)]
    [InlineData("P", null)]
    [InlineData("PRI", null)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", null)]
    public void Beginning_says_what_it_is(string text, string? spoken) =>
        Assert.Equal(spoken, Protocol.Of(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text)))?.ToString());

    [Fact]
    public void Settings_say_that_a_connection_is_for_streams_as_soon_as_they_are_whole()
    {
        Assert.All(Enumerable.Range(0, _forStreams.Length), length => Assert.Null(Protocol.Of(new ReadOnlySequence<byte>(_forStreams, 0, length))));
        Assert.Equal(Spoken.Http2ForStreams, Protocol.Of(new ReadOnlySequence<byte>(_forStreams)));
        Assert.Equal(Spoken.Http2ForStreams, Protocol.Of(new ReadOnlySequence<byte>([.. _forStreams, .. "and more"u8])));
    }

    public static TheoryData<byte[]> Ordinary => [
        TestFrames.Settings(),
        TestFrames.Settings((Setting.StreamsOnly, 0)),
        TestFrames.Settings((Setting.StreamsOnly, 2)),
        TestFrames.Settings([.. Enumerable.Repeat((Setting.EnablePush, 0u), 33), (Setting.StreamsOnly, 1)]),
        TestFrames.Of(FrameType.Settings, FrameFlags.Ack, 0),
        TestFrames.Of(FrameType.Settings, FrameFlags.None, 0, 0xf0, 0xe5, 0, 0, 1),
        TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, new byte[8])];

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void All_other_http2_is_ordinary(byte[] frame) =>
        Assert.Equal(Spoken.Http2, Protocol.Of(new ReadOnlySequence<byte>([.. FrameWriting.Preface, .. frame])));
}
