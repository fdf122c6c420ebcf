using System.Buffers;
using System.Text;
using RealtimeMesh.Testing.Faults;

namespace RealtimeMesh.Testing.Tests.Faults;

public sealed class PubSubFilterTests
{
    private static readonly string[] Messages =
    [
        "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhe\r\no\r\n",
        "*3\r\n$8\r\nsmessage\r\n$4\r\nnews\r\n$0\r\n\r\n",
        ">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhello\r\n",
        ">3\r\n$8\r\nsmessage\r\n$4\r\nnews\r\n$22\r\n*3\r\n$7\r\nmessage\r\n$1\r\nx\r\n",
    ];

    private static readonly string[] Others =
    [
        "+OK\r\n",
        "-MOVED 3999 127.0.0.1:6381\r\n",
        ":-1\r\n",
        "$-1\r\n",
        "*-1\r\n",
        "*0\r\n",
        "$0\r\n\r\n",
        // A message within a string, and one within an array, are no messages.
        "$24\r\n*3\r\n$7\r\nmessage\r\n$1\r\nx\r\n\r\n",
        "*2\r\n*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$1\r\nx\r\n:5\r\n",
        ">3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n",
        "*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n",
        "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$4\r\nnews\r\n$5\r\nhello\r\n",
        "*2\r\n$4\r\npong\r\n$0\r\n\r\n",
        ">2\r\n$10\r\ninvalidate\r\n*1\r\n$3\r\nkey\r\n",
        "%2\r\n+server\r\n$5\r\nredis\r\n+modules\r\n*0\r\n",
        "~2\r\n#t\r\n,-1.5e3\r\n",
        "|1\r\n+ttl\r\n:3600\r\n*1\r\n_\r\n",
        "(3492890328409238509324850943850943825024385\r\n",
        "!21\r\nSYNTAX invalid syntax\r\n",
        "=15\r\ntxt:Some string\r\n",
    ];

    public static TheoryData<int> ChunkLengths => [1, 2, 3, 7, 16, 100, 100_000];

    [Theory]
    [MemberData(nameof(ChunkLengths))]
    public void Messages_vanish_and_everything_else_passes_however_it_is_cut(int chunkLength)
    {
        var traffic = new ProxyTraffic { DropPubSubMessages = true };

        Assert.Equal(string.Concat(Others), Filtered(traffic, string.Concat(Mixed()), chunkLength));

        Assert.Equal(Others.Length, traffic.DroppedMessages);
    }

    [Theory]
    [MemberData(nameof(ChunkLengths))]
    public void Everything_passes_unless_messages_are_to_be_dropped(int chunkLength)
    {
        var traffic = new ProxyTraffic();
        var all = string.Concat(Mixed());

        Assert.Equal(all, Filtered(traffic, all, chunkLength));

        Assert.Equal(0, traffic.DroppedMessages);
    }

    [Fact]
    public void A_message_that_has_begun_to_pass_passes_whole_and_one_that_has_begun_to_vanish_vanishes_whole()
    {
        var traffic = new ProxyTraffic();
        var output = new ArrayBufferWriter<byte>();
        var filter = new PubSubFilter(traffic);
        var (begin, end) = (Messages[0][..25], Messages[0][25..]);

        Filter(begin);
        traffic.DropPubSubMessages = true;
        Filter(end);
        Filter(begin);
        traffic.DropPubSubMessages = false;
        Filter(end);
        Filter("+OK\r\n");

        Assert.Equal($"{Messages[0]}+OK\r\n", Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.Equal(1, traffic.DroppedMessages);

        void Filter(string text) => filter.Filter(Encoding.ASCII.GetBytes(text), output);
    }

    [Fact]
    public void What_does_not_come_from_Redis_is_an_error() =>
        Assert.Throws<FormatException>(() => Filtered(new ProxyTraffic(), "HTTP/1.1 200 OK\r\n\r\n", 100));

    private static IEnumerable<string> Mixed() => Others.SelectMany((other, index) => new[] { Messages[index % Messages.Length], other });

    private static string Filtered(ProxyTraffic traffic, string text, int chunkLength)
    {
        var output = new ArrayBufferWriter<byte>();
        var filter = new PubSubFilter(traffic);
        foreach (var chunk in Encoding.ASCII.GetBytes(text).Chunk(chunkLength))
        {
            filter.Filter(chunk, output);
        }

        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
