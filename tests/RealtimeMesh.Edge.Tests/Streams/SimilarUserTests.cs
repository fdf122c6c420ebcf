using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Edge.Tests.Streams;

/// <summary>Ids that are allowed, and near enough to each other to be taken for one another.</summary>
public sealed class SimilarUserTests(RedisFixture redis)
{
    private const int Events = 10;

    private static readonly string[] _users =
    [
        "a", "A", "a.", ".a", "a|b", "a=", "~a", "a-", "a-1", "a_", "a@b", "a+b", "aa", "a..", ".", "..", "-", "pos", "a.pos",
        new('a', 127), new('a', 128), new string('a', 127) + "A",
    ];

    [Fact]
    public async Task Users_with_similar_ids_each_get_exactly_their_own_events()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        var streams = new List<SseReader>();
        foreach (var user in _users)
        {
            streams.Add(await edge.OpenAsync(user));
        }

        for (var n = 0; n < Events; n++)
        {
            await Task.WhenAll(_users.Select(user => edge.PublishEventAsync(user, $$"""{"type":"x","of":"{{user}} {{n}}"}""")));
        }

        // A stray event of somebody else would come before this one.
        await Task.WhenAll(_users.Select(user => edge.PublishEventAsync(user, """{"type":"last"}""")));
        foreach (var (user, stream) in _users.Zip(streams))
        {
            await stream.NextOfTypeAsync("last", TestContext.Current.CancellationToken);
            Assert.Equal(
                Enumerable.Range(0, Events).Select(n => $"{user} {n}"),
                stream.Frames.Where(frame => frame.Type == "x").Select(frame => frame.Json.GetProperty("of").GetString()));
            stream.Dispose();
        }
    }
}
