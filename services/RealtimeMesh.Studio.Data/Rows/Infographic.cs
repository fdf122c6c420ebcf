namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>Drawn from a document's keywords, or from points given by the user: one of the two is set.</summary>
public sealed class Infographic : Entity
{
    public Guid? DocumentId { get; init; }

    public IReadOnlyList<InfographicPoint>? Points { get; init; }
}

public sealed record InfographicPoint(string Label, double Value);
