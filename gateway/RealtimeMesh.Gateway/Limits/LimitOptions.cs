using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.Gateway.Limits;

/// <summary>What one request and one caller may ask for. The defaults are far above what a person does; they stop runaway loops.</summary>
internal sealed class LimitOptions : IValidatableObject
{
    public const string Section = "Limits";

    /// <summary>8 MiB: documents are up to 5 MiB, which are 6.7 MiB as base64 in JSON.</summary>
    public long MaxRequestBodyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>All headers of a request together: 16 KiB. Like their number no more than an edge takes, or it would end the connection that all streams share.</summary>
    public int MaxRequestHeaderBytes { get; set; } = 16 * 1024;

    public int MaxRequestHeaderCount { get; set; } = 64;

    /// <summary>Streams that a user may open at once (60): three times what an edge keeps open for him.</summary>
    public int StreamBurst { get; set; } = 60;

    /// <summary>And how many of them he gets back a second (10).</summary>
    public int StreamsPerSecond { get; set; } = 10;

    /// <summary>POST, PUT, PATCH and DELETE requests that a user may send at once (500).</summary>
    public int WriteBurst { get; set; } = 500;

    /// <summary>And how many of them he gets back a second (50).</summary>
    public int WritesPerSecond { get; set; } = 50;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[]
        {
            OutOfRange(nameof(MaxRequestBodyBytes), MaxRequestBodyBytes, 1024, 1024 * 1024 * 1024),
            OutOfRange(nameof(MaxRequestHeaderBytes), MaxRequestHeaderBytes, 1024, 32 * 1024),
            OutOfRange(nameof(MaxRequestHeaderCount), MaxRequestHeaderCount, 10, 90),
            OutOfRange(nameof(StreamBurst), StreamBurst, 1, 1_000_000),
            OutOfRange(nameof(StreamsPerSecond), StreamsPerSecond, 1, 1_000_000),
            OutOfRange(nameof(WriteBurst), WriteBurst, 1, 1_000_000),
            OutOfRange(nameof(WritesPerSecond), WritesPerSecond, 1, 1_000_000),
        }.OfType<ValidationResult>();

    private static ValidationResult? OutOfRange(string name, long value, long least, long most) =>
        value >= least && value <= most
            ? null
            : new ValidationResult($"{Section}__{name} is {value}; allowed are {least} to {most}.");
}
