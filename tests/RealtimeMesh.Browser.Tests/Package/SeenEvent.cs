using System.Globalization;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>An event as a page got it.</summary>
internal sealed record SeenEvent(string? Id, string Type, bool? Resumed, string? ActivityId)
{
    /// <summary>Which of the test's own events it is.</summary>
    public int? Number => Type == "activity_logged" ? int.Parse(ActivityId!, CultureInfo.InvariantCulture) : null;

    /// <summary>Its place in the user's log.</summary>
    public int Offset => int.Parse(Id!.Split('-')[1], CultureInfo.InvariantCulture);

    public static object Numbered(string userId, int number) => new
    {
        type = "activity_logged",
        activityId = number.ToString(CultureInfo.InvariantCulture),
        activityType = "numbered",
        userId,
        timestamp = "2026-01-01T00:00:00Z",
    };
}
