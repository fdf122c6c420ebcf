namespace RealtimeMesh.LoadGen.Streams;

/// <summary>One user whose streams are held, or who has none.</summary>
/// <param name="Name">The user id.</param>
internal sealed record LoadUser(string Name)
{
    private long _published = LoadEvent.First - 1;

    /// <summary>How many of the streams are the user's.</summary>
    public int Streams { get; set; }

    /// <summary>The number of the newest event published for the user.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>For the next event. Thread-safe.</summary>
    public long NextNumber() => Interlocked.Increment(ref _published);

    /// <summary>For events that were counted elsewhere.</summary>
    public void PublishedUpTo(long number) => Volatile.Write(ref _published, number);

    /// <summary>All users that the options name.</summary>
    public static IEnumerable<LoadUser> Of(LoadOptions options) => Enumerable.Range(0, options.Users).Select(i => new LoadUser($"{options.UserPrefix}{i}"));
}
