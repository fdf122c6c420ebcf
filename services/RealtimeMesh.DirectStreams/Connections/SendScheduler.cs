using System.IO.Pipelines;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// Where a connection's bytes are sent from: on the thread that writes them, which saves a hop, or on another, which lets writes of many
/// HTTP/2 streams gather meanwhile.
/// </summary>
internal sealed class SendScheduler : PipeScheduler
{
    public bool IsInline { get; set; }

    public override void Schedule(Action<object?> action, object? state)
    {
        if (IsInline)
        {
            action(state);
        }
        else
        {
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
        }
    }
}
