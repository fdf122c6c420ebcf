using System.Net;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Studio.Tests.Outbox;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Studio.Tests.Schema;

/// <summary>The database goes away; the process stays, and says so.</summary>
[Trait("Category", "Slow")]
public sealed class DatabaseAwayTests(Studios studios)
{
    [Fact]
    public async Task A_studio_that_starts_before_its_database_answers_503_until_it_comes()
    {
        await using var postgres = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        await postgres.StopAsync(TestContext.Current.CancellationToken);
        await using var studio = TestStudio.Start(Store.InPostgres(postgres.ConnectionString), studios.RabbitMq);

        await studio.Process.WaitForLineAsync(new("Waiting for the studio database"), TestContext.Current.CancellationToken);

        await AssertAwayAsync(studio);
        await postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await studio.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        await studio.NewUser().CreateDocumentAsync();
    }

    [Fact]
    public async Task A_database_that_restarts_costs_some_503_and_nothing_else()
    {
        await using var postgres = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        await using var studio = await TestStudio.StartReadyAsync(
            Store.InPostgres(postgres.ConnectionString), studios.RabbitMq, TestContext.Current.CancellationToken);
        var user = studio.NewUser();
        await user.CreateDocumentAsync();

        await postgres.KillAsync(TestContext.Current.CancellationToken);
        await AssertAwayAsync(studio);
        using var keyed = await user.PostAsync("/api/documents", """{"content":"Hello"}""", ("Idempotency-Key", "key"));
        using var list = await user.GetAsync("/api/documents");
        await Problem.AssertAsync(keyed, HttpStatusCode.ServiceUnavailable);
        await Problem.AssertAsync(list, HttpStatusCode.ServiceUnavailable);
        await postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await studio.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);

        var created = await user.CreateDocumentAsync();
        await studios.Bus.WaitForAsync<ProcessDocument>(message => message.JobId == created.JobId);
        await studio.AssertNothingStoredAsync();
        Assert.False(studio.Process.HasExited);
    }

    private static async Task AssertAwayAsync(TestStudio studio)
    {
        await Wait.UntilAsync(
            async () =>
            {
                using var ready = await studio.WithToken(null).GetAsync("/health/ready");
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            TimeSpan.FromSeconds(20),
            "it says that it is ready",
            TestContext.Current.CancellationToken);

        using var live = await studio.WithToken(null).GetAsync("/health/live");
        using var post = await studio.NewUser().PostAsync("/api/documents", """{"content":"Hello"}""");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await Problem.AssertAsync(post, HttpStatusCode.ServiceUnavailable, "database");
        Assert.NotNull(post.Headers.RetryAfter);
    }
}
