using System.Globalization;

namespace RealtimeMesh.Compare.Report;

/// <summary>A scenario's result as a table: medians, the main figure with its spread.</summary>
internal static class MarkdownTable
{
    public static IEnumerable<string> Of(ScenarioResult result)
    {
        string[] others = [.. result.Rows.SelectMany(row => row.Figures.Skip(1)).Select(figure => figure.Name).Distinct()];
        yield return Line(["", result.Rows[0].Figures[0].Name, "min–max", .. result.Baseline is null ? Array.Empty<string>() : ["ratio"], "target", .. others]);
        yield return Line(["---", .. Enumerable.Repeat("--:", (result.Baseline is null ? 3 : 4) + others.Length)]);
        foreach (var row in result.Rows)
        {
            var main = row.Figures[0];
            yield return Line(
            [
                row.Contender,
                $"**{Numbers.Short(main.Median)}**",
                $"{Numbers.Short(main.Min)}–{Numbers.Short(main.Max)}",
                .. result.Baseline is null ? Array.Empty<string>() : [row.Ratio is { } ratio ? Numbers.Ratio(ratio) : ""],
                row.Target is { } target ? $"{Numbers.Of(target, result.Unit)} {(row.Passes is true ? "✓" : "✗")}" : "",
                .. others.Select(name => row.Figures.FirstOrDefault(figure => figure.Name == name) is { } figure ? Numbers.Short(figure.Median) : ""),
            ]);
        }
    }

    /// <summary>The table with what a reader needs to judge it.</summary>
    public static IEnumerable<string> Section(ScenarioResult result) =>
    [
        $"## {result.Name}",
        "",
        $"{result.Title}.",
        "",
        .. Of(result),
        "",
        $"{(result.Baseline is null ? "" : $"Ratios are to {result.Baseline}. ")}Medians of {result.Rounds} rounds. "
            + string.Create(CultureInfo.InvariantCulture, $"{result.At:yyyy-MM-dd HH:mm} UTC, commit {result.Commit}, `{result.Command}`; {result.Machine}; load average {result.LoadAverages.Min():0.00} to {result.LoadAverages.Max():0.00} before the rounds."),
        .. result.Remarks.Select(remark => $"- {remark}").Prepend(""),
        "",
    ];

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
