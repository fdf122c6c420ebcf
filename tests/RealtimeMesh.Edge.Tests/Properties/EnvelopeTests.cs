using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties;

public sealed class EnvelopeTests
{
    private static readonly Gen<Published> _published =
        from epoch in Gen.Elements("9f2c41d0a1b2", "e", "with-dash", new string('e', 100))
        from offset in Gen.OneOf(Gen.Choose(1, 1_000).Select(n => (long)n), Gen.Elements(1, int.MaxValue, long.MaxValue))
        from type in JsonTexts.Text
        from json in JsonTexts.Event(type)
        from trace in Gen.OneOf(Gen.Constant<string?>(null), Gen.Constant<string?>("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), JsonTexts.Text.Select(text => (string?)text))
        select new Published($"{epoch}-{offset}", type, json, trace);

    // What a message is made of, so that what a mutation puts in is not merely dirt.
    private static readonly Gen<string> _piece = Gen.Elements(
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0000", "\"id\"", "\"type\"", "\"event\"", "\"disconnect\"", "-", "+",
        "1", "99999999999999999999", "1e5", "null", "\n", "\0", " ", "\"e-1\"", "\"\\ud83d\":1,", "\"type\":\"\\udc00\",", "{\"type\":\"x\"}", "\ufeff", "/**/");

    private static readonly Gen<byte[]> _mutated =
        from published in _published
        from count in Gen.Choose(1, 4)
        from changes in Gen.ArrayOf(Change(), count)
        select changes.Aggregate(Message(published), (message, change) => change(message));

    private static readonly Gen<byte[]> _fromPieces =
        from pieces in Gen.ArrayOf(_piece)
        select Encoding.UTF8.GetBytes("{" + string.Concat(pieces));

    private static readonly Gen<byte[]> _random = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value));

    [Fact]
    public void What_the_log_publishes_is_read_back() => Always.Holds(_published, published =>
    {
        var message = Message(published);

        Assert.True(UserEventMessage.TryRead(message, out var read));

        Assert.Equal(published.Id, Encoding.UTF8.GetString(read.Id));
        Assert.Equal(published.Id, $"{Encoding.UTF8.GetString(read.Epoch)}-{read.Offset}");
        Assert.Equal(published.Type, Encoding.UTF8.GetString(read.Type));
        // From the first token to the last: white space around it was never part of it.
        Assert.Equal(published.Json, Encoding.UTF8.GetString(read.Event));
        Assert.Null(read.Disconnected);
    });

    [Fact]
    public void Whatever_comes_is_read_or_refused_and_what_is_read_is_an_event() =>
        Always.Holds(Gen.OneOf(_mutated, _mutated, _fromPieces, _random), message =>
        {
            if (UserEventMessage.TryRead(message, out var read) && read.Disconnected is null)
            {
                using var document = JsonDocument.Parse(read.Event.ToArray());
                // A name may be there twice, and the last text counts; names that are no text may be there too.
                var type = document.RootElement.EnumerateObject().Last(property => property.NameEquals("type") && property.Value.ValueKind is JsonValueKind.String);
                Assert.Equal(type.Value.GetString(), Encoding.UTF8.GetString(read.Type));
                Assert.DoesNotContain(read.Id.ToArray(), character => character < 0x20);
            }
        }, count: 4_000);

    private static byte[] Message(Published published) =>
    [
        .. Encoding.UTF8.GetBytes($"{{\"id\":\"{published.Id}"),
        .. new OutgoingUserEvent { Json = Encoding.UTF8.GetBytes(published.Json), Type = published.Type, TraceParent = published.TraceParent }.EnvelopeAfterId(),
    ];

    private static Gen<Func<byte[], byte[]>> Change() =>
        from place in Gen.Choose(0, 1_000)
        from piece in Gen.OneOf(_piece, _piece.Select(_ => ""))
        from removed in Gen.Choose(0, 12)
        from noise in Gen.Choose(0, 255)
        from kind in Gen.Choose(0, 2)
        select new Func<byte[], byte[]>(message =>
        {
            var at = message.Length == 0 ? 0 : place * 97 % message.Length;
            byte[] inserted = kind == 0 ? [(byte)noise] : Encoding.UTF8.GetBytes(piece);
            return [.. message[..at], .. inserted, .. message[Math.Min(at + (kind == 1 ? 0 : removed), message.Length)..]];
        });

    private sealed record Published(string Id, string Type, string Json, string? TraceParent);
}
