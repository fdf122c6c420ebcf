namespace RealtimeMesh.AllInOne.Brokers;

/// <summary>Entries that are gone when their time is over, as keys of Redis are. Not thread-safe.</summary>
internal sealed class Expiring<TKey, TValue>(TimeProvider time)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (TValue Value, DateTimeOffset At)> _entries = [];
    private readonly PriorityQueue<TKey, DateTimeOffset> _expiries = new();

    public int Count
    {
        get
        {
            Expire();
            return _entries.Count;
        }
    }

    public bool TryGet(TKey key, out TValue? value)
    {
        Expire();
        var found = _entries.TryGetValue(key, out var entry);
        value = entry.Value;
        return found;
    }

    public void Set(TKey key, TValue value, TimeSpan retention)
    {
        Expire();
        var at = time.GetUtcNow() + retention;
        _entries[key] = (value, at);
        _expiries.Enqueue(key, at);
    }

    public bool Remove(TKey key) => _entries.Remove(key);

    private void Expire()
    {
        var now = time.GetUtcNow();
        while (_expiries.TryPeek(out var key, out var at) && at <= now)
        {
            _expiries.Dequeue();
            // It may have been set again, for longer.
            if (_entries.TryGetValue(key, out var entry) && entry.At <= now)
            {
                _entries.Remove(key);
            }
        }
    }
}
