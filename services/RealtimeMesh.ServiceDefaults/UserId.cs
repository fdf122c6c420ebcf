using System.Text.RegularExpressions;

namespace RealtimeMesh.ServiceDefaults;

/// <summary>Which user ids are taken: they become parts of channel and key names, so nothing that could mean something there.</summary>
public static partial class UserId
{
    public const string Allowed = "1 to 128 ASCII letters, digits and . _ - @ | + ~ =";

    public static bool IsValid(string? userId) => userId is not null && Pattern().IsMatch(userId);

    [GeneratedRegex(@"\A[A-Za-z0-9._@|+~=-]{1,128}\z")]
    private static partial Regex Pattern();
}
