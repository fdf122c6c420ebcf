using System.Globalization;
using System.Text;

namespace RealtimeMesh.Worker.Infographics;

/// <summary>Text as a chart can show it: one line that XML allows, not longer than its place.</summary>
internal static class ChartText
{
    /// <summary>In units of a Latin letter's width; Chinese letters and emoji are two wide.</summary>
    public const int MostLabelUnits = 40;

    public const int MostTitleUnits = 44;

    public static string Of(string text, int mostUnits)
    {
        var shown = new StringBuilder();
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var (width, visible) = Visible(rune);
            if (units + width >= mostUnits && shown.Length > 0 || shown.Length >= 4 * mostUnits)
            {
                return shown.ToString().TrimEnd() + "…";
            }

            if (visible != " " || shown is [.., not ' '])
            {
                shown.Append(visible);
                units += width;
            }
        }

        return shown.ToString().TrimEnd();
    }

    /// <summary>Control characters become spaces; what would reverse the text around it, or is no character, goes.</summary>
    private static (int Width, string Text) Visible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) => (1, " "),
        UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned => (0, ""),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => (0, rune.ToString()),
        _ => (rune.Value >= 0x1100 ? 2 : 1, rune.ToString()),
    };
}
