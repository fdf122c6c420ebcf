using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Studio.Tests.Outbox;

/// <summary>The bus goes away, and what was promised meanwhile is kept.</summary>
[Trait("Category", "Slow")]
public sealed class BusAwayTests(Studios studios)
{
    [Fact]
    public async Task What_is_posted_while_the_bus_is_away_is_sent_when_it_is_back()
    {
        await using var rabbitMq = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bus = await BusTap.OpenAsync(rabbitMq.ConnectionString, TestContext.Current.CancellationToken);
        await using var onSqlite = await TestStudio.StartReadyAsync(Store.InSqlite(), rabbitMq.ConnectionString, TestContext.Current.CancellationToken);
        await using var onPostgres = await TestStudio.StartReadyAsync(
            Store.InPostgres(studios.Postgres), rabbitMq.ConnectionString, TestContext.Current.CancellationToken);
        TestUser[] users = [onSqlite.NewUser(), onPostgres.NewUser()];
        var before = await Task.WhenAll(users.Select(user => user.CreateDocumentAsync()));
        await AssertSentAsync(bus, before);

        await rabbitMq.StopAsync(TestContext.Current.CancellationToken);
        var meanwhile = await Task.WhenAll(users.Select(user => user.CreateDocumentAsync()));
        foreach (var (user, document) in users.Zip(meanwhile))
        {
            Assert.Equal("queued", (await user.ReadAsync($"/api/jobs/{document.JobId}")).GetProperty("status").GetString());
            using var renamed = await user.PatchAsync($"/api/documents/{document.Id}", """{"title":"Better"}""");
        }

        await rabbitMq.StartAgainAsync(TestContext.Current.CancellationToken);
        var after = await Task.WhenAll(users.Select(user => user.CreateDocumentAsync()));

        await AssertSentAsync(bus, [.. meanwhile, .. after]);
        foreach (var document in meanwhile)
        {
            await bus.WaitForAsync<EntityUpdated>(message => message.EntityId == document.Id);
        }

        await onSqlite.AssertNothingStoredAsync();
        await onPostgres.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_studio_that_starts_without_its_bus_takes_work_and_says_what_it_waits_for()
    {
        var nobody = $"amqp://guest:guest@127.0.0.1:{FreePort.Next()}";
        await using var studio = TestStudio.Start(Store.InSqlite(), nobody);
        await studio.Process.WaitForLineAsync(new("Waiting for RabbitMQ at 127.0.0.1"), TestContext.Current.CancellationToken);

        var created = await studio.NewUser().CreateDocumentAsync();

        using var live = await studio.WithToken(null).GetAsync("/health/live");
        using var ready = await studio.WithToken(null).GetAsync("/health/ready");
        Assert.Equal((200, 503), ((int)live.StatusCode, (int)ready.StatusCode));
        await using var db = studio.Store.Open();
        Assert.Contains(db.Outbox, message => message.Body.Contains($"{created.JobId}", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", studio.Process.Output, StringComparison.Ordinal);
    }

    private static async Task AssertSentAsync(BusTap bus, IReadOnlyList<Created> documents)
    {
        foreach (var document in documents)
        {
            await bus.WaitForAsync<ProcessDocument>(message => message.JobId == document.JobId);
        }
    }
}
