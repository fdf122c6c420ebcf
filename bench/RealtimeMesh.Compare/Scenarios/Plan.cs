namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What a scenario measures: entries in turn, the same number of rounds each.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Title">What it asks, in a line.</param>
/// <param name="Unit">Of the main figure, which is each measurement's first.</param>
/// <param name="Baseline">The entry that others are compared with; null where only absolute numbers count.</param>
/// <param name="Entries">Lines of the table.</param>
/// <param name="OrBaseline">A second one: the lower of both counts.</param>
internal sealed record Plan(string Name, string Title, string Unit, string? Baseline, IReadOnlyList<Entry> Entries, string? OrBaseline = null)
{
    public bool IsBaseline(Entry entry) => entry.Name == Baseline || entry.Name == OrBaseline;
}

/// <param name="Name">Who or what is measured.</param>
/// <param name="MeasureAsync">One measurement, from nothing started to nothing left running: figures by name, the main one first.</param>
/// <param name="Target">Null where none was set.</param>
internal sealed record Entry(string Name, Func<CancellationToken, Task<Figures>> MeasureAsync, Target? Target = null);

/// <summary>Figures by name, in order.</summary>
internal sealed class Figures : List<(string Name, double Value)>
{
    public void Add(string name, double value) => Add((name, value));
}

/// <summary>Where the main figure shall be.</summary>
/// <param name="Least">Null where there is no lower bound.</param>
/// <param name="Most">Null where there is no upper bound.</param>
/// <param name="IsRatio">To the baseline; otherwise in the unit.</param>
internal sealed record Target(double? Least, double? Most, bool IsRatio)
{
    public static Target RatioUpTo(double most) => new(null, most, IsRatio: true);

    public static Target RatioFrom(double least) => new(least, null, IsRatio: true);

    public static Target RatioWithin(double least, double most) => new(least, most, IsRatio: true);

    public static Target UpTo(double most) => new(null, most, IsRatio: false);

    public bool IsReached(double value) => !(value < Least) && !(value > Most);
}
