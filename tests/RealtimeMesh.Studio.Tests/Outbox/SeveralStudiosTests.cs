using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Studio.Tests.Outbox;

/// <summary>Several studios share one database, and what each of them stores is everybody's to send.</summary>
[Trait("Category", "Slow")]
public sealed class SeveralStudiosTests(Studios studios)
{
    public static readonly TheoryData<string> Providers = ["sqlite", "postgres"];

    [Fact]
    public async Task Two_that_send_at_once_lose_nothing_and_send_nothing_twice()
    {
        var store = Store.InPostgres(studios.Postgres);
        await using var one = TestStudio.Start(store, studios.RabbitMq);
        await using var two = TestStudio.Start(store, studios.RabbitMq, one.Tokens);
        await one.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        await two.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        var user = one.NewUser();
        var same = two.User(user.Id);

        var created = await Task.WhenAll(Enumerable.Range(0, 60).Select(index => (index % 2 == 0 ? user : same).CreateDocumentAsync()));

        foreach (var document in created)
        {
            await studios.Bus.WaitForAsync<ProcessDocument>(message => message.JobId == document.JobId);
            await studios.Bus.WaitForAsync<ActivityLogged>(message => message.EntityId == document.Id);
        }

        await one.AssertNothingStoredAsync();
        Assert.Equal(created.Length, studios.Bus.Of<ProcessDocument>(message => message.UserId == user.Id).Count);
        Assert.Equal(created.Length, studios.Bus.Of<EntityInserted>(message => message.UserId == user.Id).Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_a_killed_studio_has_stored_another_one_sends(string provider)
    {
        var store = provider == "sqlite" ? Store.InSqlite() : Store.InPostgres(studios.Postgres);
        Created created;
        await using (var doomed = TestStudio.Start(store, $"amqp://guest:guest@127.0.0.1:{FreePort.Next()}"))
        {
            await doomed.Process.WaitForLineAsync(new("Waiting for RabbitMQ"), TestContext.Current.CancellationToken);
            created = await doomed.NewUser().CreateDocumentAsync();
            await doomed.Process.KillAsync();
        }

        await using var other = await TestStudio.StartReadyAsync(store, studios.RabbitMq, TestContext.Current.CancellationToken);

        await studios.Bus.WaitForAsync<ProcessDocument>(message => message.JobId == created.JobId);
        await studios.Bus.WaitForAsync<EntityInserted>(message => message.EntityId == created.Id);
        await other.AssertNothingStoredAsync();
    }
}
