using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.DomainEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Benchmarks.Notifier;

/// <summary>What the notifier does with a domain event between the bus and Redis, one step more in each row.</summary>
public class MappingToJson
{
    private static readonly Guid _id = Guid.Parse("0198a9f2-7c41-7d05-b7e1-28c0de15beef");

    private readonly JobCompleted _completed = new()
    {
        JobId = _id,
        UserId = "ada",
        JobType = JobTypes.GeneratePodcast,
        SubjectId = _id,
        Sequence = 1_000_004,
        OccurredAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    [Benchmark(Baseline = true)]
    public UserEvent Map() => _completed.ToCompletion(JobOutcome.Completed);

    [Benchmark]
    public byte[] MapAndWriteJson() => JsonSerializer.SerializeToUtf8Bytes(Map(), UserEventJson.Default.UserEvent);

    [Benchmark]
    public byte[] MapAndWriteEnvelope()
    {
        var userEvent = Map();
        return new OutgoingUserEvent
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(userEvent, UserEventJson.Default.UserEvent),
            Type = UserEventJson.TypeOf(userEvent),
            MessageId = _id,
            Job = new JobSequence(_completed.JobId, _completed.Sequence),
        }.EnvelopeAfterId();
    }
}
