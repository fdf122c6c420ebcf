using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.UserEventLog;

/// <summary>How much of a user's past is kept.</summary>
public sealed class UserEventLogOptions : IValidatableObject
{
    public const string Section = "UserEvents";

    /// <summary>Events kept a user: a client that missed more starts afresh.</summary>
    public int LogLength { get; set; } = 200;

    /// <summary>How long they are kept after the newest one, and how long a repeated message is recognised.</summary>
    public TimeSpan LogRetention { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>After this long without a stream, events for the user are no longer kept.</summary>
    public TimeSpan PositionRetention { get; set; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Check(Section, LogLength, LogRetention, PositionRetention);

    /// <summary>For a section of another name that has the same three.</summary>
    public static IEnumerable<ValidationResult> Check(string section, int logLength, TimeSpan logRetention, TimeSpan positionRetention)
    {
        if (logLength is < 1 or > 10_000)
        {
            yield return Wrong(section, nameof(LogLength), logLength, "from 1 to 10000");
        }

        if (logRetention < TimeSpan.FromSeconds(1) || logRetention > TimeSpan.FromDays(1))
        {
            yield return Wrong(section, nameof(LogRetention), logRetention, "from 00:00:01 to 1.00:00:00");
        }

        // Edges renew it with each of their checks, some seconds apart.
        if (positionRetention < TimeSpan.FromMinutes(1) || positionRetention > TimeSpan.FromDays(30))
        {
            yield return Wrong(section, nameof(PositionRetention), positionRetention, "from 00:01:00 to 30.00:00:00");
        }
    }

    private static ValidationResult Wrong(string section, string name, object value, string allowed) =>
        new($"{section}__{name} is {value}; it must be {allowed}.", [name]);
}
