using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Data;

/// <summary>The command that makes a worker run a job.</summary>
public static class JobCommands
{
    public static IJobCommand ToCommand(this Job job) => job.Type switch
    {
        JobTypes.ProcessDocument => new ProcessDocument { JobId = job.Id, UserId = job.UserId, DocumentId = job.SubjectId },
        JobTypes.GeneratePodcast => new GeneratePodcast { JobId = job.Id, UserId = job.UserId, PodcastId = job.SubjectId },
        JobTypes.GenerateVoiceover => new GenerateVoiceover { JobId = job.Id, UserId = job.UserId, VoiceoverId = job.SubjectId },
        JobTypes.GenerateInfographic => new GenerateInfographic { JobId = job.Id, UserId = job.UserId, InfographicId = job.SubjectId },
        _ => throw new ArgumentOutOfRangeException(nameof(job), job.Type, "Unknown job type."),
    };
}
