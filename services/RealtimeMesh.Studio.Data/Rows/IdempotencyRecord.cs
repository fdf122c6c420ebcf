namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>The answer to a POST with an Idempotency-Key, given again when the request comes again.</summary>
public sealed class IdempotencyRecord
{
    public required string UserId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body.</summary>
    public required string RequestHash { get; init; }

    public required int StatusCode { get; init; }

    public required string Body { get; init; }

    public required string Location { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
