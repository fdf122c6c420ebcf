using System.Diagnostics.Metrics;
using RealtimeMesh.Edge.Streams;

namespace RealtimeMesh.Edge.Diagnostics;

internal sealed class EdgeMetrics
{
    public const string MeterName = "RealtimeMesh.Edge";

    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _written;
    private readonly Counter<long> _dropped;

    public EdgeMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(MeterName);

        _open = meter.CreateUpDownCounter<int>("mesh.edge.streams", "{stream}", "Streams open now.");
        _closed = meter.CreateCounter<long>("mesh.edge.streams.closed", "{stream}", "Streams that ended, by reason.");
        _written = meter.CreateCounter<long>("mesh.edge.frames", "{frame}", "Frames written to streams, heartbeats included.");
        _dropped = meter.CreateCounter<long>("mesh.edge.messages.dropped", "{message}", "Messages that are not user events.");
    }

    public void StreamOpened() => _open.Add(1);

    public void StreamClosed(StreamEnd end)
    {
        _open.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", Name(end)));
    }

    public void FramesWritten(int count) => _written.Add(count);

    public void MessageDropped() => _dropped.Add(1);

    private static string Name(StreamEnd end) => end switch
    {
        StreamEnd.ClientLeft => "client_left",
        StreamEnd.SlowConsumer => "slow_consumer",
        StreamEnd.TokenExpired => "token_expired",
        StreamEnd.Rotated => "rotated",
        StreamEnd.Resync => "resync",
        StreamEnd.Draining => "draining",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, message: null),
    };
}
