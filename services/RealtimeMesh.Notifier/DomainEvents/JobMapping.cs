using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

internal static class JobMapping
{
    private const string JobTypesAllowed =
        $"{JobTypes.ProcessDocument}, {JobTypes.GeneratePodcast}, {JobTypes.GenerateVoiceover} or {JobTypes.GenerateInfographic}";

    public static UserEvent ToProgress(this IJobEvent job, int percent, string phase)
    {
        if (percent is < 0 or > 100)
        {
            throw new RefusedMessageException("percent", $"{percent}", "0 to 100");
        }

        var progress = new JobProgressEvent { JobId = job.JobId, JobType = job.JobType, Percent = percent, Phase = RefusedMessageException.Given(phase, "phase") };

        return job.JobType switch
        {
            JobTypes.ProcessDocument => progress with { DocumentId = job.SubjectId },
            JobTypes.GeneratePodcast => progress with { PodcastId = job.SubjectId },
            JobTypes.GenerateVoiceover => progress with { VoiceoverId = job.SubjectId },
            JobTypes.GenerateInfographic => progress with { InfographicId = job.SubjectId },
            _ => throw UnknownType(job),
        };
    }

    public static UserEvent ToCompletion(this IJobEvent job, JobOutcome outcome, string? error = null) => job.JobType switch
    {
        JobTypes.ProcessDocument => new DocumentJobCompletionEvent
        {
            JobId = job.JobId,
            JobType = job.JobType,
            Status = outcome,
            DocumentId = job.SubjectId,
            Error = error,
        },
        JobTypes.GeneratePodcast => new JobCompletionEvent
        {
            JobId = job.JobId,
            JobType = job.JobType,
            Status = outcome,
            PodcastId = job.SubjectId,
            Error = error,
        },
        JobTypes.GenerateVoiceover => new VoiceoverJobCompletionEvent
        {
            JobId = job.JobId,
            JobType = job.JobType,
            Status = outcome,
            VoiceoverId = job.SubjectId,
            Error = error,
        },
        JobTypes.GenerateInfographic => new InfographicJobCompletionEvent
        {
            JobId = job.JobId,
            JobType = job.JobType,
            Status = outcome,
            InfographicId = job.SubjectId,
            Error = error,
        },
        _ => throw UnknownType(job),
    };

    private static RefusedMessageException UnknownType(IJobEvent job) => new("jobType", job.JobType, JobTypesAllowed);
}
