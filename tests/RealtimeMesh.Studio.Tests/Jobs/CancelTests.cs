using System.Net;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Jobs;

public sealed class CancelOnSqlite(Studios studios) : CancelTests(studios.OnSqlite, studios.Bus);

public sealed class CancelOnPostgres(Studios studios) : CancelTests(studios.OnPostgres, studios.Bus);

public abstract class CancelTests(TestStudio studio, BusTap bus)
{
    [Theory]
    [InlineData(JobStatus.Queued)]
    [InlineData(JobStatus.Running)]
    public async Task An_active_job_is_taken_from_its_worker_and_its_end_is_told(JobStatus status)
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        await studio.SetJobAsync(created.JobId, job =>
        {
            job.TakeOver();
            job.Sequence += 7;
            job.Status = status;
            job.Worker = Guid.NewGuid();
        });
        var before = await studio.ReadJobAsync(created.JobId);

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/cancel", "");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cancelled", (await response.ReadJsonAsync()).GetProperty("status").GetString());
        var after = await studio.ReadJobAsync(created.JobId);
        Assert.Equal((JobStatus.Cancelled, before.Attempt + 1, null), (after.Status, after.Attempt, after.Worker));
        Assert.True(after.Sequence > before.Sequence);
        var document = await user.ReadAsync($"/api/documents/{created.Id}");
        Assert.Equal("failed", document.GetProperty("status").GetString());

        var (failed, messageId) = await bus.WaitForAsync<JobFailed>(message => message.JobId == created.JobId);
        Assert.Equal((after.Sequence, after.Error), (failed.Sequence, failed.Error));
        Assert.NotNull(messageId);
        await bus.WaitForAsync<ActivityLogged>(message => message.EntityId == created.Id && message.ActivityType == ActivityTypes.Cancelled);
    }

    [Theory]
    [InlineData(JobStatus.Completed)]
    [InlineData(JobStatus.Failed)]
    [InlineData(JobStatus.Cancelled)]
    public async Task A_job_that_has_ended_cannot_be_cancelled(JobStatus status)
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        await studio.SetJobAsync(created.JobId, job => job.Status = status);

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/cancel", "");

        await Problem.AssertAsync(response, HttpStatusCode.Conflict, $"{status}".ToLowerInvariant(), "cancelled");
        Assert.Equal(status, (await studio.ReadJobAsync(created.JobId)).Status);
    }

    [Fact]
    public async Task Of_many_who_cancel_at_once_one_does_and_it_is_told_once()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => user.PostAsync($"/api/jobs/{created.JobId}/cancel", "")));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
        await bus.WaitForAsync<JobFailed>(message => message.JobId == created.JobId);
        Assert.Equal(1, (await studio.ReadJobAsync(created.JobId)).Attempt);
        Assert.Single(bus.Of<JobFailed>(message => message.JobId == created.JobId));
    }
}
