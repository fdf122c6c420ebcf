using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.DomainEvents;

public sealed class MappingTests(RunningNotifier notifier) : IClassFixture<RunningNotifier>
{
    private const string JobIds = $"""
        "jobId":"{Messages.JobId}"
        """;

    private static int _sequence = 7;

    public static TheoryData<string, string, string> Events => new()
    {
        { "JobStarted", Messages.Job("mapped", "process-document"), Progress("process-document", "documentId", 0, "started") },
        { "JobStarted", Messages.Job("mapped", "generate-podcast"), Progress("generate-podcast", "podcastId", 0, "started") },
        { "JobStarted", Messages.Job("mapped", "generate-voiceover"), Progress("generate-voiceover", "voiceoverId", 0, "started") },
        { "JobStarted", Messages.Job("mapped", "generate-infographic"), Progress("generate-infographic", "infographicId", 0, "started") },
        { "JobProgressed", Messages.Job("mapped", more: ""","percent":40,"phase":"audio" """), Progress("generate-podcast", "podcastId", 40, "audio") },
        { "JobCompleted", Messages.Job("mapped", "process-document"), Completion("document_job_completion", "process-document", "documentId") },
        { "JobCompleted", Messages.Job("mapped", "generate-podcast"), Completion("job_completion", "generate-podcast", "podcastId") },
        { "JobCompleted", Messages.Job("mapped", "generate-voiceover"), Completion("voiceover_job_completion", "generate-voiceover", "voiceoverId") },
        { "JobCompleted", Messages.Job("mapped", "generate-infographic"), Completion("infographic_job_completion", "generate-infographic", "infographicId") },
        { "JobFailed", Messages.Job("mapped", "process-document", ""","error":"No." """), Failure("document_job_completion", "process-document", "documentId") },
        { "JobFailed", Messages.Job("mapped", "generate-podcast", ""","error":"No." """), Failure("job_completion", "generate-podcast", "podcastId") },
        { "JobFailed", Messages.Job("mapped", "generate-voiceover", ""","error":"No." """), Failure("voiceover_job_completion", "generate-voiceover", "voiceoverId") },
        { "JobFailed", Messages.Job("mapped", "generate-infographic", ""","error":"No." """), Failure("infographic_job_completion", "generate-infographic", "infographicId") },
        { "EntityInserted", Messages.Entity("mapped"), Change("insert") },
        { "EntityUpdated", Messages.Entity("mapped"), Change("update") },
        { "EntityDeleted", Messages.Entity("mapped"), Change("delete") },
        { "ActivityLogged", Messages.Activity("mapped"), Line("") },
        {
            "ActivityLogged",
            Messages.Activity("mapped", $$""","entityType":"podcast","entityId":"{{Messages.SubjectId}}" """),
            Line($$""","entityType":"podcast","entityId":"{{Messages.SubjectId}}" """.TrimEnd())
        },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Events))]
    public async Task Domain_event_in_either_form_becomes_its_user_event(string message, string body, string userEvent)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var events = await notifier.Screen.ListenAsync("mapped");

        await notifier.Producer.PublishAsync(message, Later(body), cancellationToken);
        Assert.Equal(userEvent, await events.NextAsync(cancellationToken));

        await notifier.Producer.PublishAsync(message, Messages.InEnvelope(message, Later(body)), cancellationToken, Producer.Envelope);
        Assert.Equal(userEvent, await events.NextAsync(cancellationToken));
        await events.UnsubscribeAsync();
    }

    // All are of one job, and an event behind a later one would be dropped.
    private static string Later(string body) => body.Replace("\"sequence\":7", $"\"sequence\":{Interlocked.Increment(ref _sequence)}");

    private static string Progress(string jobType, string subject, int percent, string phase) =>
        $$"""{"type":"job_progress",{{JobIds}},"jobType":"{{jobType}}","percent":{{percent}},"phase":"{{phase}}","{{subject}}":"{{Messages.SubjectId}}"}""";

    private static string Completion(string type, string jobType, string subject) =>
        $$"""{"type":"{{type}}",{{JobIds}},"jobType":"{{jobType}}","status":"completed","{{subject}}":"{{Messages.SubjectId}}"}""";

    private static string Failure(string type, string jobType, string subject) =>
        $$"""{"type":"{{type}}",{{JobIds}},"jobType":"{{jobType}}","status":"failed","{{subject}}":"{{Messages.SubjectId}}","error":"No."}""";

    private static string Change(string change) =>
        $$"""{"type":"entity_change","entityType":"podcast","changeType":"{{change}}","entityId":"{{Messages.SubjectId}}","userId":"mapped","timestamp":"2026-03-14T12:00:00.000Z"}""";

    private static string Line(string about) =>
        $$"""{"type":"activity_logged","activityId":"{{Messages.JobId}}","activityType":"created"{{about}},"userId":"mapped","timestamp":"2026-03-14T12:00:00.000Z"}""";
}
