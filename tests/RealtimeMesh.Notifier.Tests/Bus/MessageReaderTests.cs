using System.Text;
using System.Text.Json.Nodes;
using MassTransit.Context;
using MassTransit.Serialization;
using RabbitMQ.Client;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Bus.RabbitMq.Reading;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>What MassTransit's own reader takes, ours takes, and reads the same in it.</summary>
public sealed class MessageReaderTests
{
    private const string Envelope = "application/vnd.masstransit+json";

    private static readonly JobProgressed _message = new()
    {
        JobId = Guid.Parse("0199c0de-0000-7000-8000-000000000001"),
        UserId = "alice",
        JobType = JobTypes.GeneratePodcast,
        SubjectId = Guid.Parse("0199c0de-0000-7000-8000-000000000002"),
        Sequence = 1_000_007,
        OccurredAt = new DateTimeOffset(2026, 3, 14, 12, 0, 0, 123, TimeSpan.FromHours(1)),
        Percent = 40,
        Phase = "grüße \"你好\" \\ </script> 🎧",
    };

    private static readonly Guid _messageId = Guid.Parse("0199c0de-0000-7000-8000-00000000000a");

    private static readonly string[] _insertions = [" ", "\n", ",", "/* x */", "// x\n", "{}", "[]", "null", "\"", "\"messageId\":null,", "\"MESSAGE\":null,", "\"messageType\":[],", "\\u0041", "0", ":"];

    [Fact]
    public void Envelope_that_MassTransit_writes_is_read_as_it_was_meant()
    {
        var (message, messageId) = Read(Written());

        Assert.Equal(_message, message);
        Assert.Equal(_messageId, messageId);
    }

    [Theory]
    [InlineData("messageId", "MESSAGEID")]
    [InlineData("messageType", "MessageType")]
    [InlineData("\"message\"", "\"Message\"")]
    [InlineData("\"message\"", "\"mess\\u0061ge\"")]
    [InlineData("urn:message", "URN:Message")]
    [InlineData("urn:message", "\\u0075rn:message")]
    [InlineData("\"userId\"", "\"USERID\"")]
    [InlineData("0199c0de-0000-7000-8000-00000000000a", "{0199c0de-0000-7000-8000-00000000000a}")]
    [InlineData("0199c0de-0000-7000-8000-00000000000a", "0199c0de00007000800000000000000a")]
    [InlineData("\"audio\"", "\"audio\", // said\n")]
    public void Whatever_else_MassTransit_takes_is_taken(string written, string otherwise)
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Written()).Replace(written, otherwise, StringComparison.Ordinal));

        Assert.Equal((_message, _messageId), MassTransitsReading(body));
        Assert.Equal((_message, _messageId), Read(body));
    }

    // MassTransit would put the event into the error queue for one of these. The wire protocol asks for a message and its id; what nobody reads keeps no event from its user.
    [Theory]
    [InlineData("\"sentTime\":\"yesterday\"")]
    [InlineData("\"expirationTime\":7")]
    [InlineData("\"host\":\"ours\"")]
    public void Field_of_the_envelope_that_nobody_reads_may_hold_anything(string field)
    {
        var written = JsonNode.Parse(Written())!.AsObject();
        var (name, value) = JsonNode.Parse($"{{{field}}}")!.AsObject().Single();
        written[name] = value!.DeepClone();
        var body = Encoding.UTF8.GetBytes(written.ToJsonString());

        Assert.Null(MassTransitsReading(body));
        Assert.Equal((_message, _messageId), Read(body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_an_envelope_is_bent_what_MassTransit_reads_in_it_is_read(int seed)
    {
        var random = new Random(seed);
        var written = Encoding.UTF8.GetString(Written());
        var taken = 0;
        for (var n = 0; n < 3_000; n++)
        {
            var body = Encoding.UTF8.GetBytes(Bent(written, random));
            if (MassTransitsReading(body) is { } expected)
            {
                taken++;
                Assert.Equal(expected, Read(body));
            }
        }

        Assert.InRange(taken, 100, 2_900);
    }

    private static string Bent(string json, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(json.Length);
            json = random.Next(4) switch
            {
                0 => json.Remove(at, Math.Min(random.Next(1, 30), json.Length - at)),
                1 => json[..at] + char.ToUpperInvariant(json[at]) + json[(at + 1)..],
                2 => json[..at] + json[at..Math.Min(at + 60, json.Length)] + json[at..],
                _ => json.Insert(at, _insertions[random.Next(_insertions.Length)]),
            };
        }

        return json;
    }

    private static byte[] Written()
    {
        var context = new MessageSendContext<JobProgressed>(_message) { MessageId = _messageId, ConversationId = Guid.CreateVersion7() };
        return SystemTextJsonMessageSerializer.Instance.GetMessageBody(context).GetBytes();
    }

    private static (JobProgressed, Guid?) Read(byte[] body) =>
        MessageReader<JobProgressed>.Read(new Delivery(1, "", new BasicProperties { ContentType = Envelope }, body));

    /// <returns>Null for what it refuses.</returns>
    private static (JobProgressed, Guid?)? MassTransitsReading(byte[] body)
    {
        try
        {
            var read = SystemTextJsonMessageSerializer.Instance.Deserialize(new MemoryMessageBody(body), EmptyHeaders.Instance);
            return read.TryGetMessage<JobProgressed>(out var message) ? (message!, read.MessageId) : null;
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            return null;
        }
    }
}
