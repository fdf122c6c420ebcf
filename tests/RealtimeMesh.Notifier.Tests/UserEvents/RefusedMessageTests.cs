using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.UserEvents;

public sealed class RefusedMessageTests(RunningNotifier notifier) : IClassFixture<RunningNotifier>
{
    private const string Podcast = "generate-podcast";

    // Message, its body, words of the reason.
    public static TheoryData<string, string, string> Bad => new()
    {
        { "JobCompleted", "{", "JSON" },
        { "JobCompleted", "", "required properties" },
        { "JobCompleted", "null", "" },
        { "JobCompleted", "[]", "JobCompleted" },
        { "JobCompleted", "\"text\"", "JobCompleted" },
        { "JobCompleted", "{}", "required properties" },
        { "JobCompleted", Messages.Job("alice").Replace("\"sequence\":7,", ""), "sequence" },
        { "JobCompleted", Messages.Job("alice").Replace("\"sequence\":7", "\"sequence\":\"many\""), "sequence" },
        { "JobCompleted", Messages.Job("alice").Replace(Messages.JobId, "42"), "jobId" },
        { "JobCompleted", Messages.Job("alice").Replace("2026-03-14T12:00:00Z", "yesterday"), "occurredAt" },
        { "JobCompleted", Messages.Job("alice").Replace($"\"{Podcast}\"", "null"), "jobType is missing" },
        { "JobStarted", Messages.Job("alice", "bake-bread"), "jobType is 'bake-bread'; allowed is process-document, generate-podcast, generate-voiceover or generate-infographic" },
        { "JobProgressed", Messages.Job("alice", "bake-bread", ""","percent":1,"phase":"x" """), "jobType is 'bake-bread'" },
        { "JobCompleted", Messages.Job("alice", "bake-bread"), "jobType is 'bake-bread'" },
        { "JobFailed", Messages.Job("alice", "bake-bread", ""","error":"No." """), "jobType is 'bake-bread'" },
        { "JobProgressed", Messages.Job("alice", more: ""","percent":101,"phase":"x" """), "percent is '101'; allowed is 0 to 100" },
        { "JobProgressed", Messages.Job("alice", more: ""","percent":-1,"phase":"x" """), "percent is '-1'" },
        { "JobProgressed", Messages.Job("alice", more: ""","percent":1,"phase":null """), "phase is missing" },
        { "JobFailed", Messages.Job("alice"), "error" },
        { "JobFailed", Messages.Job("alice", more: ""","error":null """), "error is missing" },
        { "JobFailed", Messages.Job("alice", more: $""","error":"{new string('x', 16 * 1024)}" """), "allowed is at most 16384 bytes" },
        { "JobStarted", Messages.Job(""), "userId is ''; allowed is 1 to 128 ASCII letters" },
        { "JobStarted", Messages.Job("a:b"), "userId is 'a:b'" },
        { "EntityInserted", Messages.Entity("not allowed"), "userId is 'not allowed'" },
        { "EntityUpdated", Messages.Entity("alice").Replace("\"podcast\"", "null"), "entityType" },
        { "EntityDeleted", Messages.Entity(new string('a', 129)), "userId is 'aaa" },
        { "ActivityLogged", Messages.Activity("é"), "userId" },
        { "ActivityLogged", Messages.Activity("alice").Replace("\"created\"", "null"), "activityType" },
        { "PublishUserEvent", """{"userIds":[],"event":{"type":"x"}}""", "userIds is '0 ids'; allowed is 1 to 10000 ids" },
        { "PublishUserEvent", """{"userIds":null,"event":{"type":"x"}}""", "userIds" },
        { "PublishUserEvent", """{"event":{"type":"x"}}""", "userIds" },
        { "PublishUserEvent", """{"userIds":"alice","event":{"type":"x"}}""", "userIds" },
        { "PublishUserEvent", ManyUsers(10_001), "10001 ids" },
        { "PublishUserEvent", """{"userIds":["alice","*"],"event":{"type":"x"}}""", "userIds[1] is '*'" },
        { "PublishUserEvent", """{"userIds":["alice",null],"event":{"type":"x"}}""", "userIds[1] is missing" },
        { "PublishUserEvent", """{"userIds":["alice"]}""", "event" },
        { "PublishUserEvent", Messages.ReadyMade("alice", "null"), "event is 'Null'; allowed is a JSON object" },
        { "PublishUserEvent", Messages.ReadyMade("alice", "[]"), "event is 'Array'" },
        { "PublishUserEvent", Messages.ReadyMade("alice", "\"x\""), "event is 'String'" },
        { "PublishUserEvent", Messages.ReadyMade("alice", "{}"), "event.type is missing" },
        { "PublishUserEvent", Messages.ReadyMade("alice", """{"type":""}"""), "event.type is '\"\"'" },
        { "PublishUserEvent", Messages.ReadyMade("alice", """{"type":7}"""), "event.type is '7'" },
        { "PublishUserEvent", Messages.ReadyMade("alice", """{"Type":"x"}"""), "event.type is missing" },
        { "PublishUserEvent", Messages.ReadyMade("alice", """{"type":"connected","userId":"alice","resumed":false}"""), "event.type is 'connected'" },
        { "PublishUserEvent", Messages.ReadyMade("alice", Text(new string('x', 16 * 1024))), "allowed is at most 16384 bytes" },
        { "PublishUserEvent", Messages.ReadyMade("alice", """{"type":"x","half":"\ud83d"}"""), "" },
        { "PublishUserEvent", Messages.ReadyMade("alice", Deep(100)), "depth" },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Bad))]
    public async Task Raw_message_that_can_never_be_published_ends_in_the_error_queue_once_with_its_reason(string message, string body, string reason)
    {
        await notifier.Producer.PublishAsync(message, body, TestContext.Current.CancellationToken);

        await AssertRefusedOnceAsync(message, body, reason);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("not an envelope", Producer.Envelope, "envelope")]
    [InlineData("{}", Producer.Envelope, "envelope")]
    [InlineData("""{"messageType":[],"message":{}}""", Producer.Envelope, "messageType is 'another one'")]
    [InlineData("""{"messageType":["urn:message:Else:Where"],"message":{}}""", Producer.Envelope, "messageType is 'another one'")]
    [InlineData("""{"messageType":["urn:message:RealtimeMesh.Contracts.Studio:JobCompleted"],"message":{}}""", Producer.Envelope, "required properties")]
    [InlineData("""{"messageType":["urn:message:RealtimeMesh.Contracts.Studio:JobCompleted"]}""", Producer.Envelope, "")]
    [InlineData("{}", null, "content_type is missing; allowed is application/json")]
    [InlineData("text", "text/plain", "content_type is 'text/plain'")]
    [InlineData("<xml/>", "application/xml", "content_type is 'application/xml'")]
    [InlineData("{}", "not a content type", "content_type")]
    [InlineData("{}", "application/json; charset=utf-8", "required properties")]
    public async Task Message_in_another_form_ends_in_the_error_queue_once(string body, string? contentType, string reason)
    {
        await notifier.Producer.PublishAsync("JobCompleted", body, TestContext.Current.CancellationToken, contentType);

        await AssertRefusedOnceAsync("JobCompleted", body, reason);
    }

    private static string Text(string text) => $$"""{"type":"x","text":"{{text}}"}""";

    private static string ManyUsers(int count) =>
        Messages.ReadyMade("a", "{\"type\":\"x\"}").Replace("\"a\"", string.Join(',', Enumerable.Repeat("\"a\"", count)));

    private static string Deep(int levels) => $$"""{"type":"x","deep":{{new string('[', levels)}}{{new string(']', levels)}} }""";

    private async Task AssertRefusedOnceAsync(string message, string body, string reason)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var refused = await notifier.Producer.TakeRefusedAsync(message, cancellationToken);
        Assert.Equal(body, refused.Body);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Reason);

        Assert.Equal(0u, await notifier.Producer.CountAsync(Messages.Queue(message), cancellationToken));
        Assert.Equal(0u, await notifier.Producer.CountRefusedAsync(message, cancellationToken));
        TestContext.Current.TestOutputHelper?.WriteLine(refused.Reason);
    }
}
