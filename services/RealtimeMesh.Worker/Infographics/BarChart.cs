using System.Globalization;
using System.Text;
using System.Xml;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Infographics;

/// <summary>Draws values as horizontal bars, in SVG. Labels are only ever text, whatever they say.</summary>
internal static class BarChart
{
    public const string ContentType = "image/svg+xml";
    public const int MostBars = 24;

    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Ink = "#1f2937";
    private const string Muted = "#6b7280";
    private const string Track = "#eef2f7";

    private static readonly string[] _colours = ["#4f46e5", "#0891b2", "#059669", "#ca8a04", "#dc2626", "#9333ea"];

    public static byte[] Draw(string title, IReadOnlyList<ChartBar> bars)
    {
        if (bars.Count is 0 or > MostBars)
        {
            throw new JobInputException($"A chart has 1 to {MostBars} bars; this one has {bars.Count}.");
        }

        if (bars.FirstOrDefault(bar => !double.IsFinite(bar.Value) || bar.Value < 0) is { } wrong)
        {
            throw new JobInputException($"The value of \"{ChartText.Of(wrong.Label, ChartText.MostLabelUnits)}\" cannot be drawn: values are finite and not negative.");
        }

        using var svg = new MemoryStream();
        using (var writer = XmlWriter.Create(svg, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            Write(new SvgWriter(writer, Namespace), ChartText.Of(title, ChartText.MostTitleUnits), bars);
        }

        return svg.ToArray();
    }

    private static void Write(SvgWriter svg, string title, IReadOnlyList<ChartBar> bars)
    {
        var height = ChartLayout.Height(bars.Count);
        var largest = bars.Max(bar => bar.Value);

        svg.Start("svg", ("viewBox", FormattableString.Invariant($"0 0 {ChartLayout.Width} {height}")), ("width", ChartLayout.Width), ("height", height),
            ("role", "img"), ("aria-labelledby", "title desc"), ("font-family", "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"));
        svg.Text("title", title, ("id", "title"));
        svg.Text("desc", "Bar chart. " + string.Join("; ", bars.Select(bar => $"{Label(bar)}: {Value(bar)}")) + ".", ("id", "desc"));
        svg.Empty("rect", ("width", ChartLayout.Width), ("height", height), ("rx", 16), ("fill", "#ffffff"), ("stroke", "#e5e7eb"));
        svg.Text("text", title, ("x", ChartLayout.Margin), ("y", 52), ("font-size", 22), ("font-weight", 700), ("fill", Ink));

        for (var i = 0; i < bars.Count; i++)
        {
            WriteBar(svg, bars[i], ChartLayout.Top(i), largest, _colours[i % _colours.Length]);
        }

        svg.End();
    }

    private static void WriteBar(SvgWriter svg, ChartBar bar, int top, double largest, string colour)
    {
        var length = largest > 0 ? Math.Round(bar.Value / largest * ChartLayout.BarWidth, 1) : 0;
        svg.Text("text", Label(bar), ("x", ChartLayout.Margin), ("y", top + 14), ("font-size", 14), ("fill", Ink));
        svg.Text("text", Value(bar), ("x", ChartLayout.Width - ChartLayout.Margin), ("y", top + 14), ("font-size", 14), ("text-anchor", "end"), ("fill", Muted));
        svg.Empty("rect", ("x", ChartLayout.Margin), ("y", top + 22), ("width", ChartLayout.BarWidth), ("height", 12), ("rx", 6), ("fill", Track));
        svg.Empty("rect", ("x", ChartLayout.Margin), ("y", top + 22), ("width", length), ("height", 12), ("rx", 6), ("fill", colour));
    }

    private static string Label(ChartBar bar) => ChartText.Of(bar.Label, ChartText.MostLabelUnits);

    private static string Value(ChartBar bar) => bar.Value is 0 or (>= 0.01 and < 1e12)
        ? bar.Value.ToString("#,0.##", CultureInfo.InvariantCulture)
        : bar.Value.ToString("0.##E+0", CultureInfo.InvariantCulture);
}

internal sealed record ChartBar(string Label, double Value);
