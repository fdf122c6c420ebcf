namespace RealtimeMesh.Testing.Processes;

internal sealed record ProcessCommand(string Program, params string[] Arguments)
{
    /// <summary>Added to this process's own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
