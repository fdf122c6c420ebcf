using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Jobs;

namespace RealtimeMesh.Worker.Infographics;

/// <summary>Draws an infographic of given points, or of a document's keywords.</summary>
internal sealed class GenerateInfographicJob : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var infographic = await run.Db.Infographics.SingleAsync(row => row.Id == run.Job.SubjectId, cancellationToken);
        run.Report(10, "drawing");
        var bars = await BarsAsync(run, infographic, cancellationToken);
        await run.SetContentAsync(BarChart.ContentType, BarChart.Draw(infographic.Title, bars), cancellationToken);
    }

    private static async Task<IReadOnlyList<ChartBar>> BarsAsync(JobRun run, Infographic infographic, CancellationToken cancellationToken)
    {
        if (infographic.Points is { } points)
        {
            return [.. points.Select(point => new ChartBar(point.Label, point.Value))];
        }

        var document = await StoredDocument.ReadAsync(run.Db, infographic.DocumentId!.Value, infographic.UserId, cancellationToken);
        return document.Analysis.Keywords.Count > 0
            ? [.. document.Analysis.Keywords.Select(keyword => new ChartBar(keyword.Word, keyword.Count))]
            : throw new JobInputException("The document has no keywords to draw.");
    }
}
