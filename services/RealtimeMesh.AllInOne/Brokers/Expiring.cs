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
        if (!_entries.ContainsKey(key))
        {
            _expiries.Enqueue(key, at);
        }

        _entries[key] = (value, at);
    }

    public bool Remove(TKey key) => _entries.Remove(key);

    private void Expire()
    {
        var now = time.GetUtcNow();
        while (_expiries.TryPeek(out var key, out var at) && at <= now)
        {
            _expiries.Dequeue();
            if (_entries.TryGetValue(key, out var entry) && entry.At > now)
            {
                // Set again meanwhile.
                _expiries.Enqueue(key, entry.At);
            }
            else
            {
                _entries.Remove(key);
            }
        }
    }
}
