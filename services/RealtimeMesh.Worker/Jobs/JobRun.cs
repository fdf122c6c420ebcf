using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>
/// A job while it runs. Four times a second, and not oftener, it commits and publishes progress where there is some; and it stops
/// the work as soon as the job was cancelled or taken over by another worker.
/// </summary>
internal sealed class JobRun(Job job, StudioDb db, IServiceScopeFactory scopes, JobEventPublisher events, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(events.Stopping);
    private readonly PeriodicTimer _timer = new(ProgressEvery, time);
    // So that the row's sequence never goes back.
    private readonly SemaphoreSlim _committing = new(1);
    private readonly Guid _id = job.Id;
    private readonly int _attempt = job.Attempt;
    private long _sequence = job.Sequence;
    // What an earlier attempt has reached and screens show: this one says nothing new until it is beyond that.
    private readonly int _reached = job.Percent;
    private volatile Progress _latest = new(job.Percent, "started");
    private Progress _published = new(job.Percent, "started");

    public Job Job => job;

    public StudioDb Db => db;

    /// <summary>Whether the job was cancelled or taken over: nothing that this attempt does counts any more.</summary>
    public bool Lost { get; private set; }

    /// <summary>Says how far the work is. Cheap: only the newest is told, when its time comes.</summary>
    public void Report(int percent, string phase) => _latest = new Progress(Math.Clamp(percent, _reached, 100), phase);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Commits what the work has changed so far, and tells that the entity shows more now.</summary>
    public async Task CommitPartAsync(Entity entity, CancellationToken cancellationToken)
    {
        entity.UpdatedAt = time.GetUtcNow();
        await _committing.WaitAsync(cancellationToken);
        try
        {
            // Touching the job's row makes the commit fail where the job was taken away.
            job.Sequence = NextSequence();
            await db.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            _committing.Release();
        }

        await events.PublishAsync(
            new EntityUpdated
            {
                UserId = entity.UserId,
                EntityType = JobSubjects.EntityType(job.Type),
                EntityId = entity.Id,
                OccurredAt = entity.UpdatedAt,
            },
            MessageIds.Of(_id, job.Sequence));
    }

    /// <summary>Stages what the job has made, in place of what an earlier attempt may have made.</summary>
    public async Task SetContentAsync(string contentType, byte[] bytes, CancellationToken cancellationToken)
    {
        var content = await db.Contents.FindAsync([job.SubjectId], cancellationToken)
            ?? db.Contents.Add(new EntityContent { EntityId = job.SubjectId, ContentType = contentType, Bytes = bytes }).Entity;
        content.ContentType = contentType;
        content.Bytes = bytes;
    }

    public async Task ExecuteAsync(IJob work)
    {
        var watch = WatchAsync(_stop.Token);
        try
        {
            await work.RunAsync(this, _stop.Token);
        }
        finally
        {
            await _stop.CancelAsync();
            await watch;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _timer.Dispose();
        _committing.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var tick = 1; await _timer.WaitForNextTickAsync(cancellationToken); tick++)
            {
                var latest = _latest;
                var news = latest != _published;
                if (!news && tick % 4 != 0)
                {
                    continue;
                }

                if (!await TryHoldAsync(latest, news, cancellationToken))
                {
                    Lost = true;
                    await _stop.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work has ended.
        }
        catch (Exception)
        {
            // Work that nobody watches must not go on; the fault itself reaches whoever awaits this.
            await _stop.CancelAsync();
            throw;
        }
    }

    /// <returns>False when the job is no longer this attempt's.</returns>
    private async Task<bool> TryHoldAsync(Progress latest, bool news, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<StudioDb>().Jobs.Where(row => row.Id == _id && row.Attempt == _attempt);
        if (!news)
        {
            return await own.AnyAsync(cancellationToken);
        }

        await _committing.WaitAsync(cancellationToken);
        long sequence;
        try
        {
            sequence = NextSequence();
            var updated = await own.ExecuteUpdateAsync(
                row => row.SetProperty(held => held.Percent, latest.Percent)
                    .SetProperty(held => held.Phase, latest.Phase)
                    .SetProperty(held => held.Sequence, sequence),
                cancellationToken);
            if (updated == 0)
            {
                return false;
            }
        }
        finally
        {
            _committing.Release();
        }

        _published = latest;
        // Not given up with the watch: a publish left half-way would fault the delivery, and the command would come again.
        await events.PublishAsync(job.ToProgressed(sequence, latest, time.GetUtcNow()), MessageIds.Of(_id, sequence));
        return true;
    }
}

/// <summary>How far a job is.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Phase">What is being done, in a word.</param>
internal sealed record Progress(int Percent, string Phase);
