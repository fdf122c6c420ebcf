using System.Diagnostics.Metrics;

namespace RealtimeMesh.Gateway.Diagnostics;

internal sealed class GatewayMetrics
{
    public const string MeterName = "RealtimeMesh.Gateway";

    private readonly UpDownCounter<int> _streams;
    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;

    public GatewayMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(MeterName);

        _streams = meter.CreateUpDownCounter<int>("mesh.gateway.streams", "{stream}", "Streams that are forwarded now.");
        _connections = meter.CreateUpDownCounter<int>("mesh.gateway.edge.connections", "{connection}", "Connections to edges that carry streams.");
        _frames = meter.CreateCounter<long>("mesh.gateway.frames", "{frame}", "Frames of edges forwarded to streams.");
        _bytes = meter.CreateCounter<long>("mesh.gateway.bytes", "By", "Bytes in these frames.");
    }

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void Forwarded(int frames, long bytes)
    {
        if (frames > 0)
        {
            _frames.Add(frames);
            _bytes.Add(bytes);
        }
    }
}
