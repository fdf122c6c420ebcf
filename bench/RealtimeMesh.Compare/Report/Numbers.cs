using System.Globalization;
using RealtimeMesh.Compare.Scenarios;

namespace RealtimeMesh.Compare.Report;

/// <summary>How numbers are written for people.</summary>
internal static class Numbers
{
    /// <summary>Three digits that count, and separators.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public static string Ratio(double ratio) => $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)}×";

    public static string Of(Target target, string unit)
    {
        string Bound(double value) => target.IsRatio ? Ratio(value) : $"{Short(value)} {unit}";
        return (target.Least, target.Most) switch
        {
            ({ } least, { } most) => $"{Bound(least)} to {Bound(most)}",
            ({ } least, null) => $"≥ {Bound(least)}",
            (null, { } most) => $"≤ {Bound(most)}",
            _ => "",
        };
    }
}
