namespace RealtimeMesh.Edge.Tests.Properties.Seam;

// How every story ends: the faults are over, and then nothing may be missing.
internal sealed partial class Story
{
    private void EndWell(bool deliver)
    {
        _source.IsFaulty = false;
        AnswerAll();
        if (deliver)
        {
            DeliverAll();
            Settle();
        }

        Compare();
        Settle();
        AssertAllIsThere();

        foreach (var client in _clients.Where(client => !client.IsConnected))
        {
            client.Connect(client.Last?.ToString());
        }

        Settle();
        Publish();
        Compare();
        Settle();
        Assert.All(_clients, client => Assert.True(client.HasStream, "There is no fault any more, and a client has no stream."));
        AssertAllIsThere();

        AssertNothingIsLeftBehind();
    }

    private void AssertAllIsThere()
    {
        foreach (var client in _clients.Where(client => client.HasStream))
        {
            Assert.Equal(_history.Now(), client.Last);
        }
    }

    private void AssertNothingIsLeftBehind()
    {
        foreach (var client in _clients)
        {
            client.Leave();
        }

        Settle();
        Assert.Equal(0, _streams.Count);
        foreach (var channel in _streams.Channels)
        {
            Assert.True(channel.CloseIfIdle(TimeSpan.Zero));
            _ = channel.UnsubscribeAsync();
        }

        Settle();
        Assert.Empty(_source.Subscribed);
    }
}
