using System.Globalization;

namespace RealtimeMesh.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record SoakOptions(double Minutes, int Streams, string Commit, string Results)
{
    public const string Usage = "bench/soak [--minutes 10] [--streams 2000]; minutes from 0.5 to 1440, streams from 100 to 12000.";

    // Each stream is a file of this process and one of the gateway, and they may have 20,000.
    private const int MostStreams = 12_000;

    // Fewer users would get so many events each that a log no longer holds what came while one was away.
    private const int FewestStreams = 100;

    /// <returns>Null for what is unknown or impossible.</returns>
    public static SoakOptions? Parse(string[] args)
    {
        var options = new SoakOptions(Minutes: 10, Streams: 2_000, Commit: "unknown", Results: "bench/results");
        if (args.Length % 2 != 0)
        {
            return null;
        }

        foreach (var pair in args.Chunk(2))
        {
            if (options.With(pair[0], pair[1]) is not { } next)
            {
                return null;
            }

            options = next;
        }

        return options is { Minutes: >= 0.5 and <= 1_440, Streams: >= FewestStreams and <= MostStreams } ? options : null;
    }

    private SoakOptions? With(string name, string value) => name switch
    {
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) => this with { Minutes = minutes },
        "--streams" when int.TryParse(value, CultureInfo.InvariantCulture, out var streams) => this with { Streams = streams },
        "--commit" => this with { Commit = value },
        "--results" => this with { Results = value },
        _ => null,
    };
}
