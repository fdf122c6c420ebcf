using System.Text;
using System.Text.Json;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Tests.Streams;

public sealed class LoadEventTests
{
    private const long At = 1_764_000_000_000_000;

    [Theory]
    [InlineData(LoadEvent.MinSize)]
    [InlineData(200)]
    [InlineData(16 * 1024)]
    public void Event_is_JSON_of_the_size_that_was_asked_for(int size)
    {
        var json = LoadEvent.Create(size, At, LoadEvent.First);

        Assert.Equal(size, json.Length);
        Assert.Equal("load", JsonDocument.Parse(json).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void Time_and_number_can_be_written_over()
    {
        var json = LoadEvent.Create(200, 0, LoadEvent.First);
        LoadEvent.Overwrite(json, At, LoadEvent.First + 7);

        Assert.Equal(LoadEvent.Create(200, At, LoadEvent.First + 7), json);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{{\"json\":{0}}}")]
    [InlineData("{{\"type\":1,\"target\":\"event\",\"arguments\":[{0}]}}")]
    public void Time_and_number_are_found_however_an_event_is_wrapped(string wrapping)
    {
        var line = string.Format(null, wrapping, Encoding.ASCII.GetString(LoadEvent.Create(200, At, LoadEvent.First + 5)));

        Assert.True(LoadEvent.TryRead(Encoding.ASCII.GetBytes(line), out var at, out var number));
        Assert.Equal((At, LoadEvent.First + 5), (at, number));
    }

    [Fact]
    public void Other_events_have_neither() => Assert.False(LoadEvent.TryRead("{\"type\":\"connected\",\"userId\":\"at\"}"u8, out _, out _));
}
