using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Studio.Tests.Outbox;

internal static class StoredMessages
{
    public static async Task AssertNothingStoredAsync(this TestStudio studio) => await Wait.UntilAsync(
        async () =>
        {
            await using var db = studio.Store.Open();
            return !await db.Outbox.AnyAsync(TestContext.Current.CancellationToken);
        },
        TimeSpan.FromSeconds(60),
        "messages are still stored",
        TestContext.Current.CancellationToken);
}
