using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Documents;

/// <summary>
/// A document of the studio, read and analysed. Analysing takes milliseconds and always comes out the same, so whoever needs a document
/// does not have to wait for its own job.
/// </summary>
internal sealed record StoredDocument(Document Row, DocumentText Text, DocumentAnalysis Analysis)
{
    /// <exception cref="JobInputException">There is no such document, or no text in it.</exception>
    public static async Task<StoredDocument> ReadAsync(StudioDb db, Guid id, string userId, CancellationToken cancellationToken)
    {
        var row = await db.Documents.SingleOrDefaultAsync(document => document.Id == id && document.UserId == userId, cancellationToken);
        var content = await db.Contents.AsNoTracking().SingleOrDefaultAsync(bytes => bytes.EntityId == id, cancellationToken);
        if (row is null || content is null)
        {
            throw new JobInputException("A document that this was to be made from has been deleted.");
        }

        var text = DocumentReader.Read(row.Format, content.Bytes, cancellationToken);
        return new StoredDocument(row, text, DocumentAnalysis.Of(text, cancellationToken));
    }
}
