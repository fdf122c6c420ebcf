using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Routing;
using static RealtimeMesh.Notifier.DomainEvents.Mapping;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>What the studio's domain events say on a user's screen. A new event is one line here and its record in the contracts.</summary>
internal static class StudioEvents
{
    public static readonly IReadOnlyList<MessageRoute> Routes =
    [
        Map<JobStarted>(job => job.UserId, job => job.ToProgress(job.Percent, phase: "started")),
        Map<JobProgressed>(job => job.UserId, job => job.ToProgress(job.Percent, job.Phase)),
        Map<JobCompleted>(job => job.UserId, job => job.ToCompletion(JobOutcome.Completed)),
        Map<JobFailed>(job => job.UserId, job => job.ToCompletion(JobOutcome.Failed, RefusedMessageException.Given(job.Error, "error"))),
        Map<EntityInserted>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Insert)),
        Map<EntityUpdated>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Update)),
        Map<EntityDeleted>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Delete)),
        Map<ActivityLogged>(activity => activity.UserId, activity => activity.ToLine()),
    ];
}
