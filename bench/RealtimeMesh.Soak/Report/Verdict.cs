using RealtimeMesh.Soak.Figures;

namespace RealtimeMesh.Soak.Report;

/// <summary>Whether it may go on like this.</summary>
internal sealed record Verdict(IReadOnlyList<Growth> Growths, bool IsLongEnough, long Violations)
{
    public const string Rule =
        "Fails on any violation; from 10 minutes on also when memory grew in the second half so that even the low end of the slope's 95 % interval comes to 10 % in an hour.";

    private const double Shortest = 9.5;

    public bool Passes => Violations == 0 && !(IsLongEnough && Growths.Any(growth => growth.IsTooMuch));

    public static Verdict Of(IReadOnlyList<Sample> samples, long violations) => new(
        [.. samples[0].Memory.Keys.Select(name => Growth.Of(name, [.. samples.Select(sample => (sample.Elapsed.TotalMinutes, (double)sample.Memory[name]))]))],
        samples[^1].Elapsed.TotalMinutes >= Shortest,
        violations);
}

/// <summary>One process's memory, in KiB.</summary>
/// <param name="Name">The process.</param>
/// <param name="Warm">At a fifth of the run.</param>
/// <param name="End">At its end.</param>
/// <param name="Trend">Over its second half.</param>
internal sealed record Growth(string Name, double Warm, double End, Trend Trend)
{
    private const double MostInAnHour = 0.1;

    public double InAnHour => Trend.PerMinute * 60 / End;

    public bool IsTooMuch => Trend.AtLeastPerMinute * 60 > MostInAnHour * End;

    public static Growth Of(string name, IReadOnlyList<(double Minute, double Value)> memory)
    {
        var end = memory[^1].Minute;
        return new Growth(
            name,
            memory.MinBy(point => Math.Abs(point.Minute - (end / 5))).Value,
            memory[^1].Value,
            Trend.Of([.. memory.Where(point => point.Minute >= end / 2)]));
    }
}
