using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Worker:Concurrency", "0", "Worker__Concurrency is 0; it must be from 1 to 64.")]
    [InlineData("Worker:Concurrency", "65", "Worker__Concurrency is 65;")]
    [InlineData("Worker:Concurrency", "-1", "Worker__Concurrency is -1;")]
    [InlineData("Worker:Concurrency", "many", "'many' at 'Worker:Concurrency'")]
    [InlineData("Worker:Concurency", "4", "'Concurency'")]
    [InlineData("Studio:Database", "oracle", "Studio__Database is 'oracle'; it must be sqlite or postgres.")]
    public async Task Bad_setting_stops_the_start_with_its_name(string name, string value, string message)
    {
        using var database = TestDatabase.InSqlite();

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = WorkerApp.Build(database, WorkerApp.Real, settings: (name, value));
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
