using Microsoft.AspNetCore.Connections.Features;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>Kestrel's, for one HTTP after another on a connection: it would keep each of them, and its time-outs, until the connection is closed.</summary>
internal sealed class Heartbeats : IConnectionHeartbeatFeature
{
    private Action? _beat;

    public Heartbeats(IConnectionHeartbeatFeature kestrel) => kestrel.OnHeartbeat(static own => ((Heartbeats)own)._beat?.Invoke(), this);

    public void OnHeartbeat(Action<object> action, object state) => _beat += () => action(state);

    public void Forget() => _beat = null;
}
