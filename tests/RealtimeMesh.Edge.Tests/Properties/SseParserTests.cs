using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Tests.Properties;

public sealed class SseParserTests
{
    private static readonly Gen<string> _id =
        from epoch in Gen.Elements("9f2c41d0a1b2", "e", "with-dash", "épöque", "漢字", " spaced ", ":colon")
        from offset in Gen.Choose(0, int.MaxValue)
        select $"{epoch}-{offset}";

    private static readonly Gen<Sent> _message =
        from id in Gen.OneOf(_id, _id, Gen.Constant(""))
        from type in JsonTexts.Text
        from json in JsonTexts.Event(type)
        select new Sent(id, json, null, null);

    private static readonly Gen<Sent> _error =
        from text in JsonTexts.Text
        from retry in Gen.Choose(0, 10_000_000)
        let error = StreamError.Of(503, text)
        select new Sent("", Encoding.UTF8.GetString(error.ToJson(rpc: false)), error, TimeSpan.FromMilliseconds(retry / 1_000.0));

    private static readonly Gen<Case> _case =
        from form in Gen.Elements(StreamForm.Plain, StreamForm.Rpc)
        from sent in Gen.ArrayOf(Gen.Frequency((8, _message), (1, _error), (2, Gen.Constant(Sent.Heartbeat))))
        from chunks in Gen.ArrayOf(Gen.Choose(1, 60))
        select new Case(form, sent, chunks);

    [Fact]
    public void Stream_is_read_by_the_parser_of_dotnet_as_it_was_meant_however_it_is_cut_up() => Always.Holds(_case, Check, count: 1_000);

    private static void Check(Case stream)
    {
        byte[] bytes = [.. stream.Sent.SelectMany(sent => sent.Bytes(stream.Form))];
        Assert.DoesNotContain((byte)'\r', bytes);
        var parser = SseParser.Create(new ChunkedStream(bytes, stream.Chunks));
        var lastId = "";

        using var items = parser.Enumerate().GetEnumerator();
        foreach (var sent in stream.Sent.Where(sent => sent != Sent.Heartbeat))
        {
            Assert.True(items.MoveNext());
            var item = items.Current;
            lastId = sent.Id.Length > 0 ? sent.Id : lastId;
            Assert.Equal(sent.Error is null ? "message" : "error", item.EventType);
            Assert.Equal(lastId, parser.LastEventId);
            Assert.Equal(sent.Retry is { } retry ? TimeSpan.FromMilliseconds(Math.Round(retry.TotalMilliseconds)) : null, item.ReconnectionInterval);

            var data = JsonElement.Parse(item.Data);
            var inner = stream.Form is StreamForm.Rpc ? Assert.Single(data.EnumerateObject(), property => property.Name == "json").Value : data;
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(sent.Json), inner), item.Data);
        }

        Assert.False(items.MoveNext());
    }

    private sealed record Case(StreamForm Form, Sent[] Sent, int[] Chunks)
    {
        public override string ToString() => $"{Form}, cut at {string.Join(' ', Chunks)}: {string.Join("; ", Sent.Select(sent => sent.ToString()))}";
    }

    private sealed record Sent(string Id, string Json, StreamError? Error, TimeSpan? Retry)
    {
        public static readonly Sent Heartbeat = new("", "", null, null);

        public byte[] Bytes(StreamForm form) => ToFrame(form).Block.ToArray();

        private Frame ToFrame(StreamForm form) => this == Heartbeat ? Frame.Heartbeat
            : Error is not null ? Frame.Error(Error, Retry!.Value, form)
            : EventFrame.Of(Encoding.UTF8.GetBytes(Id), Encoding.UTF8.GetBytes(Json), form).Keep();
    }

    /// <summary>Gives its bytes in pieces of these sizes, over and over.</summary>
    private sealed class ChunkedStream(byte[] bytes, int[] chunks) : MemoryStream(bytes)
    {
        private int _reads;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Next())]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Next()));

        private int Next() => chunks.Length == 0 ? int.MaxValue : chunks[_reads++ % chunks.Length];
    }
}
