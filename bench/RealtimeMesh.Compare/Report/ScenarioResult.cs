using RealtimeMesh.Compare.Scenarios;

namespace RealtimeMesh.Compare.Report;

/// <summary>What a scenario found, with all that is needed to find it again.</summary>
internal sealed record ScenarioResult
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Of the main figure, each row's first.</summary>
    public required string Unit { get; init; }

    public required string? Baseline { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Commit { get; init; }

    public required string Machine { get; init; }

    public required string Command { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Of the last minute, before each measurement; what was measured before is part of it.</summary>
    public required IReadOnlyList<double> LoadAverages { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<Row> Rows { get; init; }
}

internal sealed record Row
{
    public required string Contender { get; init; }

    /// <summary>Of the main figure's median to the baseline's.</summary>
    public required double? Ratio { get; init; }

    public required Target? Target { get; init; }

    /// <summary>Null without a target.</summary>
    public required bool? Passes { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }
}

/// <summary>One number, round by round.</summary>
internal sealed record Figure
{
    public required string Name { get; init; }

    public required IReadOnlyList<double> Values { get; init; }

    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Min => Values.Min();

    public double Max => Values.Max();
}
