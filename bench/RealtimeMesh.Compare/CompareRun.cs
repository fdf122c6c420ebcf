using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Compare.Report;
using RealtimeMesh.Compare.Scenarios;

namespace RealtimeMesh.Compare;

/// <summary>From the first round to the picture.</summary>
internal static class CompareRun
{
    /// <returns>Whether every target was reached.</returns>
    public static async Task<bool> RunAsync(CompareOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var lab = new Lab(options, time);
        var results = new List<ScenarioResult>();
        foreach (var plan in Plans.Of(lab))
        {
            Console.WriteLine($"\n{plan.Title}");
            var result = await new Rounds(lab, plan).RunAsync(cancellationToken);
            results.Add(result);
            Console.WriteLine();
            Console.WriteLine(string.Join('\n', MarkdownTable.Of(result)));
            // After each, so that nothing is lost when a later one fails.
            await ResultFiles.WriteAsync(options.Results, result);
        }

        return results.TrueForAll(result => result.Rows.All(row => row.Passes is not false));
    }
}
