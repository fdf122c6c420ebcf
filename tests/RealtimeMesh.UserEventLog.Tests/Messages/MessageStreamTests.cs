using System.Text;
using RealtimeMesh.UserEventLog.Redis.Messages;

namespace RealtimeMesh.UserEventLog.Tests.Messages;

public sealed class MessageStreamTests
{
    private readonly Subscriptions _subscriptions = new();

    [Theory]
    [InlineData("message", '*')]
    [InlineData("message", '>')]
    [InlineData("smessage", '*')]
    public async Task Messages_go_to_their_channel_and_everything_else_to_the_library(string kind, char push)
    {
        _subscriptions.Add("ada");
        byte[] acknowledged = Replies.Of("*3 $9 subscribe $3 ada :1");
        byte[] pong = Replies.Of("*2 $4 pong $0 ");

        var passed = await ReadAllAsync([.. acknowledged, .. Replies.Message("ada", "one", kind, push), .. pong, .. Replies.Message("ada", "two\r\n", kind, push)], 1024, 1024);

        await _subscriptions.UntilAsync("ada", 2);
        Assert.Equal(["one", "two\r\n"], _subscriptions.Of("ada").Select(received => received.Message));
        Assert.Equal(Encoding.UTF8.GetString([.. acknowledged, .. pong]), Encoding.UTF8.GetString(passed));
    }

    [Fact]
    public async Task However_the_bytes_are_cut_nothing_is_lost_and_nothing_is_confused()
    {
        string[] others = ["+OK", "-ERR", ":-12", "$-1", "$5 a\nb\nc", "*-1", "*2 $4 pong $0 ", "*3 $9 subscribe $3 ada :1", "*2 *1 :1 *0", "%1 +a :1", "~1 #t", "_", ",1.5", "*3 $7 messag_ $3 ada $1 x"];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var subscriptions = new Subscriptions();
            subscriptions.Add("ada");
            subscriptions.Add("bob");
            var (sent, expected, ada, bob) = (new List<byte>(), new List<byte>(), new List<string>(), new List<string>());
            for (var i = 0; i < 30; i++)
            {
                if (random.Next(3) == 0)
                {
                    var other = Replies.Of(others[random.Next(others.Length)]);
                    sent.AddRange(other);
                    expected.AddRange(other);
                    continue;
                }

                var (channel, list) = random.Next(2) == 0 ? ("ada", ada) : ("bob", bob);
                var message = $"{i}:{new string('ä', random.Next(300))}";
                sent.AddRange(Replies.Message(channel, message, random.Next(2) == 0 ? "message" : "smessage", random.Next(2) == 0 ? '*' : '>'));
                list.Add(message);
            }

            var passed = await ReadAllAsync([.. sent], 1 + random.Next(40), 1 + random.Next(40), subscriptions);

            await subscriptions.UntilAsync("ada", ada.Count);
            await subscriptions.UntilAsync("bob", bob.Count);
            Assert.Equal(ada, subscriptions.Of("ada").Select(received => received.Message));
            Assert.Equal(bob, subscriptions.Of("bob").Select(received => received.Message));
            Assert.Equal(Encoding.UTF8.GetString([.. expected]), Encoding.UTF8.GetString(passed));
        }
    }

    [Fact]
    public async Task Message_that_is_too_large_arrives_as_nothing_and_the_next_one_is_whole()
    {
        _subscriptions.Add("ada");

        await ReadAllAsync([.. Replies.Message("ada", new string('x', 3_000_000)), .. Replies.Message("ada", "next")], 60_000, 1024);

        await _subscriptions.UntilAsync("ada", 2);
        Assert.Equal(["", "next"], _subscriptions.Of("ada").Select(received => received.Message));
    }

    [Fact]
    public async Task Message_that_is_as_large_as_an_event_may_be_and_larger_than_the_first_buffer_is_whole()
    {
        _subscriptions.Add("ada");
        var large = new string('x', 200_000);

        await ReadAllAsync(Replies.Message("ada", large), 60_000, 1024);

        await _subscriptions.UntilAsync("ada", 1);
        Assert.Equal(large, _subscriptions.Of("ada").Single().Message);
    }

    [Fact]
    public async Task Message_of_a_channel_that_nobody_receives_is_forgotten()
    {
        var left = _subscriptions.Add("ada");
        _subscriptions.Add("bob");
        _subscriptions.Channels.Remove(left);

        var passed = await ReadAllAsync([.. Replies.Message("ada", "x"), .. Replies.Message("ada-2", "x"), .. Replies.Message("bob", "y")], 1024, 1024);

        await _subscriptions.UntilAsync("bob", 1);
        Assert.Empty(passed);
        Assert.Empty(_subscriptions.Of("ada"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("$x ")]
    [InlineData("$2x ab")]
    [InlineData("$1234567890123 ")]
    [InlineData("*3 $7 message $-2 a")]
    [InlineData("*1 *1 *1 *1 *1 *1 *1 *1 *1 *1 *1 :1")]
    public async Task What_is_no_reply_ends_the_connection(string text) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(Replies.Of(text), 1024, 1024));

    [Fact]
    public async Task Reply_that_is_larger_than_any_to_a_subscriber_ends_the_connection() => await Assert.ThrowsAsync<InvalidDataException>(
        () => ReadAllAsync(Encoding.UTF8.GetBytes($"$90000000\r\n{new string('x', 3_000_000)}"), 60_000, 1024));

    private async Task<byte[]> ReadAllAsync(byte[] sent, int cut, int read, Subscriptions? subscriptions = null)
    {
        await using var stream = new MessageStream(new CutStream(sent, cut), (subscriptions ?? _subscriptions).Channels);
        var (passed, buffer) = (new List<byte>(), new byte[read]);
        while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            passed.AddRange(buffer[..count]);
        }

        return [.. passed];
    }

    private sealed class CutStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
