using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

/// <summary>What the studio's domain events say on a user's screen. A new event is one line here and its record in the contracts.</summary>
internal static class StudioEvents
{
    public static void AddStudioEvents(this IBusRegistrationConfigurator bus)
    {
        bus.Map<JobStarted>(job => job.UserId, job => job.ToProgress(job.Percent, phase: "started"));
        bus.Map<JobProgressed>(job => job.UserId, job => job.ToProgress(job.Percent, job.Phase));
        bus.Map<JobCompleted>(job => job.UserId, job => job.ToCompletion(JobOutcome.Completed));
        bus.Map<JobFailed>(job => job.UserId, job => job.ToCompletion(JobOutcome.Failed, RefusedMessageException.Given(job.Error, "error")));
        bus.Map<EntityInserted>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Insert));
        bus.Map<EntityUpdated>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Update));
        bus.Map<EntityDeleted>(entity => entity.UserId, entity => entity.ToChange(ChangeType.Delete));
        bus.Map<ActivityLogged>(activity => activity.UserId, activity => activity.ToLine());
    }
}
