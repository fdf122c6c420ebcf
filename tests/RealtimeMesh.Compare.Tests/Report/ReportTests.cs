using System.Xml.Linq;
using RealtimeMesh.Compare.Report;
using RealtimeMesh.Compare.Scenarios;

namespace RealtimeMesh.Compare.Tests.Report;

public sealed class ReportTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    public void Figure_is_the_median_of_its_rounds(double[] rounds, double median) =>
        Assert.Equal(median, new Figure { Name = "x", Values = rounds }.Median);

    [Theory]
    [InlineData(1.15, true)]
    [InlineData(1.16, false)]
    [InlineData(0.84, false)]
    public void Target_is_reached_within_its_bounds(double ratio, bool isReached) =>
        Assert.Equal(isReached, Target.RatioWithin(0.85, 1.15).IsReached(ratio));

    [Fact]
    public void Table_shows_ratio_target_and_verdict()
    {
        var lines = MarkdownTable.Of(Result()).ToList();

        Assert.Equal("|  | CPU µs/frame | min–max | ratio | target | frames/s |", lines[0]);
        Assert.Equal("| floor | **7.50** | 7.40–7.60 | 1.00× |  | 10,000 |", lines[2]);
        Assert.Equal("| edge | **9.00** | 9.00–9.00 | 1.20× | ≤ 1.15× ✗ | 12,000 |", lines[3]);
    }

    [Fact]
    public void Picture_is_well_formed_and_names_every_contender()
    {
        var picture = XDocument.Parse(BarPlot.Of([Result()]));
        var texts = picture.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();

        Assert.Contains("floor", texts);
        Assert.Contains("edge", texts);
        Assert.Contains("9.00 µs  1.20×", texts);
    }

    [Fact]
    public async Task Scenario_that_ran_again_replaces_its_result_and_no_other()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await ResultFiles.WriteAsync(folder, Result());
            await ResultFiles.WriteAsync(folder, Result() with { Name = "other", Commit = "first" });
            await ResultFiles.WriteAsync(folder, Result() with { Name = "other", Commit = "second" });

            var table = await File.ReadAllTextAsync(Path.Combine(folder, "comparison.md"), TestContext.Current.CancellationToken);
            Assert.Contains("## fan-out", table, StringComparison.Ordinal);
            Assert.Contains("commit second", table, StringComparison.Ordinal);
            Assert.DoesNotContain("commit first", table, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ScenarioResult Result() => new()
    {
        Name = "fan-out",
        Title = "What does a frame cost & who says so?",
        Unit = "µs",
        Baseline = "floor",
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Commit = "abc",
        Machine = "a machine",
        Command = "bench/run fan-out",
        Rounds = 2,
        LoadAverages = [0.1, 0.2],
        Remarks = [],
        Rows = [Row("floor", [7.4, 7.6], 10_000, 1, null, null), Row("edge", [9, 9], 12_000, 1.2, Target.RatioUpTo(1.15), false)],
    };

    private static Row Row(string contender, double[] cpu, double frames, double ratio, Target? target, bool? passes) => new()
    {
        Contender = contender,
        Ratio = ratio,
        Target = target,
        Passes = passes,
        Figures = [new Figure { Name = "CPU µs/frame", Values = cpu }, new Figure { Name = "frames/s", Values = [frames] }],
    };
}
