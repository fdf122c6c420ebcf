using Microsoft.AspNetCore.Http.HttpResults;

namespace RealtimeMesh.Studio.Http;

/// <summary>Collects everything that is wrong with a request, field by field, so that one answer tells it all.</summary>
internal sealed class Checks
{
    private readonly Dictionary<string, string[]> _errors = [];

    public bool Failed => _errors.Count > 0;

    public void That(bool holds, string field, string otherwise)
    {
        if (!holds)
        {
            _errors.TryAdd(field, [$"{field} {otherwise}"]);
        }
    }

    /// <summary>1 to <paramref name="max"/> characters that are not all white space.</summary>
    public void Text(string? value, string field, int max)
    {
        That(!string.IsNullOrWhiteSpace(value), field, $"is missing or empty; it must be 1 to {max} characters.");
        That(value is null || value.Length <= max, field, $"has {value?.Length} characters; it must be 1 to {max}.");
        That(value is null || !value.Contains('\0', StringComparison.Ordinal), field, "contains a NUL character.");
    }

    public ValidationProblem Problem() => TypedResults.ValidationProblem(_errors);
}
