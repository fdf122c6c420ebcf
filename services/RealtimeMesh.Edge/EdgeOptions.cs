using System.ComponentModel.DataAnnotations;

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

    public int MaxStreamsPerUser { get; set; } = 20;

    /// <summary>Streams that this process holds at most.</summary>
    public int MaxStreams { get; set; } = 15_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Outside(nameof(Heartbeat), Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        .. Outside(nameof(DrainWindow), DrainWindow, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        .. Outside(nameof(MaxStreamAge), MaxStreamAge, TimeSpan.FromSeconds(10), TimeSpan.FromDays(7)),
        // An event may have 16 KiB: a queue that cannot hold a few would end every stream.
        .. Outside(nameof(MaxQueuedBytes), MaxQueuedBytes, 64 * 1024, 64 * 1024 * 1024),
        .. Outside(nameof(MaxStreamsPerUser), MaxStreamsPerUser, 1, 1_000),
        .. Outside(nameof(MaxStreams), MaxStreams, 1, 1_000_000),
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
