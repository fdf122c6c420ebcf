using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.UserEvents;

/// <summary>Every user event and its JSON, byte for byte: tabs opened last week still read this text.</summary>
internal static class GoldenJson
{
    private static readonly Guid Job = new("0199c0de-0000-7000-8000-000000000001");
    private static readonly Guid Subject = new("0199c0de-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 14, 0, 0, 250, TimeSpan.FromHours(2));

    public static TheoryData<UserEvent, string> Full => new()
    {
        {
            new ConnectedEvent { UserId = "alice", Resumed = true },
            """{"type":"connected","userId":"alice","resumed":true}"""
        },
        {
            new JobCompletionEvent { JobId = Job, JobType = "generate-podcast", Status = JobOutcome.Failed, PodcastId = Subject, Error = "No." },
            """{"type":"job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-podcast","status":"failed","podcastId":"0199c0de-0000-7000-8000-000000000002","error":"No."}"""
        },
        {
            new VoiceoverJobCompletionEvent { JobId = Job, JobType = "generate-voiceover", Status = JobOutcome.Failed, VoiceoverId = Subject, Error = "No." },
            """{"type":"voiceover_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-voiceover","status":"failed","voiceoverId":"0199c0de-0000-7000-8000-000000000002","error":"No."}"""
        },
        {
            new InfographicJobCompletionEvent { JobId = Job, JobType = "generate-infographic", Status = JobOutcome.Failed, InfographicId = Subject, Error = "No." },
            """{"type":"infographic_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-infographic","status":"failed","infographicId":"0199c0de-0000-7000-8000-000000000002","error":"No."}"""
        },
        {
            new DocumentJobCompletionEvent { JobId = Job, JobType = "process-document", Status = JobOutcome.Failed, DocumentId = Subject, Error = "No." },
            """{"type":"document_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"process-document","status":"failed","documentId":"0199c0de-0000-7000-8000-000000000002","error":"No."}"""
        },
        {
            new EntityChangeEvent { EntityType = "podcast", ChangeType = ChangeType.Update, EntityId = Subject, UserId = "alice", Timestamp = Noon },
            """{"type":"entity_change","entityType":"podcast","changeType":"update","entityId":"0199c0de-0000-7000-8000-000000000002","userId":"alice","timestamp":"2026-03-14T12:00:00.250Z"}"""
        },
        {
            new ActivityLoggedEvent { ActivityId = Job, ActivityType = "created", EntityType = "podcast", EntityId = Subject, UserId = "alice", Timestamp = Noon },
            """{"type":"activity_logged","activityId":"0199c0de-0000-7000-8000-000000000001","activityType":"created","entityType":"podcast","entityId":"0199c0de-0000-7000-8000-000000000002","userId":"alice","timestamp":"2026-03-14T12:00:00.250Z"}"""
        },
        {
            new JobProgressEvent { JobId = Job, JobType = "generate-podcast", Percent = 40, Phase = "script", PodcastId = Subject },
            """{"type":"job_progress","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-podcast","percent":40,"phase":"script","podcastId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
    };

    public static TheoryData<UserEvent, string> WithoutOptionalFields => new()
    {
        {
            new JobCompletionEvent { JobId = Job, JobType = "generate-podcast", Status = JobOutcome.Completed, PodcastId = Subject },
            """{"type":"job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-podcast","status":"completed","podcastId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new VoiceoverJobCompletionEvent { JobId = Job, JobType = "generate-voiceover", Status = JobOutcome.Completed, VoiceoverId = Subject },
            """{"type":"voiceover_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-voiceover","status":"completed","voiceoverId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new InfographicJobCompletionEvent { JobId = Job, JobType = "generate-infographic", Status = JobOutcome.Completed, InfographicId = Subject },
            """{"type":"infographic_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-infographic","status":"completed","infographicId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new DocumentJobCompletionEvent { JobId = Job, JobType = "process-document", Status = JobOutcome.Completed, DocumentId = Subject },
            """{"type":"document_job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"process-document","status":"completed","documentId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new EntityChangeEvent { EntityType = "document", ChangeType = ChangeType.Insert, EntityId = Subject, UserId = "alice", Timestamp = Noon },
            """{"type":"entity_change","entityType":"document","changeType":"insert","entityId":"0199c0de-0000-7000-8000-000000000002","userId":"alice","timestamp":"2026-03-14T12:00:00.250Z"}"""
        },
        {
            new EntityChangeEvent { EntityType = "voiceover", ChangeType = ChangeType.Delete, EntityId = Subject, UserId = "alice", Timestamp = Noon },
            """{"type":"entity_change","entityType":"voiceover","changeType":"delete","entityId":"0199c0de-0000-7000-8000-000000000002","userId":"alice","timestamp":"2026-03-14T12:00:00.250Z"}"""
        },
        {
            new ActivityLoggedEvent { ActivityId = Job, ActivityType = "created", UserId = "alice", Timestamp = Noon },
            """{"type":"activity_logged","activityId":"0199c0de-0000-7000-8000-000000000001","activityType":"created","userId":"alice","timestamp":"2026-03-14T12:00:00.250Z"}"""
        },
        {
            new JobProgressEvent { JobId = Job, JobType = "process-document", Percent = 0, Phase = "started", DocumentId = Subject },
            """{"type":"job_progress","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"process-document","percent":0,"phase":"started","documentId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new JobProgressEvent { JobId = Job, JobType = "generate-voiceover", Percent = 100, Phase = "audio", VoiceoverId = Subject },
            """{"type":"job_progress","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-voiceover","percent":100,"phase":"audio","voiceoverId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
        {
            new JobProgressEvent { JobId = Job, JobType = "generate-infographic", Percent = 50, Phase = "drawing", InfographicId = Subject },
            """{"type":"job_progress","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-infographic","percent":50,"phase":"drawing","infographicId":"0199c0de-0000-7000-8000-000000000002"}"""
        },
    };
}
