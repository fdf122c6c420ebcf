namespace RealtimeMesh.Edge.Streams;

/// <summary>How many streams are opened a second: each costs a token check and a question to Redis, and those that are open come first. A second's worth may come at once.</summary>
internal sealed class NewStreamRate(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _left = perSecond;
    private long _at = time.GetTimestamp();

    public bool Allows()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(perSecond, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
