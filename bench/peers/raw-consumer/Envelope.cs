using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Peers.RawConsumer;

/// <summary>Of MassTransit's envelope what the work needs.</summary>
internal sealed record Envelope(Guid MessageId, JobCompleted Message)
{
    private const string Type = "document_job_completion";

    public OutgoingUserEvent ToUserEvent() => new()
    {
        Json = JsonSerializer.SerializeToUtf8Bytes(new Completion(Type, Message.JobId, Message.JobType, "completed", Message.SubjectId), RawJson.Default.Completion),
        Type = Type,
        MessageId = MessageId,
        Job = new JobSequence(Message.JobId, Message.Sequence),
    };
}

/// <summary>The user event.</summary>
internal sealed record Completion(string Type, Guid JobId, string JobType, string Status, Guid DocumentId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(Completion))]
internal sealed partial class RawJson : JsonSerializerContext;
