namespace RealtimeMesh.Contracts.Tests.Bus;

/// <summary>Every bus message as another language would write it: all that is required, nothing more.</summary>
internal static class MessageJson
{
    private const string Id = "0199c0de-0000-7000-8000-000000000001";

    private static readonly string Job =
        $$"""{"jobId":"{{Id}}","userId":"alice","jobType":"generate-podcast","subjectId":"{{Id}}","sequence":7,"occurredAt":"2026-03-14T12:00:00+00:00"}""";

    private static readonly string Entity =
        $$"""{"userId":"alice","entityType":"podcast","entityId":"{{Id}}","occurredAt":"2026-03-14T12:00:00+00:00"}""";

    public static readonly Dictionary<string, string> Smallest = new()
    {
        ["ProcessDocument"] = Command("documentId"),
        ["GeneratePodcast"] = Command("podcastId"),
        ["GenerateVoiceover"] = Command("voiceoverId"),
        ["GenerateInfographic"] = Command("infographicId"),
        ["JobStarted"] = Job,
        ["JobProgressed"] = With(Job, """ "percent":40,"phase":"script" """),
        ["JobCompleted"] = Job,
        ["JobFailed"] = With(Job, """ "error":"No." """),
        ["EntityInserted"] = Entity,
        ["EntityUpdated"] = Entity,
        ["EntityDeleted"] = Entity,
        ["ActivityLogged"] = $$"""{"activityId":"{{Id}}","activityType":"created","userId":"alice","occurredAt":"2026-03-14T12:00:00+00:00"}""",
        ["PublishUserEvent"] = """{"userIds":["alice"],"event":{"type":"of_another_team"}}""",
        ["DisconnectUser"] = """{"userId":"alice"}""",
    };

    private static string Command(string subject) => $$"""{"jobId":"{{Id}}","userId":"alice","{{subject}}":"{{Id}}"}""";

    private static string With(string json, string more) => $"{json[..^1]},{more.Trim()}}}";
}
