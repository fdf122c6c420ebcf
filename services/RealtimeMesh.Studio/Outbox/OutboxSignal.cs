using System.Threading.Channels;

namespace RealtimeMesh.Studio.Outbox;

/// <summary>Tells the dispatcher that there is something to send. Setting it twice is setting it once.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _set.Reader.ReadAsync(cancellationToken);
}
