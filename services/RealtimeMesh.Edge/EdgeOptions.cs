using System.ComponentModel.DataAnnotations;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge;

internal sealed class EdgeOptions : IValidatableObject
{
    public const string Section = "Edge";

    /// <summary>Longest silence on a stream. Must stay under every proxy's idle timeout on the way.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Over how long the streams are closed before the process ends.</summary>
    public TimeSpan DrainWindow { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Age, give or take a tenth, at which a stream is told to reconnect, so that load evens out after a deploy.</summary>
    public TimeSpan MaxStreamAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Bytes that may wait for one reader before its stream is ended.</summary>
    public int MaxQueuedBytes { get; set; } = 256 * 1024;

    /// <summary>Streams that a user has at most, on all edges together.</summary>
    public int MaxStreamsPerUser { get; set; } = 20;

    /// <summary>Streams that this process holds at most.</summary>
    public int MaxStreams { get; set; } = 15_000;

    /// <summary>Streams that this process opens a second; what comes beyond that is told to come again.</summary>
    public int MaxNewStreamsPerSecond { get; set; } = 1_000;

    /// <inheritdoc cref="UserEventLogOptions.LogLength"/>
    public int LogLength { get; set; } = new UserEventLogOptions().LogLength;

    /// <inheritdoc cref="UserEventLogOptions.LogRetention"/>
    public TimeSpan LogRetention { get; set; } = new UserEventLogOptions().LogRetention;

    /// <inheritdoc cref="UserEventLogOptions.PositionRetention"/>
    public TimeSpan PositionRetention { get; set; } = new UserEventLogOptions().PositionRetention;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Outside(nameof(Heartbeat), Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        .. Outside(nameof(DrainWindow), DrainWindow, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        .. Outside(nameof(MaxStreamAge), MaxStreamAge, TimeSpan.FromSeconds(10), TimeSpan.FromDays(7)),
        // An event may have 16 KiB: a queue that cannot hold a few would end every stream.
        .. Outside(nameof(MaxQueuedBytes), MaxQueuedBytes, 64 * 1024, 64 * 1024 * 1024),
        .. Outside(nameof(MaxStreamsPerUser), MaxStreamsPerUser, 1, 100_000),
        .. Outside(nameof(MaxStreams), MaxStreams, 1, 1_000_000),
        .. Outside(nameof(MaxNewStreamsPerSecond), MaxNewStreamsPerSecond, 1, 1_000_000),
        .. UserEventLogOptions.Check(Section, LogLength, LogRetention, PositionRetention),
    ];

    private static IEnumerable<ValidationResult> Outside<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            yield return new ValidationResult($"{Section}__{name} is {value}; it must be from {least} to {most}.", [name]);
        }
    }
}
