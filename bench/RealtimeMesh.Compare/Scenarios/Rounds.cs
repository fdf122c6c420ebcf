using System.Globalization;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Compare.Report;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>Measures the entries of a plan in turn, A B C A B C …, each time on a quiet machine.</summary>
internal sealed class Rounds(Lab lab, Plan plan)
{
    private readonly Dictionary<string, Dictionary<string, List<double>>> _values = plan.Entries.ToDictionary(entry => entry.Name, _ => new Dictionary<string, List<double>>());
    private readonly List<double> _loadAverages = [];
    private readonly List<string> _remarks = [];

    public async Task<ScenarioResult> RunAsync(CancellationToken cancellationToken)
    {
        for (var round = 1; round <= lab.Options.Rounds; round++)
        {
            foreach (var entry in plan.Entries)
            {
                await WaitAsync(round, entry, cancellationToken);
                var figures = await entry.MeasureAsync(cancellationToken);
                foreach (var (name, value) in figures)
                {
                    _values[entry.Name].TryAdd(name, []);
                    _values[entry.Name][name].Add(value);
                }

                Console.WriteLine($"  {round}  {entry.Name,-28} {string.Join("  ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.###}")))}");
            }
        }

        return Conclude();
    }

    private async Task WaitAsync(int round, Entry entry, CancellationToken cancellationToken)
    {
        var machine = await QuietMachine.WaitAsync(TimeSpan.FromSeconds(lab.Options.QuietFor), lab.Time, cancellationToken);
        _loadAverages.Add(machine.LoadAverage);
        if (!machine.IsQuiet)
        {
            var remark = string.Create(CultureInfo.InvariantCulture, $"Round {round}, {entry.Name}: the machine was not quiet, {machine.Busy:P0} of it was in use by others.");
            _remarks.Add(remark);
            Console.WriteLine($"  ! {remark}");
        }
    }

    private ScenarioResult Conclude()
    {
        var options = lab.Options;
        var baseline = plan.Entries.Where(plan.IsBaseline).MinBy(entry => Figures(entry)[0].Median);
        var reference = baseline is null ? (double?)null : Figures(baseline)[0].Median;
        if (options.Rounds < 5)
        {
            _remarks.Add($"Only {options.Rounds} of 5 rounds: a rehearsal.");
        }

        return new ScenarioResult
        {
            Name = plan.Name,
            Title = plan.Title,
            Unit = plan.Unit,
            Baseline = baseline?.Name,
            At = lab.Time.GetUtcNow(),
            Commit = options.Commit,
            Machine = MachineFacts.Of(),
            Command = string.Create(CultureInfo.InvariantCulture, $"bench/run {plan.Name} --rounds {options.Rounds} --streams {options.Streams}"),
            Rounds = options.Rounds,
            LoadAverages = _loadAverages,
            Remarks = _remarks,
            Rows = [.. plan.Entries.Select(entry => Row(entry, reference))],
        };
    }

    private Row Row(Entry entry, double? reference)
    {
        var figures = Figures(entry);
        var ratio = reference is { } value ? figures[0].Median / value : (double?)null;
        var compared = entry.Target is { IsRatio: true } ? ratio : figures[0].Median;
        return new Row
        {
            Contender = entry.Name,
            Ratio = ratio,
            Target = entry.Target,
            Passes = entry.Target is { } target && compared is { } reached ? target.IsReached(reached) : null,
            Figures = figures,
        };
    }

    private List<Figure> Figures(Entry entry) => [.. _values[entry.Name].Select(figure => new Figure { Name = figure.Key, Values = figure.Value })];
}
