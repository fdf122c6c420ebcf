using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RealtimeMesh.Contracts.Studio;

namespace RawConsumer;

internal sealed class JobConsumer(IChannel channel, UserEventScript script, ChannelWriter<(ulong Tag, Task Published)> publishing) : AsyncDefaultBasicConsumer(channel)
{
    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        var envelope = JsonSerializer.Deserialize(body.Span, RawJson.Default.Envelope)!;
        var job = envelope.Message;
        var userEvent = JsonSerializer.SerializeToUtf8Bytes(
            new JobProgress("job_progress", job.JobId, job.JobType, job.Percent, job.Phase, job.SubjectId), RawJson.Default.JobProgress);

        return publishing.WriteAsync((deliveryTag, script.RunAsync(envelope.MessageId, job, userEvent)), cancellationToken).AsTask();
    }
}

internal sealed record Envelope(Guid MessageId, JobProgressed Message);

internal sealed record JobProgress(string Type, Guid JobId, string JobType, int Percent, string Phase, Guid PodcastId);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[System.Text.Json.Serialization.JsonSerializable(typeof(Envelope))]
[System.Text.Json.Serialization.JsonSerializable(typeof(JobProgress))]
internal sealed partial class RawJson : System.Text.Json.Serialization.JsonSerializerContext;
