using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Studio.Tests.Outbox;

/// <summary>No worker has ever been there, so nobody has a queue for commands.</summary>
[Trait("Category", "Slow")]
public sealed class NoWorkerYetTests
{
    // More than the dispatcher takes at a time: what cannot be sent must not keep the rest waiting.
    private const int Commands = 80;

    [Fact]
    public async Task Commands_wait_for_the_first_worker_and_keep_no_event_waiting()
    {
        await using var rabbitMq = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bus = await BusTap.OpenOnEventsAsync(rabbitMq.ConnectionString, TestContext.Current.CancellationToken);
        await using var studio = await TestStudio.StartReadyAsync(Store.InSqlite(), rabbitMq.ConnectionString, TestContext.Current.CancellationToken);
        var user = studio.NewUser();
        var created = new List<Created>();
        for (var index = 0; index < Commands; index++)
        {
            created.Add(await user.CreateDocumentAsync());
        }

        await bus.WaitForAsync<EntityInserted>(message => message.EntityId == created[^1].Id);
        using var renamed = await user.PatchAsync($"/api/documents/{created[0].Id}", """{"title":"Better"}""");
        await bus.WaitForAsync<EntityUpdated>(message => message.EntityId == created[0].Id);
        await using (var db = studio.Store.Open())
        {
            Assert.Equal(Commands, db.Outbox.Count(message => message.Type == typeof(ProcessDocument).FullName));
        }

        await bus.ListenToCommandsAsync(TestContext.Current.CancellationToken);

        await studio.AssertNothingStoredAsync();
        foreach (var document in created)
        {
            await bus.WaitForAsync<ProcessDocument>(message => message.JobId == document.JobId);
        }
    }
}
