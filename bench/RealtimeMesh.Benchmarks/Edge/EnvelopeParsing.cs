using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>What the edge reads of each message from Redis, against a reader that only passes over its tokens.</summary>
public class EnvelopeParsing
{
    private byte[] _bare = [];
    private byte[] _envelope = [];
    private byte[] _escaped = [];

    [Params(200, 16 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bare = Samples.Event(Bytes);
        _envelope = Samples.Envelope(_bare);
        _escaped = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_envelope).Replace("job_progress", "job\\u005fprogress", StringComparison.Ordinal));
    }

    [Benchmark(Baseline = true)]
    public long Tokens()
    {
        var reader = new Utf8JsonReader(_envelope);
        while (reader.Read())
        {
        }

        return reader.BytesConsumed;
    }

    [Benchmark]
    public bool Envelope() => UserEventMessage.TryRead(_envelope, out _);

    [Benchmark]
    public bool EscapedType() => UserEventMessage.TryRead(_escaped, out _);

    [Benchmark]
    public bool Bare() => UserEventMessage.TryRead(_bare, out _);
}
