using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeMesh.Compare;

/// <summary>What the command line asks for.</summary>
internal sealed partial record CompareOptions
{
    public const string Usage = """
        bench/run [SCENARIO…] [--rounds 5] [--streams 10000] [--contenders a,b] [--quiet-for SECONDS] [--results bench/results]
        Without a scenario it runs all of them; bench/README.md says what each measures.
        """;

    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Each contender is measured so often, in turn.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Of scenarios that do not say themselves how many. Fewer for a rehearsal: the result says so.</summary>
    public int Streams { get; init; } = 10_000;

    /// <summary>Only these; all when empty. A comma with a space behind it belongs to a name.</summary>
    public IReadOnlyList<string> Contenders { get; init; } = [];

    /// <summary>How long to wait for a quiet machine before each round, in seconds.</summary>
    public int QuietFor { get; init; } = 120;

    /// <summary>The repository, where peers are found.</summary>
    public string Root { get; init; } = ".";

    public string Commit { get; init; } = "unknown";

    public string Results { get; init; } = "bench/results";

    /// <exception cref="FormatException">Something is unknown; the message says what.</exception>
    public static CompareOptions Parse(string[] args)
    {
        var options = new CompareOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = !args[i].StartsWith("--", StringComparison.Ordinal)
                ? options with { Scenarios = [.. options.Scenarios, args[i]] }
                : i + 1 < args.Length ? options.With(args[i], args[++i]) : throw new FormatException($"{args[i]} has no value.");
        }

        return options;
    }

    private CompareOptions With(string name, string value) => name switch
    {
        "--rounds" => this with { Rounds = Number(name, value, 1) },
        "--streams" => this with { Streams = Number(name, value, 10) },
        "--contenders" => this with { Contenders = BetweenNames().Split(value) },
        "--quiet-for" => this with { QuietFor = Number(name, value, 0) },
        "--root" => this with { Root = value },
        "--commit" => this with { Commit = value },
        "--results" => this with { Results = value },
        _ => throw new FormatException($"{name} is unknown."),
    };

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a number from {least}.");

    [GeneratedRegex(",(?! )")]
    private static partial Regex BetweenNames();
}
