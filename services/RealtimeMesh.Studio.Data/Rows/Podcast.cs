namespace RealtimeMesh.Studio.Data.Rows;

public sealed class Podcast : Entity
{
    public required IReadOnlyList<Guid> DocumentIds { get; init; }

    /// <summary>There before the audio is.</summary>
    public IReadOnlyList<PodcastTurn>? Script { get; set; }

    /// <summary>speech or transcript.</summary>
    public string? AudioKind { get; set; }

    public double? DurationSeconds { get; set; }
}

public sealed record PodcastTurn(string Speaker, string Text);
