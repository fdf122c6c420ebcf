namespace RealtimeMesh.UserEventLog;

/// <summary>The source of user events cannot be reached just now.</summary>
public sealed class UserEventsUnavailableException : Exception
{
    public UserEventsUnavailableException()
    {
    }

    public UserEventsUnavailableException(string message)
        : base(message)
    {
    }

    public UserEventsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
