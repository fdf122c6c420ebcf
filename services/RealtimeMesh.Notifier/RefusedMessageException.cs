namespace RealtimeMesh.Notifier;

/// <summary>The message can never become a user event, however often it is delivered.</summary>
internal sealed class RefusedMessageException(string field, string? value, string allowed)
    : Exception($"{field} is {Shown(value)}; allowed is {allowed}.")
{
    private const int MaxShown = 100;

    /// <summary>A null in raw JSON passes for a value; on a screen it would be a field that is missing.</summary>
    public static string Given(string? value, string field) => value ?? throw new RefusedMessageException(field, null, "a string");

    private static string Shown(string? value) => value switch
    {
        null => "missing",
        { Length: > MaxShown } => $"'{value[..MaxShown]}…'",
        _ => $"'{value}'",
    };
}
