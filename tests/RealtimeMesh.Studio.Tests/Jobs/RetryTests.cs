using System.Net;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Studio.Tests.Jobs;

public sealed class RetryOnSqlite(Studios studios) : RetryTests(studios.OnSqlite, studios.Bus);

public sealed class RetryOnPostgres(Studios studios) : RetryTests(studios.OnPostgres, studios.Bus);

public abstract class RetryTests(TestStudio studio, BusTap bus)
{
    [Theory]
    [InlineData(JobStatus.Failed)]
    [InlineData(JobStatus.Cancelled)]
    public async Task A_job_without_a_result_starts_anew_in_a_new_attempt(JobStatus status)
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        await studio.SetJobAsync(created.JobId, job =>
        {
            job.TakeOver();
            job.Sequence += 7;
            job.Status = status;
            job.Percent = 60;
            job.Error = "It went wrong.";
            job.Crashes = 3;
            job.FinishedAt = DateTimeOffset.UtcNow;
        });
        var before = await studio.ReadJobAsync(created.JobId);

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/retry", "");

        Assert.Equal(created, await Created.FromAsync(response));
        Assert.Equal($"/api/jobs/{created.JobId}", response.Headers.Location?.ToString());
        var after = await studio.ReadJobAsync(created.JobId);
        Assert.Equal((JobStatus.Queued, before.Attempt + 1, 0, 0), (after.Status, after.Attempt, after.Percent, after.Crashes));
        Assert.Equal((null, null), (after.Error, after.FinishedAt));
        Assert.True(after.Sequence > before.Sequence);
        Assert.Equal("pending", (await user.ReadAsync($"/api/documents/{created.Id}")).GetProperty("status").GetString());

        await Wait.UntilAsync(
            () => bus.Of<ProcessDocument>(message => message.JobId == created.JobId).DistinctBy(message => message.MessageId).Count() == 2,
            TimeSpan.FromSeconds(20),
            "the command was not sent a second time, under an id of its own",
            TestContext.Current.CancellationToken);
        await bus.WaitForAsync<JobProgressed>(message => message.JobId == created.JobId && message.Sequence == after.Sequence);
        await bus.WaitForAsync<EntityUpdated>(message => message.EntityId == created.Id);
        await bus.WaitForAsync<ActivityLogged>(message => message.EntityId == created.Id && message.ActivityType == ActivityTypes.Retried);
    }

    [Theory]
    [InlineData(JobStatus.Queued)]
    [InlineData(JobStatus.Running)]
    [InlineData(JobStatus.Completed)]
    public async Task A_job_that_may_still_have_or_has_a_result_is_not_started_anew(JobStatus status)
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        await studio.SetJobAsync(created.JobId, job => job.Status = status);

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/retry", "");

        await Problem.AssertAsync(response, HttpStatusCode.Conflict, $"{status}".ToLowerInvariant(), "retried");
    }

    [Fact]
    public async Task A_job_whose_entity_was_deleted_is_not_started_anew()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        using var deleted = await user.DeleteAsync($"/api/documents/{created.Id}");

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/retry", "");

        await Problem.AssertAsync(response, HttpStatusCode.Conflict, "deleted");
    }
}
