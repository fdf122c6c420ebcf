using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Mesh;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>One of each kind, ready, in a user's studio.</summary>
internal sealed class Shelf
{
    private const string Text = "# Bees\n\nBees make honey. Honey is sweet. Bees dance to tell each other where flowers are.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>By the path of the kind, as in <c>podcasts</c>.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    public Dictionary<string, string> JobIds { get; } = [];

    public static async Task<Shelf> FillAsync(MeshUser user, CancellationToken cancellationToken)
    {
        var shelf = new Shelf();
        await shelf.AddAsync(user, "documents", new { title = "How bees find their way home", content = Text }, cancellationToken);
        var documentId = shelf.Ids["documents"];
        await shelf.AddAsync(user, "podcasts", new { title = "Bees, talked about", documentIds = new[] { documentId } }, cancellationToken);
        await shelf.AddAsync(user, "voiceovers", new { title = "Bees, read aloud", text = "Bees make honey." }, cancellationToken);
        await shelf.AddAsync(user, "infographics", new { title = "Bees, drawn", documentId }, cancellationToken);
        return shelf;
    }

    private async Task AddAsync(MeshUser user, string kind, object body, CancellationToken cancellationToken)
    {
        var (id, jobId) = await user.PostAsync(kind, body, cancellationToken);
        await Wait.UntilAsync(async () => await user.JobStatusAsync(jobId, cancellationToken) == "completed", Patience, $"the job of {kind} has not completed", cancellationToken);
        Ids[kind] = id;
        JobIds[kind] = jobId;
    }
}
