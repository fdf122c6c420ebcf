namespace RealtimeMesh.Studio.Data.Rows;

public sealed class Voiceover : Entity
{
    public required string Text { get; init; }

    /// <summary>speech or transcript.</summary>
    public string? AudioKind { get; set; }

    public double? DurationSeconds { get; set; }
}
