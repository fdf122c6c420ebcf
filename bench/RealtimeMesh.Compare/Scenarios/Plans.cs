using RealtimeMesh.Compare.Machine;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class Plans
{
    private static readonly (string Name, Func<Lab, Plan> Of)[] All =
    [
        ("fan-out", FanOut.Plan),
        ("overload", lab => new Overload(lab).Plan()),
        ("memory", Memory.Plan),
        ("gateway", FanOut.Gateway),
        ("peers", FanOut.Peers),
        ("latency", Latency.Plan),
        ("storm", Storm.Plan),
        ("scale", FanOut.Scale),
        ("unheard", PublishCost.Unheard),
        ("allocation", Allocation.Plan),
        ("notifier", Draining.Plan),
        ("redis", PublishCost.Redis),
        ("connections", PublishCost.Connections),
    ];

    /// <exception cref="FormatException">There is none of a name.</exception>
    public static IReadOnlyList<Plan> Of(Lab lab)
    {
        var names = lab.Options.Scenarios;
        var unknown = names.Except(All.Select(plan => plan.Name)).FirstOrDefault();
        return unknown is null
            ? [.. All.Where(plan => names.Count == 0 || names.Contains(plan.Name)).Select(plan => Chosen(plan.Of(lab), lab.Options))]
            : throw new FormatException($"There is no scenario '{unknown}': {string.Join(", ", All.Select(plan => plan.Name))}.");
    }

    // The baseline stays, or there is nothing to compare with.
    private static Plan Chosen(Plan plan, CompareOptions options) => options.Contenders.Count == 0
        ? plan
        : plan with { Entries = [.. plan.Entries.Where(entry => plan.IsBaseline(entry) || options.Contenders.Contains(entry.Name))] };
}
