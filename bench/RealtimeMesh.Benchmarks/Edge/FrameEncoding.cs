using System.Text;
using BenchmarkDotNet.Attributes;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>An event's JSON as a frame of the stream, against copying its bytes.</summary>
public class FrameEncoding
{
    private static readonly byte[] _id = Encoding.UTF8.GetBytes(Samples.Id);
    private byte[] _json = [];

    [Params(200, 16 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup() => _json = Samples.Event(Bytes);

    [Benchmark(Baseline = true)]
    public byte[] Copy() => [.. _json];

    [Benchmark]
    public int Plain() => Encode(StreamForm.Plain);

    [Benchmark]
    public int Rpc() => Encode(StreamForm.Rpc);

    private int Encode(StreamForm form)
    {
        using var frame = EventFrame.Of(_id, _json, form);
        return frame.Block.Length;
    }
}
