using MassTransit;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>Listens to what the worker publishes.</summary>
internal sealed class Tap(StudioDb db, Events events) :
    IConsumer<JobStarted>,
    IConsumer<JobProgressed>,
    IConsumer<JobCompleted>,
    IConsumer<JobFailed>,
    IConsumer<EntityUpdated>,
    IConsumer<ActivityLogged>,
    IConsumer<Mark>
{
    public Task Consume(ConsumeContext<JobStarted> context) => TakeAsync(context, context.Message.SubjectId);

    public Task Consume(ConsumeContext<JobProgressed> context) => TakeAsync(context, context.Message.SubjectId);

    public Task Consume(ConsumeContext<JobCompleted> context) => TakeAsync(context, context.Message.SubjectId);

    public Task Consume(ConsumeContext<JobFailed> context) => TakeAsync(context, context.Message.SubjectId);

    public Task Consume(ConsumeContext<EntityUpdated> context) => TakeAsync(context, context.Message.EntityId);

    public Task Consume(ConsumeContext<ActivityLogged> context) => TakeAsync(context, context.Message.EntityId!.Value);

    public Task Consume(ConsumeContext<Mark> context) => TakeAsync(context, context.Message.SubjectId);

    private async Task TakeAsync<T>(ConsumeContext<T> context, Guid subjectId)
        where T : class
    {
        var job = await db.Jobs.SingleOrDefaultAsync(row => row.SubjectId == subjectId, context.CancellationToken);
        var subject = job is null ? null : await db.FindSubjectAsync(job, context.CancellationToken);
        await events.AddAsync(subjectId, new Published(context.Message, context.MessageId, job, subject), context.CancellationToken);
    }
}

internal sealed class TapDefinition : ConsumerDefinition<Tap>
{
    // One at a time is what keeps the order in which they were published.
    public TapDefinition() => ConcurrentMessageLimit = 1;
}
