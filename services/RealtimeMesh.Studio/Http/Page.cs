using Microsoft.EntityFrameworkCore;

namespace RealtimeMesh.Studio.Http;

/// <summary>One page of a list, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Goes into <c>cursor</c> for the next page; absent on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which page is wanted.</summary>
internal readonly record struct PageQuery(string? Cursor, string? Limit)
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    public (Guid? Before, int Limit) Read(Checks checks)
    {
        var limit = DefaultLimit;
        checks.That(Limit is null || (int.TryParse(Limit, out limit) && limit is >= 1 and <= MaxLimit), "limit", $"is '{Limit}'; it must be 1 to {MaxLimit}.");

        var before = default(Guid?);
        if (Cursor is not null)
        {
            checks.That(Guid.TryParse(Cursor, out var id), "cursor", "is not one that this API gave out.");
            before = id;
        }

        return (before, limit);
    }
}

internal static class Paging
{
    /// <summary>Reads one row more than asked for, to know whether there is a next page.</summary>
    public static async Task<Page<TView>> ToPageAsync<TRow, TView>(
        this IQueryable<TRow> newestFirst,
        int limit,
        Func<TRow, TView> view,
        Func<TRow, Guid> id,
        CancellationToken cancellationToken)
    {
        var rows = await newestFirst.Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? id(rows[limit - 1]).ToString() : null;

        return new Page<TView>([.. rows.Take(limit).Select(view)], next);
    }
}
