using System.Text;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Tests.Streams;

public sealed class EventParserTests
{
    private static readonly string[] Expected = ["comment", "event message", "id e-1", "data {\"a\":1}", "end", "data one", "data two", "end"];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Fields_are_the_same_wherever_the_bytes_are_split(string lineEnd)
    {
        var bytes = Encoding.UTF8.GetBytes(": \n\nevent: message\nid: e-1\ndata: {\"a\":1}\n\nretry: 5\ndata:one\ndata: two\n\n".Replace("\n", lineEnd, StringComparison.Ordinal));
        for (var split = 0; split <= bytes.Length; split++)
        {
            var parser = new EventParser();
            var fields = new Recorder();
            parser.Read(bytes.AsSpan(0, split), fields);
            parser.Read(bytes.AsSpan(split), fields);

            Assert.Equal(Expected, fields.Seen);
        }
    }

    [Fact]
    public void Each_block_of_one_read_counts()
    {
        var parser = new EventParser();
        var fields = new Recorder();
        parser.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: x\n\n", 100))), fields);

        Assert.Equal(100, fields.Seen.Count(field => field == "end"));
    }

    [Fact]
    public void Block_without_its_empty_line_is_none()
    {
        var parser = new EventParser();
        var fields = new Recorder();
        parser.Read("data: x\n"u8, fields);

        Assert.Equal(["data x"], fields.Seen);
    }

    [Fact]
    public void Endless_line_is_refused()
    {
        var parser = new EventParser();
        Assert.Throws<FormatException>(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                parser.Read(new byte[64 * 1024].AsSpan(), new Recorder());
            }
        });
    }

    private sealed class Recorder : IEventFields
    {
        public List<string> Seen { get; } = [];

        public void OnId(ReadOnlySpan<byte> id) => Seen.Add($"id {Encoding.UTF8.GetString(id)}");

        public void OnEventName(ReadOnlySpan<byte> name) => Seen.Add($"event {Encoding.UTF8.GetString(name)}");

        public void OnData(ReadOnlySpan<byte> line) => Seen.Add($"data {Encoding.UTF8.GetString(line)}");

        public void OnBlockEnd() => Seen.Add("end");

        public void OnComment() => Seen.Add("comment");
    }
}
