using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Schema;

/// <summary>The schema is made at start, by whoever comes first.</summary>
[Trait("Category", "Slow")]
public sealed class MigrationTests(Studios studios)
{
    public static readonly TheoryData<string> Providers = ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Three_that_start_at_once_without_a_database_all_get_ready(string provider)
    {
        var store = provider == "sqlite" ? Store.InSqlite() : Store.InPostgres(studios.Postgres);

        await using var one = TestStudio.Start(store, studios.RabbitMq);
        await using var two = TestStudio.Start(store, studios.RabbitMq, one.Tokens);
        await using var three = TestStudio.Start(store, studios.RabbitMq, one.Tokens);

        foreach (var studio in new[] { one, two, three })
        {
            await studio.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
            await studio.NewUser().CreateDocumentAsync();
        }
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_in_sqlite_does_not_block()
    {
        var store = Store.InSqlite();
        await using (var db = store.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01 00:00:00+00:00');
                """,
                TestContext.Current.CancellationToken);
        }

        await using var studio = await TestStudio.StartReadyAsync(store, studios.RabbitMq, TestContext.Current.CancellationToken);

        await studio.NewUser().CreateDocumentAsync();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_studio_finds_everything_again_after_a_restart(string provider)
    {
        var store = provider == "sqlite" ? Store.InSqlite() : Store.InPostgres(studios.Postgres);
        Created created;
        await using (var first = await TestStudio.StartReadyAsync(store, studios.RabbitMq, TestContext.Current.CancellationToken))
        {
            created = await first.User("alice").CreateDocumentAsync("Kept");
            Assert.Equal(0, await first.Process.TerminateAsync(TestContext.Current.CancellationToken));
        }

        await using var second = await TestStudio.StartReadyAsync(store, studios.RabbitMq, TestContext.Current.CancellationToken);

        var document = await second.User("alice").ReadAsync($"/api/documents/{created.Id}");
        Assert.Equal("Kept", document.GetProperty("title").GetString());
    }
}
