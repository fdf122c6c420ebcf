using System.Diagnostics.Metrics;
using RealtimeMesh.Edge.Streams;

namespace RealtimeMesh.Edge.Diagnostics;

internal sealed class EdgeMetrics
{
    public const string MeterName = "RealtimeMesh.Edge";

    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _compared;
    private readonly Counter<long> _written;
    private readonly Counter<long> _dropped;

    public EdgeMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(MeterName);

        _open = meter.CreateUpDownCounter<int>("mesh.edge.streams", "{stream}", "Streams open now.");
        _opened = meter.CreateCounter<long>("mesh.edge.streams.opened", "{stream}", "Streams that began, by whether they resumed.");
        _compared = meter.CreateCounter<long>("mesh.edge.positions.compared", "{user}", "Positions compared with the log, by what was found.");
        _closed = meter.CreateCounter<long>("mesh.edge.streams.closed", "{stream}", "Streams that ended, by reason.");
        _written = meter.CreateCounter<long>("mesh.edge.frames", "{frame}", "Frames written to streams, heartbeats included.");
        _dropped = meter.CreateCounter<long>("mesh.edge.messages.dropped", "{message}", "Messages that are not user events.");
    }

    public void StreamOpened(bool resumed)
    {
        _open.Add(1);
        _opened.Add(1, new KeyValuePair<string, object?>("resumed", resumed));
    }

    /// <summary>A user's position was compared with the log.</summary>
    public void Compared(Comparison comparison) => _compared.Add(1, new KeyValuePair<string, object?>("result", Name(comparison)));

    public void StreamClosed(StreamEnd end)
    {
        _open.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", Name(end)));
    }

    public void FramesWritten(int count) => _written.Add(count);

    public void MessageDropped() => _dropped.Add(1);

    private static string Name(Comparison comparison) => comparison switch
    {
        Comparison.Same => "same",
        Comparison.Missed => "missed",
        Comparison.Broken => "broken",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, message: null),
    };

    private static string Name(StreamEnd end) => end switch
    {
        StreamEnd.ClientLeft => "client_left",
        StreamEnd.SlowConsumer => "slow_consumer",
        StreamEnd.TokenExpired => "token_expired",
        StreamEnd.Rotated => "rotated",
        StreamEnd.Resync => "resync",
        StreamEnd.Draining => "draining",
        StreamEnd.Disconnected => "disconnected",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, message: null),
    };
}
