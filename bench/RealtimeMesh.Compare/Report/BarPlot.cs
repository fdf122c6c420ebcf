using System.Globalization;
using System.Net;
using System.Text;

namespace RealtimeMesh.Compare.Report;

/// <summary>All scenarios that have a baseline or several entries, as bars; readable on light and on dark ground.</summary>
internal static class BarPlot
{
    private const int Width = 860;
    private const int LabelWidth = 210;
    private const int ValueWidth = 190;
    private const int BarHeight = 18;
    private const int Pitch = 26;
    private const int Head = 46;

    public static string Of(IReadOnlyList<ScenarioResult> results)
    {
        var body = new StringBuilder();
        var y = 8;
        foreach (var result in results.Where(result => result.Rows.Count > 1))
        {
            y = Draw(body, result, y);
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y}" width="{Width}" height="{y}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Comparison">
            <style>
            text {"{"} fill: #57606a {"}"} .title {"{"} font-weight: 600; font-size: 12px {"}"} .ours {"{"} fill: #2f81f7 {"}"} .other {"{"} fill: #8b949e {"}"} .target {"{"} stroke: #d29922; stroke-width: 2 {"}"} .spread {"{"} stroke: #57606a {"}"}
            @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #b1bac4 {"}"} .spread {"{"} stroke: #b1bac4 {"}"} {"}"}
            </style>
            {body}</svg>

            """);
    }

    private static int Draw(StringBuilder body, ScenarioResult result, int y)
    {
        Line(body, $"""<text class="title" x="0" y="{y + 16}">{Text(result.Title)}</text>""");
        var foot = result.Baseline is null ? "" : $", × {result.Baseline}";
        Line(body, $"""<text x="0" y="{y + 34}">{Text($"{result.Unit}, median and spread of {result.Rounds} rounds{foot}; the mark is the target")}</text>""");
        y += Head;

        var reference = result.Rows.FirstOrDefault(row => row.Contender == result.Baseline)?.Figures[0].Median;
        var longest = result.Rows.Max(row => Math.Max(row.Figures[0].Max, Bound(row, reference) ?? 0));
        double Length(double value) => longest > 0 ? Math.Max(1, value / longest * (Width - LabelWidth - ValueWidth)) : 1;
        foreach (var row in result.Rows)
        {
            var main = row.Figures[0];
            var middle = y + (BarHeight / 2);
            var style = row.Target is null ? "other" : "ours";
            Line(body, $"""<text x="{LabelWidth - 8}" y="{middle + 5}" text-anchor="end">{Text(row.Contender)}</text>""");
            Line(body, $"""<rect class="{style}" x="{LabelWidth}" y="{y}" width="{Length(main.Median):0.0}" height="{BarHeight}" rx="2"/>""");
            Line(body, $"""<line class="spread" x1="{LabelWidth + Length(main.Min):0.0}" x2="{LabelWidth + Length(main.Max):0.0}" y1="{middle}" y2="{middle}"/>""");
            if (Bound(row, reference) is { } bound)
            {
                var x = LabelWidth + Length(bound);
                Line(body, $"""<line class="target" x1="{x:0.0}" x2="{x:0.0}" y1="{y - 2}" y2="{y + BarHeight + 2}"/>""");
            }

            var ratio = row.Ratio is { } value ? $"  {Numbers.Ratio(value)}" : "";
            Line(body, $"""<text x="{Width - ValueWidth + 10}" y="{middle + 5}">{Text($"{Numbers.Short(main.Median)} {result.Unit}{ratio}")}</text>""");
            y += Pitch;
        }

        return y + 14;
    }

    // In the unit of the bars.
    private static double? Bound(Row row, double? reference) => row.Target is not { } target || (target.Most ?? target.Least) is not { } bound
        ? null
        : target.IsRatio ? bound * reference : bound;

    private static void Line(StringBuilder body, FormattableString line) => body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
