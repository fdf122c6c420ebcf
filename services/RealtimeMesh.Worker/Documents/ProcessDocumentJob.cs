using RealtimeMesh.Worker.Jobs;

namespace RealtimeMesh.Worker.Documents;

/// <summary>Finds out what is in a document.</summary>
internal sealed class ProcessDocumentJob : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        run.Report(10, "reading");
        var (row, _, analysis) = await StoredDocument.ReadAsync(run.Db, run.Job.SubjectId, run.Job.UserId, cancellationToken);

        row.WordCount = analysis.WordCount;
        row.ReadingMinutes = analysis.ReadingMinutes;
        row.Headings = [.. analysis.Headings.Select(heading => new Studio.Data.Rows.DocumentHeading(heading.Level, heading.Text))];
        row.Keywords = [.. analysis.Keywords.Select(keyword => new Studio.Data.Rows.DocumentKeyword(keyword.Word, keyword.Count))];
        row.Summary = analysis.Summary;
    }
}
