using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>One subscription whose messages arrive when, and as often as, the script says.</summary>
internal sealed class Wire(FaultySource source, MessageReceiver onMessage) : IUserSubscription
{
    private readonly List<ReadOnlyMemory<byte>> _onTheWay = [];
    private bool _isLost;

    public bool IsSubscribed { get; private set; }

    public int OnTheWay => _onTheWay.Count;

    public void Publish(ReadOnlyMemory<byte> message)
    {
        if (!IsSubscribed || _isLost)
        {
            return;
        }

        if (source.IsFaulty)
        {
            _onTheWay.Add(message);
        }
        else
        {
            onMessage(message, more: false);
        }
    }

    public void Deliver(int index)
    {
        var message = _onTheWay[index];
        _onTheWay.RemoveAt(index);
        onMessage(message, more: false);
    }

    public void Duplicate(int index) => onMessage(_onTheWay[index], more: false);

    public void Drop(int index) => _onTheWay.RemoveAt(index);

    public void Lose() => _isLost = true;

    public Task<IUserSubscription> SubscribeAsync() => source.Hold<IUserSubscription>(Begin, undo: End);

    public async Task RenewAsync()
    {
        await DisposeAsync();
        await SubscribeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await source.Hold(Ended);
        }
        catch (UserEventsUnavailableException)
        {
            // The connection's end is the subscription's too.
            End();
        }
    }

    private Wire Begin()
    {
        (IsSubscribed, _isLost) = (true, false);
        return this;
    }

    private bool Ended()
    {
        End();
        return true;
    }

    private void End()
    {
        IsSubscribed = false;
        _onTheWay.Clear();
    }
}
