using RealtimeMesh.Contracts.Studio;
using StackExchange.Redis;

namespace RawConsumer;

internal sealed class UserEventScript(IDatabase redis)
{
    private const int LogLength = 200;
    private const int LogRetention = 600_000;
    private const int SequenceRetention = 86_400_000;

    private readonly string _script = new StreamReader(typeof(UserEventScript).Assembly.GetManifestResourceStream("publish.lua")!).ReadToEnd();

    public Task RunAsync(Guid messageId, JobProgressed job, byte[] userEvent)
    {
        var channel = $"cs:sse:user:{job.UserId}";
        var tag = $"{{{channel}}}";
        return redis.ScriptEvaluateAsync(
            _script,
            [$"{tag}:pos", $"{tag}:log", $"{tag}:seq:{job.JobId}", $"{tag}:seen:{messageId}"],
            [
                userEvent, "job_progress", "\",\"type\":\"job_progress\",\"event\":", "}", channel, "PUBLISH",
                LogLength, LogRetention, false, job.Sequence, SequenceRetention,
            ]);
    }
}
