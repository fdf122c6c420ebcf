namespace RealtimeMesh.Notifier.Tests.Brokers;

/// <summary>The notifier's addresses, and its messages as another language writes them.</summary>
internal static class Messages
{
    public const string JobId = "0199c0de-0000-7000-8000-000000000001";
    public const string SubjectId = "0199c0de-0000-7000-8000-000000000002";

    public static readonly Dictionary<string, object?> QueueArguments = new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = int.MaxValue };

    // Message type, queue.
    public static readonly Dictionary<string, string> Queues = new()
    {
        ["JobStarted"] = "notifier-job-started",
        ["JobProgressed"] = "notifier-job-progressed",
        ["JobCompleted"] = "notifier-job-completed",
        ["JobFailed"] = "notifier-job-failed",
        ["EntityInserted"] = "notifier-entity-inserted",
        ["EntityUpdated"] = "notifier-entity-updated",
        ["EntityDeleted"] = "notifier-entity-deleted",
        ["ActivityLogged"] = "notifier-activity-logged",
        ["PublishUserEvent"] = "notifier-publish-user-event",
        ["DisconnectUser"] = "notifier-disconnect-user",
    };

    public static string Queue(string message) => Queues[message];

    public static string Exchange(string message) => message is "PublishUserEvent" or "DisconnectUser"
        ? $"RealtimeMesh.Contracts.UserEvents:{message}"
        : $"RealtimeMesh.Contracts.Studio:{message}";

    public static string Job(string userId, string jobType = "generate-podcast", string more = "") =>
        $$"""{"jobId":"{{JobId}}","userId":"{{userId}}","jobType":"{{jobType}}","subjectId":"{{SubjectId}}","sequence":7,"occurredAt":"2026-03-14T12:00:00Z"{{more}}}""";

    public static string Entity(string userId) =>
        $$"""{"userId":"{{userId}}","entityType":"podcast","entityId":"{{SubjectId}}","occurredAt":"2026-03-14T12:00:00Z"}""";

    public static string Activity(string userId, string more = "") =>
        $$"""{"activityId":"{{JobId}}","activityType":"created","userId":"{{userId}}","occurredAt":"2026-03-14T12:00:00Z"{{more}}}""";

    public static string ReadyMade(string userId, string userEvent) => $$"""{"userIds":["{{userId}}"],"event":{{userEvent}}}""";

    public static string InEnvelope(string message, string body) =>
        $$"""{"messageId":"{{Guid.CreateVersion7()}}","messageType":["urn:message:{{Exchange(message)}}"],"message":{{body}}}""";
}
