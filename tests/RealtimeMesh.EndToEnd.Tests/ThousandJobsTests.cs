using System.Collections.Concurrent;
using RealtimeMesh.Testing.Mesh;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests;

public sealed class ThousandJobsTests(MeshFixture mesh)
{
    private const int Users = 50;
    private const int JobsPerUser = 20;

    [Fact(Timeout = 300_000)]
    public async Task A_thousand_jobs_of_fifty_users_reach_each_of_their_hundred_streams_and_nobody_elses()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var users = Enumerable.Range(0, Users).Select(i => mesh.User($"crowd-{i}")).ToArray();
        var streams = new List<(MeshUser User, SseReader Stream)>();
        foreach (var (i, user) in users.Index())
        {
            streams.Add((user, await user.ConnectAsync(cancellationToken)));
            streams.Add((user, await user.ConnectAsync(cancellationToken, mesh.Edges[i % 2].BaseAddress, SseRequest.Rpc)));
        }

        var posted = new ConcurrentDictionary<string, ConcurrentBag<string>>();
        var reading = streams.Select(stream => ReadAsync(stream.User, stream.Stream, cancellationToken)).ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Users * JobsPerUser),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var user = users[i % Users];
                var (id, _) = await user.PostDocumentAsync($"Document {i} of {user.UserId}. It says something.", token);
                posted.GetOrAdd(user.UserId, _ => []).Add(id);
            });

        foreach (var (i, completed) in (await Task.WhenAll(reading)).Index())
        {
            Assert.Equal(posted[streams[i].User.UserId].Order(), completed.Order());
        }

        foreach (var (user, stream) in streams)
        {
            stream.Dispose();
            user.Dispose();
        }
    }

    // Each stream until it has its user's completions; at each of them the document must be there already.
    private static async Task<IReadOnlyCollection<string>> ReadAsync(MeshUser user, SseReader stream, CancellationToken cancellationToken)
    {
        var completed = new HashSet<string>();
        while (completed.Count < JobsPerUser)
        {
            var frame = await stream.NextAsync(cancellationToken);
            Assert.NotEqual("error", frame.Event);
            var json = frame.Json;
            if (json.TryGetProperty("userId", out var told))
            {
                Assert.Equal(user.UserId, told.GetString());
            }

            if (frame.Type == "document_job_completion")
            {
                var id = json.GetProperty("documentId").GetString()!;
                completed.Add(id);
                var document = await user.GetAsync($"/api/documents/{id}", cancellationToken);
                Assert.Equal("ready", document.GetProperty("status").GetString());
            }
        }

        return completed;
    }
}
